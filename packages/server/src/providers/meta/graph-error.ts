import type { Fetched } from '../../kernel/guarded-fetch/index.ts'
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'
import { jsonOf, type Json, objectOf, textOf } from './graph.ts'

/**
 * The codes that the Cloud API answers with and reports, by what follows from them. Source:
 * developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (as of May 2026); what courier, an
 * older gateway, takes for throttling agrees with it.
 */

/** Words for codes that programs want to tell apart; others keep their number. */
const NAMES: Readonly<Record<number, string>> = {
  100: 'invalid_parameter',
  130472: 'held_back',
  130497: 'region_not_permitted',
  131008: 'invalid_parameter',
  131009: 'invalid_parameter',
  131021: 'invalid_recipient',
  131026: 'undeliverable',
  131030: 'recipient_not_allowed',
  131047: 'template_required',
  131049: 'held_back',
  131050: 'opted_out',
  131051: 'unsupported_type',
  131052: 'media_unusable',
  131053: 'media_unusable',
  132000: 'template_parameters',
  132001: 'template_unknown',
  132005: 'template_parameters',
  132007: 'template_policy',
  132012: 'template_parameters',
  132015: 'template_paused',
  132016: 'template_disabled',
  132018: 'template_parameters',
}

/**
 * Too much at once, and how long to leave it alone: calls of the app (4) and of the business account (80007) are counted by
 * the hour, messages (130429) by the second, those to one recipient (131056) over six seconds; 131048 follows complaints.
 */
const PAUSES: Readonly<Record<number, number>> = {
  4: MINUTE_MS,
  80007: MINUTE_MS,
  130429: 5 * SECOND_MS,
  131048: 30 * MINUTE_MS,
  131056: 6 * SECOND_MS,
  133016: 10 * MINUTE_MS,
}
const USUAL_PAUSE_MS = 5 * SECOND_MS
const LONGEST_PAUSE_S = 3_600

/**
 * About the account and not the message: tokens and permissions (0, 3, 10, 190, 200 to 299), a number that is gone (33) or
 * not registered (133010), blocks and payment (368, 131005, 131031, 131037, 131042, 131045). Another channel may do.
 */
const OF_THE_ACCOUNT = new Set([0, 3, 10, 33, 190, 368, 131005, 131031, 131037, 131042, 131045, 133010])

/** Said before the work: overload (2), a service that is away (131016), maintenance (131057). */
const AWAY = new Set([2, 131016, 131057])
/** "Unknown error" (1, 131000): that the message failed is not said, or not believable with a 5xx. */
const UNCLEAR = new Set([1, 131000])

export interface GraphError {
  /** Null where the answer is none of the Graph API's. */
  readonly code: number | null
  readonly subcode: number | null
  /** For people. */
  readonly said: string
}

export type ErrorKind = 'throttled' | 'account' | 'away' | 'unclear' | 'refused'

/** The word that is kept with a message. */
export function errorWord(code: number): string {
  return NAMES[code] ?? `meta_${code}`
}

export function readError(answer: Fetched): GraphError {
  const error = objectOf(jsonOf(answer)['error'])
  const code = wholeOf(error['code'])
  const named = code === null ? '' : `, code ${code}`
  return {
    code,
    subcode: wholeOf(error['error_subcode']),
    said: `The carrier answered ${answer.httpStatus}${named}.${wordsOf(error)}`,
  }
}

/** What Meta says in words, the most telling first. */
export function wordsOf(error: Json): string {
  const details = textOf(objectOf(error['error_data'])['details']) ?? textOf(error['error_user_msg'])
  const title = textOf(error['message']) ?? textOf(error['title'])
  const words = [title, details === title ? null : details].filter((each) => each !== null).join(' – ')
  return words === '' ? '' : ` ${words.slice(0, 400)}`
}

/** What an answer that is no success means. */
export function kindOf({ httpStatus }: Pick<Fetched, 'httpStatus'>, { code }: Pick<GraphError, 'code'>): ErrorKind {
  if (httpStatus === 429 || (code !== null && Object.hasOwn(PAUSES, code))) return 'throttled'
  if (code === null) return kindOfStatus(httpStatus)
  if (OF_THE_ACCOUNT.has(code) || (code >= 200 && code < 300)) return 'account'
  if (AWAY.has(code) || httpStatus === 503) return 'away'
  if (UNCLEAR.has(code)) return httpStatus >= 500 || code === 131000 ? 'unclear' : 'refused'
  return httpStatus >= 500 ? 'unclear' : 'refused'
}

/** An answer without a code comes from something before the API, or from something that is not the API. */
function kindOfStatus(httpStatus: number): ErrorKind {
  if (httpStatus === 503) return 'away'
  return httpStatus >= 500 ? 'unclear' : 'account'
}

/** Milliseconds. A carrier's own `Retry-After` may lengthen the pause, and never shortens it. */
export function pauseOf({ responseHeaders }: Pick<Fetched, 'responseHeaders'>, code: number | null): number {
  const asked = Number(responseHeaders['retry-after'])
  const own = (code === null ? undefined : PAUSES[code]) ?? USUAL_PAUSE_MS
  return Number.isFinite(asked) && asked > 0 ? Math.max(own, Math.min(asked, LONGEST_PAUSE_S) * SECOND_MS) : own
}

export function wholeOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) ? number : null
}
