import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { FetchOutcome } from '../../kernel/guarded-fetch/index.ts'
import { readAnswer } from './read-answer.ts'

function answered(httpStatus: number, body: object | string = {}, headers: Record<string, string> = {}): FetchOutcome {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    kind: 'answered',
    httpStatus,
    durationMs: 1,
    responseHeaders: headers,
    body: Buffer.from(text),
    bodyComplete: true,
  }
}

const error = (httpStatus: number, code: number) => answered(httpStatus, { code, message: 'No.', status: httpStatus })
const failed = { kind: 'failed', error: 'connection', detail: 'It broke', durationMs: 1 } as const

test('what Twilio accepted has its id, its segments and its price', () => {
  const message = { sid: 'SM1', status: 'queued', num_segments: '3', price: '-0.0225', price_unit: 'USD' }
  const accepted = { kind: 'accepted', providerMessageId: 'SM1', segments: 3, costUsd: 0.0225 }
  assert.deepEqual(readAnswer(answered(201, message)), accepted)
  assert.deepEqual(readAnswer(answered(201, { ...message, num_segments: '0', price: null })), {
    kind: 'accepted',
    providerMessageId: 'SM1',
    costUsd: null,
  })
  assert.equal(
    (readAnswer(answered(201, { ...message, price_unit: 'EUR' })) as { costUsd: unknown }).costUsd,
    null,
    'euros are no dollars',
  )
})

for (const [what, outcome, kind] of [
  ['an opt-out', error(400, 21610), 'rejected'],
  ['a number that is none', error(400, 21211), 'rejected'],
  ['a message that failed at once', answered(201, { sid: 'SM1', status: 'failed', error_code: 30007 }), 'rejected'],
  ['too many requests', error(429, 20429), 'throttled'],
  ['a full queue, whatever the status', error(400, 21611), 'throttled'],
  ['wrong credentials', error(401, 20003), 'unavailable'],
  ['a suspended account', error(403, 20005), 'unavailable'],
  ['an unknown account', error(404, 20404), 'unavailable'],
  ['a redirect', answered(301), 'unavailable'],
  ['a 400 that is not of Twilio', answered(400, 'Bad Request'), 'unavailable'],
  ['a service that is not there', answered(503), 'unavailable'],
  ['a fault that may have come after the work', answered(500), 'unknown'],
  ['a gateway that lost the answer', answered(502, '<html>'), 'unknown'],
  ['a gateway that waited in vain', answered(504), 'unknown'],
  ['a 201 without a message', answered(201, 'OK'), 'unknown'],
  ['a connection that never came about', failed, 'unavailable'],
  ['a connection that broke after the request', { ...failed, maybeSent: true } as const, 'unknown'],
] as const) {
  test(`${what} is ${kind}`, () => assert.equal(readAnswer(outcome).kind, kind))
}

test('codes have words where programs want to tell them apart, and are said', () => {
  assert.deepEqual(readAnswer(error(400, 21610)), {
    kind: 'rejected',
    code: 'opted_out',
    message: 'The carrier answered 400, code 21610. No.',
  })
  assert.equal((readAnswer(error(400, 12345)) as { code: string }).code, 'twilio_12345')
})

test('the pause is the one that is asked for, one second by default, and an hour at most', () => {
  const pause = (headers: Record<string, string>) =>
    (readAnswer(answered(429, {}, headers)) as { retryAfterMs: number }).retryAfterMs
  assert.deepEqual(
    [pause({}), pause({ 'retry-after': '7' }), pause({ 'retry-after': 'soon' }), pause({ 'retry-after': '999999' })],
    [1_000, 7_000, 1_000, 3_600_000],
  )
})
