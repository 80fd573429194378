import Type from 'typebox'
import { oneOf, pageQuery, pathId, text, timeInput } from '../fields.ts'
import { one, page } from '../objects/envelope.ts'
import { Delivery, DeliveryDetail, EventLogLine } from '../objects/webhook.ts'
import type { RouteRow } from '../route.ts'
import {
  sampleDelivery,
  sampleDeliveryDetail,
  sampleEventLogLine,
  sampleIds,
  samplePageMeta,
  samplePendingDelivery,
} from '../samples.ts'
import { attemptStates, deliveryStates } from '../states.ts'

const ofWebhook = Type.Object({ webhook_id: pathId('webhook', 'Id of the webhook.') })
const ofDelivery = Type.Object({
  webhook_id: pathId('webhook', 'Id of the webhook.'),
  delivery_id: pathId('delivery', 'Id of the delivery.'),
})
const range = {
  event_type: Type.Optional(text('Only this type.', { maxLength: 250 })),
  since: Type.Optional(timeInput('From this time on.')),
  until: Type.Optional(timeInput('Before this time.')),
}

export const deliveryRoutes = {
  'deliveries.list': {
    id: 'deliveries.list',
    method: 'GET',
    path: '/v1/webhooks/{webhook_id}/deliveries',
    surface: 'v1',
    tag: 'Deliveries',
    summary: 'List deliveries',
    description: 'One line for each attempt, newest first; a scheduled retry is `pending`. Kept for 30 days.',
    scope: 'webhooks:read',
    params: ofWebhook,
    query: Type.Object({
      ...pageQuery,
      ...range,
      status: Type.Optional(oneOf(attemptStates)),
      event_id: Type.Optional(text('Only attempts of this event.', { maxLength: 60 })),
    }),
    reply: { status: 200, description: 'A page of deliveries.', schema: page(Delivery) },
    errors: [],
    idempotent: false,
    example: {
      params: { webhook_id: sampleIds.webhook },
      query: { status: 'failed' },
      reply: { data: [sampleDelivery], meta: samplePageMeta },
    },
  },
  'deliveries.get': {
    id: 'deliveries.get',
    method: 'GET',
    path: '/v1/webhooks/{webhook_id}/deliveries/{delivery_id}',
    surface: 'v1',
    tag: 'Deliveries',
    summary: 'Read a delivery',
    description: 'One attempt with what was sent and the first 4 KiB of what came back.',
    scope: 'webhooks:read',
    params: ofDelivery,
    reply: { status: 200, description: 'The delivery.', schema: one(DeliveryDetail) },
    errors: [],
    idempotent: false,
    example: {
      params: { webhook_id: sampleIds.webhook, delivery_id: sampleIds.delivery },
      reply: { data: sampleDeliveryDetail },
    },
  },
  'deliveries.retry': {
    id: 'deliveries.retry',
    method: 'POST',
    path: '/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/retry',
    surface: 'v1',
    tag: 'Deliveries',
    summary: 'Send again',
    description:
      'Sends the event of this delivery again, with the same event id and the same body. It replaces an automatic retry that is pending.',
    scope: 'webhooks:write',
    params: ofDelivery,
    reply: { status: 202, description: 'The new, pending delivery.', schema: one(Delivery) },
    errors: ['WEBHOOK_INACTIVE', 'CONFLICT'],
    idempotent: true,
    example: {
      params: { webhook_id: sampleIds.webhook, delivery_id: sampleIds.delivery },
      reply: { data: { ...samplePendingDelivery, attempt: 7, trigger: 'manual' } },
    },
  },
  'webhooks.eventLog': {
    id: 'webhooks.eventLog',
    method: 'GET',
    path: '/v1/webhooks/{webhook_id}/events',
    surface: 'v1',
    tag: 'Deliveries',
    summary: 'Event log of a webhook',
    description: 'One line for each event, newest first, with its state and its last outcome.',
    scope: 'webhooks:read',
    params: ofWebhook,
    query: Type.Object({ ...pageQuery, ...range, state: Type.Optional(oneOf(deliveryStates)) }),
    reply: { status: 200, description: 'A page of the log.', schema: page(EventLogLine) },
    errors: [],
    idempotent: false,
    example: {
      params: { webhook_id: sampleIds.webhook },
      query: { state: 'permanent_failure' },
      reply: { data: [sampleEventLogLine], meta: samplePageMeta },
    },
  },
} as const satisfies Record<string, RouteRow>
