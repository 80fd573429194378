import { createServer as createHttpServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'

import type { TestCertificate } from './recording-receiver-certificate.ts'

/** One request, as it arrived. */
export interface RecordedRequest {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Names and values alternating, with the case and order they came in. */
  readonly rawHeaders: readonly string[]
  /** The bytes themselves; what is signed is checked against these. */
  readonly body: Buffer
  /** Milliseconds since 1970, by the machine's clock, when the last byte of the body was in. */
  readonly arrivedAt: number
  /** Which connection it came on, counted from 1. */
  readonly connection: number
}

/** How a request is answered: 200 with no body where nothing is said. */
export interface ScriptedAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: string | Buffer
  /** The answer waits for this; see `gate`. */
  readonly after?: Promise<unknown>
  /** Takes the socket over instead: whatever is written is the answer, and closing it is the script's business. */
  readonly raw?: (socket: Socket) => void
}

/** An answer, a status alone, `never` for none at all, or a function of the request (its position counts from 1). */
export type Answer =
  | ScriptedAnswer
  | number
  | 'never'
  | ((request: RecordedRequest, position: number) => ScriptedAnswer | number | 'never')

interface Options {
  readonly host?: string
  readonly tls?: TestCertificate
  readonly answer?: Answer
}

interface Waiter {
  readonly met: () => boolean
  readonly resolve: () => void
}

/** A real HTTP or HTTPS server that keeps every request it gets and answers as the test says. */
export class RecordingReceiver {
  readonly requests: RecordedRequest[] = []
  /** Host names that TLS clients asked for (SNI), one for each handshake. */
  readonly serverNames: (string | false)[] = []
  readonly #server: Server
  readonly #secure: boolean
  readonly #sockets = new Set<Socket>()
  readonly #numbers = new WeakMap<Socket, number>()
  readonly #byPath = new Map<string, Answer>()
  readonly #waiters = new Set<Waiter>()
  #answer: Answer
  #connections = 0

  private constructor({ tls, answer = 200 }: Options) {
    this.#secure = tls !== undefined
    this.#answer = answer
    const onRequest = (request: IncomingMessage, response: ServerResponse): void => this.#take(request, response)
    this.#server = tls ? createHttpsServer(tls, onRequest) : createHttpServer(onRequest)
    this.#server.on('connection', (socket) => this.#watch(socket))
    this.#server.on(tls ? 'secureConnection' : 'connection', (socket) => this.#number(socket))
  }

  static async start(options: Options = {}): Promise<RecordingReceiver> {
    const receiver = new RecordingReceiver(options)
    await new Promise<void>((resolve) => receiver.#server.listen(0, options.host ?? '127.0.0.1', resolve))
    return receiver
  }

  get port(): number {
    return this.#address.port
  }

  /** Where it listens, e.g. `http://127.0.0.1:40001`. */
  get origin(): string {
    return `${this.#secure ? 'https' : 'http'}://${this.#address.address}:${this.port}`
  }

  /** How many connections were ever accepted (with TLS: whose handshake succeeded). */
  get connections(): number {
    return this.#connections
  }

  get openConnections(): number {
    return this.#sockets.size
  }

  /** Sets how requests are answered from now on; with a path, only those to it (without its query). */
  answerWith(answer: Answer, path?: string): void {
    if (path === undefined) this.#answer = answer
    else this.#byPath.set(path, answer)
  }

  /** Resolves with the first `count` requests once so many have arrived. */
  async waitFor(count: number): Promise<RecordedRequest[]> {
    await this.waitUntil((receiver) => receiver.requests.length >= count)
    return this.requests.slice(0, count)
  }

  /** Resolves once the condition holds; it is asked after every request, connection and disconnection. */
  waitUntil(condition: (receiver: RecordingReceiver) => boolean): Promise<void> {
    const met = (): boolean => condition(this)
    if (met()) return Promise.resolve()
    return new Promise((resolve) => this.#waiters.add({ met, resolve }))
  }

  /** Stops listening and cuts every connection, answered or not. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      for (const socket of this.#sockets) socket.destroy()
    })
  }

  get #address(): AddressInfo {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('The receiver is closed')
    return address
  }

  #watch(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#sockets.delete(socket)
      this.#wake()
    })
  }

  #number(socket: Socket & { servername?: string | false }): void {
    this.#numbers.set(socket, ++this.#connections)
    socket.on('error', () => {})
    if (this.#secure) this.serverNames.push(socket.servername ?? false)
    this.#wake()
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const recorded = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        rawHeaders: request.rawHeaders,
        body: Buffer.concat(chunks),
        arrivedAt: Date.now(),
        connection: this.#numbers.get(request.socket) ?? 0,
      }
      this.requests.push(recorded)
      const scripted = this.#byPath.get(recorded.path.split('?', 1)[0] ?? '') ?? this.#answer
      const answer = typeof scripted === 'function' ? scripted(recorded, this.requests.length) : scripted
      this.#wake()
      if (answer !== 'never')
        void reply(response, request.socket, typeof answer === 'number' ? { status: answer } : answer)
    })
  }

  #wake(): void {
    for (const waiter of this.#waiters) {
      if (!waiter.met()) continue
      this.#waiters.delete(waiter)
      waiter.resolve()
    }
  }
}

async function reply(response: ServerResponse, socket: Socket, answer: ScriptedAnswer): Promise<void> {
  await answer.after
  if (answer.raw) return answer.raw(socket)
  response.writeHead(answer.status ?? 200, { ...answer.headers }).end(answer.body)
}

/** Holds answers back until the test lets them go: `answerWith({ after: held.opened })`, later `held.open()`. */
export function gate(): { opened: Promise<unknown>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<null>()
  return { opened: promise, open: () => resolve(null) }
}
