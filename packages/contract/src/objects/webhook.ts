/** Webhooks, their deliveries and recoveries. Source: wire contract 3.2, 4. */
import Type, { type Static } from 'typebox'
import { count, flag, freeObject, id, nullable, oneOf, text, time } from '../fields.ts'
import { attemptStates, deliveryStates, recoveryStates, webhookStates } from '../states.ts'

/** `standard`: five retries within 21 minutes. `extended`: six more, about three days in all. */
export const retryPolicies = ['standard', 'extended'] as const
export type RetryPolicy = (typeof retryPolicies)[number]

/** Signatures sent beside those that are always sent. `body`: `X-SendAPI-Signature`, over the body alone. */
export const extraSignatures = ['body'] as const
export type ExtraSignature = (typeof extraSignatures)[number]

/** Why an attempt failed. */
export const deliveryErrors = [
  'timeout',
  'dns',
  'connection',
  'tls',
  'http_status',
  'redirect',
  'blocked_address',
] as const
export type DeliveryError = (typeof deliveryErrors)[number]

export const deliveryTriggers = ['automatic', 'manual', 'test'] as const
export type DeliveryTrigger = (typeof deliveryTriggers)[number]

export const Webhook = Type.Object({
  id: id('webhook'),
  url: text('Where events are sent.'),
  events: Type.Array(Type.String(), { description: 'As given when the webhook was registered.' }),
  status: oneOf(webhookStates),
  is_active: flag('False only when `status` is `inactive`. A failing webhook is active: it goes on getting events.'),
  name: nullable(Type.String()),
  description: nullable(Type.String()),
  retry_policy: oneOf(retryPolicies),
  signatures: Type.Array(oneOf(extraSignatures)),
  secret: Type.Optional(text('The whole signing secret. Only in the reply that creates or rotates it.')),
  secret_prefix: text('First characters of the secret, to recognise it by.'),
  secret_rotation: Type.Object({
    pending: flag('Whether an older secret is still in use beside the newest one.'),
    old_secret_valid_until: nullable(time()),
  }),
  success_rate: Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'Share of the last 100 completed attempts that succeeded; 1 before any.',
  }),
  failure_count: count('Failed attempts in a row, now.'),
  failing_since: nullable(time('When it turned failing; null while it is well.')),
  last_delivery_at: nullable(time('Time of the last attempt.')),
  created_at: time(),
  updated_at: time(),
})
export type Webhook = Static<typeof Webhook>

const deliveryFields = {
  id: id('delivery'),
  webhook_id: id('webhook'),
  event_id: text(
    'Id of the event: the same on every attempt and for every webhook. Test events begin with `evt_test_`.',
  ),
  event_type: Type.String(),
  event: text('The same as `event_type`.'),
  status: oneOf(attemptStates),
  http_status: nullable(Type.Integer({ description: 'What the receiver answered; null if no answer came.' })),
  status_code: nullable(Type.Integer({ description: 'The same as `http_status`.' })),
  attempt: Type.Integer({ minimum: 1, description: 'Which POST of this event to this webhook; 1 is the first.' }),
  trigger: oneOf(deliveryTriggers, { description: 'What caused it.' }),
  response_time_ms: nullable(Type.Integer({ minimum: 0, description: 'Milliseconds until the end of the headers.' })),
  slow: flag('Whether the receiver succeeded, but took more than 5 seconds.'),
  error: nullable(oneOf(deliveryErrors)),
  permanent: flag('True on the last attempt of an event that was given up.'),
  delivered_at: nullable(time('Time of the attempt; null while pending.')),
  next_retry_at: nullable(time('When a pending attempt is due, or when a failed one is followed by the next.')),
  created_at: time(),
}

/** One attempt to deliver one event to one webhook. */
export const Delivery = Type.Object(deliveryFields)
export type Delivery = Static<typeof Delivery>

const headers = (description: string) =>
  Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: { type: 'string' }, description })

