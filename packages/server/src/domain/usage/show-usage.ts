import { isPlanId, type MeteredKind, planNamed, type QueryOf, type Usage } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import { readDay } from '../../kernel/read-day.ts'
import { DAY_MS, isoTime } from '../../kernel/time.ts'
import type { Reader } from '../../store/index.ts'
import { connectedSessions } from '../channels/index.ts'
import { type BillingPeriod, billingPeriodAt, renderEnd } from './billing-period.ts'
import { percentage } from './describe-credits.ts'
import { type DayCount, daysOf } from './store-usage.ts'

/** Days in one answer. */
const MOST_DAYS = 366

/** From `start` up to, and not including, `end`; both begin a day. */
type Range = BillingPeriod

export async function showUsage(
  read: Reader,
  workspace: { readonly id: string; readonly plan: string },
  query: QueryOf<'account.usage'>,
  now: number,
): Promise<Usage> {
  const period = billingPeriodAt(now)
  const asked = rangeOf(query, period)
  const [inPeriod, inRange] = await Promise.all([
    daysOf(read, workspace.id, period.start, period.end),
    daysOf(read, workspace.id, asked.start, asked.end),
  ])
  const { quotas } = planNamed(workspace.plan)
  const channel = (kind: MeteredKind) => {
    const counted = partOf(inPeriod, kind)
    const quota = quotas[kind]
    return { ...counted, quota, percentage: quota === null ? null : percentage(counted.sent, quota) }
  }
  return {
    plan: isPlanId(workspace.plan) ? workspace.plan : 'default',
    billing_period: { starts_at: isoTime(period.start), ends_at: renderEnd(period.end) },
    usage: {
      whatsapp_messages: channel('whatsapp'),
      sms: channel('sms'),
      emails: channel('email'),
      whatsapp_sessions: { active: await connectedSessions(read, workspace.id), quota: null },
    },
    daily_breakdown: breakdown(inRange, asked, query.granularity ?? 'daily'),
  }
}

function rangeOf({ from_date, to_date }: QueryOf<'account.usage'>, period: Range): Range {
  const start = readDay('from_date', from_date) ?? period.start
  const last = readDay('to_date', to_date)
  const end = last === undefined ? Math.max(period.end, start + DAY_MS) : last + DAY_MS
  if (end <= start) throw invalid('to_date', 'it lies before from_date')
  if (end - start > MOST_DAYS * DAY_MS) throw invalid('from_date', `at most ${MOST_DAYS} days are shown at once`)
  return { start, end }
}

function breakdown(
  counts: readonly DayCount[],
  { start, end }: Range,
  by: 'daily' | 'monthly',
): Usage['daily_breakdown'] {
  const dateOf = (day: number): string => {
    const date = isoTime(day).slice(0, 10)
    return by === 'daily' ? date : `${date.slice(0, 7)}-01`
  }
  const days = Array.from({ length: (end - start) / DAY_MS }, (_, index) => dateOf(start + index * DAY_MS))
  const counted = Map.groupBy(counts, ({ day }) => dateOf(day))
  return [...new Set(days)].map((date) => {
    const own = counted.get(date) ?? []
    return {
      date,
      whatsapp_messages: partOf(own, 'whatsapp'),
      sms: partOf(own, 'sms'),
      emails: partOf(own, 'email'),
      credits: own.reduce((sum, { credits }) => sum + credits, 0),
    }
  })
}

function partOf(counts: readonly DayCount[], kind: MeteredKind): { sent: number; received: number } {
  const own = counts.filter((count) => count.kind === kind)
  return {
    sent: own.reduce((sum, { sent }) => sum + sent, 0),
    received: own.reduce((sum, { received }) => sum + received, 0),
  }
}
