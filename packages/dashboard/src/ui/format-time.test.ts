import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromLocalInput, milliseconds, percent, relativeTime, toLocalInput } from './format-time.ts'

const now = Date.parse('2026-04-19T14:30:00Z')
const at = (seconds: number) => relativeTime(new Date(now + seconds * 1_000).toISOString(), now)

test('times are told from now', () => {
  assert.deepEqual([0, -4, 1, -24].map(at), ['just now', 'just now', 'just now', '20s ago'])
  assert.deepEqual([-60, -119, -3_600, -86_400 * 3].map(at), ['1m ago', '1m ago', '1h ago', '3d ago'])
  assert.deepEqual([5, 900, 7_200].map(at), ['in 5s', 'in 15m', 'in 2h'])
  assert.equal(at(-86_400 * 60), '18 Feb 2026')
})

test('local times go to the field and come back', () => {
  assert.equal(fromLocalInput(toLocalInput(now)), '2026-04-19T14:30:00Z')
  assert.equal(fromLocalInput(''), null)
})

test('a share is rounded down, so that 100% means all', () => {
  assert.deepEqual([1, 0.999, 0.9999, 0.5, 0].map(percent), ['100%', '99.9%', '99.9%', '50%', '0%'])
  assert.deepEqual([84, 1_250].map(milliseconds), ['84 ms', '1.3 s'])
})
