import type { RouteRow } from '@posthorn/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { AnsweredCalls, Authentication, Authenticator } from '../domain/access/index.ts'
import { ApiError } from '../kernel/api-error.ts'
import { AnsweredBefore, type Answer, type Call, type Caller, type OnceKey } from '../kernel/call.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { NewId } from '../kernel/new-id.ts'
import { sha256Hex } from '../kernel/sha256.ts'
import type { RateDecision, RateLimiter } from './limit-rate.ts'
import type { InputParser } from './parse-input.ts'
import { asApiError, renderError } from './render-error.ts'

export interface ServeDeps {
  readonly authenticator: Authenticator
  readonly answered: AnsweredCalls
  readonly limiter: RateLimiter
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  /** Overrides the plan's calls per minute; null: the plan's. */
  readonly ratePerMinute: number | null
  readonly requireHttps: boolean
  /** Whether an error says that the database is away. */
  readonly isOutage: (error: unknown) => boolean
}

export type AnyHandler = (call: Call) => Promise<Answer>

/** Refusals that are the same every time, and so are kept under an idempotency key (contract 2.7). */
const KEPT_REFUSALS = new Set([400, 404, 409, 422])
/** 401s are limited by address, since there is no key to limit them by. */
const UNKNOWN_CALLERS_PER_MINUTE = 100

/** One route: who calls, how often, whether they may, what they send; then the handler; then the answer. */
export function serveRoute(row: RouteRow, handler: AnyHandler, parser: InputParser, deps: ServeDeps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const requestId = deps.newId.prefixed('req')
    void reply.header('x-request-id', requestId)
    let answer: Answer
    try {
      answer = await answerRequest(row, handler, parser, deps, { request, reply, requestId })
    } catch (error) {
      answer = refuse(error, row, deps, { request, reply, requestId })
    }
    send(reply, answer)
  }
}

interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly requestId: string
}

async function answerRequest(
  row: RouteRow,
  handler: AnyHandler,
  parser: InputParser,
  deps: ServeDeps,
  exchange: Exchange,
): Promise<Answer> {
  const { request, requestId } = exchange
  if (deps.requireHttps) requireHttps(request)
  if (request.url.includes('%00')) throw new ApiError('VALIDATION_ERROR', { param: 'url', words: { problem: 'it holds a NUL' } })
  const caller = await identify(row, deps, exchange)
  authorise(row, caller)
  const once = row.idempotent ? onceKey(request, caller) : null
  const input = (): Call =>
    ({
      requestId,
      caller,
      once,
      params: parser.params(request.params),
      query: parser.query(request.query),
      body: parser.body(request.body as Buffer | undefined, request.headers['content-type']),
    }) as Call
  return once === null ? handler(input()) : answerOnce(once, () => handler(input()), deps, exchange)
}

/** Loopback is exempt, so that scripts on the machine itself work (contract 2.1). */
function requireHttps(request: FastifyRequest): void {
  if (request.protocol === 'https' || /^(127\.|::1$|::ffff:127\.)/.test(request.ip)) return
  throw new ApiError('HTTPS_REQUIRED')
}

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

