import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decideAfterAnswer, retryPolicy } from './decide-after-answer.ts'
import { decideNextLook } from './report-jobs.ts'

const policy = { waitsMs: [1_000, 5_000], giveUpAfterMs: 60_000 }
const attempt = (number: number, finishedAt: number) => ({ number, finishedAt, acceptedAt: 0 })
const away = { kind: 'unavailable', detail: 'Not reached.' } as const

test('accepted is sent, rejected is failed for good', () => {
  assert.deepEqual(decideAfterAnswer({ kind: 'accepted', providerMessageId: 'x' }, attempt(1, 5), policy), {
    next: 'sent',
  })
  const rejected = { kind: 'rejected', code: 'blocked', message: 'Blocked.' } as const
  assert.deepEqual(decideAfterAnswer(rejected, attempt(1, 5), policy), {
    next: 'failed',
    code: 'blocked',
    message: 'Blocked.',
  })
})

test('an answer that nobody knows is never tried again', () => {
  const after = decideAfterAnswer({ kind: 'unknown', detail: 'No answer.' }, attempt(1, 5), policy)
  assert.deepEqual(after, { next: 'unknown', detail: 'No answer.' })
})

test('a carrier out of reach is tried again by the schedule, whose last wait repeats', () => {
  const at = [1, 2, 3, 9].map((number) => decideAfterAnswer(away, attempt(number, 10_000), policy))
  const expected = [11_000, 15_000, 15_000, 15_000].map((at) => ({
    next: 'retry',
    at,
    because: 'carrier_unavailable: Not reached.',
  }))
  assert.deepEqual(at, expected)
})

test('a carrier may ask for more time than the schedule gives it, never for less', () => {
  const at = [100, 30_000].map((retryAfterMs) => {
    const after = decideAfterAnswer({ kind: 'throttled', retryAfterMs }, attempt(2, 10_000), policy)
    return after.next === 'retry' ? after.at : null
  })
  assert.deepEqual(at, [15_000, 40_000])
})

test('while another channel can go on, neither the schedule nor the pause that one asked for is waited for', () => {
  const elsewhere = { ...attempt(3, 10_000), elsewhere: true }
  for (const answer of [away, { kind: 'throttled', retryAfterMs: 30_000 } as const]) {
    const after = decideAfterAnswer(answer, elsewhere, policy)
    assert.equal(after.next === 'retry' && after.at, 11_000)
  }
})

test('a message that would grow too old is given up, with the reason', () => {
  const after = decideAfterAnswer(away, attempt(20, 55_001), policy)
  assert.equal(after.next === 'failed' && after.code, 'carrier_unavailable')
  assert.equal(decideAfterAnswer(away, attempt(20, 55_000), policy).next, 'retry')
})

test('the usual schedule tries for four hours', () => {
  let now = 0
  let attempts = 0
  for (;;) {
    const after = decideAfterAnswer(away, attempt(++attempts, now), retryPolicy)
    if (after.next !== 'retry') break
    now = after.at
  }
  assert.equal(attempts, 52)
  assert.ok(now <= 4 * 3_600_000 && now > 3.9 * 3_600_000)
})

test('a report without its message is looked at again at growing distances, and given up after a day', () => {
  assert.equal(decideNextLook(0, 0), 200)
  assert.equal(decideNextLook(0, 5_000), 10_000)
  assert.equal(decideNextLook(0, 3_600_000), 4_200_000)
  assert.equal(decideNextLook(0, 24 * 3_600_000 + 1), null)
})
