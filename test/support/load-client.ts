import { connect, type Socket } from 'node:net'
import { eventText, machineTime, numbered, smsText } from './load-message.ts'

/** What became of an event at the API, from the caller's side. */
export const fate = {
  notOffered: 0,
  /** Offered, and not answered yet. */
  open: 1,
  /** Answered 202: from now on Posthorn owes its delivery. */
  accepted: 2,
  /** Answered anything else. */
  refused: 3,
  /** The connection broke before the answer: nobody can tell whether it was accepted. */
  unanswered: 4,
} as const

export interface LoadOptions {
  readonly apiKey: string
  readonly connections: number
  /** Bytes of a request's body. */
  readonly bodyBytes: number
  readonly run: number
  /** Most events that will be offered. */
  readonly events: number
  /** What is sent: custom events, or SMS. */
  readonly what?: 'events' | 'sms'
}

/** Where each goes, and the status by which it was accepted. */
const calls = {
  events: { path: '/v1/events', accepted: '202' },
  sms: { path: '/v1/sms/send', accepted: '201' },
} as const

export interface LoadFigures {
  readonly offered: number
  readonly accepted: number
  readonly refused: number
  readonly unanswered: number
  /** Offered and waiting for a free connection. */
  readonly waiting: number
}

interface Line {
  readonly socket: Socket
  /** The event whose answer is awaited; -1: free. */
  busyWith: number
  kept: string
}

/** How long the client waits before it calls a server again that refused the connection. */
const reconnectMs = 20
/** Offers are made this often: timers are no finer, and a busy loop would take a core from what is measured. */
const tickMs = 1

/**
 * Posts events to `/v1/events`, or SMS to `/v1/sms/send`, over a fixed number of kept-alive connections, one request at a time on each. It writes
 * HTTP by hand, so that the load takes little of the machine it shares with what is measured.
 */
export class LoadClient {
  readonly fates: Uint8Array
  /** When each event was offered, whether or not a connection was free; milliseconds of `machineTime`. */
  readonly offeredAt: Float64Array
  /** When its answer came. */
  readonly answeredAt: Float64Array
  firstRefusal = ''
  readonly #options: LoadOptions
  readonly #bodyOf: (number: number) => string
  readonly #call: (typeof calls)[keyof typeof calls]
  #port = 0
  #head = ''
  readonly #free: Line[] = []
  readonly #lines = new Set<Line>()
  #connected = false
  #offered = 0
  #sent = 0
  #accepted = 0
  #refused = 0
  #unanswered = 0
  #goal = 0
  #closedLoop = false
  #timer: NodeJS.Timeout | null = null

  constructor(options: LoadOptions) {
    this.#options = options
    const { what = 'events', run, bodyBytes } = options
    const event = eventText(run, bodyBytes)
    this.#bodyOf = what === 'sms' ? (number) => smsText(run, number) : (number) => numbered(event, number)
    this.#call = calls[what]
    this.fates = new Uint8Array(options.events)
    this.offeredAt = new Float64Array(options.events)
    this.answeredAt = new Float64Array(options.events)
  }

  get figures(): LoadFigures {
    return {
      offered: this.#offered,
      accepted: this.#accepted,
      refused: this.#refused,
      unanswered: this.#unanswered,
      waiting: this.#offered - this.#sent,
    }
  }

