import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { isIPv4 } from 'node:net'
import { decode, encode, type Answer, type Packet } from 'dns-packet'

export interface DnsQuery {
  readonly name: string
  readonly type: string
}

/** What a name answers: its addresses of both families, an error, or nothing at all. */
export type DnsAnswer = readonly string[] | 'NXDOMAIN' | 'SERVFAIL' | 'silent'

const ERROR_CODES = { SERVFAIL: 2, NXDOMAIN: 3 }
const RECURSION_AVAILABLE = 0x80

/** A real name server on loopback, whose answers a test sets. Every question is recorded in `queries`. */
export class DnsServer {
  readonly queries: DnsQuery[] = []
  readonly #socket: Socket
  readonly #answers = new Map<string, readonly DnsAnswer[]>()

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('message', (message, from) => this.#reply(message, from))
  }

  static async start(): Promise<DnsServer> {
    const socket = createSocket('udp4')
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    return new DnsServer(socket)
  }

  /** `address:port`, as a resolver's server list takes it. */
  get address(): string {
    return `127.0.0.1:${this.#socket.address().port}`
  }

  /**
   * Sets what a name answers. With more than one answer, each question of one type takes the next one and the last
   * one stays: `answer('hook.test', ['1.1.1.1'], ['127.0.0.1'])` is a name that is rebound. Names not set are NXDOMAIN.
   */
  answer(name: string, ...answers: DnsAnswer[]): void {
    this.#answers.set(name.toLowerCase(), answers)
  }

  /** How often the name was asked for, counting the pair of A and AAAA as one. */
  timesAsked(name: string): number {
    return this.#countAsked(name, 'A')
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(() => resolve()))
  }

  #countAsked(name: string, type: string): number {
    return this.queries.filter((query) => query.name === name && query.type === type).length
  }

  #reply(message: Buffer, from: RemoteInfo): void {
    const query = decode(message)
    const [question] = query.questions ?? []
    if (!question) return
    const name = question.name.toLowerCase()
    const before = this.#countAsked(name, question.type)
    this.queries.push({ name, type: question.type })
    const answers = this.#answers.get(name) ?? ['NXDOMAIN']
    const answer = answers[Math.min(before, answers.length - 1)] ?? 'NXDOMAIN'
    if (answer === 'silent') return
    const reply: Packet = { type: 'response', questions: [question], answers: [], flags: RECURSION_AVAILABLE }
    if (query.id !== undefined) reply.id = query.id
    if (typeof answer === 'string') reply.flags = RECURSION_AVAILABLE | ERROR_CODES[answer]
    else reply.answers = records(name, question.type, answer)
    this.#socket.send(encode(reply), from.port, from.address)
  }
}

function records(name: string, type: string, addresses: readonly string[]): Answer[] {
  // A time to live of zero: what a resolver may keep would hide the next answer from the test.
  return addresses.flatMap((data): Answer[] => {
    if (type === 'A' && isIPv4(data)) return [{ type: 'A', name, ttl: 0, data }]
    if (type === 'AAAA' && !isIPv4(data)) return [{ type: 'AAAA', name, ttl: 0, data }]
    return []
  })
}
