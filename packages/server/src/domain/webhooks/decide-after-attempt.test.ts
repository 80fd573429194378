import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import type { OutboundError, OutboundOutcome } from '../../kernel/guarded-fetch/index.ts'
import { decideAfterAttempt, errorOf, isSlow, waitsOf } from './decide-after-attempt.ts'

const SECOND_MS = 1_000
const HOUR_MS = 3_600 * SECOND_MS
const STANDARD = [5, 15, 60, 300, 900].map((seconds) => seconds * SECOND_MS)
const finishedAt = Date.UTC(2026, 3, 19, 14, 30)

function answered(httpStatus: number, retryAfterSeconds: number | null = null, durationMs = 20): OutboundOutcome {
  return {
    kind: 'answered',
    httpStatus,
    durationMs,
    retryAfterSeconds,
    responseHeaders: {},
    bodyExcerpt: '',
    bodyTruncated: false,
  }
}

function failed(error: OutboundError): OutboundOutcome {
  return { kind: 'failed', error, detail: 'Something', durationMs: 20 }
}

const decide = (outcome: OutboundOutcome, number = 1, webhookActive = true, waits: readonly number[] = STANDARD) =>
  decideAfterAttempt(outcome, { number, finishedAt, webhookActive }, waits)

describe('after an attempt', () => {
  test('every 2xx is delivered, whichever attempt it is and whatever became of the webhook', () => {
    for (let status = 200; status < 300; status++) {
      for (const number of [1, 6, 100]) assert.deepEqual(decide(answered(status), number), { next: 'delivered' })
      assert.deepEqual(decide(answered(status), 1, false), { next: 'delivered' })
    }
  })

  test('every other answer and every kind of failure is tried again, and named', () => {
    const outcomes: [OutboundOutcome, string][] = [
      ...[300, 301, 302, 304, 307, 308, 399].map(
        (status) => [answered(status), 'redirect'] as [OutboundOutcome, string],
      ),
      ...[400, 401, 404, 410, 422, 429, 500, 503, 599].map(
        (status) => [answered(status), 'http_status'] as [OutboundOutcome, string],
      ),
      ...(['timeout', 'dns', 'connection', 'tls', 'blocked_address'] as const).map(
        (error) => [failed(error), error] as [OutboundOutcome, string],
      ),
      [failed('cancelled'), 'connection'],
    ]
    for (const [outcome, error] of outcomes) {
      assert.equal(errorOf(outcome), error)
      assert.deepEqual(decide(outcome), { next: 'retry', at: finishedAt + 5 * SECOND_MS, error })
      assert.deepEqual(decide(outcome, 6), { next: 'permanent_failure', error })
      assert.deepEqual(decide(outcome, 1, false), { next: 'cancelled', error })
    }
  })

  test('the standard ladder waits 5, 15, 60, 300 and 900 seconds from the end of the attempt, then gives up', () => {
    const steps = [1, 2, 3, 4, 5, 6, 7].map((number) => {
      const decision = decide(answered(500), number)
      return decision.next === 'retry' ? (decision.at - finishedAt) / SECOND_MS : decision.next
    })
    assert.deepEqual(steps, [5, 15, 60, 300, 900, 'permanent_failure', 'permanent_failure'])
  })

  test('the extended policy adds 1, 3, 6, 12, 24 and 24 hours, three days in all', () => {
    const waits = waitsOf('extended', STANDARD)
    const hours = [1, 3, 6, 12, 24, 24].map((each) => each * HOUR_MS)
    assert.deepEqual(waits, [...STANDARD, ...hours])
    assert.deepEqual(decide(answered(500), 11, true, waits), {
      next: 'retry',
      at: finishedAt + 24 * HOUR_MS,
      error: 'http_status',
    })
    assert.deepEqual(decide(answered(500), 12, true, waits), { next: 'permanent_failure', error: 'http_status' })
    assert.equal(waitsOf('standard', STANDARD), STANDARD)
  })

  test('the schedule is configuration: n waits mean n retries', () => {
    assert.equal(decide(answered(500), 1, true, []).next, 'permanent_failure')
    assert.equal(decide(answered(500), 4, true, STANDARD.slice(0, 4)).next, 'retry')
    assert.equal(decide(answered(500), 5, true, STANDARD.slice(0, 4)).next, 'permanent_failure')
  })
})

describe('Retry-After', () => {
  test('lengthens a wait and never shortens one, on 429 and 503 only, up to an hour', () => {
    const status = fc.constantFrom(400, 404, 429, 500, 502, 503)
    const asked = fc.option(fc.oneof(fc.nat(7_200), fc.nat(2 ** 31 - 1)))
    const property = fc.property(status, asked, fc.integer({ min: 1, max: 5 }), (httpStatus, seconds, number) => {
      const decision = decide(answered(httpStatus, seconds), number)
      assert.equal(decision.next, 'retry')
      const heeded = httpStatus === 429 || httpStatus === 503 ? Math.min((seconds ?? 0) * SECOND_MS, HOUR_MS) : 0
      assert.equal(decision.at - finishedAt, Math.max(STANDARD[number - 1]!, heeded))
    })
    fc.assert(property, { seed: 2026, numRuns: 500 })
  })

  test('does not shorten waits that are longer than an hour already', () => {
    const waits = waitsOf('extended', STANDARD)
    const decision = decide(answered(503, 7_200), 8, true, waits)
    assert.deepEqual(decision, { next: 'retry', at: finishedAt + 6 * HOUR_MS, error: 'http_status' })
  })

  test('of an attempt that was the last one changes nothing', () => {
    assert.equal(decide(answered(429, 60), 6).next, 'permanent_failure')
  })
})

test('a success is slow when it took more than five seconds; a failure never is', () => {
  assert.equal(isSlow(answered(200, null, 5_000)), false)
  assert.equal(isSlow(answered(200, null, 5_001)), true)
  assert.equal(isSlow(answered(500, null, 9_000)), false)
  assert.equal(isSlow({ ...failed('timeout'), durationMs: 10_000 }), false)
})
