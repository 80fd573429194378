import type { CarrierAnswer } from '../../domain/messages/port.ts'
import type { Fetched, FetchOutcome } from '../../kernel/guarded-fetch/index.ts'
import { jsonOf, listOf, textOf } from './graph.ts'
import { errorWord, kindOf, pauseOf, readError } from './graph-error.ts'

/** Which of the five an answer of `POST /{phone_number_id}/messages` is. Meta has no idempotency key. */
export function readAnswer(outcome: FetchOutcome): CarrierAnswer {
  if (outcome.kind === 'failed') {
    const { detail, maybeSent } = outcome
    return { kind: maybeSent ? 'unknown' : 'unavailable', detail }
  }
  if (outcome.httpStatus >= 200 && outcome.httpStatus < 300) return readTaken(outcome)
  const error = readError(outcome)
  const { code, said } = error
  switch (kindOf(outcome, error)) {
    case 'throttled':
      return { kind: 'throttled', retryAfterMs: pauseOf(outcome, code) }
    case 'account':
    case 'away':
      return { kind: 'unavailable', detail: said }
    case 'unclear':
      return { kind: 'unknown', detail: said }
    case 'refused':
      return { kind: 'rejected', code: code === null ? 'carrier_refused' : errorWord(code), message: said }
  }
}

/** `message_status` may say that it is held for an assessment of its quality: taken all the same, and reported later. */
function readTaken(answer: Fetched): CarrierAnswer {
  const [message] = listOf(jsonOf(answer)['messages'])
  const id = textOf(message?.['id'])
  if (id === null) return { kind: 'unknown', detail: `The carrier answered ${answer.httpStatus} without a message.` }
  return { kind: 'accepted', providerMessageId: id }
}
