import type { Transaction } from '../../store/index.ts'
import { creditAlertOf } from '../access/index.ts'
import { type CreditAccount, isDepleted } from './credit-account.ts'
import { toldAfterGrowth } from './decide-alerts.ts'
import { writeAccount } from './store.ts'
import type { UsageDeps } from './usage-deps.ts'

/**
 * Writes an account that was given credits, with what follows: the notices are armed again, and what was paused for want of
 * credits goes on.
 */
export async function growAccount(
  tx: Transaction,
  { before, after }: { before: CreditAccount; after: CreditAccount },
  { clock, resumeSending }: Pick<UsageDeps, 'clock' | 'resumeSending'>,
): Promise<CreditAccount> {
  const { threshold_percentage } = await creditAlertOf(tx, after.workspaceId)
  const grown = { ...after, told: toldAfterGrowth(after, threshold_percentage) }
  await writeAccount(tx, grown, clock.now())
  if (isDepleted(before) && !isDepleted(grown)) await resumeSending(tx, grown.workspaceId)
  return grown
}
