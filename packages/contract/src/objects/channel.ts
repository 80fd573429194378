/** Channels, their history, what providers ask for, and who carries what. Source: wire contract 3.3, 6. */
import Type, { type Static } from 'typebox'
import { count, flag, freeObject, id, nullable, oneOf, text, time } from '../fields.ts'
import { channelStates, messageStates } from '../states.ts'

/** Kinds of channel that messages are sent through. */
export const channelTypes = ['sms', 'email', 'whatsapp'] as const

export const Channel = Type.Object({
  id: id('channel'),
  agent_id: nullable(id('agent')),
  type: oneOf(channelTypes),
  provider: text('Adapter to the carrier: `twilio`, `smtp`, or `simulator` for the one that Posthorn has by itself.'),
  name: Type.String(),
  built_in: flag('Whether Posthorn made it: the simulator of its type. It cannot be changed.'),
  status: oneOf(channelStates),
  phone_number: nullable(Type.String()),
  username: nullable(Type.String()),
  widget_token: nullable(Type.String()),
  settings: freeObject('What the provider needs to know and anybody may see.'),
  has_credentials: flag('Whether credentials are kept. They are sealed, and never given back.'),
  position: nullable(
    Type.Integer({ minimum: 1, description: 'Its turn among the channels of its type; null: messages never take it.' }),
  ),
  failure: nullable(
    Type.Object(
      {
        code: Type.String(),
        message: Type.String(),
        occurrences: count('Failures in a row when it was written.'),
        since: time('When the first of them was seen.'),
      },
      { description: 'What keeps failing, or why it could not be connected; null while it is well.' },
    ),
  ),
  last_connected_at: nullable(time()),
  last_checked_at: nullable(time('When its connection was last tested.')),
  created_at: time(),
  updated_at: time(),
})
export type Channel = Static<typeof Channel>

/** Outcome of a test of the connection. */
export const ChannelCheck = Type.Object({
  channel_id: id('channel'),
  ok: flag('Whether the carrier answered and accepted the credentials.'),
  code: nullable(Type.String({ description: 'Why not, as a word.' })),
  message: nullable(Type.String({ description: 'Why not, as a sentence.' })),
  duration_ms: count('How long the test took.'),
  checked_at: time(),
})
export type ChannelCheck = Static<typeof ChannelCheck>

export const channelHappenings = [
  'created',
  'changed',
  'connected',
  'disconnected',
  'failing',
  'recovered',
  'check_passed',
  'check_failed',
] as const
export type ChannelHappening = (typeof channelHappenings)[number]

/** One line of a channel's history. */
export const ChannelHistoryLine = Type.Object({
  id: Type.String(),
  what: oneOf(channelHappenings),
  status: oneOf(channelStates, { description: 'The state that the channel was in afterwards.' }),
  code: nullable(Type.String()),
  message: nullable(Type.String({ description: 'The reason, where there is one.' })),
  by: nullable(Type.String({ description: 'Id of the key that did it; null: it came by itself.' })),
  at: time(),
})
export type ChannelHistoryLine = Static<typeof ChannelHistoryLine>

/** A carrier that channels can be entered for, and what it has to be told. */
export const ChannelProvider = Type.Object({
  provider: Type.String(),
  type: oneOf(channelTypes),
  settings: freeObject('JSON Schema of `settings`.'),
  credentials: freeObject('JSON Schema of `credentials`.'),
  takes_callbacks: flag('Whether the carrier reports to an address of ours, which may have to be entered there.'),
  callback_url: nullable(
    Type.String({
      description:
        'That address, with the id of a channel to be put in place of `{channel_id}`; null: there is none, or `POSTHORN_PUBLIC_URL` is not set.',
    }),
  ),
})
export type ChannelProvider = Static<typeof ChannelProvider>

/** Which channels carry one type of message, the first choice first. */
export const Route = Type.Object({
  type: oneOf(channelTypes),
  channel_ids: Type.Array(id('channel')),
  simulated: flag('True while there is no channel: the simulator takes the messages and nothing leaves the building.'),
})
export type Route = Static<typeof Route>

/** One line of a message's history: an attempt, or what a carrier reported. */
export const MessageHistoryLine = Type.Object({
  message_id: text('Which of the recipients, where an e-mail has several.'),
  status: Type.String({
    description: `A state (${messageStates.join(', ')}), \`retrying\`, \`unknown\`, or what an e-mail may report besides.`,
  }),
  applied: flag('False: late, told before, or an attempt that changed nothing.'),
  channel_id: nullable(id('channel')),
  provider: nullable(Type.String({ description: 'Who carried the attempt; null for what was reported.' })),
  detail: nullable(freeObject('What else is known: codes, sentences, when it is tried again.')),
  at: time(),
})
export type MessageHistoryLine = Static<typeof MessageHistoryLine>
