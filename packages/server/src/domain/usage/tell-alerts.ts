import type { CreditAlert, EventDataOf } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'
import type { Transaction } from '../../store/index.ts'
import { creditAlertOf } from '../access/index.ts'
import type { EventDraft } from '../events/index.ts'
import { balanceOf, type CreditAccount, totalOf } from './credit-account.ts'
import { type AlertDecision, decideAlerts } from './decide-alerts.ts'
import { creditData } from './describe-credits.ts'
import { writeTold } from './store.ts'
import type { UsageDeps } from './usage-deps.ts'

/** Tells what follows from a balance that has just fallen, in the transaction in which it fell; the account is held. */
export async function tellAlerts(
  tx: Transaction,
  account: CreditAccount,
  { clock, recordEvents, notify }: Pick<UsageDeps, 'clock' | 'recordEvents' | 'notify'>,
): Promise<void> {
  const alert = await creditAlertOf(tx, account.workspaceId)
  const decision = decideAlerts(account, alert.threshold_percentage)
  if (!decision) return
  await writeTold(tx, account.workspaceId, decision.told)
  await recordEvents(tx, eventsOf(account, decision, alert, clock.now()))
  if (!alert.enabled) return
  const recipients = alert.recipients.length > 0 ? { recipients: alert.recipients } : {}
  await notify(tx, { ...noticeOf(account, decision), ...recipients })
}

function eventsOf(account: CreditAccount, decision: AlertDecision, alert: CreditAlert, now: number): EventDraft[] {
  const about = { workspaceId: account.workspaceId, occurredAt: now }
  const data = creditData(account, alert.threshold_percentage, now)
  const events: EventDraft[] = []
  if (decision.low) events.push({ ...about, type: 'credit.low', data })
  if (decision.depleted) {
    const depleted: EventDataOf<'credit.depleted'> = { ...data, depleted_at: isoTime(now) }
    events.push({ ...about, type: 'credit.depleted', data: depleted })
  }
  return events
}

/** What people are told (contract 8, L10 and L11). */
function noticeOf(account: CreditAccount, { told, depleted }: AlertDecision) {
  const { workspaceId } = account
  const topUp = `Top up with POST /v1/workspaces/${workspaceId}/credits, or change the plan.`
  if (depleted) {
    return {
      workspaceId,
      kind: 'credit.depleted',
      subject: 'No credits left: sending is paused',
      text: [
        'The last credit is spent. New messages are refused, and those that wait for another attempt are paused.',
        '',
        `${topUp} What is paused then goes out by itself, in its order.`,
      ].join('\n'),
    }
  }
  return {
    workspaceId,
    kind: 'credit.low',
    subject: `Less than ${told} % of the credits left`,
    text: [`${balanceOf(account)} of ${totalOf(account)} credits are left. At zero, sending pauses.`, '', topUp].join(
      '\n',
    ),
  }
}
