import {
  isPlanId,
  type PlanId,
  planNamed,
  type QueryOf,
  type TenantLimits,
  type TenantUsageHistory,
} from '@posthorn/contract'

import { ApiError, invalid, notFound } from '../../kernel/api-error.ts'
import type { Answer, Call, Caller, Handlers } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import { readDay } from '../../kernel/read-day.ts'
import { DAY_MS, isoTime } from '../../kernel/time.ts'
import type { Store } from '../../store/index.ts'
import { workspaceById } from '../access/index.ts'
import { requireSite } from '../sites/index.ts'
import { billingPeriodAt, renderEnd } from '../usage/index.ts'
import { readEmail } from './accept-request.ts'
import { showStatistics } from './show-statistics.ts'
import { personCount } from './store-statistics.ts'
import { countsOf, type DayCount, messagesIn, sitesWithDocuments } from './store-usage.ts'

type TenantRoute =
  | 'tenants.get'
  | 'tenants.limits'
  | 'tenants.usage'
  | 'tenants.usageHistory'
  | 'tenants.statistics'
  | 'chat.statistics'
  | 'chat.userStatistics'

interface TenantDeps {
  readonly store: Pick<Store, 'read'>
  readonly clock: Clock
}

const MOST_SITES = 100
const MOST_DAYS = 366

export function tenantRoutes(deps: TenantDeps): Handlers<TenantRoute> {
  const { store, clock } = deps
  return {
    async 'tenants.get'({ caller, params }) {
      const tenant = await requireTenant(deps, caller, params.tenant_id)
      const sites = (await sitesWithDocuments(store.read, tenant.id)).slice(0, MOST_SITES)
      return bare({
        tenant_id: tenant.id,
        workspace_id: tenant.id,
        name: tenant.name,
        plan: planOf(tenant.plan),
        sites: sites.map(({ site_id, name }) => ({ site_id, name })),
        created_at: isoTime(tenant.createdAt),
      })
    },

    'tenants.limits': (call) => showLimits(deps, call),
    'tenants.usage': (call) => showUsage(deps, call),

    async 'tenants.usageHistory'({ caller, params, query }) {
      const tenant = await requireTenant(deps, caller, params.tenant_id)
      const { granularity = 'monthly' } = query
      const { start, end } = rangeOf(query, granularity, clock.now())
      const counts = await countsOf(store.read, tenant.id, start, end)
      return bare({
        tenant_id: tenant.id,
        from_date: dateOf(start),
        to_date: dateOf(end - DAY_MS),
        granularity,
        history: historyOf(counts, { start, end }, granularity),
      } satisfies TenantUsageHistory)
    },

    async 'tenants.statistics'({ caller, params, query }) {
      const tenant = await requireTenant(deps, caller, params.tenant_id)
      const siteIds = (await sitesWithDocuments(store.read, tenant.id)).map(({ site_id }) => site_id)
      return bare(await showStatistics(store.read, { workspaceId: tenant.id, siteIds }, query, clock.now()))
    },

    async 'chat.statistics'({ caller, params, query }) {
      const { workspaceId, id } = await requireSite(store.read, caller, params.site_id)
      return bare(await showStatistics(store.read, { workspaceId, siteIds: [id] }, query, clock.now()))
    },

    async 'chat.userStatistics'({ caller, params }) {
      const { workspaceId, id: siteId } = await requireSite(store.read, caller, params.site_id)
      const email = readEmail(params.email)
      const { first_at, last_at, ...counts } = await personCount(store.read, { workspaceId, siteId }, email)
      return bare({
        email,
        ...counts,
        first_request_at: first_at === null ? null : isoTime(first_at),
        last_request_at: last_at === null ? null : isoTime(last_at),
      })
    },
  }
}

const bare = (body: object): Answer => ({ status: 200, body })
const dateOf = (time: number): string => isoTime(time).slice(0, 10)
const planOf = (plan: string): PlanId => (isPlanId(plan) ? plan : 'default')

/** The tenant of a path: another one's is 403, one that nobody is 404 (contract A17). */
async function requireTenant({ store }: TenantDeps, caller: Caller, id: string) {
  const workspace = await workspaceById(store.read, id)
  if (!workspace) throw notFound('tenant')
  if (workspace.id !== caller.workspaceId) throw new ApiError('TENANT_ACCESS_DENIED', { words: { tenant_id: id } })
  return workspace
}

