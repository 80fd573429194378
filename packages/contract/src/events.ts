/**
 * The catalogue of events: what may happen, and what the `data` of its envelope holds. Source: wire contract 5.1, 5.2.
 *
 * Fields are a union of what the handlers of several platforms read, hence `contact_id` beside `contact.id`. A reader
 * must tolerate fields it does not know: sample events of a test delivery carry `test: true`, and later versions add more.
 */
import type { Static } from 'typebox'
import { accountEvents } from './events/account.ts'
import { agentEvents } from './events/agents.ts'
import { channelEvents } from './events/channels.ts'
import { chatEvents } from './events/chat.ts'
import { contactEvents } from './events/contacts.ts'
import { conversationEvents } from './events/conversations.ts'
import { emailEvents } from './events/email.ts'
import { messageEvents } from './events/messages.ts'
import { rolloutEvents } from './events/rollouts.ts'
import { smsEvents } from './events/sms.ts'
import type { EventRow } from './events/event-row.ts'

/** Every event type that the platform emits by itself. */
export const events = {
  ...messageEvents,
  ...conversationEvents,
  ...contactEvents,
  ...agentEvents,
  ...channelEvents,
  ...accountEvents,
  ...smsEvents,
  ...emailEvents,
  ...rolloutEvents,
  ...chatEvents,
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
