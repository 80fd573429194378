import type { RouteRow } from '@posthorn/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { Authentication } from '../domain/access/index.ts'
import { ApiError } from '../kernel/api-error.ts'
import type { Call, Caller } from '../kernel/call.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Exchange, ServeDeps } from './exchange.ts'
import type { RateDecision } from './limit-rate.ts'

/** 401s are limited by address, since there is no key to limit them by. */
const UNKNOWN_CALLERS_PER_MINUTE = 100

/** What a row without a key gets for a caller: nobody. Such handlers must not look at it. */
const NOBODY: Caller = {
  workspaceId: '',
  keyId: '',
  keyName: '',
  environment: '',
  scopes: [],
  canonicalScopes: [],
  simulated: false,
}

/** Says whose call it is, and counts it against the key's limit, or an unknown caller's against its address's. */
export async function identify(
  row: RouteRow,
  deps: ServeDeps,
  { request, reply }: Exchange,
): Promise<{ caller: Caller; rate: Call['rate'] }> {
  const { limiter, clock } = deps
  if (row.scope === 'none') {
    showAddressRate(deps, { request, reply })
    return { caller: NOBODY, rate: { limit: 0, remaining: 0 } }
  }
  const found = await deps.authenticator.authenticate(readKey(request))
  if (found.kind !== 'known') {
    enforceRate(reply, limiter.hit(addressName(request), UNKNOWN_CALLERS_PER_MINUTE, clock.monotonic()), clock)
    throw unauthorised(found)
  }
  const limit = deps.ratePerMinute ?? found.ratePerMinute
  const rate = limiter.hit(found.caller.keyId, limit, clock.monotonic())
  enforceRate(reply, rate, clock)
  return { caller: found.caller, rate }
}

function readKey({ headers }: FastifyRequest): { apiKey: string | undefined; bearer: string | undefined } {
  const apiKey = headers['x-api-key']
  const bearer = /^Bearer +(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1]
  return { apiKey: Array.isArray(apiKey) ? apiKey.join() : apiKey, bearer: bearer ?? headers.authorization }
}

function unauthorised(found: Exclude<Authentication, { kind: 'known' }>): ApiError {
  const reason = 'keyId' in found ? `${found.kind} ${found.keyId}` : found.kind
  return new ApiError(found.kind === 'missing' ? 'MISSING_API_KEY' : 'UNAUTHORIZED', { reason })
}

export function authorise(row: RouteRow, caller: Caller): void {
  if (row.scope === 'none' || row.scope === 'any' || caller.canonicalScopes.includes(row.scope)) return
  throw new ApiError('INSUFFICIENT_SCOPE', { words: { scope: row.scope } })
}

/** Loopback is exempt, so that scripts on the machine itself work (contract 2.1). */
export function requireHttps(request: FastifyRequest): void {
  if (request.protocol === 'https' || /^(127\.|::1$|::ffff:127\.)/.test(request.ip)) return
  throw new ApiError('HTTPS_REQUIRED')
}

function enforceRate(reply: FastifyReply, rate: RateDecision, clock: Clock): void {
  showRate(reply, rate, clock)
  if (rate.allowed) return
  const retryAfter = Math.max(1, Math.ceil(rate.resetInMs / 1000))
  throw new ApiError('RATE_LIMIT_EXCEEDED', { words: { limit: rate.limit, retry_after: retryAfter }, retryAfter })
}

/** Shows where a caller's address stands, where nobody knows whose call it is. */
export function showAddressRate(
  { limiter, clock }: Pick<ServeDeps, 'limiter' | 'clock'>,
  { request, reply }: Pick<Exchange, 'request' | 'reply'>,
): void {
  showRate(reply, limiter.look(addressName(request), UNKNOWN_CALLERS_PER_MINUTE, clock.monotonic()), clock)
}

function addressName({ ip }: FastifyRequest): string {
  return `ip ${ip}`
}

function showRate(reply: FastifyReply, rate: RateDecision, clock: Clock): void {
  void reply
    .header('x-ratelimit-limit', rate.limit)
    .header('x-ratelimit-remaining', rate.remaining)
    .header('x-ratelimit-reset', Math.ceil((clock.now() + rate.resetInMs) / 1000))
}
