import Type from 'typebox'
import { body, freeObject, pathId, text, timeInput } from '../fields.ts'
import { customEventPattern } from '../events.ts'
import { cursorPage, one, page } from '../objects/envelope.ts'
import { Event, EventDetail, EventTypeInfo, PublishedEvent } from '../objects/webhook.ts'
import type { RouteRow } from '../route.ts'
import { sampleCustomEvent, sampleEvent, sampleEventDelivery, sampleIds, samplePageMeta } from '../samples.ts'

export const eventRoutes = {
  'events.list': {
    id: 'events.list',
    method: 'GET',
    path: '/v1/events',
    surface: 'v1',
    tag: 'Events',
    summary: 'List events',
    description:
      'Every event of the workspace, oldest first, whether or not a webhook wants it. A receiver that was down reads on from the cursor it kept and misses nothing.',
    scope: 'webhooks:read',
    query: Type.Object({
      cursor: Type.Optional(text('`meta.next_cursor` of the page before.', { minLength: 1, maxLength: 200 })),
      limit: Type.Optional(
        Type.Integer({ minimum: 1, default: 20, description: 'Events on a page; more than 100 is answered with 100.' }),
      ),
      event_type: Type.Optional(text('A type or a pattern, such as `message.*`.', { maxLength: 250 })),
      since: Type.Optional(timeInput('From this time on; used where there is no cursor.')),
    }),
    reply: { status: 200, description: 'A page of events.', schema: cursorPage(Event) },
    errors: [],
    idempotent: false,
    example: {
      query: { event_type: 'message.*', limit: 100 },
      reply: { data: [sampleEvent], meta: { next_cursor: 'MDFLUEpYM0U5RzFIM0o1SzdNOU4xUDNRNVI', has_more: false } },
    },
  },
  'events.get': {
    id: 'events.get',
    method: 'GET',
    path: '/v1/events/{event_id}',
    surface: 'v1',
    tag: 'Events',
    summary: 'Read an event',
    description: 'The event as it was sent, and how it fares with each webhook that wants it.',
    scope: 'webhooks:read',
    params: Type.Object({ event_id: pathId('event', 'Id of the event.') }),
    reply: { status: 200, description: 'The event.', schema: one(EventDetail) },
    errors: [],
    idempotent: false,
    example: {
      params: { event_id: sampleIds.event },
      reply: { data: { ...sampleEvent, deliveries: [sampleEventDelivery] } },
    },
  },
  'events.publish': {
    id: 'events.publish',
    method: 'POST',
    path: '/v1/events',
    surface: 'v1',
    tag: 'Events',
    summary: 'Publish an event of your own',
    description:
      'Sends a `custom.*` event to every webhook that wants it, signed and retried like any other. The envelope must stay below 90 KB.',
    scope: 'webhooks:write',
    body: body({
      type: text('`custom.` and one to five parts of lower-case letters, digits, `_` and `-`.', {
        pattern: customEventPattern,
        maxLength: 250,
      }),
      data: freeObject('What the receivers get as `data`.'),
      timestamp: Type.Optional(timeInput('When it happened; now by default.')),
    }),
    reply: { status: 202, description: 'Accepted and on its way.', schema: one(PublishedEvent) },
    errors: [],
    idempotent: true,
    example: {
      body: { type: 'custom.order.paid', data: { order_id: '1042', total: 99.5 } },
      reply: { data: sampleCustomEvent },
    },
  },
  'eventTypes.list': {
    id: 'eventTypes.list',
    method: 'GET',
    path: '/v1/event-types',
    surface: 'v1',
    tag: 'Events',
    summary: 'The catalogue of events',
    description: 'Every type with the schema of its `data` and an example. All on one page.',
    scope: 'any',
    reply: { status: 200, description: 'The catalogue.', schema: page(EventTypeInfo) },
    errors: [],
    idempotent: false,
    example: {
      reply: {
        data: [
          {
            type: 'contact.deleted',
            category: 'contact',
            summary: 'A contact was deleted.',
            schema: { type: 'object', required: ['contact_id', 'deleted_at'] },
            example: { contact_id: sampleIds.contact, deleted_at: '2026-04-19T14:31:10Z' },
          },
        ],
        meta: samplePageMeta,
      },
    },
  },
} as const satisfies Record<string, RouteRow>
