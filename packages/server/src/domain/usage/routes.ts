import { isPlanId } from '@posthorn/contract'

import { type Answer, type Call, dataAnswer, type Handlers } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import { ownWorkspace } from '../access/index.ts'
import { billingPeriodAt } from './billing-period.ts'
import { type CreditAccount, emptyAccount } from './credit-account.ts'
import { renderCredits } from './describe-credits.ts'
import { showUsage } from './show-usage.ts'
import { accountsOf } from './store.ts'
import { topUp } from './top-up.ts'
import type { UsageDeps } from './usage-deps.ts'

type UsageRoute = 'account.usage' | 'credits.get' | 'credits.topUp'

export interface RouteDeps extends Pick<UsageDeps, 'store' | 'clock' | 'newId' | 'jobs' | 'resumeSending'> {
  /** Runs a write and keeps its answer for the call's idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}

export function usageRoutes(deps: RouteDeps): Handlers<UsageRoute> {
  const { store, clock } = deps
  return {
    async 'account.usage'({ caller, query }) {
      const workspace = await ownWorkspace(store.read, caller, caller.workspaceId)
      return dataAnswer(200, await showUsage(store.read, workspace, query, clock.now()))
    },

    async 'credits.get'({ caller, params }) {
      const workspace = await ownWorkspace(store.read, caller, params.workspace_id)
      const [account] = await accountsOf(store.read, [workspace.id])
      return dataAnswer(200, renderCredits(account ?? accountOfNobody(workspace)))
    },

    async 'credits.topUp'(call) {
      const { body, caller, params } = call
      const workspace = await ownWorkspace(store.read, caller, params.workspace_id)
      const asked = { workspaceId: workspace.id, amount: body.amount, note: body.note ?? null }
      return deps.write(call, async (tx) => dataAnswer(201, renderCredits(await topUp(tx, asked, deps))))
    },
  }

  /** Shown where nothing was ever booked or topped up. */
  function accountOfNobody({ id, plan }: { id: string; plan: string }): CreditAccount {
    return { ...emptyAccount(id, billingPeriodAt(clock.now())), plan: isPlanId(plan) ? plan : 'default' }
  }
}
