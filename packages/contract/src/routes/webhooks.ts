import Type from 'typebox'
import { body, flag, nullable, oneOf, pageQuery, pathId, text } from '../fields.ts'
import { one, page } from '../objects/envelope.ts'
import { extraSignatures, retryPolicies, TestDelivery, testModes, Webhook } from '../objects/webhook.ts'
import type { RouteRow } from '../route.ts'
import { sampleDelivery, sampleIds, samplePageMeta, sampleSecret, sampleWebhook } from '../samples.ts'
import { webhookStates } from '../states.ts'

const params = Type.Object({ webhook_id: pathId('webhook', 'Id of the webhook.') })

const settings = {
  url: text('Where to send events: HTTPS, public, without credentials.', { minLength: 1, maxLength: 2048 }),
  events: Type.Array(Type.String({ minLength: 1, maxLength: 250 }), {
    minItems: 1,
    maxItems: 100,
    description: 'Types (`message.received`), categories (`message.*` or `message`), `custom.*` names, or `*`.',
  }),
  description: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
  name: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 100 }))),
  retry_policy: Type.Optional(
    oneOf(retryPolicies, {
      description: '`standard`: 5 retries in 21 minutes. `extended`: 6 more, three days in all.',
    }),
  ),
  signatures: Type.Optional(
    Type.Array(oneOf(extraSignatures), {
      maxItems: 1,
      description: '`body` adds `X-SendAPI-Signature`, which covers the body only and no time.',
    }),
  ),
}

const changes = body({
  ...settings,
  url: Type.Optional(settings.url),
  events: Type.Optional(settings.events),
  is_active: Type.Optional(flag('False stops events at once and cancels what is pending.')),
  status: Type.Optional(oneOf(['active', 'inactive'], { description: 'The same as `is_active`, as a word.' })),
})
const changed = { status: 200, description: 'The webhook as it is now.', schema: one(Webhook) } as const
const changeDescription =
  'Changes what is given and leaves the rest. Setting it inactive cancels what is pending; setting it active again starts with the next event.'

