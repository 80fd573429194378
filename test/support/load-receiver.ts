import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { machineTime, readMark } from './load-message.ts'

const answer = Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok', 'latin1')

/** One run's arrivals at one endpoint, by the event's number. */
export interface Arrivals {
  /** How often each event arrived; more than 255 times counts as 255. */
  readonly times: Uint8Array
  /** When each event arrived first, in milliseconds of `machineTime`. */
  readonly firstAt: Float64Array
}

/**
 * Endpoints that answer 200 at once and only count. HTTP is read by hand: the receiver shares the machine with what is
 * measured, and node:http would take three times as much of it.
 */
export class LoadReceiver {
  /** Requests of this run, repeats included. */
  arrived = 0
  /** Requests of this run whose event had arrived at the same endpoint before. */
  repeated = 0
  /** Requests of other runs, or that are no event of a load. */
  strays = 0
  /** The last request as it came in, to check its signatures. */
  lastRequest = ''
  readonly urls: readonly string[]
  #run = 0
  #arrivals: Arrivals[] = []
  readonly #servers: readonly Server[]
  readonly #answerAfterMs: number
  readonly #sockets = new Set<Socket>()

  private constructor(servers: readonly Server[], answerAfterMs: number) {
    this.#servers = servers
    this.#answerAfterMs = answerAfterMs
    this.urls = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`)
    servers.forEach((server, endpoint) => server.on('connection', (socket) => this.#serve(socket, endpoint)))
  }

  static async start({ endpoints = 1, answerAfterMs = 0 } = {}): Promise<LoadReceiver> {
    const servers = Array.from({ length: endpoints }, () => createServer({ noDelay: true }))
    for (const server of servers) {
      await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, resolve))
    }
    return new LoadReceiver(servers, answerAfterMs)
  }

  /** Forgets what arrived and counts this run from now on. */
  begin(run: number, events: number): void {
    this.#run = run
    this.#arrivals = this.urls.map(() => ({ times: new Uint8Array(events), firstAt: new Float64Array(events) }))
    this.arrived = 0
    this.repeated = 0
    this.strays = 0
  }

  arrivalsAt(endpoint: number): Arrivals {
    return this.#arrivals[endpoint]!
  }

  /** Connections that are open. Once there are none, all that was on its way has arrived. */
  get connections(): number {
    return this.#sockets.size
  }

  async close(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise((resolve) => server.close(resolve)))
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all(closed)
  }

  #serve(socket: Socket, endpoint: number): void {
    this.#sockets.add(socket)
    let kept = ''
    socket.on('data', (chunk) => {
      // One request in one chunk is the rule; the rest is put together here.
      let text = kept + chunk.toString('latin1')
      for (;;) {
        const end = endOfRequest(text)
        if (end === -1) break
        this.#count(text, endpoint)
        this.#answer(socket)
        text = end === text.length ? '' : text.slice(end)
      }
      kept = text
    })
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
  }

  #answer(socket: Socket): void {
    if (this.#answerAfterMs === 0) socket.write(answer)
    else setTimeout(() => socket.write(answer), this.#answerAfterMs)
  }

  #count(text: string, endpoint: number): void {
    this.lastRequest = text
    const mark = readMark(text, 0)
    const arrivals = this.#arrivals[endpoint]
    if (mark?.run !== this.#run || !arrivals || mark.number >= arrivals.times.length) {
      this.strays++
      return
    }
    const before = arrivals.times[mark.number]!
    this.arrived++
    if (before === 0) arrivals.firstAt[mark.number] = machineTime()
    else this.repeated++
    if (before < 255) arrivals.times[mark.number] = before + 1
  }
}

const lengthHeader = '\r\ncontent-length: '

/** Where the first request in the text ends; -1 when it is not all there. The sender is undici: its spelling is known. */
function endOfRequest(text: string): number {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd === -1) return -1
  const at = text.indexOf(lengthHeader)
  if (at === -1 || at > headEnd) return headEnd + 4
  const start = at + lengthHeader.length
  const end = headEnd + 4 + Number(text.slice(start, text.indexOf('\r', start)))
  return end <= text.length ? end : -1
}
