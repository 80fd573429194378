/** Makes calls: one key for all attempts of a POST, waits between them, and errors that say what happened. */
import type { ApiRequest, CallOptions } from './call.ts'
import { decideRetry, type Failure } from './decide-retry.ts'
import { ApiError, ConnectionError, readApiError, UnreadableReplyError } from './errors.ts'
import { type Answer, exchange } from './exchange.ts'
import { newIdempotencyKey } from './idempotency-key.ts'
import { type RateLimit, readRateLimit, waitForRoom } from './rate-limit.ts'

/** Media type of a reply that is a file. */
const BYTES = 'application/octet-stream'

export interface TransportOptions {
  readonly baseUrl: string
  readonly apiKey: string
  readonly timeoutMs: number
  readonly maxRetries: number
  readonly fetch: typeof globalThis.fetch
}

/** Time and chance, so that tests can hold them still. */
export interface Surroundings {
  readonly now: () => number
  readonly random: () => number
  readonly wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>
}

export interface Transport {
  /** The reply's JSON, its text or its bytes where these are asked for; null where the reply is empty. */
  send(request: ApiRequest, options?: CallOptions): Promise<unknown>
  readonly rateLimit: RateLimit | null
}

export function createTransport(client: TransportOptions, { now, random, wait }: Surroundings): Transport {
  let rateLimit: RateLimit | null = null

  async function attempt(request: ApiRequest, headers: Record<string, string>, options: CallOptions): Promise<unknown> {
    const answer = await exchange(client.fetch, request, {
      baseUrl: client.baseUrl,
      headers,
      timeoutMs: options.timeoutMs ?? Math.max(client.timeoutMs, request.leastTimeoutMs ?? 0),
      signal: options.signal,
    })
    rateLimit = readRateLimit(answer.headers) ?? rateLimit
    if (answer.status < 200 || answer.status > 299) throw readApiError(answer.status, answer.headers, textOf(answer))
    if (request.accept === BYTES) return answer.bytes
    const text = textOf(answer)
    if (request.accept !== undefined) return text
    return text === '' ? null : readJson(text, client.baseUrl)
  }

  async function send(request: ApiRequest, options: CallOptions = {}): Promise<unknown> {
    const maxRetries = options.maxRetries ?? client.maxRetries
    const headers: Record<string, string> = { 'x-api-key': client.apiKey }
    if (request.method === 'POST') headers['idempotency-key'] = options.idempotencyKey ?? newIdempotencyKey()
    for (let retries = 0; ; retries++) {
      // Who does not want to wait for retries does not want to wait for room either.
      const untilRoomMs = maxRetries === 0 || retries > 0 ? 0 : waitForRoom(rateLimit, now())
      if (untilRoomMs > 0) await wait(untilRoomMs, options.signal)
      try {
        return await attempt(request, headers, options)
      } catch (error) {
        const failure = failureOf(error)
        const next = failure ? decideRetry(failure, retries, { maxRetries, random }) : { again: false as const }
        if (!next.again) throw error
        await wait(next.waitMs, options.signal)
      }
    }
  }

  return {
    send,
    get rateLimit() {
      return rateLimit
    },
  }
}

const textOf = ({ bytes }: Answer): string => new TextDecoder().decode(bytes)

function failureOf(error: unknown): Failure | null {
  if (error instanceof ConnectionError) return { kind: 'unanswered' }
  if (!(error instanceof ApiError)) return null
  const { status, type, retryAfterSeconds } = error
  return { kind: 'answered', status, type, retryAfterSeconds }
}

function readJson(text: string, baseUrl: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UnreadableReplyError(`${baseUrl} answered with something other than JSON. Is it a Posthorn server?`, {
      cause,
    })
  }
}
