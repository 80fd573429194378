import Type from 'typebox'
import { body, flag, oneOf, pageQuery, pathId, text, timeInput } from '../fields.ts'
import { ApiKey, environments, keyPrefixes } from '../objects/access.ts'
import { one, page } from '../objects/envelope.ts'
import type { RouteRow } from '../route.ts'
import { sampleApiKey, sampleIds, sampleKey, samplePageMeta } from '../samples.ts'
import { apiKeyStates } from '../states.ts'

const params = Type.Object({ key_id: pathId('key', 'Id of the key, not the key itself.') })

export const apiKeyRoutes = {
  'apiKeys.list': {
    id: 'apiKeys.list',
    method: 'GET',
    path: '/v1/api-keys',
    surface: 'v1',
    tag: 'API keys',
    summary: 'List keys',
    description: 'Newest first, expired and revoked ones included. The keys themselves are never shown.',
    scope: 'admin',
    query: Type.Object({ ...pageQuery, status: Type.Optional(oneOf(apiKeyStates)) }),
    reply: { status: 200, description: 'A page of keys.', schema: page(ApiKey) },
    errors: [],
    idempotent: false,
    example: { reply: { data: [sampleApiKey], meta: samplePageMeta } },
  },
  'apiKeys.create': {
    id: 'apiKeys.create',
    method: 'POST',
    path: '/v1/api-keys',
    surface: 'v1',
    tag: 'API keys',
    summary: 'Create a key',
    description:
      'The reply is the only place where the whole key is shown. Ask for the scopes that the integration needs and no more; aliases of other platforms (`messages:send`, `webhooks:manage`, `trainings:*`, …) are accepted.',
    scope: 'admin',
    body: body({
      name: text('Name of the integration that will use the key.', { minLength: 1, maxLength: 100 }),
      scopes: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), {
        minItems: 1,
        maxItems: 60,
        description: 'Scopes or their aliases.',
      }),
      environment: Type.Optional(oneOf(environments, { default: 'production' })),
      owner: Type.Optional(text('Person or team to ask about it.', { maxLength: 200 })),
      expires_at: Type.Optional(timeInput('The key stops working then. Must be in the future.')),
      prefix: Type.Optional(
        oneOf(keyPrefixes, {
          default: 'sk_live_',
          description: 'A `test` key simulates and never delivers or charges.',
        }),
      ),
      critical: Type.Optional(flag('Raise an alert when its requests suddenly drop.')),
    }),
    reply: { status: 201, description: 'The new key, with `key`.', schema: one(ApiKey) },
    errors: [],
    idempotent: true,
    example: {
      body: { name: 'Order service', scopes: ['sms:write', 'webhooks:manage'], owner: 'Payments team' },
      reply: { data: { ...sampleApiKey, key: sampleKey } },
    },
  },
  'apiKeys.get': {
    id: 'apiKeys.get',
    method: 'GET',
    path: '/v1/api-keys/{key_id}',
    surface: 'v1',
    tag: 'API keys',
    summary: 'Read a key',
    description: 'What the key may do, and when it was last used. The key itself is never shown.',
    scope: 'admin',
    params,
    reply: { status: 200, description: 'The key.', schema: one(ApiKey) },
    errors: [],
    idempotent: false,
    example: { params: { key_id: sampleIds.key }, reply: { data: sampleApiKey } },
  },
  'apiKeys.rotate': {
    id: 'apiKeys.rotate',
    method: 'POST',
    path: '/v1/api-keys/{key_id}/rotate',
    surface: 'v1',
    tag: 'API keys',
    summary: 'Rotate a key',
    description:
      'Makes a new key with the same settings. The old one stays valid until you revoke it: deploy the new one first, see that the old one is no longer used, then revoke it.',
    scope: 'admin',
    params,
    reply: { status: 201, description: 'The new key, with `key`.', schema: one(ApiKey) },
    errors: ['CONFLICT'],
    idempotent: true,
    example: {
      params: { key_id: sampleIds.key },
      reply: { data: { ...sampleApiKey, id: sampleIds.otherKey, rotated_from: sampleIds.key, key: sampleKey } },
    },
  },
  'apiKeys.revoke': {
    id: 'apiKeys.revoke',
    method: 'DELETE',
    path: '/v1/api-keys/{key_id}',
    surface: 'v1',
    tag: 'API keys',
    summary: 'Revoke a key',
    description: 'At once: the next call with it is answered with 401. Revoking it again changes nothing.',
    scope: 'admin',
    params,
    reply: { status: 200, description: 'The revoked key.', schema: one(ApiKey) },
    errors: [],
    idempotent: false,
    example: {
      params: { key_id: sampleIds.key },
      reply: { data: { ...sampleApiKey, status: 'revoked', revoked_at: '2026-04-19T14:30:00Z' } },
    },
  },
} as const satisfies Record<string, RouteRow>
