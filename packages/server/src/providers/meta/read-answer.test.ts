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

const error = (httpStatus: number, code: number, headers = {}) =>
  answered(httpStatus, { error: { message: `(#${code}) No`, code, error_data: { details: 'Why not.' } } }, headers)
const failed = { kind: 'failed', error: 'connection', detail: 'It broke', durationMs: 1 } as const

test('what Meta accepted has its id, held for assessment or not', () => {
  const messages = [{ id: 'wamid.1', message_status: 'held_for_quality_assessment' }]
  assert.deepEqual(readAnswer(answered(200, { messaging_product: 'whatsapp', messages })), {
    kind: 'accepted',
    providerMessageId: 'wamid.1',
  })
})

for (const [what, outcome, kind] of [
  ['an expired token', error(401, 190), 'unavailable'],
  ['a missing permission', error(403, 10), 'unavailable'],
  ['another missing permission', error(403, 299), 'unavailable'],
  ['a number that is not registered', error(400, 133010), 'unavailable'],
  ['an unpaid account', error(400, 131042), 'unavailable'],
  ['a blocked account', error(403, 368), 'unavailable'],
  ['too many calls of the app', error(400, 4), 'throttled'],
  ['too many calls of the account', error(400, 80007), 'throttled'],
  ['too many messages', error(429, 130429), 'throttled'],
  ['too many complaints', error(400, 131048), 'throttled'],
  ['too many to one recipient', error(400, 131056), 'throttled'],
  ['a 429 without a code', answered(429), 'throttled'],
  ['overload', error(503, 2), 'unavailable'],
  ['a service that is away, whatever the status', error(400, 131016), 'unavailable'],
  ['maintenance', error(500, 131057), 'unavailable'],
  ['a 503 without a code', answered(503, 'busy'), 'unavailable'],
  ['an unknown error', error(500, 131000), 'unknown'],
  ['an unknown error of the API', error(500, 1), 'unknown'],
  ['a fault of another code', error(500, 131051), 'unknown'],
  ['a gateway that lost the answer', answered(502, '<html>'), 'unknown'],
  ['a 200 without a message', answered(200, { messages: [] }), 'unknown'],
  ['a connection that never came about', failed, 'unavailable'],
  ['a connection that broke after the request', { ...failed, maybeSent: true } as const, 'unknown'],
  ['a page that is not of Meta', answered(404, 'Not here'), 'unavailable'],
  ['a redirect', answered(302), 'unavailable'],
  ['a closed window', error(400, 131047), 'rejected'],
  ['a recipient without WhatsApp', error(400, 131026), 'rejected'],
  ['a template that does not fit', error(400, 132000), 'rejected'],
  ['an unknown template', error(404, 132001), 'rejected'],
  ['a wrong parameter', error(400, 100), 'rejected'],
  ['an unknown error with a 400', error(400, 1), 'rejected'],
] as const) {
  test(`${what} is ${kind}`, () => assert.equal(readAnswer(outcome).kind, kind))
}

test('codes have words where programs want to tell them apart, and are said', () => {
  assert.deepEqual(readAnswer(error(400, 131047)), {
    kind: 'rejected',
    code: 'template_required',
    message: 'The carrier answered 400, code 131047. (#131047) No – Why not.',
  })
  assert.equal((readAnswer(error(400, 131099)) as { code: string }).code, 'meta_131099')
})

test('a pause fits what is counted, and may be asked to be longer, an hour at most', () => {
  const pause = (outcome: FetchOutcome) => (readAnswer(outcome) as { retryAfterMs: number }).retryAfterMs
  assert.deepEqual(
    [
      pause(error(400, 131056)),
      pause(error(400, 131048)),
      pause(answered(429)),
      pause(error(400, 131056, { 'retry-after': '20' })),
      pause(error(400, 131056, { 'retry-after': '1' })),
      pause(answered(429, {}, { 'retry-after': 'soon' })),
      pause(answered(429, {}, { 'retry-after': '999999' })),
    ],
    [6_000, 1_800_000, 5_000, 20_000, 6_000, 5_000, 3_600_000],
  )
})