export const webhookRoutes = {
  'webhooks.create': {
    id: 'webhooks.create',
    method: 'POST',
    path: '/v1/webhooks',
    surface: 'v1',
    tag: 'Webhooks',
    summary: 'Register a webhook',
    description:
      'The reply is the only place where the whole signing secret is shown. The address must be HTTPS and public. At most 50 webhooks in a workspace.',
    scope: 'webhooks:write',
    body: body(settings),
    reply: { status: 201, description: 'The webhook, with its secret.', schema: one(Webhook) },
    errors: ['BLOCKED_URL', 'DUPLICATE_WEBHOOK', 'WEBHOOK_LIMIT_REACHED'],
    idempotent: true,
    example: {
      body: {
        url: 'https://example.com/webhooks/posthorn',
        events: ['message.received', 'conversation.*'],
        description: 'Production',
      },
      reply: { data: { ...sampleWebhook, secret: sampleSecret } },
    },
  },
  'webhooks.list': {
    id: 'webhooks.list',
    method: 'GET',
    path: '/v1/webhooks',
    surface: 'v1',
    tag: 'Webhooks',
    summary: 'List webhooks',
    description: 'Newest first, without secrets.',
    scope: 'webhooks:read',
    query: Type.Object({ ...pageQuery, status: Type.Optional(oneOf(webhookStates)) }),
    reply: { status: 200, description: 'A page of webhooks.', schema: page(Webhook) },
    errors: [],
    idempotent: false,
    example: { reply: { data: [sampleWebhook], meta: samplePageMeta } },
  },
  'webhooks.get': {
    id: 'webhooks.get',
    method: 'GET',
    path: '/v1/webhooks/{webhook_id}',
    surface: 'v1',
    tag: 'Webhooks',
    summary: 'Read a webhook',
    description: 'Its settings and its health, without the secret.',
    scope: 'webhooks:read',
    params,
    reply: { status: 200, description: 'The webhook.', schema: one(Webhook) },
    errors: [],
    idempotent: false,
    example: { params: { webhook_id: sampleIds.webhook }, reply: { data: sampleWebhook } },
  },
  'webhooks.update': {
    id: 'webhooks.update',
    method: 'PUT',
    path: '/v1/webhooks/{webhook_id}',
    surface: 'v1',
    tag: 'Webhooks',
    summary: 'Change a webhook (PUT)',
    description: changeDescription,
    scope: 'webhooks:write',
    params,
    body: changes,
    reply: changed,
    errors: ['BLOCKED_URL', 'DUPLICATE_WEBHOOK'],
    idempotent: false,
    example: {
      params: { webhook_id: sampleIds.webhook },
      body: { events: ['message.received', 'conversation.*'], is_active: true },
      reply: { data: sampleWebhook },
    },
  },
  'webhooks.patch': {
    id: 'webhooks.patch',
    method: 'PATCH',
    path: '/v1/webhooks/{webhook_id}',
    surface: 'v1',
    tag: 'Webhooks',
    summary: 'Change a webhook',
    description: changeDescription,
    scope: 'webhooks:write',
    params,
    body: changes,
    reply: changed,
    errors: ['BLOCKED_URL', 'DUPLICATE_WEBHOOK'],
    idempotent: false,
    example: {
      params: { webhook_id: sampleIds.webhook },
      body: { description: 'Production' },
      reply: { data: sampleWebhook },
    },
  },
  'webhooks.delete': {
    id: 'webhooks.delete',
    method: 'DELETE',
    path: '/v1/webhooks/{webhook_id}',
    surface: 'v1',
    tag: 'Webhooks',
    summary: 'Delete a webhook',
    description: 'It receives nothing more and what is pending is cancelled. Its history is kept for 30 days.',
    scope: 'webhooks:write',
    params,
    reply: { status: 204, description: 'Deleted.', schema: null },
    errors: [],
    idempotent: false,
    example: { params: { webhook_id: sampleIds.webhook } },
  },
  'webhooks.test': {
    id: 'webhooks.test',
    method: 'POST',
    path: '/v1/webhooks/{webhook_id}/test',
    surface: 'v1',
    tag: 'Webhooks',
    summary: 'Send a test event',
    description:
      'Sends one signed sample event and waits for the answer, at most 10 seconds. `data.test` is true and `X-Timely-Test` is sent. A failure is not retried and does not count. With `mode: "tampered"` the signature is wrong on purpose and the test passes when the receiver answers 401. At most 10 an hour.',
    scope: 'webhooks:write',
    params,
    body: body({
      event: Type.Optional(text('Type to send; the first one subscribed to by default.', { maxLength: 250 })),
      mode: Type.Optional(oneOf(testModes, { default: 'normal' })),
    }),
    bodyOptional: true,
    reply: { status: 200, description: 'The attempt and whether it passed.', schema: one(TestDelivery) },
    errors: ['TEST_LIMIT_REACHED', 'WEBHOOK_INACTIVE'],
    idempotent: true,
    example: {
      params: { webhook_id: sampleIds.webhook },
      body: { event: 'message.received' },
      reply: {
        data: {
          ...sampleDelivery,
          event_id: sampleIds.testEvent,
          trigger: 'test',
          mode: 'normal',
          passed: true,
        },
      },
    },
  },
  'webhooks.rotateSecret': {
    id: 'webhooks.rotateSecret',
    method: 'POST',
    path: '/v1/webhooks/{webhook_id}/rotate-secret',
    surface: 'v1',
    tag: 'Webhooks',
    summary: 'Rotate the signing secret',
    description:
      'The new secret is shown once. Until the overlap ends or the new secret is confirmed, `webhook-signature` carries one signature of each, and `X-Timely-Signature` that of the old one. With `overlap_hours: 0` the old one ends at once.',
    scope: 'webhooks:write',
    params,
    body: body({
      overlap_hours: Type.Optional(
        Type.Number({
          minimum: 0,
          maximum: 168,
          default: 24,
          description: 'Hours for which the old secret goes on signing.',
        }),
      ),
    }),
    bodyOptional: true,
    reply: { status: 200, description: 'The webhook, with its new secret.', schema: one(Webhook) },
    errors: ['ROTATION_LIMIT'],
    idempotent: true,
    example: {
      params: { webhook_id: sampleIds.webhook },
      body: { overlap_hours: 24 },
      reply: {
        data: {
          ...sampleWebhook,
          secret: sampleSecret,
          secret_rotation: { pending: true, old_secret_valid_until: '2026-04-20T14:30:00Z' },
        },
      },
    },
  },
  'webhooks.confirmSecret': {
    id: 'webhooks.confirmSecret',
    method: 'POST',
    path: '/v1/webhooks/{webhook_id}/confirm-secret',
    surface: 'v1',
    tag: 'Webhooks',
    summary: 'Confirm the new secret',
    description:
      'Ends the overlap: from now on only the new secret signs. Call it when the receiver knows the new secret. Confirming again changes nothing.',
    scope: 'webhooks:write',
    params,
    reply: { status: 200, description: 'The webhook.', schema: one(Webhook) },
    errors: [],
    idempotent: true,
    example: { params: { webhook_id: sampleIds.webhook }, reply: { data: sampleWebhook } },
  },
} as const satisfies Record<string, RouteRow>
