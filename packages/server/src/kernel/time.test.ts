import assert from 'node:assert/strict'
import { test } from 'node:test'

import { DAY_MS, HOUR_MS, isoTime, isoTimeOrNull, MINUTE_MS, SECOND_MS } from './time.ts'

test('a time on the wire is ISO 8601 in UTC, whole seconds, rounded down', () => {
  assert.equal(isoTime(Date.UTC(2026, 3, 19, 14, 30, 0)), '2026-04-19T14:30:00Z')
  assert.equal(isoTime(Date.UTC(2026, 3, 19, 14, 30, 0, 999)), '2026-04-19T14:30:00Z')
  assert.equal(isoTime(0), '1970-01-01T00:00:00Z')
  assert.equal(isoTimeOrNull(0), '1970-01-01T00:00:00Z')
  assert.equal(isoTimeOrNull(null), null)
})

test('what the wire says is read back as the same second', () => {
  const ms = Date.UTC(2028, 1, 29, 23, 59, 59, 123)
  assert.equal(Date.parse(isoTime(ms)), ms - 123)
})

test('the spans are what they are called', () => {
  assert.deepEqual([SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS], [1_000, 60_000, 3_600_000, 86_400_000])
})
