/**
 * What can be booked: credits a month, calls a minute, messages a month. Source: wire contract 2.6 (rates), 6 (credits).
 *
 * Credits are a balance, quotas are counters of a billing period: a plan may have either, both or none. `default` is what
 * a self-hosted installation begins with: it counts, and charges nothing.
 */

/** The channels that are priced, counted and limited each by itself. */
export const meteredKinds = ['sms', 'whatsapp', 'email'] as const
export type MeteredKind = (typeof meteredKinds)[number]

export interface PlanRow {
  readonly name: string
  /** Credits of each billing period; null: sending costs nothing. */
  readonly monthlyCredits: number | null
  /** Calls per minute and key. */
  readonly ratePerMinute: number
  /** Messages of each kind in a billing period; null: any number. */
  readonly quotas: Readonly<Record<MeteredKind, number | null>>
  /** Questions of the chat surface in a billing period, documents and sites; null: any number. */
  readonly chat: ChatQuotas
}

export interface ChatQuotas {
  readonly monthlyMessages: number | null
  readonly documents: number | null
  readonly sites: number | null
}

const chat = (monthlyMessages: number | null, documents: number | null, sites: number | null): ChatQuotas => ({
  monthlyMessages,
  documents,
  sites,
})

const each = (quota: number | null): PlanRow['quotas'] => ({ sms: quota, whatsapp: quota, email: quota })

/** The table, the smallest first: a change to a later row is an upgrade. */
export const plans = {
  default: {
    name: 'Default',
    monthlyCredits: null,
    ratePerMinute: 100,
    quotas: each(null),
    chat: chat(null, null, null),
  },
  starter: {
    name: 'Starter',
    monthlyCredits: 1_500,
    ratePerMinute: 60,
    quotas: each(5_000),
    chat: chat(1_000, 100, 1),
  },
  growth: {
    name: 'Growth',
    monthlyCredits: 5_000,
    ratePerMinute: 300,
    quotas: each(20_000),
    chat: chat(5_000, 500, 3),
  },
  professional: {
    name: 'Professional',
    monthlyCredits: 7_500,
    ratePerMinute: 600,
    quotas: each(30_000),
    chat: chat(10_000, 1_000, 5),
  },
  business: {
    name: 'Business',
    monthlyCredits: 20_000,
    ratePerMinute: 1_000,
    quotas: each(100_000),
    chat: chat(30_000, 5_000, 20),
  },
  enterprise: {
    name: 'Enterprise',
    monthlyCredits: 50_000,
    ratePerMinute: 2_000,
    quotas: each(null),
    chat: chat(null, null, null),
  },
} as const satisfies Record<string, PlanRow>

export type PlanId = keyof typeof plans

export const planIds = Object.keys(plans) as readonly PlanId[]

export type PlanChange = 'upgrade' | 'downgrade' | 'cancellation'

/** Whether a plan of this name can be booked. */
export function isPlanId(id: string): id is PlanId {
  return Object.hasOwn(plans, id)
}

/** What a change of plan is. Going back to `default` cancels what was booked. */
export function planChange(from: PlanId, to: PlanId): PlanChange {
  if (to === 'default') return 'cancellation'
  return planIds.indexOf(to) > planIds.indexOf(from) ? 'upgrade' : 'downgrade'
}

/** The row of a plan; a name that no row has is treated as the default. */
export function planNamed(id: string): PlanRow {
  return isPlanId(id) ? plans[id] : plans.default
}
