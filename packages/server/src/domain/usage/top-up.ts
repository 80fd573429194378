import type { Transaction } from '../../store/index.ts'
import type { CreditAccount } from './credit-account.ts'
import { growAccount } from './grow-account.ts'
import { openAccount } from './open-account.ts'
import { insertEntries } from './store-entries.ts'
import type { UsageDeps } from './usage-deps.ts'

/** Adds extra credits to a workspace; returns its account as it is then. */
export async function topUp(
  tx: Transaction,
  asked: { readonly workspaceId: string; readonly amount: number; readonly note: string | null },
  deps: Pick<UsageDeps, 'store' | 'clock' | 'newId' | 'jobs' | 'resumeSending'>,
): Promise<CreditAccount> {
  const { workspaceId, amount, note } = asked
  const account = await openAccount(tx, workspaceId, deps)
  await insertEntries(tx, [
    {
      id: deps.newId.prefixed('cre'),
      workspaceId,
      kind: 'top_up',
      messageId: null,
      planChange: 0,
      extraChange: amount,
      periodStart: account.period.start,
      note,
      createdAt: deps.clock.now(),
    },
  ])
  const after = { ...account, extraTotal: account.extraTotal + amount, extraLeft: account.extraLeft + amount }
  return growAccount(tx, { before: account, after }, deps)
}
