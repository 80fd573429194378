/** Channels for the examples, as the other samples typed. */
import type {
  Channel,
  ChannelCheck,
  ChannelHistoryLine,
  ChannelProvider,
  MessageHistoryLine,
  Route,
} from './objects/channel.ts'
import { created, sampleIds } from './samples.ts'

export const sampleChannel: Channel = {
  id: sampleIds.channel,
  agent_id: null,
  type: 'sms',
  provider: 'twilio',
  name: 'Main number',
  built_in: false,
  status: 'connected',
  phone_number: '+15005550006',
  username: null,
  widget_token: null,
  settings: { account_sid: 'AC00000000000000000000000000000000', from: '+15005550006' },
  has_credentials: true,
  position: 1,
  failure: null,
  last_connected_at: created,
  last_checked_at: created,
  created_at: created,
  updated_at: created,
}

export const sampleChannelCheck: ChannelCheck = {
  channel_id: sampleIds.channel,
  ok: false,
  code: 'credentials_refused',
  message: 'The carrier does not accept the credentials (HTTP 401).',
  duration_ms: 212,
  checked_at: created,
}

export const sampleChannelLine: ChannelHistoryLine = {
  id: 'chs_01KPJXD1E2F3G4H5J6K7M8N9P0',
  what: 'failing',
  status: 'error',
  code: 'carrier_unavailable',
  message: 'The carrier answered 503.',
  by: null,
  at: created,
}

export const sampleProvider: ChannelProvider = {
  provider: 'twilio',
  type: 'sms',
  settings: { type: 'object', required: ['account_sid'], properties: { account_sid: { type: 'string' } } },
  credentials: { type: 'object', required: ['auth_token'], properties: { auth_token: { type: 'string' } } },
  takes_callbacks: true,
  callback_url: 'https://posthorn.example.com/callbacks/twilio/{channel_id}',
}

export const sampleRoute: Route = { type: 'sms', channel_ids: [sampleIds.channel], simulated: false }

export const sampleMessageLine: MessageHistoryLine = {
  message_id: sampleIds.sms,
  status: 'sent',
  applied: true,
  channel_id: sampleIds.channel,
  provider: 'twilio',
  detail: { provider_message_id: 'SM00000000000000000000000000000000' },
  at: created,
}
