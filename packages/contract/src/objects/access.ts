/** Who calls, and on whose behalf: health, the key in use, workspaces, API keys. Source: wire contract 2.2, 3.1. */
import Type, { type Static } from 'typebox'
import { flag, id, nullable, oneOf, text, time } from '../fields.ts'
import { allScopes } from '../scopes.ts'
import { apiKeyStates } from '../states.ts'
import { CreditAlert } from './usage.ts'

export const environments = ['production', 'staging', 'development'] as const
export type Environment = (typeof environments)[number]

/** What a key begins with. Cosmetic, but for `live` and `test`: a `test` key simulates, and never delivers or charges. */
export const keyPrefixes = ['sk_live_', 'sk_test_', 'tly_live_', 'tly_test_', 'upz_live_', 'upz_test_'] as const
export type KeyPrefix = (typeof keyPrefixes)[number]

const scopesAsked = Type.Array(Type.String(), { description: 'As asked for when the key was made, aliases included.' })
const canonicalScopes = Type.Array(oneOf(allScopes), { description: 'What is checked.' })

export const Health = Type.Object({
  status: oneOf(['ok', 'degraded']),
  version: text('Version of the server.'),
  timestamp: time(),
})
export type Health = Static<typeof Health>

export const Me = Type.Object({
  key_id: id('key'),
  key_name: text('Name of the integration that the key belongs to.'),
  company_id: id('workspace', 'The same as `workspace_id`.'),
  workspace_id: id('workspace'),
  tenant_id: id('workspace', 'The same as `workspace_id`.'),
  workspace_name: Type.String(),
  environment: oneOf(environments),
  test: flag('Whether the key only simulates.'),
  scopes: scopesAsked,
  canonical_scopes: canonicalScopes,
  permissions: Type.Unsafe<Record<string, boolean>>({
    type: 'object',
    additionalProperties: { type: 'boolean' },
    description: 'Every canonical scope, and whether this key has it.',
  }),
  plan: text('Plan of the workspace.'),
  rate_limit_per_minute: Type.Integer({ minimum: 1 }),
  expires_at: nullable(time()),
})
export type Me = Static<typeof Me>

export const Workspace = Type.Object({
  id: id('workspace'),
  tenant_id: id('workspace', 'The same as `id`.'),
  name: Type.String(),
  plan: text('Plan of the workspace; sets the rate limit, the quotas and the credits of each month.'),
  owner_emails: Type.Array(Type.String(), { description: 'Who gets alerts.' }),
  credit_alert: CreditAlert,
  created_at: time(),
  updated_at: time(),
})
export type Workspace = Static<typeof Workspace>

export const ApiKey = Type.Object({
  id: id('key'),
  name: text('Name of the integration.'),
  owner: nullable(Type.String({ description: 'Person or team to ask about it.' })),
  environment: oneOf(environments),
  scopes: scopesAsked,
  canonical_scopes: canonicalScopes,
  prefix: oneOf(keyPrefixes),
  display: text('Prefix and first characters, to recognise the key by.'),
  status: oneOf(apiKeyStates),
  critical: flag('Whether a sudden drop in its requests raises an alert.'),
  created_at: time(),
  last_used_at: nullable(time()),
  expires_at: nullable(time()),
  rotate_by: time('90 days after creation: rotate by then.'),
  revoked_at: nullable(time()),
  rotated_from: nullable(id('key', 'The key that this one was made to replace.')),
  key: Type.Optional(text('The whole key. Only in the reply that creates it; it cannot be shown again.')),
})
export type ApiKey = Static<typeof ApiKey>
