import type { SessionDriverName, SessionReason, SimulatedAction } from '@posthorn/contract'

import type { CarrierAnswer, CarrierReport, OutgoingMessage, ReceivedMessage } from '../messages/port.ts'

export type { SessionReason }

/** What has phones: a client of WhatsApp Web, or the simulator. */
export interface SessionDriver {
  readonly name: SessionDriverName
  /** As for carriers: whether sending the same id twice delivers it once. */
  readonly idempotentByMessageId: boolean
  /** What the operator has to do before it can work, as a sentence; null: it can. */
  problem(): Promise<string | null>
  /**
   * Begins: with the link that `auth` holds where there is one, otherwise by showing a QR code. Resolves as soon as the
   * phone can be given back; what comes of it goes to `sink`. A rejection counts as `service_unavailable`.
   */
  start(session: SessionPlace, auth: AuthState, sink: SessionSink): Promise<Phone>
}

export interface SessionPlace {
  readonly channelId: string
  readonly workspaceId: string
}

/** A session that runs, from its beginning to `disconnected` or `stop`. */
export interface Phone {
  /** Gives a message to WhatsApp, within a time limit of its own. */
  send(message: OutgoingMessage): Promise<CarrierAnswer>
  /** Removes the link on the other side as far as it can be reached, and stops. Never rejects. */
  logout(): Promise<void>
  /** Ends its connections, and says no more. Never rejects. */
  stop(): Promise<void>
  /** Of the simulator only: makes something happen to the phone. */
  simulate?(action: PhoneAction): Promise<void>
}

export interface PhoneAction {
  readonly action: SimulatedAction
  /** E.164. */
  readonly phoneNumber: string | null
  readonly seconds: number
}

/** Where a driver says what happens. After `disconnected` it has nothing more to say. */
export interface SessionSink {
  /** A code to scan, good for `validMs` from now. */
  qr(code: string, validMs: number): void
  /** `phone`: its number in E.164 form, where it is known. */
  connected(phone: string | null): void
  disconnected(reason: SessionReason, detail?: string): void
  /** Something was heard of the other side. Without it for 90 seconds the session counts as lost. */
  alive(): void
  /** Resolves when it is on disk. */
  received(messages: readonly ReceivedMessage[]): Promise<void>
  /** Resolves when it is on disk. */
  reported(reports: readonly Omit<CarrierReport, 'provider' | 'workspaceId'>[]): Promise<void>
}

/** The keys of a link, by name: sealed at rest, and gone when the session is logged out or deleted. */
export interface AuthState {
  /** Values by name; names that are not there are left out. */
  get(names: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Writes all of them or none; null removes. Rejects when another process has the session by now. */
  set(changes: ReadonlyMap<string, string | null>): Promise<void>
}
