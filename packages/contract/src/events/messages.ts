/** What happens to the messages of conversations. Source: wire contract 5.2. */
import Type from 'typebox'
import { flag, id, nullable, oneOf, text, time } from '../fields.ts'
import { sampleIds } from '../samples.ts'
import { at, channelType, failure, failureExample, fields, later, maybe, type EventRow } from './event-row.ts'

const contact = Type.Object({ id: id('contact'), phone: maybe, name: maybe })

const messagePlace = {
  message_id: id('message'),
  conversation_id: id('conversation'),
  contact_id: id('contact'),
  channel_id: id('channel'),
  channel_type: channelType,
}

const messagePlaceExample = {
  message_id: sampleIds.message,
  conversation_id: sampleIds.conversation,
  contact_id: sampleIds.contact,
  channel_id: sampleIds.channel,
  channel_type: 'whatsapp',
}

const messageBody = {
  ...messagePlace,
  contact,
  content: text('Text of the message. Cut, with `truncated: true`, where the event would grow too large to deliver.'),
  truncated: Type.Optional(flag('True where `content` was cut.')),
  channel: channelType,
  agent_id: nullable(id('agent')),
  type: oneOf([
    'text',
    'image',
    'audio',
    'video',
    'document',
    'location',
    'sticker',
    'contact',
    'interactive',
    'template',
  ]),
  media_url: nullable(Type.String({ description: 'Signed address of the media, valid for 24 hours.' })),
  media_mime_type: maybe,
  location: nullable(Type.Object({ lat: Type.Number(), lng: Type.Number(), label: maybe })),
  session_id: Type.Optional(id('session', 'Where the channel is a WhatsApp session.')),
}

const messageBodyExample = {
  ...messagePlaceExample,
  contact: { id: sampleIds.contact, phone: '+5511999999999', name: 'Maria Silva' },
  content: 'Hello, I would like to know more about the product',
  channel: 'whatsapp',
  agent_id: sampleIds.agent,
  type: 'text',
  media_url: null,
  media_mime_type: null,
  location: null,
}

export const messageEvents = {
  'message.received': {
    category: 'message',
    summary: 'A customer sent a message.',
    data: fields({
      ...messageBody,
      direction: oneOf(['inbound']),
      from: Type.Optional(text('Address of the sender.')),
      received_at: time(),
    }),
    example: { ...messageBodyExample, direction: 'inbound', from: '+5511999999999', received_at: at },
  },
  'message.sent': {
    category: 'message',
    summary: 'A message was handed to its carrier.',
    data: fields({
      ...messageBody,
      direction: oneOf(['outbound']),
      sender_type: oneOf(['agent', 'human', 'api']),
      to: Type.String(),
      status: oneOf(['sent']),
      sent_at: time(),
    }),
    example: {
      ...messageBodyExample,
      direction: 'outbound',
      sender_type: 'api',
      to: '+5511999999999',
      status: 'sent',
      sent_at: at,
    },
  },
  'message.delivered': {
    category: 'message',
    summary: 'A message reached the device of its recipient.',
    data: fields({ ...messagePlace, delivered_at: time() }),
    example: { ...messagePlaceExample, delivered_at: later },
  },
  'message.read': {
    category: 'message',
    summary: 'A message was opened by its recipient.',
    data: fields({ ...messagePlace, read_at: time() }),
    example: { ...messagePlaceExample, read_at: later },
  },
  'message.failed': {
    category: 'message',
    summary: 'A message could not be delivered.',
    data: fields({ ...messagePlace, ...failure }),
    example: { ...messagePlaceExample, ...failureExample },
  },
} as const satisfies Record<string, EventRow>
