import type { EventDataOf } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'
import type { ChannelType } from '../channels/index.ts'

/** What is written between one contact and the workspace over one channel. */
export interface Conversation {
  readonly id: string
  readonly workspaceId: string
  readonly contactId: string
  readonly channelId: string
  readonly status: EventDataOf<'conversation.created'>['status']
  readonly createdAt: number
}

/** Who writes, and over which channel: there is one conversation of each pair. */
export interface Pairing {
  readonly workspaceId: string
  readonly contactId: string
  readonly channelId: string
  readonly channelType: ChannelType
}

export function conversationKey({ contactId, channelId }: Pick<Pairing, 'contactId' | 'channelId'>): string {
  return `${contactId}\n${channelId}`
}

/** The `data` of `conversation.created` (contract 5.2). */
export function describeConversation(
  conversation: Conversation,
  channelType: ChannelType,
): EventDataOf<'conversation.created'> {
  return {
    conversation_id: conversation.id,
    contact_id: conversation.contactId,
    channel_id: conversation.channelId,
    channel_type: channelType,
    status: conversation.status,
    assigned_to: null,
    assigned_type: null,
    tags: [],
    created_at: isoTime(conversation.createdAt),
  }
}
