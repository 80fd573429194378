import { type MeteredKind, type PlanId, planNamed } from '@posthorn/contract'

import type { BillingPeriod } from './billing-period.ts'

/** What a workspace has booked, and what it may still spend. All amounts are whole credits. */
export interface CreditAccount {
  readonly workspaceId: string
  readonly plan: PlanId
  readonly period: BillingPeriod
  /** Plan credits spent or reserved in this period. */
  readonly planSpent: number
  /** Plan credits left; they end with the period, and are spent first. */
  readonly planLeft: number
  /** Extra credits that there were when the period began, and those topped up since. */
  readonly extraTotal: number
  /** Extra credits left; they do not end. */
  readonly extraLeft: number
  /** Messages accepted in this period and not released again, against the quotas. */
  readonly counts: Readonly<Record<MeteredKind, number>>
  /** The lowest level, in percent left, that was told (see `decideAlerts`); `NOTHING_TOLD` when none was. */
  readonly told: number
  /** The highest share of each quota, in percent, that was told in this period (see `decideQuotaNotices`). */
  readonly quotaTold: Readonly<Record<MeteredKind, number>>
}

/** Above every level that can be told. */
export const NOTHING_TOLD = 101

export function emptyAccount(workspaceId: string, period: BillingPeriod): CreditAccount {
  return {
    workspaceId,
    plan: 'default',
    period,
    planSpent: 0,
    planLeft: 0,
    extraTotal: 0,
    extraLeft: 0,
    counts: { sms: 0, whatsapp: 0, email: 0 },
    told: NOTHING_TOLD,
    quotaTold: { sms: 0, whatsapp: 0, email: 0 },
  }
}

/** Whether sending costs anything. */
export function isMetered({ plan }: Pick<CreditAccount, 'plan'>): boolean {
  return planNamed(plan).monthlyCredits !== null
}

export function balanceOf({ planLeft, extraLeft }: Pick<CreditAccount, 'planLeft' | 'extraLeft'>): number {
  return planLeft + extraLeft
}

/** Whether there is nothing to spend where something is needed. */
export function isDepleted(account: CreditAccount): boolean {
  return isMetered(account) && balanceOf(account) === 0
}

/** All credits of the period: what the plan gives, and the extra ones. */
export function totalOf({ plan, extraTotal }: CreditAccount): number {
  return (planNamed(plan).monthlyCredits ?? 0) + extraTotal
}
