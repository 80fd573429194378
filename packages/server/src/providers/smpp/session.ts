import { isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

import type { Clock, Timer } from '../../kernel/clock.ts'
import type { DialHost } from '../../kernel/guarded-fetch/index.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import type { SmppAccount } from './account.ts'
import {
  COMMAND,
  GENERIC_NACK,
  Malformed,
  NO_MESSAGE_ID,
  type Pdu,
  PduReader,
  RESPONSE,
  writeBind,
  writePdu,
} from './pdu.ts'
import { bindRefusal, type BindRefusal } from './read-status.ts'

export interface SmppTimeouts {
  /** To the connection, and from there to the answer to the bind. */
  readonly connectMs: number
  /** To the answer to any other PDU. */
  readonly answerMs: number
}

export const usualTimeouts: SmppTimeouts = { connectMs: 10 * SECOND_MS, answerMs: 30 * SECOND_MS }

const USUAL_SILENCE_MS = 30 * SECOND_MS
const GOODBYE_MS = 2 * SECOND_MS

/** The SMSC did not let us in. Nothing was sent. */
export class BindRefused extends Error {
  override readonly name = 'BindRefused'
  readonly code: BindRefusal | 'no_answer'

  constructor(code: BindRefused['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** A PDU has no answer. `maybeSent`: it may have reached the SMSC, which may have done what it says. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
  readonly maybeSent: boolean

  constructor(message: string, maybeSent: boolean) {
    super(message)
    this.maybeSent = maybeSent
  }
}

export type BindAs = 'transceiver' | 'transmitter' | 'receiver'

export interface SessionOptions {
  readonly dial: DialHost
  readonly clock: Clock
  readonly timeouts: SmppTimeouts
  /** Takes what the SMSC sends; resolves with the command_status of the answer. */
  readonly deliver: (pdu: Pdu) => Promise<number>
  readonly closed: (why: string) => void
  /** An answer came that nobody waited for any more. */
  readonly freed: () => void
}

const BIND_COMMAND = {
  transceiver: COMMAND.bindTransceiver,
  transmitter: COMMAND.bindTransmitter,
  receiver: COMMAND.bindReceiver,
} as const

/** Something failed here, and the SMSC is asked to send again: RX_T_APPN. */
export const TRY_AGAIN = 0x64
/** What was sent cannot be read and never will be: RX_P_APPN. */
export const CANNOT_READ = 0x65
const INVALID_COMMAND = 0x03

/** What the SMSC may have sent and we have not answered; more than that waits in the network. */
const MOST_DELIVERING = 64

interface Waiting {
  readonly resolve: (pdu: Pdu) => void
  readonly reject: (error: Unanswered) => void
  readonly timer: Timer
  handedOver: boolean
}

/** One bound connection to an SMSC. */
export class Session {
  readonly #socket: Socket
  readonly #options: SessionOptions
  readonly #silenceMs: number
  readonly #reader = new PduReader()
  readonly #waiting = new Map<number, Waiting>()
  /** Answers that came too late to be waited for may still come. */
  readonly #overdue = new Set<number>()
  #sequence = 0
  #delivering = 0
  #submitting = 0
  #silence: Timer | null = null
  #ended: string | null = null
  #told = false
  #whenIdle: () => void = () => undefined

  private constructor(socket: Socket, options: SessionOptions, silenceMs: number) {
    this.#socket = socket
    this.#options = options
    this.#silenceMs = silenceMs
    socket.on('data', (chunk) => this.#read(chunk))
    socket.on('error', (error) => this.destroy(`The connection broke: ${error.message}.`))
    socket.on('close', () => this.#end('The SMSC closed the connection.'))
    socket.on('end', () => this.destroy('The SMSC closed the connection.'))
  }

  /** Connects and binds. @throws {HostUnreachable | BindRefused} */
  static async open({ settings, credentials }: SmppAccount, as: BindAs, options: SessionOptions): Promise<Session> {
    const { clock, timeouts } = options
    const raw = await options.dial(settings.host, settings.port, timeouts.connectMs)
    const socket = settings.tls ? await encrypt(raw, settings.host, options) : raw
    socket.setNoDelay(true)
    const silenceMs = (settings.enquire_link_seconds ?? USUAL_SILENCE_MS / SECOND_MS) * SECOND_MS
    let isBound = false
    const closed = (why: string): void => (isBound ? options.closed(why) : undefined)
    const session = new Session(socket, { ...options, closed }, silenceMs)
    const { system_id: systemId, system_type: systemType = '' } = settings
    try {
      const body = writeBind({ systemId, systemType, password: credentials.password })
      const { status } = await session.request(BIND_COMMAND[as], body, clock.monotonic() + timeouts.connectMs)
      if (status !== 0) throw refusalOf(status)
    } catch (error) {
      session.destroy('The bind failed.')
      if (error instanceof Unanswered)
        throw new BindRefused('no_answer', `The SMSC did not answer the bind. ${error.message}`)
      throw error
    }
    isBound = true
    session.#listenForSilence()
    return session
  }

  get isOpen(): boolean {
    return this.#ended === null
  }

  /** Messages without an answer, those included that nobody waits for any more. */
  get unanswered(): number {
    return this.#submitting + this.#overdue.size
  }

  get overdue(): number {
    return this.#overdue.size
  }

  /** Sends and waits for the answer, whatever its status. `until`: on the clock's monotonic time. @throws {Unanswered} */
  request(command: number, body: Buffer, until?: number): Promise<Pdu> {
    const { clock, timeouts } = this.#options
    if (this.#ended !== null) return Promise.reject(new Unanswered(this.#ended, false))
    const waitMs = until === undefined ? timeouts.answerMs : until - clock.monotonic()
    const sequence = this.#nextSequence()
    const isMessage = command === COMMAND.submitSm
    if (isMessage) this.#submitting++
    return new Promise<Pdu>((resolve, reject) => {
      const timer = clock.setTimer(() => {
        this.#waiting.delete(sequence)
        if (isMessage) this.#overdue.add(sequence)
        reject(new Unanswered(`No answer within ${Math.round(waitMs / SECOND_MS)} s.`, true))
      }, waitMs)
      const waiting: Waiting = { resolve, reject, timer, handedOver: true }
      this.#waiting.set(sequence, waiting)
      this.#socket.write(writePdu({ command, status: 0, sequence, body }), (error) => {
        // A PDU that did not leave whole is none. Behind TLS nobody can tell what left.
        if (error && !('encrypted' in this.#socket)) waiting.handedOver = false
      })
    }).finally(() => {
      if (isMessage && --this.#submitting === 0) this.#whenIdle()
    })
  }

  /** Ends the session once all is answered that was sent on it; who does not answer in time never will. */
  async retire(): Promise<void> {
    if (this.#submitting > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve))
    await this.unbind()
  }

  /** Says goodbye, and ends the connection when that was heard or nobody listens. */
  async unbind(): Promise<void> {
    if (this.#ended !== null) return
    // Nothing is kept waiting for a peer that says nothing any more.
    this.#socket.unref()
    try {
      await this.request(COMMAND.unbind, Buffer.alloc(0), this.#options.clock.monotonic() + GOODBYE_MS)
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
    } finally {
      this.destroy('The line was closed.')
    }
  }

  destroy(why: string): void {
    // The error of a write that is under way comes with the socket's end, before those who wait are told.
    this.#socket.destroy()
    setImmediate(() => this.#end(why))
    this.#ended ??= why
  }

  #nextSequence(): number {
    // 2.1: from 1 to 0x7FFFFFFF, then again.
    this.#sequence = (this.#sequence % 0x7fffffff) + 1
    return this.#sequence
  }

  #read(chunk: Buffer): void {
    if (this.#ended !== null) return
    this.#listenForSilence()
    try {
      for (const pdu of this.#reader.push(chunk)) this.#take(pdu)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      this.destroy(`The SMSC does not speak SMPP: ${error.message}.`)
    }
  }

  #take(pdu: Pdu): void {
    if (pdu.command >= RESPONSE) return this.#takeAnswer(pdu)
    switch (pdu.command) {
      case COMMAND.enquireLink:
        return this.#answer(pdu, 0)
      case COMMAND.unbind:
        this.#answer(pdu, 0)
        this.#socket.end()
        return this.destroy('The SMSC ended the session.')
      case COMMAND.deliverSm:
      case COMMAND.dataSm:
        return void this.#deliver(pdu)
      case COMMAND.alertNotification:
        return
      default:
        return this.#write({
          command: GENERIC_NACK,
          status: INVALID_COMMAND,
          sequence: pdu.sequence,
          body: Buffer.alloc(0),
        })
    }
  }

  #takeAnswer(pdu: Pdu): void {
    if (this.#overdue.delete(pdu.sequence)) this.#options.freed()
    const waiting = this.#waiting.get(pdu.sequence)
    if (!waiting) return
    this.#waiting.delete(pdu.sequence)
    waiting.timer.cancel()
    waiting.resolve(pdu)
  }

  async #deliver(pdu: Pdu): Promise<void> {
    if (++this.#delivering >= MOST_DELIVERING) this.#socket.pause()
    let status = TRY_AGAIN
    try {
      status = await this.#options.deliver(pdu)
    } catch (error) {
      if (error instanceof Malformed) status = CANNOT_READ
    }
    if (--this.#delivering < MOST_DELIVERING) this.#socket.resume()
    this.#answer(pdu, status)
  }

  #answer({ command, sequence }: Pdu, status: number): void {
    const named = command === COMMAND.deliverSm || command === COMMAND.dataSm
    this.#write({
      command: (command | RESPONSE) >>> 0,
      status,
      sequence,
      body: named ? NO_MESSAGE_ID : Buffer.alloc(0),
    })
  }

  #write(pdu: Pdu): void {
    if (this.#ended === null) this.#socket.write(writePdu(pdu))
  }

  /** Asks, after a while without a word, whether the SMSC is still there. No answer: it is not, whatever TCP says. */
  #listenForSilence(): void {
    this.#silence?.cancel()
    if (this.#ended !== null) return
    this.#silence = this.#options.clock.setTimer(() => {
      const until = this.#options.clock.monotonic() + Math.min(this.#silenceMs, this.#options.timeouts.answerMs)
      this.request(COMMAND.enquireLink, Buffer.alloc(0), until).then(
        () => this.#listenForSilence(),
        () => this.destroy('The SMSC does not answer enquire_link.'),
      )
    }, this.#silenceMs)
  }

  /** Tells everybody who waits, once. */
  #end(why: string): void {
    if (this.#told) return
    this.#told = true
    this.#ended ??= why
    this.#silence?.cancel()
    this.#socket.destroy()
    for (const { reject, timer, handedOver } of this.#waiting.values()) {
      timer.cancel()
      reject(new Unanswered(this.#ended, handedOver))
    }
    this.#waiting.clear()
    this.#options.closed(this.#ended)
  }
}

function refusalOf(status: number): BindRefused {
  const { code, message } = bindRefusal(status)
  return new BindRefused(code, message)
}

/** @throws {BindRefused} */
function encrypt(raw: Socket, host: string, { clock, timeouts }: SessionOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // The default, said aloud: NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment must not lift it.
    const name = isIP(host) === 0 ? { servername: host } : {}
    const socket = connectTls({ socket: raw, host, ...name, rejectUnauthorized: true })
    const fail = (why: string): void => {
      timer.cancel()
      socket.destroy()
      reject(new BindRefused('no_answer', `No encrypted connection came about: ${why}`))
    }
    const timer = clock.setTimer(() => fail('no answer in time'), timeouts.connectMs)
    socket.once('error', (error: Error) => fail(error.message))
    socket.once('secureConnect', () => {
      timer.cancel()
      socket.removeAllListeners('error')
      resolve(socket)
    })
  })
}
