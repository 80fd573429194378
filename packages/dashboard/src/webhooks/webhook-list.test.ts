import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleDelivery } from '@posthorn/contract'
import { failingSince } from './webhook-list.ts'

const failed = (minute: number, trigger: 'automatic' | 'test' = 'automatic') => ({
  ...sampleDelivery,
  status: 'failed' as const,
  trigger,
  delivered_at: `2026-04-19T14:0${minute}:00Z`,
})

test('failing since the first of the failures in a row, tests passed over', () => {
  const newestFirst = [failed(9), failed(8, 'test'), failed(7), failed(6), failed(1)]
  assert.deepEqual(failingSince(newestFirst, 3), { at: '2026-04-19T14:06:00Z', exact: true })
})

test('where more failed than was looked through, it is at least since the oldest', () => {
  assert.deepEqual(failingSince([failed(9), failed(8)], 7), { at: '2026-04-19T14:08:00Z', exact: false })
  assert.equal(failingSince([], 5), null)
})
