import { hmacSha256 } from '../../kernel/hmac.ts'
import type { Random } from '../../kernel/random.ts'
import { type SigningSecret, validAt } from './secrets.ts'

/** What one POST says about itself. */
export interface SignedParts {
  readonly eventId: string
  readonly eventType: string
  readonly attemptId: string
  readonly attempt: number
  readonly raw: string
  /** Adds `X-SendAPI-Signature`, over the body alone. */
  readonly bodySignature: boolean
  readonly test: boolean
}

export interface SigningWords {
  /** What our own headers begin with, `X-Timely` by default. */
  readonly headerPrefix: string
  readonly userAgent: string
}

/**
 * The headers of one attempt (contract 4.1, 4.3), as a flat list of names and values. Time and signatures are fresh for
 * each attempt: a receiver that checks freshness would refuse a retry signed when the event was new. `X-Timely-Signature`
 * holds one bare hex value, so during a rotation it is the oldest valid secret's, the one that every receiver knows;
 * `webhook-signature` (Standard Webhooks 1.0) holds one for each valid secret.
 */
export function signRequest(
  parts: SignedParts,
  secrets: readonly SigningSecret[],
  now: number,
  { headerPrefix, userAgent }: SigningWords,
): string[] {
  const timestamp = String(Math.floor(now / 1000))
  const valid = validAt(secrets, now)
  const oldest = valid[valid.length - 1]
  if (!oldest) throw new Error('a webhook without a valid secret')
  const stamped = `${timestamp}.${parts.raw}`
  const named = `${parts.eventId}.${stamped}`
  const standard = valid.map((secret) => `v1,${hmacSha256(secret.decoded, named, 'base64')}`)
  const headers = [
    'content-type',
    'application/json',
    'user-agent',
    userAgent,
    `${headerPrefix}-Signature`,
    hmacSha256(oldest.whole, stamped, 'hex'),
    `${headerPrefix}-Timestamp`,
    timestamp,
    `${headerPrefix}-Event-Id`,
    parts.eventId,
    `${headerPrefix}-Event`,
    parts.eventType,
    `${headerPrefix}-Delivery-Id`,
    parts.attemptId,
    `${headerPrefix}-Attempt`,
    String(parts.attempt),
    'webhook-id',
    parts.eventId,
    'webhook-timestamp',
    timestamp,
    'webhook-signature',
    standard.join(' '),
  ]
  if (parts.bodySignature) headers.push('X-SendAPI-Signature', `sha256=${hmacSha256(oldest.whole, parts.raw, 'hex')}`)
  if (parts.test) headers.push(`${headerPrefix}-Test`, 'true')
  return headers
}

/**
 * The same headers with signatures that look right and match nothing: what a receiver must answer 401 to. The body
 * signature is wrong, too.
 */
export function tamperSignatures(headers: readonly string[], random: Random): string[] {
  const tampered = [...headers]
  for (let index = 0; index < tampered.length; index += 2) {
    const name = (tampered[index] ?? '').toLowerCase()
    if (name === 'webhook-signature') tampered[index + 1] = `v1,${random.bytes(32).toString('base64')}`
    else if (name === 'x-sendapi-signature') tampered[index + 1] = `sha256=${random.bytes(32).toString('hex')}`
    else if (name.endsWith('-signature')) tampered[index + 1] = random.bytes(32).toString('hex')
  }
  return tampered
}
