import type { Clock } from '../clock.ts'
import { Download, type Downloaded, type DownloadLimits } from './download.ts'
import { Exchange, type Headers, type Limits, type Outcomes, type RawAnswer } from './exchange.ts'
import { Origins, type OriginsOptions } from './origins.ts'
import type { Answered, Failed, Fetched, FetchOutcome, OutboundOutcome } from './outcome.ts'
import { renderAnswer } from './render-answer.ts'
import { prepareTarget, type Target } from './target.ts'

export type OutboundClientOptions = OriginsOptions

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface Call {
  /** A URL, or better what prepareTarget made of it: that saves parsing it for each attempt. */
  readonly target: Target | string
  /** As they go out. `host`, `content-length`, `connection` and `accept-encoding` are not the caller's to set. */
  readonly headers: Headers
  /** Milliseconds from the start of connecting to the end of the response headers. */
  readonly timeoutMs: number
  /** Ends the call at once, as `cancelled`. Node warns of a leak where more than ten calls share one signal. */
  readonly signal?: AbortSignal
}

export interface PostCall extends Call {
  /** Text goes out as UTF-8. */
  readonly body: string | Buffer
}

export interface RequestCall extends Call {
  readonly method: Method
  readonly body?: string | Buffer
  /** Most bytes of the answer's body that are wanted. */
  readonly maxBodyBytes: number
  /** Milliseconds the body may take after the headers. */
  readonly bodyMs: number
}

export interface DownloadCall extends Call, DownloadLimits {
  /** GET where nothing is said. */
  readonly method?: Method
  readonly body?: string | Buffer
}

/** The only way this server calls a URL that a customer gave. Outcomes are values: only an unusable target rejects. */
export interface OutboundClient {
  /**
   * Sends a webhook. After the headers of the answer at most 64 KiB or one second of its body are read; a connection
   * whose answer was read to the end is kept for the next call, any other is closed.
   */
  post(call: PostCall): Promise<OutboundOutcome>
  /** The same guards for other methods, with the body of the answer. */
  request(call: RequestCall): Promise<FetchOutcome>
  /** A call whose body is read as it comes, for what is too large to keep or is wanted before it ends. */
  download(call: DownloadCall): Promise<Downloaded | Failed>
  /** `inFlight` counts the calls that wait for a connection, too. */
  stats(): { origins: number; connections: number; inFlight: number }
  /** Refuses new calls, waits for those in flight (their time limits bound it), and closes every connection. */
  close(): Promise<void>
}

/** Wire 4.4, and 4 KiB of the body to show. */
const webhookBody = { bodyMs: 1_000, readBytes: 64 * 1024, keepBytes: 4 * 1024 }

const closed: Failed = { kind: 'failed', error: 'cancelled', detail: 'The server is stopping', durationMs: 0 }

/** Creates the client. Throws when a network of `allowAddresses` is not in CIDR notation. */
export function createOutboundClient(options: OutboundClientOptions): OutboundClient {
  return new GuardedClient(options)
}

class GuardedClient implements OutboundClient {
  readonly #clock: Clock
  readonly #origins: Origins
  #closing: Promise<void> | null = null

  constructor(options: OutboundClientOptions) {
    this.#clock = options.clock
    this.#origins = new Origins(options)
  }

  // One promise for each call, and what is thrown in its executor rejects it.
  post(call: PostCall): Promise<OutboundOutcome> {
    const limits = { timeoutMs: call.timeoutMs, ...webhookBody }
    return new Promise((settle) => this.#run('POST', call, limits, { settle, render: this.#renderAnswer }))
  }

  request(call: RequestCall): Promise<FetchOutcome> {
    const { timeoutMs, bodyMs, maxBodyBytes } = call
    const limits = { timeoutMs, bodyMs, readBytes: maxBodyBytes, keepBytes: maxBodyBytes }
    return new Promise((settle) => this.#run(call.method, call, limits, { settle, render: asFetched }))
  }

  download(call: DownloadCall): Promise<Downloaded | Failed> {
    return new Promise((settle) => {
      if (this.#closing) return settle(closed)
      const { origin, path } = typeof call.target === 'string' ? prepareTarget(call.target) : call.target
      const pool = this.#origins.poolOf(origin)
      if ('error' in pool) return settle({ kind: 'failed', ...pool, durationMs: 0 })
      const request = { path, method: call.method ?? 'GET', headers: call.headers, body: call.body ?? null }
      const download = new Download(request, call, this.#clock, settle)
      if (call.signal) download.cancelOn(call.signal)
      if (!download.settled) pool.run(download)
    })
  }

  stats(): { origins: number; connections: number; inFlight: number } {
    return this.#origins.stats()
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#origins.drain())
  }

  readonly #renderAnswer = (answer: RawAnswer): Answered => renderAnswer(answer, this.#clock.now())

  #run<Outcome>(
    method: Method,
    call: Call & { body?: string | Buffer },
    limits: Limits,
    outcome: Outcomes<Outcome>,
  ): void {
    if (this.#closing) return outcome.settle(closed)
    const { origin, path } = typeof call.target === 'string' ? prepareTarget(call.target) : call.target
    const pool = this.#origins.poolOf(origin)
    if ('error' in pool) return outcome.settle({ kind: 'failed', ...pool, durationMs: 0 })
    const request = { path, method, headers: call.headers, body: call.body ?? null }
    const exchange = new Exchange(request, limits, this.#clock, outcome)
    if (call.signal) exchange.cancelOn(call.signal)
    if (!exchange.settled) pool.run(exchange)
  }
}

function asFetched({ httpStatus, durationMs, headers, body, complete }: RawAnswer): Fetched {
  return { kind: 'answered', httpStatus, durationMs, responseHeaders: headers, body, bodyComplete: complete }
}
