import { type MeteredKind, meteredKinds, planNamed } from '@posthorn/contract'

import type { CreditAccount } from './credit-account.ts'

/** Shares of a quota, in percent, that are told (contract 8, L15). */
const LEVELS = [80, 100]

/** A quota whose use has reached another level. */
export interface QuotaNotice {
  readonly kind: MeteredKind
  /** In percent: of the levels that were passed at once, the highest. */
  readonly level: number
  readonly used: number
  readonly quota: number
}

/** Decides which quotas there is news of. Each level of each quota is told once in a billing period. */
export function decideQuotaNotices(account: Pick<CreditAccount, 'plan' | 'counts' | 'quotaTold'>): QuotaNotice[] {
  const { quotas } = planNamed(account.plan)
  return meteredKinds.flatMap((kind): QuotaNotice[] => {
    const quota = quotas[kind]
    const used = account.counts[kind]
    const level = levelReached(used, quota)
    return quota !== null && level > account.quotaTold[kind] ? [{ kind, level, used, quota }] : []
  })
}

/** What counts as told of the quotas of another plan: what is passed already is no news, what is not will be. */
export function toldOfPlan({ plan, counts }: Pick<CreditAccount, 'plan' | 'counts'>): CreditAccount['quotaTold'] {
  const { quotas } = planNamed(plan)
  const told = (kind: MeteredKind): number => levelReached(counts[kind], quotas[kind])
  return { sms: told('sms'), whatsapp: told('whatsapp'), email: told('email') }
}

function levelReached(used: number, quota: number | null): number {
  if (quota === null) return 0
  return Math.max(0, ...LEVELS.filter((level) => used * 100 >= quota * level))
}
