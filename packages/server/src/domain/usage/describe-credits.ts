import { type Credits, type EventDataOf, planNamed } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import { renderEnd } from './billing-period.ts'
import { balanceOf, type CreditAccount, isMetered, totalOf } from './credit-account.ts'

export function renderCredits(account: CreditAccount): Credits {
  const metered = isMetered(account)
  return {
    balance: metered ? balanceOf(account) : null,
    used: account.planSpent + account.extraTotal - account.extraLeft,
    plan_limit: planNamed(account.plan).monthlyCredits,
    auto_recharge: false,
    plan_credits: account.planLeft,
    extra_credits: account.extraLeft,
    plan: account.plan,
    billing_period: { starts_at: isoTime(account.period.start), ends_at: renderEnd(account.period.end) },
  }
}

/** Data of `credit.low`, and of `credit.depleted` but for its time. */
export function creditData(account: CreditAccount, threshold: number, now: number): EventDataOf<'credit.low'> {
  const total = totalOf(account)
  const left = balanceOf(account)
  return {
    credits_remaining: left,
    credits_total: total,
    credits_used: total - left,
    usage_percentage: percentage(total - left, total),
    alert_threshold_percentage: threshold,
    estimated_depletion_at: isoTimeOrNull(depletionAt(account, now)),
    billing_period_end: renderEnd(account.period.end),
    plan_id: account.plan,
    plan_name: planNamed(account.plan).name,
  }
}

/** To one decimal place; 0 of 0 is 0. */
export function percentage(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part * 1000) / whole) / 10
}

/** When the credits would be gone if they went on being spent as in this period so far; null: nothing says so. */
function depletionAt(account: CreditAccount, now: number): number | null {
  const left = balanceOf(account)
  const used = totalOf(account) - left
  const elapsed = now - account.period.start
  return used <= 0 || elapsed <= 0 ? null : now + Math.ceil((left / used) * elapsed)
}
