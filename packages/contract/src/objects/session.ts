/** WhatsApp sessions: channels that are a connected phone. Source: wire contract 3.4, 6. */
import Type, { type Static } from 'typebox'
import { count, flag, id, nullable, oneOf, time } from '../fields.ts'
import { sessionStates } from '../states.ts'

/**
 * Why a session is not connected. The first group ends by itself: Posthorn goes on trying. The second ends when a person
 * acts, and of the third the link is gone, so that the QR code has to be scanned again.
 */
export const sessionReasons = [
  'connection_lost',
  'no_life_sign',
  'phone_offline',
  'service_unavailable',
  'session_error',
  'server_restart',
  'driver_unavailable',
  'requested',
  'replaced',
  'qr_expired',
  'logged_out',
  'banned',
  'link_broken',
] as const
export type SessionReason = (typeof sessionReasons)[number]

/** What carries the sessions of an installation. */
export const sessionDrivers = ['simulator', 'baileys'] as const
export type SessionDriverName = (typeof sessionDrivers)[number]

const qr = {
  qr_code: nullable(
    Type.String({ description: 'The QR code as a PNG in a data URI; null while there is none to scan.' }),
  ),
  qr_expires_at: nullable(time('Until when it can be scanned. Another one follows by itself, for some minutes.')),
}

export const WhatsAppSession = Type.Object({
  id: id('session'),
  object: oneOf(['whatsapp.session']),
  channel_id: id('channel', 'The same session as a channel: its id is the same but for the prefix.'),
  name: Type.String(),
  status: oneOf(sessionStates),
  reason: nullable(oneOf(sessionReasons, { description: 'Why it is not connected; null while nothing is wrong.' })),
  reason_detail: nullable(Type.String({ description: 'The same as a sentence, where more is known.' })),
  reconnects_at: nullable(time('When Posthorn tries again by itself; null when it does not have to, or will not.')),
  ...qr,
  phone_number: nullable(Type.String({ description: 'E.164, once a phone was connected.' })),
  last_seen_at: nullable(time('The last sign of life, to within 15 seconds.')),
  connected_at: nullable(time('Since when it is connected, or when it was last.')),
  message_count: count('Messages that came or went through it.'),
  webhook_url: nullable(Type.String({ description: 'Gets the events of this session and of its messages.' })),
  driver: oneOf(sessionDrivers, { description: 'What carries it. `simulator`: no phone is behind it.' }),
  simulated: flag('Whether the simulator carries it, so that nothing leaves the building.'),
  created_at: time(),
  updated_at: time(),
})
export type WhatsAppSession = Static<typeof WhatsAppSession>

export const SessionQr = Type.Object({
  session_id: id('session'),
  channel_id: id('channel'),
  status: oneOf(sessionStates),
  ...qr,
})
export type SessionQr = Static<typeof SessionQr>

/** What can happen to a simulated phone. */
export const simulatedActions = [
  'scan',
  'drop',
  'phone_offline',
  'logout',
  'ban',
  'replace',
  'break',
  'silence',
] as const
export type SimulatedAction = (typeof simulatedActions)[number]

/** A message that was made to come in. */
export const SimulatedInbound = Type.Object({
  channel_id: id('channel'),
  message_id: id('message'),
  conversation_id: id('conversation'),
  contact_id: id('contact'),
  repeated: flag('Whether it had come in before, so that nothing happened.'),
})
export type SimulatedInbound = Static<typeof SimulatedInbound>
