import type { FastifyRequest } from 'fastify'

import { ApiError } from '../kernel/api-error.ts'
import { AnsweredBefore, type Answer, type Caller, type OnceKey } from '../kernel/call.ts'
import { sha256Hex } from '../kernel/sha256.ts'
import type { Exchange, ServeDeps } from './exchange.ts'
import type { Form } from './read-form.ts'
import { renderError, surfaceOf } from './render-error.ts'

/** Refusals that are the same every time, and so are kept under an idempotency key (contract 2.7). */
const KEPT_REFUSALS = new Set([400, 404, 409, 422])

/** Reads `Idempotency-Key`; null when there is none. */
export function onceKey(request: FastifyRequest, caller: Caller, form: Form | null): OnceKey | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || key.length < 1 || key.length > 255) {
    throw new ApiError('VALIDATION_ERROR', {
      param: 'Idempotency-Key',
      words: { problem: 'it must have 1 to 255 characters' },
    })
  }
  const raw = form ? partsOf(form) : ((request.body as Buffer | undefined) ?? Buffer.alloc(0))
  const fingerprint = sha256Hex(Buffer.concat([Buffer.from(`${request.method} ${request.url}\n`), raw]))
  return { apiKeyId: caller.keyId, idempotencyKey: key, fingerprint }
}

/** The bytes of a form differ each time, as its parts are told apart by chance; what they say does not. */
function partsOf({ fields, file }: Form): Buffer {
  const said = Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1))
  return Buffer.from(JSON.stringify([said, file.name, file.mediaType, sha256Hex(Buffer.from(file.bytes))]))
}

/** Runs a call under its idempotency key: the answer of the first one is the answer of all (contract 2.7). */
export async function answerOnce(
  once: OnceKey,
  work: () => Promise<Answer>,
  deps: ServeDeps,
  exchange: Exchange,
): Promise<Answer> {
  const { answered } = deps
  if (!answered.begin(once)) throw new ApiError('IDEMPOTENCY_IN_PROGRESS', { retryAfter: 1 })
  let streams = false
  try {
    const earlier = await replay(once, deps, exchange)
    if (earlier) return earlier
    try {
      const answer = await work()
      // The work goes on until the last piece is out.
      streams = answer.stream !== undefined
      if (streams) exchange.reply.raw.once('close', () => answered.end(once))
      return answer
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
    if (!streams) answered.end(once)
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
  const answer = renderError(error, surfaceOf(exchange.request.url), { id: exchange.requestId, now: deps.clock.now() })
  if (KEPT_REFUSALS.has(answer.status)) await deps.answered.keepRefusal(once, answer)
}
