/** Channels, and the WhatsApp sessions that are one kind of them, coming and going. Source: wire contract 5.2. */
import Type from 'typebox'
import { id, oneOf, text, time } from '../fields.ts'
import { sampleIds } from '../samples.ts'
import { at, channelType, fields, later, maybe, type EventRow } from './event-row.ts'

const channel = {
  channel_id: id('channel'),
  channel_type: channelType,
  channel_name: Type.String(),
  phone_number: maybe,
  provider: text('`qrcode`, `waba`, `simulator`, …'),
  status: oneOf(['connected', 'disconnected', 'error']),
}

const channelExample = {
  channel_id: sampleIds.channel,
  channel_type: 'whatsapp',
  channel_name: 'Support',
  phone_number: '+5511988887777',
  provider: 'qrcode',
}

const session = { session_id: id('session'), channel_id: id('channel'), phone_number: maybe }

const sessionExample = {
  session_id: sampleIds.session,
  channel_id: sampleIds.channel,
  phone_number: '+5511988887777',
}

export const channelEvents = {
  'channel.connected': {
    category: 'channel',
    summary: 'A channel was connected.',
    data: fields({ ...channel, connected_by: maybe, connected_at: time() }),
    example: { ...channelExample, status: 'connected', connected_by: sampleIds.user, connected_at: at },
  },
  'channel.disconnected': {
    category: 'channel',
    summary: 'A channel lost its connection.',
    data: fields({ ...channel, reason: maybe, disconnected_at: time() }),
    example: { ...channelExample, status: 'disconnected', reason: 'logged_out', disconnected_at: later },
  },
  'channel.error': {
    category: 'channel',
    summary: 'A channel keeps failing.',
    data: fields({
      ...channel,
      error_code: Type.String(),
      error_message: Type.String(),
      occurrences: Type.Integer({ minimum: 1 }),
      first_seen_at: time(),
    }),
    example: {
      ...channelExample,
      status: 'error',
      error_code: 'provider_unavailable',
      error_message: 'The provider does not answer.',
      occurrences: 3,
      first_seen_at: at,
    },
  },
  'session.connected': {
    category: 'session',
    summary: 'A WhatsApp session was connected.',
    data: fields({ ...session, connected_at: time() }),
    example: { ...sessionExample, connected_at: at },
  },
  'session.disconnected': {
    category: 'session',
    summary: 'A WhatsApp session lost its connection. `channel.disconnected` says the same of its channel.',
    data: fields({ ...session, reason: maybe, disconnected_at: time() }),
    example: { ...sessionExample, reason: 'logged_out', disconnected_at: later },
  },
} as const satisfies Record<string, EventRow>
