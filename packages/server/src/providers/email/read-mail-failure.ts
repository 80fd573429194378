import type { CheckResult } from '../../domain/channels/port.ts'
import type { CarrierAnswer } from '../../domain/messages/port.ts'
import { HostUnreachable } from '../../kernel/guarded-fetch/index.ts'
import { MINUTE_MS } from '../../kernel/time.ts'

/** What nodemailer tells of a failure. */
interface MailFailure {
  readonly message: string
  /** nodemailer's own word: `EAUTH`, `ETIMEDOUT`, … */
  readonly code: string
  /** The server's last answer, where there was one. */
  readonly responseCode: number | null
  readonly response: string
  /** What it was an answer to: `RCPT TO`, `DATA`, … */
  readonly command: string
}

/** Of RFC 3463: too much, too fast, too busy. Mail servers give no time, so that it is ours to choose. */
const THROTTLES = /\b4\.(3\.2|4\.5|5\.3|7\.28)\b/
const THROTTLE_WORDS = /\b(rate|too many|too fast|throttl|quota|exceeded)/i
const THROTTLE_PAUSE_MS = MINUTE_MS

/**
 * Which of the five a failed send is. `wasHandedOver`: the whole mail had been sent, and only the answer is missing.
 * What the server answers to the mail itself is about the mail; everything else is about the way to it.
 */
export function readMailFailure(error: unknown, wasHandedOver: boolean): CarrierAnswer {
  const failure = failureOf(error)
  const { code, responseCode, response, command } = failure
  if (responseCode === null) {
    if (wasHandedOver) return { kind: 'unknown', detail: `The mail was sent and not answered: ${failure.message}` }
    // An address that this server, or nodemailer, cannot spell.
    if (code === 'EENVELOPE') return { kind: 'rejected', code: 'invalid_envelope', message: failure.message }
    return { kind: 'unavailable', detail: wordsOf(failure) }
  }
  const isAboutMail = /^(MAIL|RCPT|DATA)/.test(command) && responseCode !== 530 && responseCode !== 421
  if (responseCode < 500 && isThrottle(response)) return { kind: 'throttled', retryAfterMs: THROTTLE_PAUSE_MS }
  if (responseCode < 500 || !isAboutMail) return { kind: 'unavailable', detail: wordsOf(failure) }
  return { kind: 'rejected', code: `smtp_${enhancedOf(response) ?? responseCode}`, message: response.slice(0, 500) }
}

function isThrottle(response: string): boolean {
  return THROTTLES.test(response) || (THROTTLE_WORDS.test(response) && !/grey|gray/i.test(response))
}

function enhancedOf(response: string): string | undefined {
  return /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0]
}

/** Why the mail server cannot be used, for the person who entered it. */
export function readCheckFailure(error: unknown): Extract<CheckResult, { ok: false }> {
  const failure = failureOf(error)
  return { ok: false, code: wordOf(error, failure), message: wordsOf(failure) }
}

function wordOf(error: unknown, { code }: MailFailure): string {
  if (error instanceof HostUnreachable) return error.failure.error
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'credentials_refused'
  if (code === 'ETIMEDOUT') return 'timeout'
  return isTls(code, error) ? 'tls' : 'connection'
}

function wordsOf(failure: MailFailure): string {
  const { code, response, message } = failure
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    const said = response === '' ? '' : ` It says: ${response.slice(0, 200)}`
    return `The mail server does not accept the user name and password.${said}`
  }
  if (code === 'ETIMEDOUT') return 'The mail server did not answer in time.'
  if (code === 'ETLS') return `No encrypted connection came about: ${message.slice(0, 300)}`
  return response === '' ? message.slice(0, 300) : `The mail server answered: ${response.slice(0, 300)}`
}

function isTls(code: string, error: unknown): boolean {
  return code === 'ETLS' || (error instanceof Error && /certificate|TLS|SSL/i.test(error.message))
}

function failureOf(error: unknown): MailFailure {
  const told = (error instanceof Error ? error : {}) as Record<string, unknown> & Partial<Error>
  const text = (name: string): string => (typeof told[name] === 'string' ? told[name] : '')
  return {
    message: told.message ?? String(error),
    code: text('code'),
    responseCode: typeof told['responseCode'] === 'number' ? told['responseCode'] : null,
    response: text('response'),
    command: text('command'),
  }
}
