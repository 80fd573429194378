import { planNamed } from '@posthorn/contract'

import type { NewJob } from '../../engine/index.ts'
import type { Transaction } from '../../store/index.ts'
import { billingPeriodAt } from './billing-period.ts'
import type { CreditAccount } from './credit-account.ts'
import { growAccount } from './grow-account.ts'
import { holdAccounts } from './store.ts'
import { insertEntries } from './store-entries.ts'
import type { UsageDeps } from './usage-deps.ts'

const RENEWAL_JOB = 'usage.renew'

interface RenewalJob {
  readonly workspaceId: string
}

/** The work of beginning a workspace's next billing period, and the ones after it. */
export function renewalJob({ workspaceId, period }: Pick<CreditAccount, 'workspaceId' | 'period'>): NewJob {
  const payload: RenewalJob = { workspaceId }
  return { kind: RENEWAL_JOB, payload, dueAt: period.end, workspaceId }
}

type RenewDeps = Pick<UsageDeps, 'store' | 'clock' | 'newId' | 'jobs' | 'resumeSending'>

export function defineRenewal(deps: RenewDeps): void {
  deps.jobs.define<RenewalJob>(RENEWAL_JOB, async ({ workspaceId }) => ({
    again: await deps.store.transaction((tx) => renewPeriod(tx, workspaceId, deps)),
  }))
}

/**
 * Begins the period of today where the account is still in an earlier one; returns when that ends. Plan credits that are left
 * end, the plan gives its new ones, quotas begin anew, extra credits stay.
 */
async function renewPeriod(tx: Transaction, workspaceId: string, deps: RenewDeps): Promise<number> {
  const now = deps.clock.now()
  const [account] = await holdAccounts(tx, deps.store.words, [workspaceId])
  if (!account) throw new Error(`workspace ${workspaceId} has no credit account`)
  if (account.period.end > now) return account.period.end
  const period = billingPeriodAt(now)
  const granted = planNamed(account.plan).monthlyCredits ?? 0
  const line = { workspaceId, messageId: null, extraChange: 0, note: null, createdAt: now }
  await insertEntries(tx, [
    {
      ...line,
      id: deps.newId.prefixed('cre'),
      kind: 'expire',
      planChange: -account.planLeft,
      periodStart: account.period.start,
    },
    { ...line, id: deps.newId.prefixed('cre'), kind: 'grant', planChange: granted, periodStart: period.start },
  ])
  const renewed: CreditAccount = {
    ...account,
    period,
    planSpent: 0,
    planLeft: granted,
    extraTotal: account.extraLeft,
    counts: { sms: 0, whatsapp: 0, email: 0 },
    quotaTold: { sms: 0, whatsapp: 0, email: 0 },
  }
  await growAccount(tx, { before: account, after: renewed }, deps)
  return period.end
}
