import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideRetry } from './decide-retry.ts'
import { readRetryAfter } from './errors.ts'

const unavailable = { kind: 'answered', status: 503, type: 'unavailable', retryAfterSeconds: null } as const
const waitAfter = (retries: number, random: number) => {
  const decision = decideRetry(unavailable, retries, { maxRetries: 100, random: () => random })
  return decision.again ? decision.waitMs : null
}

test('waits double from one second to sixty, half certain and half chance', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 40].map((retries) => waitAfter(retries, 1)),
    [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000],
  )
  assert.deepEqual(
    [0, 1, 6].map((retries) => waitAfter(retries, 0)),
    [500, 1_000, 30_000],
  )
})

test('Retry-After of zero is at once, of a minute the most', () => {
  const asked = (retryAfterSeconds: number) =>
    decideRetry({ ...unavailable, retryAfterSeconds }, 0, { maxRetries: 1, random: () => 0 })
  assert.deepEqual(asked(0), { again: true, waitMs: 0 })
  assert.deepEqual(asked(60), { again: true, waitMs: 60_000 })
  assert.deepEqual(asked(61), { again: false })
})

test('Retry-After is read as seconds and as a date', () => {
  const now = Date.parse('2026-04-19T14:30:00Z')
  assert.equal(readRetryAfter('12', now), 12)
  assert.equal(readRetryAfter('Sun, 19 Apr 2026 14:30:05 GMT', now), 5)
  assert.equal(readRetryAfter('Sun, 19 Apr 2026 14:00:00 GMT', now), 0)
  assert.equal(readRetryAfter('soon', now), null)
  assert.equal(readRetryAfter(null, now), null)
})
