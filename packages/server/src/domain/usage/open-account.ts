import type { Transaction } from '../../store/index.ts'
import { billingPeriodAt } from './billing-period.ts'
import { type CreditAccount, emptyAccount } from './credit-account.ts'
import { renewalJob } from './renew-period.ts'
import { holdAccounts, insertNewAccount } from './store.ts'
import type { UsageDeps } from './usage-deps.ts'

/** Holds the account of a workspace, making it where there is none; with it begins the work of renewing it every month. */
export async function openAccount(
  tx: Transaction,
  workspaceId: string,
  { store, clock, jobs }: Pick<UsageDeps, 'store' | 'clock' | 'jobs'>,
): Promise<CreditAccount> {
  const now = clock.now()
  const fresh = emptyAccount(workspaceId, billingPeriodAt(now))
  if (await insertNewAccount(tx, fresh, now)) await jobs.enqueue(tx, [renewalJob(fresh)])
  const [account] = await holdAccounts(tx, store.words, [workspaceId])
  if (!account) throw new Error(`workspace ${workspaceId} has no credit account`)
  return account
}
