// An SMS centre over real TCP, whose protocol is the `smpp` package's: other people's code, against which ours has to hold.
import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import type { TestContext } from 'node:test'

import smpp, { type Pdu, type Session } from 'smpp'

import { until } from './until.ts'

/** What a submit_sm is answered with: a status, an answer that waits, none at all, or the end of the connection. */
export type SubmitAnswer =
  number | 'never' | 'hang-up' | { readonly status?: number; readonly id?: string; readonly after?: Promise<unknown> }

export interface Submitted {
  readonly from: string
  readonly to: string
  /** As the package reads it, header and escapes taken apart. */
  readonly text: string
  /** Each element of the header, its kind and length included. */
  readonly header: readonly Buffer[]
  readonly pdu: Pdu
  /** What it was called in the answer. */
  readonly id: string
}

export interface BindSeen {
  readonly as: 'transceiver' | 'transmitter' | 'receiver'
  readonly systemId: string
}

const BINDS = ['transceiver', 'transmitter', 'receiver'] as const

export class Smsc {
  password = 'secret08'
  /** The next submits are answered so, in turn; after that with ESME_ROK. */
  readonly script: SubmitAnswer[] = []
  /** Statuses of the next binds; after that by the password. */
  readonly bindScript: (number | 'never')[] = []
  /** What nobody may bind as, as long as it stands here. */
  readonly refused = new Set<BindSeen['as']>()
  readonly submits: Submitted[] = []
  readonly binds: BindSeen[] = []
  /** PDUs that were not asked for, by command. */
  readonly seen: string[] = []
  /** While true nothing is answered, and the connection stays. */
  mute = false
  unanswered = 0
  mostUnanswered = 0
  /** How the position of a submit becomes its id. */
  idOf = (position: number): string => String(1_000 + position)
  readonly #sessions: { readonly session: Session; as: BindSeen['as'] | null }[] = []
  #server!: Server
  #closed = false

  static async start(test: TestContext, options: object = {}): Promise<Smsc> {
    const smsc = new Smsc()
    smsc.#server = smpp.createServer(options, (session) => smsc.#serve(session))
    smsc.#server.listen(0, '127.0.0.1')
    await once(smsc.#server, 'listening')
    test.after(() => smsc.close())
    return smsc
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Body of `channels.create`. */
  get channel() {
    return {
      name: 'SMSC',
      provider: 'smpp',
      settings: { host: '127.0.0.1', port: this.port, system_id: 'posthorn', source_addr: '+15005550006' },
      credentials: { password: this.password },
    }
  }

  /** Connections that are bound. */
  get bound(): readonly Session[] {
    return this.#sessions.flatMap(({ session, as }) => (as === null ? [] : session))
  }

  /** The connection over which this side may deliver. */
  get receiver(): Session | undefined {
    return this.#sessions.findLast(({ as }) => as === 'transceiver' || as === 'receiver')?.session
  }

  /** Ends every connection without a word; resolves when they are gone here. */
  async hangUp(): Promise<void> {
    const gone = this.#sessions.map(({ session }) => once(session.socket, 'close'))
    for (const { session } of [...this.#sessions]) session.socket.destroy()
    await Promise.all(gone)
  }

  /** Resolves when so many are bound, and know it: they answer. */
  async bindsOf(count: number): Promise<void> {
    await until(`${count} to be bound`, () => this.bound.length === count)
    await Promise.all(this.bound.map((session) => new Promise((resolve) => session.enquire_link(resolve))))
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const closed = once(this.#server, 'close')
    this.#server.close()
    await this.hangUp()
    await closed
  }

  /** Delivers over the bound receiver; gives the status of the answer, or null where the connection ended instead. */
  deliver(fields: Record<string, unknown>, command: 'deliver_sm' | 'data_sm' = 'deliver_sm'): Promise<number | null> {
    const session = this.receiver
    if (!session) throw new Error('nobody is bound as a receiver')
    return new Promise((resolve) => {
      const ended = (): void => resolve(null)
      session.socket.once('close', ended)
      session[command](fields, (answer) => {
        session.socket.off('close', ended)
        resolve(answer.command_status)
      })
    })
  }

  /** The receipt for what was submitted at this position, as SMS centres write them. */
  receipt(position: number, state: string, more: Record<string, unknown> = {}, id?: string): Record<string, unknown> {
    const submitted = this.submits[position]
    if (!submitted) throw new Error(`nothing was submitted at ${position}`)
    const text =
      `id:${id ?? submitted.id} sub:001 dlvrd:001 submit date:2604191430 done date:2604191431 ` +
      `stat:${state} err:${state === 'DELIVRD' ? '000' : '011'} text:Hello`
    return { source_addr: submitted.to, destination_addr: submitted.from, esm_class: 4, short_message: text, ...more }
  }

  #serve(session: Session): void {
    const entry: { session: Session; as: BindSeen['as'] | null } = { session, as: null }
    this.#sessions.push(entry)
    session.socket.on('close', () => this.#sessions.splice(this.#sessions.indexOf(entry), 1))
    session.on('error', () => session.socket.destroy())
    for (const as of BINDS) session.on(`bind_${as}`, (pdu: Pdu) => this.#bind(entry, as, pdu))
    session.on('submit_sm', (pdu: Pdu) => void this.#submit(session, pdu))
    session.on('enquire_link', (pdu: Pdu) => {
      this.seen.push('enquire_link')
      if (!this.mute) session.send(pdu.response())
    })
    session.on('unbind', (pdu: Pdu) => {
      this.seen.push('unbind')
      if (!this.mute) session.send(pdu.response())
    })
    session.on('generic_nack', () => this.seen.push('generic_nack'))
  }

  #bind(entry: { session: Session; as: BindSeen['as'] | null }, as: BindSeen['as'], pdu: Pdu): void {
    this.binds.push({ as, systemId: String(pdu['system_id']) })
    const scripted = this.bindScript.shift()
    if (scripted === 'never' || this.mute) return
    // ESME_RBINDFAIL, ESME_RINVPASWD.
    const status = scripted ?? (this.refused.has(as) ? 0x0d : pdu['password'] === this.password ? 0 : 0x0e)
    if (status === 0) entry.as = as
    entry.session.send(pdu.response({ command_status: status, system_id: 'smsc' }))
  }

  async #submit(session: Session, pdu: Pdu): Promise<void> {
    this.mostUnanswered = Math.max(this.mostUnanswered, ++this.unanswered)
    const answer = this.script.shift() ?? 0
    const given = typeof answer === 'object' ? answer : {}
    const id = given.id ?? this.idOf(this.submits.length)
    const said = (pdu['message_payload'] ?? pdu['short_message']) as { message: string; udh?: Buffer[] }
    const { source_addr: from, destination_addr: to } = pdu as { source_addr?: unknown; destination_addr?: unknown }
    this.submits.push({ from: String(from), to: String(to), text: said.message, header: said.udh ?? [], pdu, id })
    if (answer === 'hang-up') return session.socket.destroy() && undefined
    if (answer === 'never' || this.mute) return
    await given.after
    this.unanswered--
    session.send(
      pdu.response({ command_status: typeof answer === 'number' ? answer : (given.status ?? 0), message_id: id }),
    )
  }
}
