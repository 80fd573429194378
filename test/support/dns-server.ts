import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { isIPv4 } from 'node:net'
import { decode, encode, type Answer, type Packet } from 'dns-packet'

export interface DnsQuery {
  readonly name: string
  readonly type: string
}

/** What a name answers: its addresses of both families, an error, or nothing at all. */
export type DnsAnswer = readonly string[] | 'NXDOMAIN' | 'SERVFAIL' | 'silent'

/** What a name holds beside addresses. A text given in pieces is sent in those pieces; short ones may be given whole. */
export interface DnsRecords {
  readonly txt?: readonly (string | readonly string[])[]
  readonly cname?: string
}

const ERROR_CODES = { SERVFAIL: 2, NXDOMAIN: 3 }
const RECURSION_AVAILABLE = 0x80

/** A real name server on loopback, whose answers a test sets. Every question is recorded in `queries`. */
export class DnsServer {
  readonly queries: DnsQuery[] = []
  readonly #socket: Socket
  readonly #answers = new Map<string, readonly DnsAnswer[]>()
  readonly #records = new Map<string, DnsRecords>()

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

  /** Sets what a name holds beside addresses; null: nothing, as if it were not there. Replaces what `answer` said of it. */
  hold(name: string, records: DnsRecords | null): void {
    const key = name.toLowerCase()
    this.#answers.delete(key)
    if (records === null) this.#records.delete(key)
    else this.#records.set(key, records)
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
    const held = this.#answers.has(name) ? undefined : this.#records.get(name)
    const answers = this.#answers.get(name) ?? [held ? [] : 'NXDOMAIN']
    const answer = answers[Math.min(before, answers.length - 1)] ?? 'NXDOMAIN'
    if (answer === 'silent') return
    const reply: Packet = { type: 'response', questions: [question], answers: [], flags: RECURSION_AVAILABLE }
    if (query.id !== undefined) reply.id = query.id
    if (typeof answer === 'string') reply.flags = RECURSION_AVAILABLE | ERROR_CODES[answer]
    else reply.answers = held ? heldRecords(name, question.type, held) : records(name, question.type, answer)
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

/** A CNAME is all that its name has (RFC 1034, 3.6.2), and it is not followed here: that is the resolver's part. */
function heldRecords(name: string, type: string, { txt = [], cname }: DnsRecords): Answer[] {
  if (cname !== undefined) return [{ type: 'CNAME', name, ttl: 0, data: cname }]
  if (type !== 'TXT') return []
  return txt.map((text): Answer => ({ type: 'TXT', name, ttl: 0, data: typeof text === 'string' ? text : [...text] }))
}
