import type { EventDataOf } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'
import type { EventDraft } from '../events/index.ts'
import type { MessageContent } from './content.ts'
import { locationIn, MOST_EVENT_CHARACTERS, sessionField, stringIn } from './describe-event.ts'
import type { Received } from './received.ts'

/** `message.received` (contract 5.2). `mediaLink`: where what came with it is fetched; null: where the payload says. */
export function describeReceived(
  { message, content, contact, channel }: Received,
  mediaLink: string | null,
): EventDraft {
  const occurredAt = message.deliveredAt ?? message.createdAt
  const text = textOf(content)
  const media = content.kind === 'sms' ? content.media?.[0] : undefined
  const payload = content.kind === 'whatsapp' ? content.payload : null
  const data: EventDataOf<'message.received'> = {
    message_id: message.id,
    conversation_id: message.conversationId,
    contact_id: contact.id,
    channel_id: message.channelId,
    channel_type: channel.type,
    contact: { id: contact.id, phone: contact.phone, name: contact.name },
    content: text.slice(0, MOST_EVENT_CHARACTERS),
    ...(text.length > MOST_EVENT_CHARACTERS ? { truncated: true } : {}),
    channel: channel.type,
    agent_id: null,
    type: content.kind === 'whatsapp' ? content.type : typeOf(media?.contentType),
    media_url: mediaLink ?? media?.url ?? stringIn(payload, 'link'),
    media_mime_type: media?.contentType ?? stringIn(payload, 'mime_type'),
    location: content.kind === 'whatsapp' && content.type === 'location' ? locationIn(payload) : null,
    direction: 'inbound',
    ...sessionField(message),
    from: message.address,
    received_at: isoTime(occurredAt),
  }
  return {
    workspaceId: message.workspaceId,
    type: 'message.received',
    data,
    occurredAt,
    alsoTo: channel.webhookId ?? null,
  }
}

/** An MMS is what its first file is. */
function typeOf(contentType: string | undefined): 'text' | 'image' | 'video' | 'audio' | 'document' {
  if (contentType === undefined) return 'text'
  const [kind] = contentType.split('/')
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'document'
}

function textOf(content: MessageContent): string {
  return (content.kind === 'email' ? (content.answer ?? content.text ?? content.subject) : content.text) ?? ''
}
