import type { CarrierAnswer, OutgoingMessage } from '../../../domain/messages/port.ts'
import type { Phone, SessionSink } from '../../../domain/sessions/port.ts'
import { type Clock, pause } from '../../../kernel/clock.ts'
import type { Log } from '../../../kernel/log.ts'
import { SECOND_MS } from '../../../kernel/time.ts'
import { isHidden, jidOf, phoneOf } from './jid.ts'
import type { KeptAuth } from './keep-auth.ts'
import type { BaileysLibrary, ConnectionUpdate, Socket, SocketEvents, Stanza } from './library.ts'
import type { Pace } from './pace.ts'
import { readDisconnect, statusOf } from './read-disconnect.ts'
import { readMessage } from './read-message.ts'
import { readStatus } from './read-status.ts'
import { type SentMessages, whatsAppIdOf } from './sent-messages.ts'
import { silentLogger } from './silent-logger.ts'
import { type FetchMedia, writeMessage } from './write-message.ts'

export interface PhoneDeps {
  readonly library: BaileysLibrary
  readonly clock: Clock
  readonly log: Log
  readonly fetchMedia: FetchMedia
  readonly auth: KeptAuth
  readonly sent: SentMessages
  readonly pace: Pace
  readonly sink: SessionSink
}

/** The library shows a first code for a minute, and five more for 20 seconds each. */
const FIRST_QR_MS = 60 * SECOND_MS
const NEXT_QR_MS = 20 * SECOND_MS
/** Openings in a row that WhatsApp asks for without letting us in. */
const MOST_RESTARTS = 5
/** For the library to put a message on the wire, and for WhatsApp to say that it has it. */
const LONGEST_SEND_MS = 60 * SECOND_MS
const LONGEST_ACK_MS = 15 * SECOND_MS
const LONGEST_LOGOUT_MS = 5 * SECOND_MS
const MOST_KNOWN_RECIPIENTS = 10_000
const PLEASE_SLOW_DOWN_MS = 60 * SECOND_MS
const NOT_CONNECTED: CarrierAnswer = { kind: 'unavailable', detail: 'The phone is not connected to WhatsApp.' }

/** One session on the library: its sockets, one after the other, from `begin` to the end. */
export class BaileysPhone implements Phone {
  readonly #deps: PhoneDeps
  readonly #acks = new Map<string, (answer: CarrierAnswer) => void>()
  readonly #recipients = new Map<string, string>()
  #socket: Socket | null = null
  #open = false
  #over = false
  #codes = 0
  #scanning = false
  #restarts = 0
  /** Messages are taken in in the order in which they came. */
  #receiving: Promise<void> = Promise.resolve()

  constructor(deps: PhoneDeps) {
    this.#deps = deps
  }

