import { Readable } from 'node:stream'

import type { Dispatcher } from 'undici'

import type { Clock, Timer } from '../clock.ts'
import { classifyFailure, type Failure } from './classify-failure.ts'
import type { Carrier, PooledExchange, Prepared } from './exchange.ts'
import type { Failed, ResponseHeaders } from './outcome.ts'

/** An answer whose body is read as it comes. Whoever gets it reads `body` or destroys it. */
export interface Downloaded {
  readonly kind: 'answered'
  /** 3xx included: redirects are never followed. */
  readonly httpStatus: number
  readonly responseHeaders: ResponseHeaders
  /** Fails where it is too long, too slow, or breaks off. */
  readonly body: Readable
}

export interface DownloadLimits {
  /** Milliseconds from the start of connecting to the end of the response headers. */
  readonly timeoutMs: number
  /** Milliseconds for the body, the pauses of its reader included. */
  readonly bodyMs: number
  readonly maxBodyBytes: number
}

/**
 * A call whose body goes through without being kept. As `Exchange`, with the same rule: nothing that undici calls back may
 * throw. The connection is used again after a body that was read to its end, and closed in every other case.
 */
export class Download implements PooledExchange {
  readonly request: Prepared
  readonly #limits: DownloadLimits
  readonly #clock: Clock
  readonly #settle: (outcome: Downloaded | Failed) => void

  #carrier: Carrier | null = null
  #controller: Dispatcher.DispatchController | null = null
  #timer: Timer | null = null
  #body: Readable | null = null
  #stopListening: (() => void) | null = null
  #startedAt = 0
  #received = 0
  #sent = false
  #ended = false
  settled = false

  constructor(request: Prepared, limits: DownloadLimits, clock: Clock, settle: (outcome: Downloaded | Failed) => void) {
    this.request = request
    this.#limits = limits
    this.#clock = clock
    this.#settle = settle
  }

  /** Ends it at once, the body included. */
  cancelOn(signal: AbortSignal): void {
    const onAbort = (): void => this.#end({ error: 'cancelled', detail: 'The call was cancelled' })
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    this.#stopListening = () => signal.removeEventListener('abort', onAbort)
  }

  start(carrier: Carrier): void {
    this.#carrier = carrier
    this.#startedAt = this.#clock.monotonic()
    const { timeoutMs } = this.#limits
    this.#timer = this.#clock.setTimer(
      () => this.#end({ error: 'timeout', detail: `No complete response headers within ${timeoutMs} ms` }),
      timeoutMs,
    )
  }

  onRequestStart(): void {
    this.#sent = true
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    if (status < 200 || this.settled) return
    this.#controller = controller
    const { bodyMs } = this.#limits
    this.#timer?.cancel()
    this.#timer = this.#clock.setTimer(
      () => this.#end({ error: 'timeout', detail: `No complete body within ${bodyMs} ms` }),
      bodyMs,
    )
    this.#body = new Readable({
      read: () => this.#controller?.resume(),
      destroy: (error, callback) => {
        this.#leave('discard')
        callback(error)
      },
    })
    // It may fail before its reader has come, who is told all the same; without a listener that would end the process.
    this.#body.on('error', () => undefined)
    this.settled = true
    this.#settle({ kind: 'answered', httpStatus: status, responseHeaders: headers, body: this.#body })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#body || this.#ended) return
    this.#received += chunk.length
    const { maxBodyBytes } = this.#limits
    if (this.#received > maxBodyBytes)
      this.#end({ error: 'connection', detail: `The body has more than ${maxBodyBytes} bytes` })
    else if (!this.#body.push(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    if (this.#ended) return
    this.#leave('release')
    this.#body?.push(null)
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#end(classifyFailure(error))
  }

  /** Before the headers it is the outcome; afterwards the body breaks off. */
  #end(failure: Failure): void {
    if (this.#ended) return
    const durationMs = this.#carrier ? Math.round(this.#clock.monotonic() - this.#startedAt) : 0
    this.#leave('discard')
    if (this.#body) this.#body.destroy(new Error(failure.detail))
    else if (!this.settled) {
      this.settled = true
      this.#settle({ kind: 'failed', ...failure, durationMs, ...(this.#sent && { maybeSent: true }) })
    }
  }

  #leave(how: 'release' | 'discard'): void {
    if (this.#ended) return
    this.#ended = true
    this.#timer?.cancel()
    this.#stopListening?.()
    this.#carrier?.[how]()
  }
}
