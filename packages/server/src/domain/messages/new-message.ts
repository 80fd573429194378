import type { Caller } from '../../kernel/call.ts'
import type { ContactAddress } from '../contacts/index.ts'
import type { MessageContent } from './content.ts'

/** What the body of a call asks for, checked. */
export interface Prepared<Content extends MessageContent> {
  readonly recipients: readonly Recipient[]
  readonly content: Content
  readonly segments: number | null
  readonly callbackUrl: string | null
}

/** The same with whose call it is, before anything is written. */
export interface NewMessage extends Prepared<MessageContent> {
  /** Under which the caller will know it; the first recipient's message has it. */
  readonly id: string
  readonly workspaceId: string
  readonly simulated: boolean
  /** When it is to be sent (milliseconds since 1970); absent or null: at once. */
  readonly scheduledAt?: number | null
  /** The session that is to have it, and nobody else; absent, or null: the route. */
  readonly session?: ChosenSession | null
}

/** A session that was connected a moment ago. */
export interface ChosenSession {
  readonly channelId: string
  /** The webhook that gets the events of its messages. */
  readonly webhookId: string | null
}

/** The session that is to carry a WhatsApp message (wire contract 3.4); null: its route is. */
export type ChooseSession = (caller: Caller, sessionId: string | null) => Promise<ChosenSession | null>

export interface Recipient {
  /** What the carrier is given. */
  readonly address: string
  readonly contact: Omit<ContactAddress, 'workspaceId'>
}
