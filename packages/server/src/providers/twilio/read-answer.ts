import type { CarrierAnswer } from '../../domain/messages/port.ts'
import type { Fetched, FetchOutcome } from '../../kernel/guarded-fetch/index.ts'
import { SECOND_MS } from '../../kernel/time.ts'

/** Codes of refusals that programs want to tell apart; others keep their number. */
const NAMES: Readonly<Record<number, string>> = {
  21211: 'invalid_recipient',
  21408: 'region_not_permitted',
  21610: 'opted_out',
  21612: 'unreachable_recipient',
  21614: 'not_a_mobile_number',
  21617: 'too_long',
}

/** Twilio took too much at once, whatever the HTTP status: 20429 requests, 21611 the sender's queue, 63038 the day. */
const THROTTLES = new Set([20429, 21611, 14107, 63038])

/** Where no time is given: Twilio's own advice is to begin with a second. */
const USUAL_PAUSE_MS = SECOND_MS

export function errorWord(code: number): string {
  return NAMES[code] ?? `twilio_${code}`
}

/** Which of the five an answer of the Messages API is. */
export function readAnswer(outcome: FetchOutcome): CarrierAnswer {
  if (outcome.kind === 'failed') {
    const { detail, maybeSent } = outcome
    return { kind: maybeSent ? 'unknown' : 'unavailable', detail }
  }
  const { httpStatus } = outcome
  const body = jsonOf(outcome)
  const code = numberOf(body['code'])
  if (httpStatus >= 200 && httpStatus < 300) return readCreated(httpStatus, body)
  if (httpStatus === 429 || (code !== null && THROTTLES.has(code)))
    return { kind: 'throttled', retryAfterMs: pauseOf(outcome) }
  const said = describe(httpStatus, code, body)
  // The request was understood and refused for what it says. Other 4xx are about the account, not the message.
  if (httpStatus === 400 && code !== null) return { kind: 'rejected', code: errorWord(code), message: said }
  if (httpStatus >= 300 && httpStatus < 500) return { kind: 'unavailable', detail: said }
  // 503 is said before the work is begun; any other fault may have come after it.
  return { kind: httpStatus === 503 ? 'unavailable' : 'unknown', detail: said }
}

function readCreated(httpStatus: number, body: Record<string, unknown>): CarrierAnswer {
  const sid = body['sid']
  if (typeof sid !== 'string' || sid === '')
    return { kind: 'unknown', detail: `The carrier answered ${httpStatus} without a message.` }
  const code = numberOf(body['error_code'])
  if (body['status'] === 'failed' || body['status'] === 'undelivered')
    return { kind: 'rejected', code: code === null ? 'carrier_failed' : errorWord(code), message: messageOf(body) }
  const segments = numberOf(body['num_segments'])
  return {
    kind: 'accepted',
    providerMessageId: sid,
    ...(segments !== null && segments > 0 && { segments }),
    costUsd: costOf(body),
  }
}

/** What is charged is said as a negative amount, and mostly not yet. */
function costOf({ price, price_unit }: Record<string, unknown>): number | null {
  const amount = numberOf(price)
  return amount === null || price_unit !== 'USD' ? null : Math.abs(amount)
}

function describe(httpStatus: number, code: number | null, body: Record<string, unknown>): string {
  const named = code === null ? '' : `, code ${code}`
  const said = typeof body['message'] === 'string' ? ` ${body['message'].slice(0, 300)}` : ''
  return `The carrier answered ${httpStatus}${named}.${said}`
}

function messageOf(body: Record<string, unknown>): string {
  const said = body['error_message'] ?? body['message']
  return typeof said === 'string' && said !== '' ? said.slice(0, 300) : 'The carrier refused the message.'
}

function pauseOf({ responseHeaders }: Fetched): number {
  const seconds = numberOf(responseHeaders['retry-after'])
  return seconds === null || seconds < 0 ? USUAL_PAUSE_MS : Math.min(seconds, 3_600) * SECOND_MS
}

/** Numbers come as such or as text. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null
}

export function jsonOf({ body }: Pick<Fetched, 'body'>): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'))
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
