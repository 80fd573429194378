import Type from 'typebox'
import { body, flag, pageQuery, pathId, timeInput } from '../fields.ts'
import { one, page } from '../objects/envelope.ts'
import { Recovery } from '../objects/webhook.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, samplePageMeta, sampleRecovery } from '../samples.ts'

const ofWebhook = Type.Object({ webhook_id: pathId('webhook', 'Id of the webhook.') })
const ofRecovery = Type.Object({
  webhook_id: pathId('webhook', 'Id of the webhook.'),
  recovery_id: pathId('recovery', 'Id of the recovery.'),
})

export const recoveryRoutes = {
  'recoveries.create': {
    id: 'recoveries.create',
    method: 'POST',
    path: '/v1/webhooks/{webhook_id}/recover',
    surface: 'v1',
    tag: 'Recoveries',
    summary: 'Recover a time range',
    description:
      'Sends again, in the background, every event of the range that failed for good. With `dry_run` it only counts them.',
    scope: 'webhooks:write',
    params: ofWebhook,
    body: body({
      since: timeInput('Events that happened from this time on.'),
      until: Type.Optional(timeInput('Events that happened before this time; now by default.')),
      event_types: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 250 }), {
          minItems: 1,
          maxItems: 100,
          description: 'Types and patterns, as in the `events` of a webhook; all by default.',
        }),
      ),
      rate_per_second: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 500, default: 100, description: 'Most events queued in one second.' }),
      ),
      dry_run: Type.Optional(flag('Count, and send nothing.')),
    }),
    reply: { status: 202, description: 'The recovery, running.', schema: one(Recovery) },
    errors: ['WEBHOOK_INACTIVE', 'CONFLICT'],
    idempotent: true,
    example: {
      params: { webhook_id: sampleIds.webhook },
      body: { since: '2026-04-19T08:00:00Z', until: '2026-04-19T14:00:00Z', event_types: ['message.*'] },
      reply: { data: { ...sampleRecovery, state: 'running', resent: 0, skipped: 0, finished_at: null } },
    },
  },
  'recoveries.list': {
    id: 'recoveries.list',
    method: 'GET',
    path: '/v1/webhooks/{webhook_id}/recoveries',
    surface: 'v1',
    tag: 'Recoveries',
    summary: 'List recoveries',
    description: 'Newest first.',
    scope: 'webhooks:read',
    params: ofWebhook,
    query: Type.Object(pageQuery),
    reply: { status: 200, description: 'A page of recoveries.', schema: page(Recovery) },
    errors: [],
    idempotent: false,
    example: {
      params: { webhook_id: sampleIds.webhook },
      reply: { data: [sampleRecovery], meta: samplePageMeta },
    },
  },
  'recoveries.get': {
    id: 'recoveries.get',
    method: 'GET',
    path: '/v1/webhooks/{webhook_id}/recoveries/{recovery_id}',
    surface: 'v1',
    tag: 'Recoveries',
    summary: 'Read a recovery',
    description: 'Its progress: how many events matched, and how many were sent again or skipped so far.',
    scope: 'webhooks:read',
    params: ofRecovery,
    reply: { status: 200, description: 'The recovery.', schema: one(Recovery) },
    errors: [],
    idempotent: false,
    example: {
      params: { webhook_id: sampleIds.webhook, recovery_id: sampleIds.recovery },
      reply: { data: sampleRecovery },
    },
  },
  'recoveries.cancel': {
    id: 'recoveries.cancel',
    method: 'POST',
    path: '/v1/webhooks/{webhook_id}/recoveries/{recovery_id}/cancel',
    surface: 'v1',
    tag: 'Recoveries',
    summary: 'Cancel a recovery',
    description: 'Stops it. What was queued already is still sent.',
    scope: 'webhooks:write',
    params: ofRecovery,
    reply: { status: 200, description: 'The recovery, cancelled.', schema: one(Recovery) },
    errors: ['CONFLICT'],
    idempotent: true,
    example: {
      params: { webhook_id: sampleIds.webhook, recovery_id: sampleIds.recovery },
      reply: { data: { ...sampleRecovery, state: 'cancelled', resent: 12 } },
    },
  },
} as const satisfies Record<string, RouteRow>
