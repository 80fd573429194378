import { type EventDataOf, planChange, type PlanId, planNamed } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'
import type { Transaction } from '../../store/index.ts'
import { balanceOf, type CreditAccount, isMetered } from './credit-account.ts'
import { toldOfPlan } from './decide-quota-notices.ts'
import { growAccount } from './grow-account.ts'
import { openAccount } from './open-account.ts'
import { writeAccount } from './store.ts'
import { insertEntries } from './store-entries.ts'
import { tellAlerts } from './tell-alerts.ts'
import type { UsageDeps } from './usage-deps.ts'

export type ChangePlan = (tx: Transaction, workspaceId: string, plan: PlanId) => Promise<void>

/**
 * Books another plan, from now on: what the month still gives is what the new plan gives less what was spent of the old one,
 * and never less than nothing. So a plan that is booked twice in one month does not give twice.
 */
export function createChangePlan(deps: UsageDeps): ChangePlan {
  return async (tx, workspaceId, to) => {
    const now = deps.clock.now()
    const account = await openAccount(tx, workspaceId, deps)
    const from = account.plan
    if (from === to) return
    const planLeft = Math.max(0, (planNamed(to).monthlyCredits ?? 0) - account.planSpent)
    await insertEntries(tx, [
      {
        id: deps.newId.prefixed('cre'),
        workspaceId,
        kind: 'grant',
        messageId: null,
        planChange: planLeft - account.planLeft,
        extraChange: 0,
        periodStart: account.period.start,
        note: `plan ${from} to ${to}`,
        createdAt: now,
      },
    ])
    const quotaTold = toldOfPlan({ plan: to, counts: account.counts })
    const after: CreditAccount = { ...account, plan: to, planLeft, quotaTold }
    if (isMetered(after) && balanceOf(after) < balanceOf(account)) {
      await writeAccount(tx, after, now)
      await tellAlerts(tx, after, deps)
    } else await growAccount(tx, { before: account, after }, deps)
    const data: EventDataOf<'plan.changed'> = {
      previous_plan_id: from,
      plan_id: to,
      plan_name: planNamed(to).name,
      change_type: planChange(from, to),
      effective_at: isoTime(now),
    }
    await deps.recordEvents(tx, [{ workspaceId, type: 'plan.changed', data, occurredAt: now }])
  }
}