async function identify(row: RouteRow, deps: ServeDeps, { request, reply }: Exchange): Promise<Caller> {
  const { limiter, clock } = deps
  const byAddress = `ip ${request.ip}`
  if (row.scope === 'none') {
    showRate(reply, limiter.look(byAddress, UNKNOWN_CALLERS_PER_MINUTE, clock.monotonic()), clock)
    return NOBODY
  }
  const found = await deps.authenticator.authenticate(readKey(request))
  if (found.kind !== 'known') {
    enforceRate(reply, limiter.hit(byAddress, UNKNOWN_CALLERS_PER_MINUTE, clock.monotonic()), clock)
    throw unauthorised(found)
  }
  const limit = deps.ratePerMinute ?? found.ratePerMinute
  enforceRate(reply, limiter.hit(found.caller.keyId, limit, clock.monotonic()), clock)
  return found.caller
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

function authorise(row: RouteRow, caller: Caller): void {
  if (row.scope === 'none' || row.scope === 'any' || caller.canonicalScopes.includes(row.scope)) return
  throw new ApiError('INSUFFICIENT_SCOPE', { words: { scope: row.scope } })
}

function enforceRate(reply: FastifyReply, rate: RateDecision, clock: Clock): void {
  showRate(reply, rate, clock)
  if (rate.allowed) return
  const retryAfter = Math.max(1, Math.ceil(rate.resetInMs / 1000))
  throw new ApiError('RATE_LIMIT_EXCEEDED', { words: { limit: rate.limit, retry_after: retryAfter }, retryAfter })
}

function showRate(reply: FastifyReply, rate: RateDecision, clock: Clock): void {
  void reply
    .header('x-ratelimit-limit', rate.limit)
    .header('x-ratelimit-remaining', rate.remaining)
    .header('x-ratelimit-reset', Math.ceil((clock.now() + rate.resetInMs) / 1000))
}

function onceKey(request: FastifyRequest, caller: Caller): OnceKey | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || key.length < 1 || key.length > 255) {
    throw new ApiError('VALIDATION_ERROR', { param: 'Idempotency-Key', words: { problem: 'it must have 1 to 255 characters' } })
  }
  const raw = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
  const fingerprint = sha256Hex(Buffer.concat([Buffer.from(`${request.method} ${request.url}\n`), raw]))
  return { apiKeyId: caller.keyId, idempotencyKey: key, fingerprint }
}

/** Runs a call under its idempotency key: the answer of the first one is the answer of all (contract 2.7). */
async function answerOnce(
  once: OnceKey,
  work: () => Promise<Answer>,
  deps: ServeDeps,
  exchange: Exchange,
): Promise<Answer> {
  const { answered } = deps
  if (!answered.begin(once)) throw new ApiError('IDEMPOTENCY_IN_PROGRESS', { retryAfter: 1 })
  try {
    const earlier = await replay(once, deps, exchange)
    if (earlier) return earlier
    try {
      return await work()
    } catch (error) {
      if (error instanceof AnsweredBefore) {
        const other = await replay(once, deps, exchange)
        if (other) return other
        await answered.forget(once)
        return await work()
      }
      await keepRefusal(error, once, deps, exchange)
      throw error
    }
  } finally {
    answered.end(once)
  }
}

async function replay(once: OnceKey, { answered }: ServeDeps, { reply }: Exchange): Promise<Answer | null> {
  const stored = await answered.find(once)
  if (!stored) return null
  if (stored.fingerprint !== once.fingerprint) throw new ApiError('IDEMPOTENCY_KEY_REUSED')
  void reply.header('idempotent-replayed', 'true')
  return stored.answer
}

async function keepRefusal(error: unknown, once: OnceKey, deps: ServeDeps, exchange: Exchange): Promise<void> {
  if (!(error instanceof ApiError) || error.code.startsWith('IDEMPOTENCY_')) return
  const answer = renderError(error, surfaceFor(exchange.request), { id: exchange.requestId, now: deps.clock.now() })
  if (KEPT_REFUSALS.has(answer.status)) await deps.answered.keepRefusal(once, answer)
}

function surfaceFor(request: FastifyRequest): 'v1' | 'm2m' {
  return request.url.startsWith('/api/v1/m2m') ? 'm2m' : 'v1'
}

function refuse(error: unknown, row: RouteRow, deps: ServeDeps, exchange: Exchange): Answer {
  const refusal = asApiError(error, exchange.requestId, deps.isOutage)
  const answer = renderError(refusal, row.surface, { id: exchange.requestId, now: deps.clock.now() })
  if (refusal.retryAfter !== null) void exchange.reply.header('retry-after', refusal.retryAfter)
  const line = { request_id: exchange.requestId, route: row.id, status: answer.status, path: exchange.request.url }
  if (answer.status >= 500) deps.log.error({ ...line, err: error }, 'request.failed')
  else deps.log.info({ ...line, code: refusal.code, reason: refusal.reason, param: refusal.param }, 'request.refused')
  return answer
}

export function send(reply: FastifyReply, answer: Answer): void {
  void reply.code(answer.status)
  if (answer.body === undefined) void reply.send()
  else void reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer.body))
}
