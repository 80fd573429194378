import type { Dispatcher } from 'undici'

import type { Clock, Timer } from '../clock.ts'
import { classifyFailure, type Failure } from './classify-failure.ts'
import type { Failed, ResponseHeaders } from './outcome.ts'

/** What an exchange may take of the other side's time and of our memory. */
export interface Limits {
  /** Milliseconds from the start of connecting to the end of the response headers. */
  readonly timeoutMs: number
  /** Milliseconds for the body, from the end of the headers. */
  readonly bodyMs: number
  /** Bytes of body that are read before the connection is dropped. */
  readonly readBytes: number
  /** Bytes of body that are kept. */
  readonly keepBytes: number
}

/** The answer as it came in. */
export interface RawAnswer {
  readonly httpStatus: number
  readonly durationMs: number
  readonly headers: ResponseHeaders
  /** The first `keepBytes` of the body. */
  readonly body: Buffer
  /** True when `body` is all of it. */
  readonly complete: boolean
}

/** Where the outcome goes, and how an answer becomes one. */
export interface Outcomes<Outcome> {
  settle(outcome: Outcome | Failed): void
  render(answer: RawAnswer): Outcome
}

/** The connection an exchange runs on. Exactly one of the two is called, once. */
export interface Carrier {
  /** The answer was read to its end: the connection may serve the next exchange. */
  release(): void
  /** Anything else: the connection is closed at once, connected or not. */
  discard(): void
}

/** What a pool needs to know of an exchange. */
export interface PooledExchange extends Dispatcher.DispatchHandler {
  readonly request: Prepared
  /** True for one that was cancelled while it waited. */
  readonly settled: boolean
  start(carrier: Carrier): void
}

/** Undici's request options, made once by the caller of post. */
export type Prepared = Dispatcher.DispatchOptions & { headers: Headers }

/** Name and value pairs in one flat array, or a record: undici takes either, and they measured alike. */
export type Headers = string[] | Record<string, string>

const NO_BYTES = Buffer.alloc(0)

/**
 * One request and its answer, as the handler that undici calls back.
 *
 *   waiting ──start──▶ asking ──headers──▶ reading ──end, limit, break──▶ settled (answered)
 *      └──cancel──────────┴──error, time limit, cancel──▶ settled (failed)
 *
 * Headers decide: from `reading` on the outcome is the answer, however its body ends. One timer runs at a time. Undici
 * turns an exception in a handler into an `error` event that nobody listens to, so nothing here may throw.
 */
export class Exchange<Outcome> implements PooledExchange {
  readonly request: Prepared
  readonly #limits: Limits
  readonly #clock: Clock
  readonly #outcome: Outcomes<Outcome>

  #state: 'waiting' | 'asking' | 'reading' | 'settled' = 'waiting'
  #carrier: Carrier | null = null
  #timer: Timer | null = null
  #stopListening: (() => void) | null = null
  #sent = false
  #startedAt = 0
  #durationMs = 0
  #httpStatus = 0
  #headers: ResponseHeaders = {}
  #kept: Buffer[] = []
  #received = 0

  constructor(request: Prepared, limits: Limits, clock: Clock, outcome: Outcomes<Outcome>) {
    this.request = request
    this.#limits = limits
    this.#clock = clock
    this.#outcome = outcome
  }

  get settled(): boolean {
    return this.#state === 'settled'
  }

  cancelOn(signal: AbortSignal): void {
    if (signal.aborted) return this.cancel()
    const onAbort = (): void => this.cancel()
    signal.addEventListener('abort', onAbort, { once: true })
    this.#stopListening = () => signal.removeEventListener('abort', onAbort)
  }

  cancel(): void {
    if (this.#state === 'reading') return this.#answer(false)
    this.#fail({ error: 'cancelled', detail: 'The call was cancelled' })
  }

  /** Called by the pool. The time limit starts here and not in the queue: waiting for a connection of ours is not the receiver's doing. */
  start(carrier: Carrier): void {
    this.#state = 'asking'
    this.#carrier = carrier
    this.#startedAt = this.#clock.monotonic()
    this.#timer = this.#clock.setTimer(this.#onTimeLimit, this.#limits.timeoutMs)
  }

  readonly #onTimeLimit = (): void => {
    if (this.#state === 'reading') return this.#answer(false)
    const what = this.#sent ? 'No complete response headers' : 'No connection'
    this.#fail({ error: 'timeout', detail: `${what} within ${this.#limits.timeoutMs} ms` })
  }

  onRequestStart(): void {
    this.#sent = true
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    // 1xx answers precede the real one; the time limit goes on.
    if (status < 200 || this.#state !== 'asking') return
    this.#state = 'reading'
    this.#durationMs = this.#elapsed()
    this.#httpStatus = status
    this.#headers = headers
    this.#timer?.cancel()
    this.#timer = this.#clock.setTimer(this.#onTimeLimit, this.#limits.bodyMs)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#state !== 'reading') return
    const room = this.#limits.keepBytes - this.#received
    if (room > 0) this.#kept.push(chunk.length > room ? chunk.subarray(0, room) : chunk)
    this.#received += chunk.length
    if (this.#received > this.#limits.readBytes) this.#answer(false)
  }

  onResponseEnd(): void {
    if (this.#state === 'reading') this.#answer(true)
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.#state === 'reading') return this.#answer(false)
    this.#fail(classifyFailure(error))
  }

  #fail(failure: Failure): void {
    if (this.#state === 'settled') return
    const durationMs = this.#state === 'waiting' ? 0 : this.#elapsed()
    const carrier = this.#leave()
    this.#outcome.settle({ kind: 'failed', ...failure, durationMs, ...(this.#sent && { maybeSent: true }) })
    carrier?.discard()
  }

  #answer(ended: boolean): void {
    const carrier = this.#leave()
    const [first = NO_BYTES] = this.#kept
    const body = this.#kept.length > 1 ? Buffer.concat(this.#kept) : first
    const complete = ended && this.#received <= this.#limits.keepBytes
    const answer = {
      httpStatus: this.#httpStatus,
      durationMs: this.#durationMs,
      headers: this.#headers,
      body,
      complete,
    }
    this.#outcome.settle(this.#outcome.render(answer))
    if (ended) carrier?.release()
    else carrier?.discard()
  }

  #leave(): Carrier | null {
    const carrier = this.#carrier
    this.#state = 'settled'
    this.#carrier = null
    this.#timer?.cancel()
    this.#stopListening?.()
    return carrier
  }

  #elapsed(): number {
    return Math.round(this.#clock.monotonic() - this.#startedAt)
  }
}
