import type { EmailMessage, SmsMessage, WhatsAppMessage } from '@posthorn/contract'

import { findForcing } from '../../kernel/sms-text/index.ts'
import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import { sessionOf } from '../channels/index.ts'
import type { EmailContent, SmsContent, WhatsAppContent } from './content.ts'
import { callIdOf, type Message } from './message.ts'

/** Opens, clicks, complaints and the bounce of an e-mail, from its history. */
export interface EmailEngagement {
  readonly openedAt: number | null
  readonly clickedAt: number | null
  readonly complainedAt: number | null
  readonly bounce: { readonly bounceType: 'hard' | 'soft'; readonly error: string; readonly at: number } | null
}

export const NO_ENGAGEMENT: EmailEngagement = { openedAt: null, clickedAt: null, complainedAt: null, bounce: null }

export function renderSms(message: Message, content: SmsContent): SmsMessage {
  return {
    id: message.id,
    object: 'sms.message',
    to: message.address,
    sender_id: content.senderId,
    content: content.text,
    message: content.text,
    encoding: content.encoding,
    segments: message.segments ?? 1,
    forced_by: renderForcedBy(content.text),
    callback_url: content.callbackUrl,
    ...renderOutcome(message),
  }
}

export function renderForcedBy(text: string): SmsMessage['forced_by'] {
  const forcedBy = findForcing(text)
  return forcedBy && { character: forcedBy.character, code_point: forcedBy.codePoint, index: forcedBy.index }
}

export function renderEmail(message: Message, content: EmailContent, engagement: EmailEngagement): EmailMessage {
  const { bounce } = engagement
  return {
    id: callIdOf(message),
    object: 'email.message',
    to: [...content.to],
    from: content.from,
    from_name: content.fromName,
    reply_to: content.replyTo,
    subject: content.subject,
    bounce: bounce && { bounce_type: bounce.bounceType, error: bounce.error, bounced_at: isoTime(bounce.at) },
    opened_at: isoTimeOrNull(engagement.openedAt),
    clicked_at: isoTimeOrNull(engagement.clickedAt),
    complained_at: isoTimeOrNull(engagement.complainedAt),
    ...renderOutcome(message),
  }
}

export function renderWhatsApp(message: Message, content: WhatsAppContent): WhatsAppMessage {
  const inbound = message.direction === 'inbound'
  return {
    id: message.id,
    object: 'whatsapp.message',
    session_id: sessionOf(message),
    conversation_id: message.conversationId,
    contact_id: message.contactId,
    channel_id: message.channelId,
    direction: message.direction,
    from: inbound ? message.address : null,
    to: inbound ? null : message.address,
    type: content.type,
    content: content.text,
    payload: content.payload,
    read_at: isoTimeOrNull(message.readAt),
    ...renderOutcome(message),
  }
}

type Outcome = Pick<
  SmsMessage,
  | 'status'
  | 'error_code'
  | 'error_message'
  | 'provider'
  | 'test'
  | 'created_at'
  | 'scheduled_at'
  | 'sent_at'
  | 'delivered_at'
  | 'failed_at'
  | 'cancelled_at'
>

function renderOutcome(message: Message): Outcome {
  return { provider: message.provider, ...renderFate(message) }
}

/** How a message fares, whatever its kind. */
export function renderFate(message: Message): Omit<Outcome, 'provider'> {
  return {
    status: message.state,
    error_code: message.errorCode,
    error_message: message.errorMessage,
    test: message.simulated,
    created_at: isoTime(message.createdAt),
    scheduled_at: isoTimeOrNull(message.scheduledAt),
    sent_at: isoTimeOrNull(message.sentAt),
    delivered_at: isoTimeOrNull(message.deliveredAt),
    failed_at: isoTimeOrNull(message.failedAt),
    cancelled_at: isoTimeOrNull(message.cancelledAt),
  }
}
