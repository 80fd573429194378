import assert from 'node:assert/strict'
import { test } from 'node:test'

import { billingPeriodAt, renderEnd } from './billing-period.ts'

test('a billing period is a calendar month in UTC, leap years and the turn of the year included', () => {
  const months = [
    ['2026-04-19T14:30:00Z', '2026-04-01', '2026-04-30T23:59:59Z'],
    ['2026-04-01T00:00:00Z', '2026-04-01', '2026-04-30T23:59:59Z'],
    ['2026-04-30T23:59:59.999Z', '2026-04-01', '2026-04-30T23:59:59Z'],
    ['2028-02-11T00:00:00Z', '2028-02-01', '2028-02-29T23:59:59Z'],
    ['2026-12-31T12:00:00Z', '2026-12-01', '2026-12-31T23:59:59Z'],
  ] as const
  for (const [now, start, end] of months) {
    const period = billingPeriodAt(Date.parse(now))
    assert.deepEqual([period.start, renderEnd(period.end)], [Date.parse(start), end])
  }
})