  begin(): void {
    const { library, auth, sent } = this.#deps
    const keys = library.makeCacheableSignalKeyStore?.(auth.keys, silentLogger) ?? auth.keys
    const socket = library.makeWASocket({
      auth: { creds: auth.creds, keys },
      logger: silentLogger,
      // The phone goes on ringing, and what was said before we came is not ours.
      markOnlineOnConnect: false,
      syncFullHistory: false,
      shouldSyncHistoryMessage: () => false,
      generateHighQualityLinkPreview: false,
      getMessage: ({ id }: { id?: string | null }) => Promise.resolve(sent.bodyOf(id ?? '')),
    })
    this.#socket = socket
    this.#codes = 0
    this.#scanning = false
    // What an earlier socket says afterwards is not heard.
    const hear =
      <Event>(work: (event: Event) => void) =>
      (event: Event): void => {
        if (this.#socket === socket && !this.#over) work(event)
      }
    socket.ws.on(
      'frame',
      hear(() => this.#deps.sink.alive()),
    )
    socket.ws.on(
      'CB:ack,class:message',
      hear((stanza) => this.#acknowledged(stanza)),
    )
    socket.ev.on(
      'creds.update',
      hear((changed) => this.#saveCreds(changed)),
    )
    socket.ev.on(
      'connection.update',
      hear((update) => this.#connectionChanged(update)),
    )
    socket.ev.on(
      'messages.upsert',
      hear(({ messages }) => this.#heard(messages)),
    )
    socket.ev.on(
      'messages.update',
      hear((updates) => this.#reported(updates)),
    )
  }

  async send(message: OutgoingMessage): Promise<CarrierAnswer> {
    const socket = this.#socket
    if (!socket || !this.#open) return NOT_CONNECTED
    const written = await writeMessage(message, this.#deps.fetchMedia)
    if ('answer' in written) return written.answer
    const recipient = await this.#recipientOf(socket, message.to)
    if (typeof recipient !== 'string') return recipient
    const turn = this.#deps.pace.take()
    if ('laterMs' in turn) return { kind: 'throttled', retryAfterMs: turn.laterMs }
    if (turn.waitMs > 0) await pause(this.#deps.clock, turn.waitMs)
    if (!this.#isOpen(socket)) return NOT_CONNECTED
    return this.#handOver(socket, { message, recipient, content: written.content })
  }

  /** Whether this is still the connection, and there is one. */
  #isOpen(socket: Socket): boolean {
    return this.#socket === socket && this.#open
  }

  async logout(): Promise<void> {
    const socket = this.#socket
    const wasOpen = this.#open
    this.#finish()
    if (!socket) return
    if (wasOpen) await this.#within(LONGEST_LOGOUT_MS, socket.logout())
    endSocket(socket)
  }

  async stop(): Promise<void> {
    const socket = this.#socket
    this.#finish()
    if (socket) endSocket(socket)
  }

  #finish(): void {
    this.#over = true
    this.#open = false
    this.#socket = null
    this.#loseAcks()
  }

  #connectionChanged({ connection, qr, lastDisconnect }: ConnectionUpdate): void {
    const { sink } = this.#deps
    if (qr) {
      this.#scanning = true
      sink.qr(qr, this.#codes++ === 0 ? FIRST_QR_MS : NEXT_QR_MS)
    }
    if (connection === 'open') {
      this.#open = true
      this.#scanning = false
      this.#restarts = 0
      const me = this.#socket?.user?.id ?? this.#deps.auth.creds.me?.id
      sink.connected(phoneOf(me))
    }
    if (connection === 'close') this.#closed(lastDisconnect?.error)
  }

  #closed(error: unknown): void {
    const isLinked = Boolean(this.#deps.auth.creds.me)
    this.#open = false
    this.#socket = null
    this.#loseAcks()
    const end = readDisconnect(error, this.#scanning && !isLinked)
    if (end !== 'restart') {
      this.#end(end.reason, end.detail)
    } else if (++this.#restarts > MOST_RESTARTS) {
      this.#end('session_error', `WhatsApp asked for ${MOST_RESTARTS} restarts in a row.`)
    } else void this.#restart()
  }

  /** As WhatsApp asks after a code was scanned: the same keys, on a new connection. */
  async #restart(): Promise<void> {
    try {
      await this.#deps.auth.saveCreds()
      if (!this.#over) this.begin()
    } catch (error) {
      this.#end('session_error', `The keys could not be kept: ${wordsOf(error)}`)
    }
  }

  #end(reason: Parameters<SessionSink['disconnected']>[0], detail: string): void {
    if (this.#over) return
    this.#finish()
    this.#deps.sink.disconnected(reason, detail)
  }

  /** A link whose keys cannot be kept is lost at the next restart: better now, while it can be said. */
  #saveCreds(changed: object): void {
    Object.assign(this.#deps.auth.creds, changed)
    const socket = this.#socket
    this.#deps.auth.saveCreds().catch((error: unknown) => {
      if (this.#over) return
      this.#end('session_error', `The keys could not be kept: ${wordsOf(error)}`)
      if (socket) endSocket(socket)
    })
  }

  #heard(messages: SocketEvents['messages.upsert']['messages']): void {
    const { sink, log } = this.#deps
    const hidden = this.#socket?.signalRepository?.lidMapping
    const phoneOfHidden = async (jid: string): Promise<string | null> =>
      isHidden(jid) ? ((await hidden?.getPNForLID(jid).catch(() => null)) ?? null) : null
    this.#receiving = this.#receiving
      .then(async () => {
        const read = await Promise.all(messages.map((message) => readMessage(message, phoneOfHidden)))
        const received = read.filter((message) => message !== null)
        if (received.length > 0) await sink.received(received)
      })
      .catch((error: unknown) => log.error({ err: error }, 'whatsapp.received_not_kept'))
  }

  #reported(updates: SocketEvents['messages.update']): void {
    const { sink, sent, log } = this.#deps
    const reports = updates.flatMap(({ key, update }) => {
      const change = readStatus(update.status)
      if (change === null || key.fromMe !== true || !key.id) return []
      return [{ messageId: sent.messageIdOf(key.id), providerMessageId: key.id, change, occurredAt: null }]
    })
    for (const { providerMessageId, change } of reports) {
      if (change.status === 'failed') this.#answer(providerMessageId, { kind: 'rejected', ...change })
      else this.#answer(providerMessageId, { kind: 'accepted', providerMessageId })
    }
    if (reports.length === 0) return
    sink.reported(reports).catch((error: unknown) => log.error({ err: error }, 'whatsapp.report_not_kept'))
  }

  #acknowledged({ attrs: { id, error } }: Stanza): void {
    if (id === undefined) return
    if (error === undefined) this.#answer(id, { kind: 'accepted', providerMessageId: id })
    else if (error === '429') this.#answer(id, { kind: 'throttled', retryAfterMs: PLEASE_SLOW_DOWN_MS })
    else this.#answer(id, { kind: 'rejected', code: `whatsapp_${error}`, message: refusalOf(error) })
  }

  #answer(id: string, answer: CarrierAnswer): void {
    this.#acks.get(id)?.(answer)
  }

  #loseAcks(): void {
    const detail = 'The connection to WhatsApp ended before it said that it has the message.'
    for (const answer of [...this.#acks.values()]) answer({ kind: 'unknown', detail })
  }

  /** The name that WhatsApp knows a number by, which for some countries is not the number; or that it knows none. */
  async #recipientOf(socket: Socket, phone: string): Promise<string | CarrierAnswer> {
    const known = this.#recipients.get(phone)
    if (known !== undefined) return known
    const jid = jidOf(phone)
    let found: Awaited<ReturnType<Socket['onWhatsApp']>>
    try {
      found = await socket.onWhatsApp(jid)
    } catch (error) {
      return { kind: 'unavailable', detail: `WhatsApp could not be asked for the number: ${wordsOf(error)}` }
    }
    // It does not always answer, and then the number is tried as it is.
    const entry = found ? found.find(({ exists }) => Boolean(exists)) : { jid }
    if (!entry) return { kind: 'rejected', code: 'not_on_whatsapp', message: 'The number is not on WhatsApp.' }
    if (this.#recipients.size >= MOST_KNOWN_RECIPIENTS) this.#recipients.clear()
    this.#recipients.set(phone, entry.jid)
    return entry.jid
  }

  /** Sent is what WhatsApp acknowledged: that the library wrote it to a socket says nothing. */
  async #handOver(
    socket: Socket,
    { message, recipient, content }: { message: OutgoingMessage; recipient: string; content: object },
  ): Promise<CarrierAnswer> {
    const { clock, sent } = this.#deps
    const id = whatsAppIdOf(message.id)
    sent.add(id, message.id)
    const { promise: acknowledged, resolve } = Promise.withResolvers<CarrierAnswer>()
    this.#acks.set(id, resolve)
    try {
      const late = pause(clock, LONGEST_SEND_MS).then(() => 'late' as const)
      const handed = socket.sendMessage(recipient, content, { messageId: id })
      const body = await Promise.race([handed, acknowledged.then(() => 'acknowledged' as const), late])
      if (body === 'late') return { kind: 'unknown', detail: 'The message was not handed over within a minute.' }
      if (body !== 'acknowledged') sent.keepBody(id, body)
      else void handed.then((given) => sent.keepBody(id, given)).catch(() => undefined)
      const silent = pause(clock, LONGEST_ACK_MS).then((): CarrierAnswer => ({
        kind: 'unknown',
        detail: 'WhatsApp did not say that it has the message.',
      }))
      return await Promise.race([acknowledged, silent])
    } catch (error) {
      // 428 is said before anything is written: the connection was closed already.
      if (statusOf(error) === 428) return NOT_CONNECTED
      return { kind: 'unknown', detail: wordsOf(error) }
    } finally {
      this.#acks.delete(id)
    }
  }

  async #within(ms: number, work: Promise<unknown>): Promise<void> {
    await Promise.race([work.catch(() => undefined), pause(this.#deps.clock, ms)])
  }
}

function endSocket(socket: Socket): void {
  try {
    void Promise.resolve(socket.end(undefined)).catch(() => undefined)
  } catch {
    // It had ended.
  }
}

function refusalOf(error: string): string {
  if (error === '463') return 'WhatsApp does not let this number begin conversations with strangers for now (463).'
  return `WhatsApp refused the message (${error}).`
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
