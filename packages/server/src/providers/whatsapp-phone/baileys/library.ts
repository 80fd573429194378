/**
 * What we use of the package `baileys` (major 7), written down here because it is no dependency: whoever wants it installs
 * it. Checked against the types of 7.0.0-rc14. Everything that comes from WhatsApp may be absent or null.
 */

export type Maybe<Value> = Value | null | undefined

export interface MessageKey {
  readonly remoteJid?: Maybe<string>
  /** The same person under the other kind of name: his number, where `remoteJid` is a LID. */
  readonly remoteJidAlt?: Maybe<string>
  readonly fromMe?: Maybe<boolean>
  readonly id?: Maybe<string>
}

/** A protobuf message: which field is set says what it is. */
export type MessageBody = Readonly<Record<string, unknown>>

export interface WebMessage {
  readonly key: MessageKey
  readonly message?: Maybe<MessageBody>
  readonly pushName?: Maybe<string>
  /** Seconds since 1970; a Long where the number is large. */
  readonly messageTimestamp?: Maybe<number | { toNumber(): number }>
}

export interface ConnectionUpdate {
  readonly connection?: 'open' | 'connecting' | 'close'
  readonly qr?: Maybe<string>
  readonly lastDisconnect?: { readonly error?: unknown }
}

export interface SocketEvents {
  'connection.update': ConnectionUpdate
  'creds.update': object
  'messages.upsert': { readonly messages: readonly WebMessage[]; readonly type: 'notify' | 'append' }
  'messages.update': readonly { readonly key: MessageKey; readonly update: { readonly status?: Maybe<number> } }[]
}

/** A received stanza, as far as acknowledgements need it. */
export interface Stanza {
  readonly attrs: Readonly<Record<string, string | undefined>>
}

export interface Socket {
  readonly ev: { on<Name extends keyof SocketEvents>(name: Name, hear: (event: SocketEvents[Name]) => void): void }
  /** `frame`: anything at all was received. `CB:ack,class:message`: WhatsApp took a message, or did not. */
  readonly ws: { on(name: 'frame' | 'CB:ack,class:message', hear: (stanza: Stanza) => void): void }
  readonly user?: Maybe<{ readonly id?: Maybe<string> }>
  readonly signalRepository?: {
    readonly lidMapping?: { getPNForLID(lid: string): Promise<string | null> }
  }
  sendMessage(jid: string, content: object, options: { messageId: string }): Promise<unknown>
  onWhatsApp(...jids: string[]): Promise<Maybe<readonly { readonly jid: string; readonly exists: unknown }[]>>
  logout(): Promise<void>
  end(error: Error | undefined): unknown
}

export type Creds = Record<string, unknown> & { readonly me?: Maybe<{ readonly id?: Maybe<string> }> }

/** Keys by type and id; null removes. */
export type KeyChanges = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export interface KeyStore {
  get(type: string, ids: string[]): Promise<Record<string, unknown>>
  set(changes: KeyChanges): Promise<void>
}

export interface BaileysLibrary {
  makeWASocket(config: object): Socket
  initAuthCreds(): Creds
  /** Turns keys into JSON and back. */
  readonly BufferJSON: {
    readonly replacer: (key: string, value: unknown) => unknown
    readonly reviver: (key: string, value: unknown) => unknown
  }
  makeCacheableSignalKeyStore?(store: KeyStore, logger: object): KeyStore
  readonly proto?: {
    readonly Message?: { readonly AppStateSyncKeyData?: { fromObject(value: object): unknown } }
  }
}

/** Not a literal, so that nothing looks for it before somebody wants it. */
const PACKAGE: string = 'baileys'

/** Rejects where it is not installed. */
export async function loadBaileys(): Promise<BaileysLibrary> {
  const library = (await import(PACKAGE)) as Partial<BaileysLibrary> & { default?: BaileysLibrary['makeWASocket'] }
  const makeWASocket = library.makeWASocket ?? library.default
  if (!makeWASocket || !library.initAuthCreds || !library.BufferJSON)
    throw new Error('The package "baileys" that is installed is not one that this release knows; install baileys@7.')
  return { ...library, makeWASocket } as BaileysLibrary
}
