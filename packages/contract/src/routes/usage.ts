import Type from 'typebox'
import { body, oneOf, pathId, text } from '../fields.ts'
import { one } from '../objects/envelope.ts'
import { Credits, Usage } from '../objects/usage.ts'
import type { RouteRow } from '../route.ts'
import { sampleCredits, sampleIds, sampleUsage } from '../samples.ts'

const params = Type.Object({ workspace_id: pathId('workspace', 'The workspace of the key.') })
const date = (description: string) => text(description, { pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

export const usageRoutes = {
  'account.usage': {
    id: 'account.usage',
    method: 'GET',
    path: '/v1/account/usage',
    surface: 'v1',
    tag: 'Usage',
    summary: 'What was sent, by channel and day',
    description:
      'The billing period with its quotas, and a breakdown of the days asked for: by default those of the billing period, at most 366. What test keys send is not counted.',
    scope: 'account:read',
    query: Type.Object({
      from_date: Type.Optional(date('First day, in UTC.')),
      to_date: Type.Optional(date('Last day, in UTC.')),
      granularity: Type.Optional(oneOf(['daily', 'monthly'], { default: 'daily' })),
    }),
    reply: { status: 200, description: 'The usage.', schema: one(Usage) },
    errors: [],
    idempotent: false,
    example: {
      query: { from_date: '2026-04-19', to_date: '2026-04-19', granularity: 'daily' },
      reply: { data: sampleUsage },
    },
  },
  'credits.get': {
    id: 'credits.get',
    method: 'GET',
    path: '/v1/workspaces/{workspace_id}/credits',
    surface: 'v1',
    tag: 'Usage',
    summary: 'Read the credits',
    description: 'What is left, what was used in this billing period, and what the plan gives.',
    scope: 'account:read',
    params,
    reply: { status: 200, description: 'The credits.', schema: one(Credits) },
    errors: ['TENANT_ACCESS_DENIED'],
    idempotent: false,
    example: { params: { workspace_id: sampleIds.workspace }, reply: { data: sampleCredits } },
  },
  'credits.topUp': {
    id: 'credits.topUp',
    method: 'POST',
    path: '/v1/workspaces/{workspace_id}/credits',
    surface: 'v1',
    tag: 'Usage',
    summary: 'Top up',
    description:
      'Adds extra credits, which do not expire and are spent after those of the plan. Messages that were paused go out, in their order.',
    scope: 'admin',
    params,
    body: body({
      amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'Credits to add.' }),
      note: Type.Optional(text('Kept in the ledger: an invoice number, a reason.', { maxLength: 500 })),
    }),
    reply: { status: 201, description: 'The credits as they are now.', schema: one(Credits) },
    errors: ['TENANT_ACCESS_DENIED'],
    idempotent: true,
    example: {
      params: { workspace_id: sampleIds.workspace },
      body: { amount: 500, note: 'Invoice 2026-104' },
      reply: { data: { ...sampleCredits, balance: 790, extra_credits: 500 } },
    },
  },
} as const satisfies Record<string, RouteRow>
