/** What a tenant has, may and does, and how its questions fare. Source: wire contract 3.5, 7. */
import Type from 'typebox'
import {
  sampleLimits,
  sampleStatistics,
  sampleTenant,
  sampleTenantUsage,
  sampleUsageHistory,
  sampleUserStatistics,
} from '../chat-samples.ts'
import { oneOf, pathId, text } from '../fields.ts'
import {
  ChatStatistics,
  ChatUserStatistics,
  Tenant,
  TenantLimits,
  TenantUsage,
  TenantUsageHistory,
} from '../objects/chat-statistics.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds } from '../samples.ts'

const params = Type.Object({ tenant_id: pathId('workspace', 'Id of the tenant, which is that of its workspace.') })
const example = { tenant_id: sampleIds.workspace }
const site = Type.Object({ site_id: pathId('site', 'Id of the site.') })
const siteExample = { site_id: sampleIds.site }
const date = (description: string) => Type.Optional(text(description, { pattern: '^\\d{4}-\\d{2}-\\d{2}$' }))

const filters = Type.Object({
  from_date: date('First day, in UTC; by default seven days up to the last.'),
  to_date: date('Last day, in UTC; today by default.'),
  environment: Type.Optional(text('Only what keys of this environment asked.', { maxLength: 100 })),
  integration: Type.Optional(text('Only what keys of this name asked.', { maxLength: 200 })),
  language: Type.Optional(text('Only what was answered in this language.', { maxLength: 35 })),
})

export const tenantRoutes = {
  'tenants.get': {
    id: 'tenants.get',
    method: 'GET',
    path: '/api/v1/m2m/tenants/{tenant_id}',
    surface: 'm2m',
    tag: 'Tenants',
    summary: 'Read a tenant',
    description: 'The workspace under the name of this surface, with its sites.',
    scope: 'account:read',
    params,
    reply: { status: 200, description: 'The tenant.', schema: Tenant },
    errors: ['TENANT_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: sampleTenant },
  },
  'tenants.limits': {
    id: 'tenants.limits',
    method: 'GET',
    path: '/api/v1/m2m/tenants/{tenant_id}/limits',
    surface: 'm2m',
    tag: 'Tenants',
    summary: 'Read the limits',
    description: 'What the plan allows, what is used of it, and what is left. Also a good first call with a new key.',
    scope: 'account:read',
    params,
    reply: { status: 200, description: 'The limits.', schema: TenantLimits },
    errors: ['TENANT_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: sampleLimits },
  },
  'tenants.usage': {
    id: 'tenants.usage',
    method: 'GET',
    path: '/api/v1/m2m/tenants/{tenant_id}/usage',
    surface: 'm2m',
    tag: 'Tenants',
    summary: 'Read the usage of this month',
    description: 'Questions and documents, site by site. What test keys ask is not counted.',
    scope: 'account:read',
    params,
    reply: { status: 200, description: 'The usage.', schema: TenantUsage },
    errors: ['TENANT_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: sampleTenantUsage },
  },
  'tenants.usageHistory': {
    id: 'tenants.usageHistory',
    method: 'GET',
    path: '/api/v1/m2m/tenants/{tenant_id}/usage/history',
    surface: 'm2m',
    tag: 'Tenants',
    summary: 'Read the usage of other times',
    description: 'By month, or by day. By default the last twelve months, or the last 31 days; at most 366 days.',
    scope: 'account:read',
    params,
    query: Type.Object({
      from_date: date('First day, in UTC.'),
      to_date: date('Last day, in UTC; today by default.'),
      granularity: Type.Optional(oneOf(['daily', 'monthly'], { default: 'monthly' })),
    }),
    reply: { status: 200, description: 'The usage.', schema: TenantUsageHistory },
    errors: ['TENANT_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, query: { granularity: 'monthly' }, reply: sampleUsageHistory },
  },
  'tenants.statistics': {
    id: 'tenants.statistics',
    method: 'GET',
    path: '/api/v1/m2m/tenants/{tenant_id}/statistics',
    surface: 'm2m',
    tag: 'Tenants',
    summary: 'How the questions of a tenant fare',
    description: 'Those of all its sites together. At most 31 days.',
    scope: 'account:read',
    params,
    query: filters,
    reply: { status: 200, description: 'The figures.', schema: ChatStatistics },
    errors: ['TENANT_ACCESS_DENIED'],
    idempotent: false,
    example: { params: example, reply: sampleStatistics },
  },
  'chat.statistics': {
    id: 'chat.statistics',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/statistics',
    surface: 'm2m',
    tag: 'Tenants',
    summary: 'How the questions of a site fare',
    description: 'Counted when you look, by when the questions were asked. At most 31 days.',
    scope: 'account:read',
    params: site,
    query: filters,
    reply: { status: 200, description: 'The figures.', schema: ChatStatistics },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: siteExample, reply: sampleStatistics },
  },
  'chat.userStatistics': {
    id: 'chat.userStatistics',
    method: 'GET',
    path: '/api/v1/m2m/sites/{site_id}/users/{email}/statistics',
    surface: 'm2m',
    tag: 'Tenants',
    summary: 'How the questions of a person fare',
    description: 'Of all times, by the address that came with them. One that never asked has zeros.',
    scope: 'conversations:read',
    params: Type.Object({
      ...site.properties,
      email: text('Address of the person.', { minLength: 1, maxLength: 320 }),
    }),
    reply: { status: 200, description: 'The figures.', schema: ChatUserStatistics },
    errors: ['SITE_ACCESS_DENIED'],
    idempotent: false,
    example: { params: { ...siteExample, email: 'maria@example.com' }, reply: sampleUserStatistics },
  },
} as const satisfies Record<string, RouteRow>
