import type { EventDataOf, EventType } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'
import { sessionOf } from '../channels/index.ts'
import type { EventDraft } from '../events/index.ts'
import type { MessageChange } from './change-message.ts'
import type { MessageContent, WhatsAppContent } from './content.ts'
import { callIdOf, type Message } from './message.ts'

/** What the event of a handed-over message says beside the message itself. */
export interface SentDetails {
  readonly content: MessageContent
  readonly contactName: string | null
  /** What the carrier charges; null when it does not say. */
  readonly costUsd: number | null
}

/** Longer texts are cut in the event, which must stay small enough for every receiver (contract 4.2). */
export const MOST_EVENT_CHARACTERS = 4096

/** The event of a change that was applied (contract 5.2). */
export function describeChange(message: Message, change: MessageChange, sent: SentDetails | null): EventDraft {
  const [type, data] = dataOf(message, change, sent)
  return { workspaceId: message.workspaceId, type, data, occurredAt: change.at, alsoTo: message.callbackWebhookId }
}

function dataOf(message: Message, change: MessageChange, sent: SentDetails | null): readonly [EventType, object] {
  if (message.kind === 'whatsapp') return whatsappData(message, change, sent)
  return message.kind === 'sms' ? smsData(message, change, sent) : emailData(message, change, sent)
}

function smsData(message: Message, change: MessageChange, sent: SentDetails | null): readonly [EventType, object] {
  const about = { id: message.id, to: message.address }
  const at = isoTime(change.at)
  switch (change.status) {
    case 'sent': {
      const handed = {
        segments: message.segments ?? 1,
        provider: message.provider,
        cost_usd: sent?.costUsd ?? null,
        sent_at: at,
      }
      return ['sms.sent', { ...about, ...handed } satisfies EventDataOf<'sms.sent'>]
    }
    case 'delivered':
      return ['sms.delivered', { ...about, delivered_at: at } satisfies EventDataOf<'sms.delivered'>]
    case 'failed':
      return ['sms.failed', { ...about, ...failureData(change) } satisfies EventDataOf<'sms.failed'>]
    default:
      throw new Error(`an SMS is never ${change.status}`)
  }
}

function emailData(message: Message, change: MessageChange, sent: SentDetails | null): readonly [EventType, object] {
  const about = { id: callIdOf(message), to: message.address }
  const at = isoTime(change.at)
  switch (change.status) {
    case 'sent': {
      const subject = sent?.content.kind === 'email' ? sent.content.subject : ''
      return ['email.sent', { ...about, subject, sent_at: at } satisfies EventDataOf<'email.sent'>]
    }
    case 'delivered':
      return ['email.delivered', { ...about, delivered_at: at } satisfies EventDataOf<'email.delivered'>]
    case 'failed':
      return ['email.failed', { ...about, ...failureData(change) } satisfies EventDataOf<'email.failed'>]
    case 'bounced': {
      const bounce = { bounce_type: change.bounceType, error: change.error, bounced_at: at }
      return ['email.bounced', { ...about, ...bounce } satisfies EventDataOf<'email.bounced'>]
    }
    case 'opened':
      return ['email.opened', { ...about, opened_at: at } satisfies EventDataOf<'email.opened'>]
    case 'clicked':
      return ['email.clicked', { ...about, url: change.url, clicked_at: at } satisfies EventDataOf<'email.clicked'>]
    case 'complained':
      return ['email.complained', { ...about, complained_at: at } satisfies EventDataOf<'email.complained'>]
    default:
      throw new Error(`there is no event of an e-mail that is ${change.status}`)
  }
}

function whatsappData(message: Message, change: MessageChange, sent: SentDetails | null): readonly [EventType, object] {
  const about = {
    message_id: message.id,
    conversation_id: message.conversationId,
    contact_id: message.contactId,
    channel_id: message.channelId,
    channel_type: 'whatsapp',
  }
  const at = isoTime(change.at)
  switch (change.status) {
    case 'sent':
      if (sent?.content.kind !== 'whatsapp') throw new Error('message.sent needs what the message says')
      return ['message.sent', sentWhatsAppData(message, sent.content, { ...about, sent_at: at }, sent.contactName)]
    case 'delivered':
      return ['message.delivered', { ...about, delivered_at: at } satisfies EventDataOf<'message.delivered'>]
    case 'read':
      return ['message.read', { ...about, read_at: at } satisfies EventDataOf<'message.read'>]
    case 'failed':
      return ['message.failed', { ...about, ...failureData(change) } satisfies EventDataOf<'message.failed'>]
    default:
      throw new Error(`a WhatsApp message is never ${change.status}`)
  }
}

type SentPlace =
  EventDataOf<'message.delivered'> extends infer Place ? Omit<Place & { sent_at: string }, 'delivered_at'> : never

function sentWhatsAppData(
  message: Message,
  content: WhatsAppContent,
  place: SentPlace,
  contactName: string | null,
): EventDataOf<'message.sent'> {
  const text = content.text ?? ''
  return {
    ...place,
    contact: { id: message.contactId, phone: message.address, name: contactName },
    content: text.slice(0, MOST_EVENT_CHARACTERS),
    ...(text.length > MOST_EVENT_CHARACTERS ? { truncated: true } : {}),
    channel: 'whatsapp',
    agent_id: null,
    type: content.type,
    media_url: stringIn(content.payload, 'link'),
    media_mime_type: null,
    location: content.type === 'location' ? locationIn(content.payload) : null,
    direction: 'outbound',
    ...sessionField(message),
    sender_type: 'api',
    to: message.address,
    status: 'sent',
  }
}

/** The session that carries the message, where its channel is one. */
export function sessionField(message: Message): { session_id?: string } {
  const session = sessionOf(message)
  return session === null ? {} : { session_id: session }
}

function failureData(change: Extract<MessageChange, { status: 'failed' }>): {
  error_code: string
  error_message: string
  failed_at: string
} {
  return { error_code: change.code, error_message: change.message, failed_at: isoTime(change.at) }
}

export function stringIn(payload: WhatsAppContent['payload'], name: string): string | null {
  const value = payload?.[name]
  return typeof value === 'string' ? value : null
}

export function locationIn(payload: WhatsAppContent['payload']): EventDataOf<'message.sent'>['location'] {
  const { latitude, longitude } = payload ?? {}
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null
  return { lat: latitude, lng: longitude, label: stringIn(payload, 'name') ?? stringIn(payload, 'address') }
}
