import type { MessageState } from '@posthorn/contract'

import type { MessageContent } from './content.ts'

/** The kinds are the types of channel that messages go out through; each has ids, routes and events of its own. */
export type MessageKind = MessageContent['kind']

/** Prefix of each kind's ids (contract 2.9). */
export const idPrefixOf = { sms: 'sms', email: 'eml', whatsapp: 'msg' } as const satisfies Record<MessageKind, string>

/** The kind of message that an id names; undefined: none. */
export function kindOfId(id: string): MessageKind | undefined {
  return (Object.keys(idPrefixOf) as MessageKind[]).find((kind) => id.startsWith(`${idPrefixOf[kind]}_`))
}

/** One message to one recipient, without what it says. */
export interface Message {
  readonly id: string
  readonly workspaceId: string
  /**
   * Set where one call had several recipients and this is not the first of them: the id of the first, under which the
   * caller knows the call. Null otherwise.
   */
  readonly callId: string | null
  readonly conversationId: string
  readonly contactId: string
  /** The channel that has it, or was the last to be tried. */
  readonly channelId: string
  readonly kind: MessageKind
  readonly direction: 'inbound' | 'outbound'
  /** The other side: a number in E.164 form, or an e-mail address. */
  readonly address: string
  /** Null except for an SMS. */
  readonly segments: number | null
  readonly simulated: boolean
  /** Whole credits that were reserved for it; 0: it costs nothing. */
  readonly credits: number
  /** The webhook of the message's `callback_url`. */
  readonly callbackWebhookId: string | null
  readonly state: MessageState
  readonly provider: string
  readonly providerMessageId: string | null
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly createdAt: number
  /** When it is to be sent; null: at once. */
  readonly scheduledAt: number | null
  readonly sentAt: number | null
  readonly deliveredAt: number | null
  readonly readAt: number | null
  readonly failedAt: number | null
  readonly cancelledAt: number | null
  /** Answers that carriers gave so far. */
  readonly attempts: number
}

/** Whom an attempt was given to. */
export type CarriedBy = Pick<Message, 'channelId' | 'provider'>

/** The columns that say how a message fares. */
export type MessageProgress = Pick<
  Message,
  | 'state'
  | 'providerMessageId'
  | 'errorCode'
  | 'errorMessage'
  | 'sentAt'
  | 'deliveredAt'
  | 'readAt'
  | 'failedAt'
  | 'cancelledAt'
>

/** A message of which only the sending side has been written, to be sent at once. */
export const NO_PROGRESS: MessageProgress & Pick<Message, 'scheduledAt'> = {
  scheduledAt: null,
  state: 'queued',
  providerMessageId: null,
  errorCode: null,
  errorMessage: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: null,
  cancelledAt: null,
}

/** The id under which the caller knows the message. */
export function callIdOf({ id, callId }: Pick<Message, 'id' | 'callId'>): string {
  return callId ?? id
}

/** Whether it has still to be given to a carrier, as far as its state tells. */
export function isWaiting(state: MessageState): boolean {
  return state === 'scheduled' || state === 'queued' || state === 'paused'
}

/**
 * Messages with the same key go out one after the other: those of a conversation, but for the ones with a time of their own.
 * These wait for each other where they have the same time, and neither hold up what is sent before nor wait for it.
 */
export function orderingKeyOf({
  conversationId,
  scheduledAt,
}: Pick<Message, 'conversationId' | 'scheduledAt'>): string {
  return scheduledAt === null ? conversationId : `${conversationId} ${scheduledAt}`
}
