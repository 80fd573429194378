import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'

import { RateLimiter } from './limit-rate.ts'

const WINDOW_MS = 60_000

function hitMany(limiter: RateLimiter, count: number, now: number): boolean[] {
  return Array.from({ length: count }, () => limiter.hit('key', 100, now).allowed)
}

test('a hundred calls in a minute are allowed and the next is refused', () => {
  const limiter = new RateLimiter()
  assert.ok(hitMany(limiter, 100, 5_000).every(Boolean))
  const refused = limiter.hit('key', 100, 64_999)
  assert.deepEqual({ ...refused, resetInMs: 0 }, { allowed: false, limit: 100, remaining: 0, resetInMs: 0 })
})

test('each call says how many are left', () => {
  const limiter = new RateLimiter()
  assert.equal(limiter.look('key', 3, 0).remaining, 3)
  assert.deepEqual(
    [1, 2, 3, 4].map(() => limiter.hit('key', 3, 0).remaining),
    [2, 1, 0, 0],
  )
  assert.equal(limiter.look('key', 3, 0).allowed, false)
})

test('after the wait that a refusal names the call is allowed, and not a whole window later', () => {
  const limiter = new RateLimiter()
  hitMany(limiter, 100, 12_345)
  const { resetInMs } = limiter.hit('key', 100, 30_000)
  assert.ok(resetInMs > 0 && resetInMs <= 12_345 + WINDOW_MS + 100 - 30_000, `${resetInMs}`)
  assert.equal(limiter.hit('key', 100, 30_000 + resetInMs - 100).allowed, false)
  assert.equal(limiter.hit('key', 100, 30_000 + resetInMs).allowed, true)
})

test('refused calls do not count, so a caller who keeps knocking is let in as soon as one who waits', () => {
  const limiter = new RateLimiter()
  hitMany(limiter, 100, 0)
  for (let now = 100; now < WINDOW_MS; now += 100) assert.equal(limiter.hit('key', 100, now).allowed, false)
  assert.deepEqual(hitMany(limiter, 101, WINDOW_MS + 100), [...Array.from({ length: 100 }, () => true), false])
})

test('the window slides: calls leave it one by one as they came, not all at the turn of a minute', () => {
  const limiter = new RateLimiter()
  for (let now = 0; now < WINDOW_MS; now += 600) assert.equal(limiter.hit('key', 100, now).allowed, true)
  assert.equal(limiter.hit('key', 100, WINDOW_MS).allowed, false)
  const allowed = Array.from({ length: 40 }, (_, step) => limiter.hit('key', 100, WINDOW_MS + 100 + step * 100).allowed)
  assert.equal(allowed.filter(Boolean).length, 7)
})

test('looking does not count, and callers do not share their calls', () => {
  const limiter = new RateLimiter()
  for (let time = 0; time < 10; time++) limiter.look('key', 1, 0)
  assert.equal(limiter.hit('key', 1, 0).allowed, true)
  assert.equal(limiter.hit('key', 1, 0).allowed, false)
  assert.equal(limiter.hit('another', 1, 0).allowed, true)
})

test('a lower limit counts at once, and what was allowed before still counts', () => {
  const limiter = new RateLimiter()
  hitMany(limiter, 100, 0)
  assert.deepEqual(
    { ...limiter.look('key', 10, 1_000), resetInMs: 0 },
    { allowed: false, limit: 10, remaining: 0, resetInMs: 0 },
  )
  assert.equal(limiter.hit('key', 101, 1_000).allowed, true)
})

test('whoever was silent for long begins anew, also when the limiter forgot them meanwhile', () => {
  const limiter = new RateLimiter()
  hitMany(limiter, 100, 0)
  limiter.hit('another', 100, 10 * WINDOW_MS)
  assert.deepEqual(limiter.look('key', 100, 10 * WINDOW_MS), {
    allowed: true,
    limit: 100,
    remaining: 100,
    resetInMs: 0,
  })
})

test('whatever the calls, no 60 seconds hold more than the limit, and who has room is never refused', () => {
  const gaps = fc.array(fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 40_000 })), {
    maxLength: 400,
  })
  fc.assert(
    fc.property(
      gaps,
      fc.integer({ min: 1, max: 20 }),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      (waits, limit, start) => {
        const limiter = new RateLimiter()
        const allowed: number[] = []
        let now = start
        for (const wait of waits) {
          now += wait
          const counted = allowed.filter((at) => at > now - WINDOW_MS).length
          // A call may be counted up to one slice, 100 ms, too long.
          const countedAtMost = allowed.filter((at) => at >= now - WINDOW_MS - 100).length
          const decision = limiter.hit('key', limit, now)
          if (decision.allowed) {
            assert.ok(counted < limit, `${counted + 1} calls within a minute`)
            allowed.push(now)
          } else {
            assert.ok(countedAtMost >= limit, 'refused with room left')
            assert.ok(decision.resetInMs > 0 && decision.resetInMs <= WINDOW_MS + 100)
          }
        }
      },
    ),
    { seed: 20260419, numRuns: 300 },
  )
})
