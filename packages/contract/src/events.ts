/**
 * The catalogue of events: what may happen, and what the `data` of its envelope holds. Source: wire contract 5.1, 5.2.
 *
 * Fields are a union of what the handlers of several platforms read, hence `contact_id` beside `contact.id`. A reader
 * must tolerate fields it does not know: sample events of a test delivery carry `test: true`, and later versions add more.
 */
import Type, { type Static, type TObject, type TProperties } from 'typebox'
import { flag, freeObject, id, nullable, oneOf, text, time } from './fields.ts'
import { sampleIds } from './samples.ts'

export interface EventRow {
  /** The part before the dot, unless said otherwise; patterns (`message.*`) name it. */
  readonly category: string
  readonly summary: string
  readonly data: TObject
  readonly example: object
}

const at = '2026-04-19T14:30:00Z'
const later = '2026-04-19T14:31:10Z'

/** Marks the sample data of a test delivery. */
const test = Type.Optional(flag('True in a test delivery, absent otherwise.'))
const fields = <Properties extends TProperties>(properties: Properties) =>
  Type.Object({ ...properties, test }, { additionalProperties: true })

const tags = Type.Array(Type.String())
const channelType = text('Kind of channel: `whatsapp`, `sms`, `email`, `widget`, `instagram`, `telegram`.')
const maybe = nullable(Type.String())
const maybeTime = nullable(time())
const contact = Type.Object({ id: id('contact'), phone: maybe, name: maybe }, { additionalProperties: true })

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
  location: nullable(
    Type.Object({ lat: Type.Number(), lng: Type.Number(), label: maybe }, { additionalProperties: true }),
  ),
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

const conversation = {
  conversation_id: id('conversation'),
  contact_id: id('contact'),
  channel_id: id('channel'),
  channel_type: channelType,
  status: oneOf(['open', 'human', 'waiting', 'closed']),
  assigned_to: maybe,
  assigned_type: nullable(oneOf(['agent', 'attendant'])),
  tags,
  created_at: time(),
}
const conversationExample = {
  conversation_id: sampleIds.conversation,
  contact_id: sampleIds.contact,
  channel_id: sampleIds.channel,
  channel_type: 'whatsapp',
  status: 'open',
  assigned_to: sampleIds.agent,
  assigned_type: 'agent',
  tags: ['sales'],
  created_at: at,
}

const contactFields = {
  contact_id: id('contact'),
  name: maybe,
  phone: maybe,
  email: maybe,
  avatar_url: maybe,
  source: oneOf(['whatsapp', 'instagram', 'widget', 'telegram', 'api', 'manual']),
  tags,
  custom_fields: freeObject('Fields of your own.'),
  assigned_to: maybe,
  created_at: time(),
}
const contactExample = {
  contact_id: sampleIds.contact,
  name: 'Maria Silva',
  phone: '+5511999999999',
  email: 'maria@example.com',
  avatar_url: null,
  source: 'whatsapp',
  tags: ['sales'],
  custom_fields: { city: 'São Paulo' },
  assigned_to: null,
  created_at: at,
}

const handoff = {
  conversation_id: id('conversation'),
  contact_id: id('contact'),
  channel_id: id('channel'),
  channel_type: channelType,
  agent_id: id('agent'),
  handoff_reason: oneOf(['user_requested', 'rule_triggered', 'max_attempts', 'sentiment_negative', 'autonomous']),
  handoff_note: maybe,
  queue_id: maybe,
  started_at: time(),
}
const handoffExample = {
  conversation_id: sampleIds.conversation,
  contact_id: sampleIds.contact,
  channel_id: sampleIds.channel,
  channel_type: 'whatsapp',
  agent_id: sampleIds.agent,
  handoff_reason: 'user_requested',
  handoff_note: 'Asks about an invoice',
  queue_id: null,
  started_at: at,
}

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

const credit = {
  credits_remaining: Type.Number({ minimum: 0 }),
  credits_total: Type.Number({ minimum: 0 }),
  credits_used: Type.Number({ minimum: 0 }),
  usage_percentage: Type.Number({ minimum: 0 }),
  alert_threshold_percentage: Type.Number({ minimum: 0, maximum: 100 }),
  estimated_depletion_at: maybeTime,
  billing_period_end: time(),
  plan_id: Type.String(),
  plan_name: Type.String(),
}
const creditExample = {
  credits_remaining: 290,
  credits_total: 1500,
  credits_used: 1210,
  usage_percentage: 80.7,
  alert_threshold_percentage: 20,
  estimated_depletion_at: '2026-04-25T00:00:00Z',
  billing_period_end: '2026-04-30T23:59:59Z',
  plan_id: 'starter',
  plan_name: 'Starter',
}