  /** Whether all that was asked for has been offered, and answered one way or the other. */
  get idle(): boolean {
    if (this.#closedLoop && this.#offered < this.#goal) return false
    return this.#offered === this.#accepted + this.#refused + this.#unanswered
  }

  /** Calls the server at this address from now on; a server that has gone is replaced by the next call of this. */
  connectTo(url: string): void {
    const { hostname, port } = new URL(url)
    this.#port = Number(port)
    const length = this.#bodyOf(0).length
    this.#head =
      `POST ${this.#call.path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nx-api-key: ${this.#options.apiKey}\r\n` +
      `content-type: application/json\r\ncontent-length: ${length}\r\n\r\n`
    this.#connected = true
    while (this.#lines.size < this.#options.connections) this.#open()
  }

  /** Drops every connection and makes no new one until `connectTo`. Offers wait. */
  disconnect(): void {
    this.#connected = false
    for (const line of [...this.#lines]) line.socket.destroy()
  }

  /** Open loop: offers `perSecond` events each second for `seconds`, however the server answers. */
  async offer(perSecond: number, seconds: number): Promise<void> {
    const from = this.#offered
    const total = Math.min(Math.round(perSecond * seconds), this.#options.events - from)
    const startedAt = machineTime()
    this.#closedLoop = false
    await new Promise<void>((resolve) => {
      const tick = (): void => {
        const due = Math.min(total, Math.floor(((machineTime() - startedAt) / 1000) * perSecond))
        while (this.#offered - from < due) this.#offerNext()
        this.#pump()
        if (this.#offered - from >= total) resolve()
        else this.#timer = setTimeout(tick, tickMs)
      }
      tick()
    })
  }

  /** Closed loop: keeps every connection busy until `count` more events are offered. */
  push(count: number): void {
    this.#goal = Math.min(this.#offered + count, this.#options.events)
    this.#closedLoop = true
    this.#pump()
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#goal = 0
    this.disconnect()
  }

  #offerNext(): void {
    const number = this.#offered++
    this.fates[number] = fate.open
    this.offeredAt[number] = machineTime()
  }

  #pump(): void {
    for (;;) {
      const offerMore = this.#closedLoop && this.#offered < this.#goal
      if ((this.#sent === this.#offered && !offerMore) || this.#free.length === 0) return
      const line = this.#free.pop()!
      if (this.#sent === this.#offered) this.#offerNext()
      line.busyWith = this.#sent++
      line.socket.write(this.#head + this.#bodyOf(line.busyWith), 'latin1')
    }
  }

  #open(): void {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true })
    const line: Line = { socket, busyWith: -1, kept: '' }
    this.#lines.add(line)
    socket.once('connect', () => {
      this.#free.push(line)
      this.#pump()
    })
    socket.on('data', (chunk) => this.#read(line, chunk))
    socket.on('error', () => undefined)
    socket.once('close', () => this.#closed(line))
  }

  #closed(line: Line): void {
    this.#lines.delete(line)
    const place = this.#free.indexOf(line)
    if (place !== -1) this.#free.splice(place, 1)
    if (line.busyWith >= 0) {
      this.fates[line.busyWith] = fate.unanswered
      this.#unanswered++
    }
    if (!this.#connected) return
    setTimeout(() => {
      if (this.#connected && this.#lines.size < this.#options.connections) this.#open()
    }, reconnectMs)
  }

  #read(line: Line, chunk: Buffer): void {
    const text = line.kept + chunk.toString('latin1')
    if (!isWhole(text)) {
      line.kept = text
      return
    }
    line.kept = ''
    const number = line.busyWith
    line.busyWith = -1
    this.answeredAt[number] = machineTime()
    // "HTTP/1.1 202 …"
    if (text.startsWith(this.#call.accepted, 9)) {
      this.fates[number] = fate.accepted
      this.#accepted++
    } else {
      this.fates[number] = fate.refused
      this.#refused++
      this.firstRefusal ||= text
    }
    // A server that stops says goodbye: a request on this connection now would get no answer.
    if (text.slice(0, text.indexOf('\r\n\r\n')).toLowerCase().includes('\r\nconnection: close')) {
      line.socket.destroy()
      return
    }
    this.#free.push(line)
    this.#pump()
  }
}

const lengthHeader = /\r\ncontent-length: (\d+)/i

function isWhole(text: string): boolean {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd === -1) return false
  return text.length >= headEnd + 4 + Number(lengthHeader.exec(text)?.[1] ?? 0)
}