/** The same, with what was sent and what came back. */
export const DeliveryDetail = Type.Object({
  ...deliveryFields,
  url: text('Where it was sent.'),
  request_headers: nullable(
    headers('As sent, signatures left out: whoever may read could replay them. Null while pending.'),
  ),
  request_body: text('The bytes that were signed and sent.'),
  response_status: nullable(Type.Integer({ description: 'The same as `http_status`.' })),
  response_headers: nullable(headers('Of the answer; null if none came.')),
  response_body: nullable(Type.String({ description: 'First 4 KiB of the answer; null if none came.' })),
  error_detail: nullable(Type.String({ description: 'What went wrong, as a sentence; null where an answer came.' })),
})
export type DeliveryDetail = Static<typeof DeliveryDetail>

export const testModes = ['normal', 'tampered'] as const

/** Outcome of a test delivery. */
export const TestDelivery = Type.Object({
  ...deliveryFields,
  mode: oneOf(testModes),
  passed: flag('Normal: the receiver answered 2xx. Tampered: it answered 401, as it should to a wrong signature.'),
})
export type TestDelivery = Static<typeof TestDelivery>

/** One event of a webhook's event log. */
export const EventLogLine = Type.Object({
  event_id: Type.String(),
  event_type: Type.String(),
  occurred_at: time(),
  state: oneOf(deliveryStates),
  attempts: count('POSTs made so far.'),
  last_http_status: nullable(Type.Integer()),
  last_error: nullable(oneOf(deliveryErrors)),
  next_retry_at: nullable(time()),
  last_delivery_id: nullable(id('delivery')),
})
export type EventLogLine = Static<typeof EventLogLine>

/** A background job that re-sends what failed for good within a time range. */
export const Recovery = Type.Object({
  id: id('recovery'),
  webhook_id: id('webhook'),
  since: time(),
  until: time(),
  event_types: nullable(Type.Array(Type.String(), { description: 'Null: every type.' })),
  state: oneOf(recoveryStates),
  dry_run: flag('Whether it only counted.'),
  matched: count('Events that failed for good in the range.'),
  resent: count('Events queued again so far.'),
  skipped: count('Events that were no longer failed when their turn came.'),
  rate_per_second: Type.Number({ exclusiveMinimum: 0, description: 'Most events queued in one second.' }),
  created_at: time(),
  finished_at: nullable(time()),
})
export type Recovery = Static<typeof Recovery>

const envelope = {
  id: text('The same as `event_id`.'),
  event: text('Type of the event.'),
  event_id: text('Id of the event; de-duplicate by it.'),
  timestamp: time('When it happened.'),
  workspace_id: id('workspace'),
  data: freeObject('Depends on the type; see the catalogue of events.'),
}

/** One event: exactly what a webhook receives. */
export const Event = Type.Object(envelope)
export type Event = Static<typeof Event>

/** An event and how it fares with each webhook that wants it. */
export const EventDetail = Type.Object({
  ...envelope,
  deliveries: Type.Array(
    Type.Object({
      webhook_id: id('webhook'),
      url: Type.String(),
      state: oneOf(deliveryStates),
      attempts: count('POSTs made so far.'),
      last_http_status: nullable(Type.Integer()),
      last_error: nullable(oneOf(deliveryErrors)),
      next_retry_at: nullable(time()),
      last_delivery_id: nullable(id('delivery')),
    }),
  ),
})
export type EventDetail = Static<typeof EventDetail>

/** One row of the catalogue of events. */
export const EventTypeInfo = Type.Object({
  type: Type.String(),
  category: Type.String(),
  summary: Type.String(),
  schema: freeObject('JSON Schema of `data`.'),
  example: freeObject('An example of `data`.'),
})
export type EventTypeInfo = Static<typeof EventTypeInfo>

/** Reply to a published event: its envelope without the data, which the caller has. */
export const PublishedEvent = Type.Object({
  id: text('The same as `event_id`.'),
  event: text('Type of the event.'),
  event_id: id('event'),
  timestamp: time(),
  workspace_id: id('workspace'),
})
export type PublishedEvent = Static<typeof PublishedEvent>