const session = { session_id: id('session'), channel_id: id('channel'), phone_number: maybe }
const sessionExample = {
  session_id: sampleIds.session,
  channel_id: sampleIds.channel,
  phone_number: '+5511988887777',
}

const sms = { id: id('sms'), to: Type.String() }
const smsExample = { id: sampleIds.sms, to: '+5511999999999' }
const email = { id: id('email'), to: Type.String() }
const emailExample = { id: sampleIds.email, to: 'maria@example.com' }
const failure = { error_code: Type.String(), error_message: Type.String(), failed_at: time() }
const failureExample = { error_code: 'unreachable', error_message: 'The handset cannot be reached.', failed_at: later }

/** Every event type that the platform emits by itself. */
export const events = {
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
  'conversation.created': {
    category: 'conversation',
    summary: 'A conversation began.',
    data: fields(conversation),
    example: conversationExample,
  },
  'conversation.assigned': {
    category: 'conversation',
    summary: 'A conversation was given to an agent or an attendant.',
    data: fields({ ...conversation, previous_assigned_to: maybe, assigned_at: time() }),
    example: { ...conversationExample, previous_assigned_to: null, assigned_at: later },
  },
  'conversation.closed': {
    category: 'conversation',
    summary: 'A conversation was closed.',
    data: fields({ ...conversation, closed_at: time(), closed_by: maybe, close_reason: maybe }),
    example: {
      ...conversationExample,
      status: 'closed',
      closed_at: later,
      closed_by: sampleIds.user,
      close_reason: 'resolved',
    },
  },
  'conversation.reopened': {
    category: 'conversation',
    summary: 'A closed conversation was opened again, by hand or by a new message of the customer.',
    data: fields({ ...conversation, reopened_at: time() }),
    example: { ...conversationExample, reopened_at: later },
  },
  'contact.created': {
    category: 'contact',
    summary: 'A contact was added.',
    data: fields(contactFields),
    example: contactExample,
  },
  'contact.updated': {
    category: 'contact',
    summary: 'A contact changed; `changes` has the old and the new values.',
    data: fields({
      ...contactFields,
      changes: Type.Unsafe<Record<string, { from: unknown; to: unknown }>>({
        type: 'object',
        additionalProperties: { type: 'object', properties: { from: {}, to: {} }, required: ['from', 'to'] },
      }),
      updated_at: time(),
    }),
    example: { ...contactExample, changes: { name: { from: 'Maria', to: 'Maria Silva' } }, updated_at: later },
  },
  'contact.deleted': {
    category: 'contact',
    summary: 'A contact was deleted.',
    data: fields({ contact_id: id('contact'), deleted_at: time() }),
    example: { contact_id: sampleIds.contact, deleted_at: later },
  },
  'agent.handoff_started': {
    category: 'agent',
    summary: 'An agent asked for a person; it answers no more until the conversation is resumed.',
    data: fields(handoff),
    example: handoffExample,
  },
  'agent.handoff_completed': {
    category: 'agent',
    summary: 'An attendant took the conversation.',
    data: fields({
      ...handoff,
      attendant_id: Type.String(),
      completed_at: time(),
      wait_seconds: Type.Integer({ minimum: 0 }),
    }),
    example: { ...handoffExample, attendant_id: sampleIds.user, completed_at: later, wait_seconds: 70 },
  },
  'agent.transferred': {
    category: 'agent',
    summary: 'A conversation went from one agent to another.',
    data: fields({
      conversation_id: id('conversation'),
      contact_id: id('contact'),
      channel_id: id('channel'),
      channel_type: channelType,
      from_agent_id: id('agent'),
      to_agent_id: id('agent'),
      reason: maybe,
      transferred_at: time(),
    }),
    example: {
      conversation_id: sampleIds.conversation,
      contact_id: sampleIds.contact,
      channel_id: sampleIds.channel,
      channel_type: 'whatsapp',
      from_agent_id: sampleIds.agent,
      to_agent_id: sampleIds.otherAgent,
      reason: 'billing',
      transferred_at: later,
    },
  },
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
  'credit.low': {
    category: 'credit',
    summary: 'The credits left fell below the threshold. Once for each crossing.',
    data: fields(credit),
    example: creditExample,
  },
  'credit.depleted': {
    category: 'credit',
    summary: 'The credits are used up; sending is paused.',
    data: fields({ ...credit, depleted_at: time() }),
    example: { ...creditExample, credits_remaining: 0, credits_used: 1500, usage_percentage: 100, depleted_at: later },
  },
  'plan.changed': {
    category: 'plan',
    summary: 'The plan of the workspace changed.',
    data: fields({
      previous_plan_id: maybe,
      plan_id: Type.String(),
      plan_name: Type.String(),
      change_type: oneOf(['upgrade', 'downgrade', 'cancellation']),
      effective_at: time(),
    }),
    example: {
      previous_plan_id: 'starter',
      plan_id: 'growth',
      plan_name: 'Growth',
      change_type: 'upgrade',
      effective_at: at,
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
  'sms.sent': {
    category: 'sms',
    summary: 'An SMS was handed to its carrier.',
    data: fields({
      ...sms,
      segments: Type.Integer({ minimum: 1 }),
      provider: Type.String(),
      cost_usd: nullable(Type.Number({ minimum: 0 })),
      sent_at: time(),
    }),
    example: { ...smsExample, segments: 1, provider: 'simulator', cost_usd: 0, sent_at: at },
  },
  'sms.delivered': {
    category: 'sms',
    summary: 'An SMS reached its recipient.',
    data: fields({ ...sms, delivered_at: time() }),
    example: { ...smsExample, delivered_at: later },
  },
  'sms.failed': {
    category: 'sms',
    summary: 'An SMS could not be delivered.',
    data: fields({ ...sms, ...failure }),
    example: { ...smsExample, ...failureExample },
  },
  'email.sent': {
    category: 'email',
    summary: 'An e-mail was handed to the mail server.',
    data: fields({ ...email, subject: Type.String(), sent_at: time() }),
    example: { ...emailExample, subject: 'Your order', sent_at: at },
  },
  'email.delivered': {
    category: 'email',
    summary: 'An e-mail was accepted by the server of its recipient.',
    data: fields({ ...email, delivered_at: time() }),
    example: { ...emailExample, delivered_at: later },
  },
  'email.opened': {
    category: 'email',
    summary: 'An e-mail was opened.',
    data: fields({ ...email, opened_at: time() }),
    example: { ...emailExample, opened_at: later },
  },
  'email.clicked': {
    category: 'email',
    summary: 'A link in an e-mail was followed.',
    data: fields({ ...email, url: Type.String(), clicked_at: time() }),
    example: { ...emailExample, url: 'https://example.com/orders/1', clicked_at: later },
  },
  'email.bounced': {
    category: 'email',
    summary: 'An e-mail came back. After a hard bounce the address is suppressed.',
    data: fields({ ...email, bounce_type: oneOf(['hard', 'soft']), error: Type.String(), bounced_at: time() }),
    example: { ...emailExample, bounce_type: 'hard', error: '550 5.1.1 No such user', bounced_at: later },
  },
  'email.complained': {
    category: 'email',
    summary: 'A recipient marked an e-mail as spam. The address is suppressed.',
    data: fields({ ...email, complained_at: time() }),
    example: { ...emailExample, complained_at: later },
  },
  'email.failed': {
    category: 'email',
    summary: 'An e-mail could not be sent.',
    data: fields({ ...email, ...failure }),
    example: {
      ...emailExample,
      error_code: 'rejected',
      error_message: 'The mail server refused the message.',
      failed_at: later,
    },
  },
} as const satisfies Record<string, EventRow>

export type EventType = keyof typeof events
/** Types that a workspace publishes itself. */
export type CustomEventType = `custom.${string}`
/** The `data` of one type of event. */
export type EventDataOf<Type extends EventType> = Static<(typeof events)[Type]['data']>

export const eventTypes = Object.keys(events) as readonly EventType[]

/** The categories, in catalogue order. */
export const eventCategories: readonly string[] = [...new Set(eventTypes.map((type) => events[type].category))]

/** Whether `type` is in the catalogue. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(events, type)
}

/** Form of a published type: `custom.` and one to five parts of lower-case letters, digits, `_` and `-`. */
export const customEventPattern = '^custom(\\.[a-z0-9_-]{1,40}){1,5}$'
const custom = new RegExp(customEventPattern)

/** Whether `type` is one that a workspace may publish. */
export function isCustomEventType(type: string): type is CustomEventType {
  return custom.test(type)
}
