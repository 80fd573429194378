// A module of the shape of `baileys` 7 for the tests: the test is WhatsApp, and says what the library would say.
import { EventEmitter } from 'node:events'

import type { CarrierReport, ReceivedMessage } from '../../../domain/messages/port.ts'
import type { AuthState, SessionSink } from '../../../domain/sessions/port.ts'
import type { BaileysLibrary, Creds, KeyStore, SocketEvents, Stanza } from './library.ts'

interface Sent {
  readonly jid: string
  readonly content: Record<string, unknown>
  readonly id: string
}

/** As the library's: an error that carries a status. */
export function boom(statusCode: number, message = `status ${statusCode}`): Error {
  return Object.assign(new Error(message), { output: { statusCode } })
}

export class FakeSocket {
  readonly ev = new EventEmitter()
  readonly ws = new EventEmitter()
  readonly auth: { readonly creds: Creds; readonly keys: KeyStore }
  readonly config: Record<string, unknown>
  readonly sent: Sent[] = []
  user: { id: string } | undefined
  loggedOut = false
  ended = false
  /** What is asked for a number; by default everybody is on WhatsApp under his number. */
  onWhatsApp = (jid: string): Promise<{ jid: string; exists: boolean }[] | undefined> =>
    Promise.resolve([{ jid, exists: true }])
  /** What becomes of a message that is handed over: by default WhatsApp has it at once. */
  handedOver: (sent: Sent) => Promise<unknown> = ({ id }) => {
    this.ack(id)
    return Promise.resolve({ key: { id }, message: { conversation: 'as it was sealed' } })
  }
  readonly signalRepository = {
    lidMapping: {
      getPNForLID: (lid: string): Promise<string | null> =>
        Promise.resolve(lid === '77@lid' ? '5511977777777:0@s.whatsapp.net' : null),
    },
  }

  constructor(config: Record<string, unknown>) {
    this.config = config
    this.auth = config['auth'] as FakeSocket['auth']
  }

  says<Name extends keyof SocketEvents>(name: Name, event: SocketEvents[Name]): void {
    this.ev.emit(name, event)
  }

  frame(): void {
    this.ws.emit('frame', {})
  }

  ack(id: string, error?: string): void {
    const stanza: Stanza = { attrs: { id, ...(error === undefined ? {} : { error }) } }
    this.ws.emit('CB:ack,class:message', stanza)
  }

  opens(): void {
    this.user = { id: '5511988887777:3@s.whatsapp.net' }
    this.says('connection.update', { connection: 'open' })
  }

  closes(error?: unknown): void {
    this.says('connection.update', { connection: 'close', lastDisconnect: { error } })
  }

  /** The phone scanned the code: the library has the link, and is told to come back. */
  scanned(): void {
    this.says('creds.update', { me: { id: '5511988887777:3@s.whatsapp.net' }, noiseKey: Buffer.from('a secret') })
    this.closes(boom(515, 'Stream Errored (restart required)'))
  }

  async sendMessage(jid: string, content: object, { messageId }: { messageId: string }): Promise<unknown> {
    const sent = { jid, content: content as Record<string, unknown>, id: messageId }
    this.sent.push(sent)
    return this.handedOver(sent)
  }

  async logout(): Promise<void> {
    this.loggedOut = true
  }

  end(): void {
    this.ended = true
  }
}

/** JSON with buffers in it, as the library writes it. */
const BufferJSON: BaileysLibrary['BufferJSON'] = {
  replacer: (_, value) => {
    const bytes = value as { type?: string; data?: unknown } | null
    return bytes?.type === 'Buffer'
      ? { type: 'Buffer', data: Buffer.from(bytes.data as number[]).toString('base64') }
      : value
  },
  reviver: (_, value) => {
    const bytes = value as { type?: string; data?: unknown } | null
    return bytes?.type === 'Buffer' ? Buffer.from(bytes.data as string, 'base64') : value
  },
}

export class FakeLibrary {
  readonly sockets: FakeSocket[] = []

  get last(): FakeSocket {
    const socket = this.sockets.at(-1)
    if (!socket) throw new Error('no socket was made')
    return socket
  }

  readonly load = (): Promise<BaileysLibrary> =>
    Promise.resolve({
      makeWASocket: (config) => {
        this.sockets.push(new FakeSocket(config as Record<string, unknown>))
        return this.last as never
      },
      initAuthCreds: () => ({ registrationId: 7 }),
      BufferJSON,
      proto: { Message: { AppStateSyncKeyData: { fromObject: (value) => ({ made: value }) } } },
    })
}

/** Keys in memory, as the database would keep them. */
export class FakeAuth implements AuthState {
  readonly kept = new Map<string, string>()
  isGone = false

  async get(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return new Map(
      names.flatMap((name) => {
        const value = this.kept.get(name)
        return value === undefined ? [] : [[name, value] as const]
      }),
    )
  }

  async set(changes: ReadonlyMap<string, string | null>): Promise<void> {
    if (this.isGone) throw new Error('The session is not here any more.')
    for (const [name, value] of changes) {
      if (value === null) this.kept.delete(name)
      else this.kept.set(name, value)
    }
  }
}

/** Writes down what a session hears. */
export class HeardSink implements SessionSink {
  readonly heard: string[] = []
  readonly messages: ReceivedMessage[] = []
  readonly reports: Omit<CarrierReport, 'provider' | 'workspaceId'>[] = []
  lives = 0

  qr(code: string, validMs: number): void {
    this.heard.push(`qr ${code} ${validMs / 1_000}`)
  }

  connected(phone: string | null): void {
    this.heard.push(`connected ${phone}`)
  }

  disconnected(reason: string, detail?: string): void {
    this.heard.push(`disconnected ${reason}: ${detail}`)
  }

  alive(): void {
    this.lives++
  }

  async received(messages: readonly ReceivedMessage[]): Promise<void> {
    this.messages.push(...messages)
  }

  async reported(reports: HeardSink['reports']): Promise<void> {
    this.reports.push(...reports)
  }
}
