import type { ModelFailure } from '../../domain/knowledge/port.ts'
import { type Clock, pause } from '../../kernel/clock.ts'
import type { Downloaded, Failed, OutboundClient } from '../../kernel/guarded-fetch/index.ts'
import { prepareTarget } from '../../kernel/guarded-fetch/index.ts'
import { hideSecrets } from '../../kernel/hide-secrets.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import { failureOfCall, failureOfStatus, failed } from './read-failure.ts'

/** A service that speaks OpenAI's interface, and how it is reached. */
export interface Service {
  /** Up to `/v1`, without a slash at the end. */
  readonly url: string
  /** Null: none is asked for. */
  readonly key: string | null
  readonly model: string
}

export interface OpenAiOptions {
  readonly download: OutboundClient['download']
  readonly clock: Clock
  readonly userAgent: string
}

export interface ServiceCall {
  /** Below the service's address, without a slash before it. */
  readonly path: string
  readonly body: object
  readonly withinMs: number
  /** Without a further piece of the answer for so long it is given up. */
  readonly stallMs: number
  readonly maxBodyBytes: number
  readonly signal?: AbortSignal
}

/** Reads an answer that is a success. */
export type ReadBody<Result> = (answer: Downloaded, bytes: AsyncIterable<Buffer>) => Promise<Result | ModelFailure>

const MOST_TRIES = 3
/** Waits before further tries; a `Retry-After` lengthens them. */
const WAITS_MS = [250, 1_000]
/** As much of a refusal is read. */
const REFUSAL_BYTES = 16 * 1024
const AGAIN: ReadonlySet<string> = new Set(['unreachable', 'rate_limited', 'unwell'])

/**
 * Calls a service until it answers, cannot, or the time is up. Tried again is what may pass: no connection, 429, 5xx; not
 * what was too slow once, and nothing once a piece of the answer was given on (`begun`).
 */
export async function callService<Result>(
  service: Service,
  call: ServiceCall,
  options: OpenAiOptions,
  read: { readonly body: ReadBody<Result>; readonly begun?: () => boolean },
): Promise<Result | ModelFailure> {
  const until = options.clock.monotonic() + call.withinMs
  for (let attempt = 1; ; attempt++) {
    const leftMs = until - options.clock.monotonic()
    const outcome = await callOnce(service, { ...call, withinMs: leftMs }, options, read.body)
    if (!isFailure(outcome)) return outcome
    const failure = { ...outcome, detail: hideSecrets(outcome.detail, [service.key]) }
    if (attempt === MOST_TRIES || !AGAIN.has(failure.reason) || read.begun?.() === true) return failure
    const waitMs = Math.max(WAITS_MS[attempt - 1] ?? SECOND_MS, failure.retryAfterMs ?? 0)
    // Waiting longer than anybody waits for us would only hide why.
    if (options.clock.monotonic() + waitMs >= until || isAborted(call)) return failure
    await pauseUnless(options.clock, waitMs, call.signal)
    if (isAborted(call)) return failed('cancelled', 'The call was cancelled')
  }
}

function isAborted({ signal }: Pick<ServiceCall, 'signal'>): boolean {
  return signal?.aborted === true
}

function isFailure(outcome: unknown): outcome is ModelFailure {
  return typeof outcome === 'object' && outcome !== null && 'kind' in outcome && outcome.kind === 'failed'
}

async function pauseUnless(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return pause(clock, ms)
  await new Promise<void>((resolve) => {
    const done = (): void => {
      timer.cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = clock.setTimer(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}

async function callOnce<Result>(
  { url, key }: Service,
  call: ServiceCall,
  { download, clock, userAgent }: OpenAiOptions,
  readBody: ReadBody<Result>,
): Promise<Result | ModelFailure> {
  const answer: Downloaded | Failed = await download({
    method: 'POST',
    target: prepareTarget(`${url}/${call.path}`),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'user-agent': userAgent,
      ...(key !== null && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(call.body),
    timeoutMs: call.withinMs,
    bodyMs: call.withinMs,
    maxBodyBytes: call.maxBodyBytes,
    ...(call.signal && { signal: call.signal }),
  })
  if (answer.kind === 'failed') return failureOfCall(answer)
  const watch = watchStalls(answer, clock, call.stallMs)
  try {
    if (answer.httpStatus < 200 || answer.httpStatus > 299)
      return failureOfStatus(answer, await firstBytes(watch.bytes, REFUSAL_BYTES), clock.now())
    return await readBody(answer, watch.bytes)
  } catch (error) {
    if (!(error instanceof BodyBroken)) throw error
    return watch.failure(error, call)
  } finally {
    watch.end()
  }
}

/** The body ended before its end. */
class BodyBroken extends Error {}

/** The bytes of an answer, given up where none comes for too long. */
function watchStalls(answer: Downloaded, clock: Clock, stallMs: number) {
  let stalled = false
  const set = () =>
    clock.setTimer(() => {
      stalled = true
      answer.body.destroy(new Error('stalled'))
    }, stallMs)
  let timer = set()
  async function* bytes(): AsyncGenerator<Buffer> {
    const chunks = answer.body.iterator({ destroyOnReturn: false })
    for (;;) {
      let next: IteratorResult<Buffer>
      try {
        next = (await chunks.next()) as IteratorResult<Buffer>
      } catch (error) {
        throw new BodyBroken(error instanceof Error ? error.message : String(error))
      }
      if (next.done === true) return
      timer.cancel()
      timer = set()
      yield next.value
    }
  }
  return {
    bytes: bytes(),
    failure(error: Error, { signal, stallMs: ms }: ServiceCall): ModelFailure {
      if (signal?.aborted === true) return failed('cancelled', 'The call was cancelled')
      if (stalled) return failed('timeout', `The service sent nothing for ${ms} ms in the middle of its answer`)
      if (/more than \d+ bytes/.test(error.message))
        return failed('too_long', `The answer is too long. ${error.message}`)
      if (/within \d+ ms/.test(error.message)) return failed('timeout', error.message)
      return failed('unreachable', `The answer broke off. ${error.message}`)
    },
    end(): void {
      timer.cancel()
      answer.body.destroy()
    },
  }
}

export async function allBytes(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function firstBytes(bytes: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of bytes) {
    chunks.push(chunk)
    if ((length += chunk.length) >= most) break
  }
  return Buffer.concat(chunks).subarray(0, most)
}