async function showLimits(deps: TenantDeps, { caller, params, rate }: Call<'tenants.limits'>): Promise<Answer> {
  const { store, clock } = deps
  const tenant = await requireTenant(deps, caller, params.tenant_id)
  const { start, end } = billingPeriodAt(clock.now())
  const sites = await sitesWithDocuments(store.read, tenant.id)
  const { monthlyMessages, documents, sites: mostSites } = planNamed(tenant.plan).chat
  const limits = {
    requests_per_minute: rate.limit,
    monthly_messages: monthlyMessages,
    documents,
    sites: mostSites,
  }
  const usage = {
    requests_per_minute: rate.limit - rate.remaining,
    monthly_messages: Math.max(0, await messagesIn(store.read, tenant.id, start, end)),
    documents: sites.reduce((sum, site) => sum + site.documents, 0),
    sites: sites.length,
  }
  const left = (limit: number | null, used: number): number | null =>
    limit === null ? null : Math.max(0, limit - used)
  return bare({
    tenant_id: tenant.id,
    plan: planOf(tenant.plan),
    limits,
    usage,
    remaining: {
      requests_per_minute: rate.remaining,
      monthly_messages: left(limits.monthly_messages, usage.monthly_messages),
      documents: left(limits.documents, usage.documents),
      sites: left(limits.sites, usage.sites),
    },
    period_end: renderEnd(end),
  } satisfies TenantLimits)
}

async function showUsage(deps: TenantDeps, { caller, params }: Call<'tenants.usage'>): Promise<Answer> {
  const { store, clock } = deps
  const tenant = await requireTenant(deps, caller, params.tenant_id)
  const { start, end } = billingPeriodAt(clock.now())
  const sites = await sitesWithDocuments(store.read, tenant.id)
  const counts = await countsOf(store.read, tenant.id, start, end)
  return bare({
    tenant_id: tenant.id,
    plan: planOf(tenant.plan),
    period: { starts_at: isoTime(start), ends_at: renderEnd(end) },
    ...totalsOf(counts),
    documents: sites.reduce((sum, site) => sum + site.documents, 0),
    document_bytes: sites.reduce((sum, site) => sum + site.bytes, 0),
    sites: sites.map(({ site_id, name, documents }) => ({
      site_id,
      name,
      ...totalsOf(counts.filter((count) => count.site_id === site_id)),
      documents,
    })),
  })
}

function totalsOf(counts: readonly DayCount[]): { messages: number; failed: number } {
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  const accepted = counts.reduce((sum, count) => sum + count.accepted, 0)
  return { messages: accepted - failed, failed }
}

type Granularity = TenantUsageHistory['granularity']

/** From `start` up to, and not including, `end`; both begin a day. */
function rangeOf(
  { from_date, to_date }: QueryOf<'tenants.usageHistory'>,
  by: Granularity,
  now: number,
): { start: number; end: number } {
  const last = readDay('to_date', to_date ?? dateOf(now))
  const end = last + DAY_MS
  const date = new Date(last)
  const usual = by === 'daily' ? last - 30 * DAY_MS : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 11, 1)
  const start = readDay('from_date', from_date) ?? usual
  if (end <= start) throw invalid('to_date', 'it lies before from_date')
  if (end - start > MOST_DAYS * DAY_MS) throw invalid('from_date', `at most ${MOST_DAYS} days are shown at once`)
  return { start, end }
}

function historyOf(
  counts: readonly DayCount[],
  { start, end }: { readonly start: number; readonly end: number },
  by: Granularity,
): TenantUsageHistory['history'] {
  const nameOf = (day: number): string => (by === 'daily' ? dateOf(day) : `${dateOf(day).slice(0, 7)}-01`)
  const days = Array.from({ length: (end - start) / DAY_MS }, (_, index) => nameOf(start + index * DAY_MS))
  const counted = Map.groupBy(counts, ({ day }) => nameOf(day))
  return [...new Set(days)].map((date) => ({ date, ...totalsOf(counted.get(date) ?? []) }))
}
