import { type MeteredKind, planNamed } from '@posthorn/contract'

import type { CreditAccount } from './credit-account.ts'

/** What one call asks for: all of its messages, or none. */
export interface Want {
  readonly kind: MeteredKind
  /** Whole credits, one amount for each message. */
  readonly costs: readonly number[]
}

/** From where the credits of one message are taken. */
export interface Parts {
  readonly plan: number
  readonly extra: number
}

export type ReservationDecision =
  | { readonly kind: 'reserved'; readonly parts: readonly Parts[] }
  | { readonly kind: 'too_few_credits'; readonly cost: number; readonly balance: number }
  | { readonly kind: 'quota_used_up'; readonly quota: number }

/**
 * Decides which of several calls can be paid, in the order in which they came. Pure; the account must be held until what is
 * decided here is written. A call that cannot be paid does not stand in the way of a smaller one after it.
 */
export function decideReservations(account: CreditAccount, wants: readonly Want[]): ReservationDecision[] {
  const { quotas } = planNamed(account.plan)
  const counts = { ...account.counts }
  let { planLeft, extraLeft } = account
  return wants.map(({ kind, costs }): ReservationDecision => {
    const cost = costs.reduce((sum, each) => sum + each, 0)
    const quota = quotas[kind]
    if (quota !== null && counts[kind] + costs.length > quota) return { kind: 'quota_used_up', quota }
    if (cost > planLeft + extraLeft) return { kind: 'too_few_credits', cost, balance: planLeft + extraLeft }
    counts[kind] += costs.length
    const parts = costs.map((each) => {
      const plan = Math.min(each, planLeft)
      planLeft -= plan
      extraLeft -= each - plan
      return { plan, extra: each - plan }
    })
    return { kind: 'reserved', parts }
  })
}
