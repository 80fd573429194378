/**
 * Tells whether a webhook is Posthorn's, whole and recent.
 *
 * Two signatures come with every delivery. The Standard Webhooks one (`webhook-id`, `webhook-timestamp`,
 * `webhook-signature`) covers the event's id as well, and carries one signature for each valid secret while a secret is
 * being rotated; where any of its headers is there, it alone decides. Otherwise the `X-Timely-Signature` does: hex, over
 * the time and the body.
 */
import type { WebhookEvent } from './webhook-event.ts'
import { fromBase64, hmacSha256, join, sameText, toBase64, toHex, utf8 } from './signature.ts'
import { findHeader, type WebhookHeaders } from './webhook-headers.ts'

export interface VerifyOptions {
  /** The body as it came: bytes or text, before any parsing. Parsed and written again, it may no longer be the same. */
  readonly payload: string | Uint8Array
  readonly headers: WebhookHeaders
  /** `whsec_…`, or several of them while one is being replaced. */
  readonly secret: string | readonly string[]
  /** How old, or how far in the future, the signature's time may be. */
  readonly toleranceSeconds?: number | undefined
  /** What the headers of the hex signature begin with; the server's `POSTHORN_WEBHOOK_HEADER_PREFIX`. */
  readonly prefix?: string | undefined
}

export type VerificationFault =
  'missing_header' | 'malformed_timestamp' | 'too_old' | 'too_new' | 'malformed_secret' | 'wrong_signature' | 'not_json'

export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError'
  readonly reason: VerificationFault

  constructor(reason: VerificationFault, message: string) {
    super(message)
    this.reason = reason
  }
}

/** The event, if the webhook is genuine; throws a WebhookVerificationError, to be answered with 401, if it is not. */
export async function verifyWebhook(options: VerifyOptions, now: () => number = Date.now): Promise<WebhookEvent> {
  const secrets = typeof options.secret === 'string' ? [options.secret] : options.secret
  if (secrets.length === 0 || secrets.includes('')) throw fault('malformed_secret', 'The signing secret is empty.')
  const standard = {
    id: findHeader(options.headers, 'webhook-id'),
    timestamp: findHeader(options.headers, 'webhook-timestamp'),
    signatures: findHeader(options.headers, 'webhook-signature'),
  }
  const genuine = Object.values(standard).some((value) => value !== null)
    ? await verifyStandard(standard, secrets, options, now())
    : await verifyHex(secrets, options, now())
  if (!genuine) throw fault('wrong_signature', 'The signature does not match the body and the secret.')
  return parse(options.payload)
}

async function verifyStandard(
  { id, timestamp, signatures }: Record<'id' | 'timestamp' | 'signatures', string | null>,
  secrets: readonly string[],
  { payload, toleranceSeconds = 300 }: VerifyOptions,
  nowMs: number,
): Promise<boolean> {
  if (id === null || timestamp === null || signatures === null) {
    throw fault('missing_header', 'webhook-id, webhook-timestamp and webhook-signature must come together.')
  }
  checkTime(timestamp, toleranceSeconds, nowMs)
  const signed = join(`${id}.${timestamp}.`, payload)
  const given = signatures.split(' ').filter((signature) => signature.startsWith('v1,'))
  // Every secret is tried on every signature, found or not, so that the time taken does not tell which one it was.
  let genuine = false
  for (const secret of secrets) {
    const expected = `v1,${toBase64(await hmacSha256(standardKey(secret), signed))}`
    for (const signature of given) genuine = sameText(signature, expected) || genuine
  }
  return genuine
}

async function verifyHex(
  secrets: readonly string[],
  { payload, headers, toleranceSeconds = 300, prefix = 'X-Timely' }: VerifyOptions,
  nowMs: number,
): Promise<boolean> {
  const timestamp = findHeader(headers, `${prefix}-Timestamp`)
  const given = findHeader(headers, `${prefix}-Signature`)
  if (timestamp === null || given === null) {
    throw fault(
      'missing_header',
      `Neither webhook-signature nor ${prefix}-Signature with its ${prefix}-Timestamp came.`,
    )
  }
  checkTime(timestamp, toleranceSeconds, nowMs)
  const signed = join(`${timestamp}.`, payload)
  let genuine = false
  for (const secret of secrets) genuine = sameText(given, toHex(await hmacSha256(utf8(secret), signed))) || genuine
  return genuine
}

/** The key of the Standard Webhooks signature: what follows `whsec_`, from base64. */
function standardKey(secret: string): Uint8Array<ArrayBuffer> {
  const key = fromBase64(secret.replace(/^whsec_/, ''))
  if (key === null || key.length === 0) throw fault('malformed_secret', 'The signing secret is not whsec_ and base64.')
  return key
}

function checkTime(timestamp: string, toleranceSeconds: number, nowMs: number): void {
  if (!/^\d{1,12}$/.test(timestamp)) throw fault('malformed_timestamp', 'The timestamp is not in Unix seconds.')
  const age = nowMs / 1_000 - Number(timestamp)
  if (age > toleranceSeconds) throw fault('too_old', `The signature is older than ${toleranceSeconds} seconds.`)
  if (age < -toleranceSeconds) throw fault('too_new', `The signature is more than ${toleranceSeconds} seconds ahead.`)
}

function parse(payload: string | Uint8Array): WebhookEvent {
  try {
    return JSON.parse(typeof payload === 'string' ? payload : new TextDecoder().decode(payload)) as WebhookEvent
  } catch {
    throw fault('not_json', 'The body is genuine, but not JSON.')
  }
}

const fault = (reason: VerificationFault, message: string): WebhookVerificationError =>
  new WebhookVerificationError(reason, message)
