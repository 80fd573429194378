import { DAY_MS } from '../../kernel/time.ts'
import type { Transaction } from '../../store/index.ts'
import { billingPeriodAt } from './billing-period.ts'
import { releaseJobs } from './release-credits.ts'
import type { SendingEnd } from './sending-end.ts'
import { addToDays, SLOTS } from './store-usage.ts'
import { insertMissingEntries } from './store-entries.ts'
import type { UsageDeps } from './usage-deps.ts'

/**
 * Settles what was reserved, in the transaction that writes how the sending ended. A message that the carrier took is counted
 * and its reservation stands; one that failed before gives its credits back, by a job: this transaction holds messages, and
 * must not wait for an account while another holds the account and waits for messages.
 */
export type SettleCredits = (tx: Transaction, ends: readonly SendingEnd[]) => Promise<void>

export function createSettleCredits({
  clock,
  newId,
  jobs,
}: Pick<UsageDeps, 'clock' | 'newId' | 'jobs'>): SettleCredits {
  let slot = 0
  return async (tx, ends) => {
    const real = ends.filter(({ simulated }) => !simulated)
    const sent = real.filter((end) => end.sent)
    const now = clock.now()
    slot = (slot + 1) % SLOTS
    await addToDays(tx, slot, countsOf(sent))
    const charged = sent.filter(({ credits }) => credits > 0)
    await insertMissingEntries(
      tx,
      charged.map(({ messageId, workspaceId }) => ({
        id: newId.prefixed('cre'),
        workspaceId,
        kind: 'settle',
        messageId,
        planChange: 0,
        extraChange: 0,
        periodStart: billingPeriodAt(now).start,
        note: null,
        createdAt: now,
      })),
    )
    const failed = real.filter((end) => !end.sent && end.credits > 0)
    if (failed.length > 0) await jobs.enqueue(tx, releaseJobs(failed, now))
  }
}

/** One count for each workspace, day and kind, always in the same order so that two batches cannot wait for each other. */
function countsOf(sent: readonly SendingEnd[]) {
  const dayOf = (at: number): number => at - (at % DAY_MS)
  const groups = Map.groupBy(sent, ({ workspaceId, kind, at }) => `${workspaceId} ${dayOf(at)} ${kind}`)
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, group]) => {
      const [{ workspaceId, kind, at }] = group as [SendingEnd]
      const credits = group.reduce((sum, end) => sum + end.credits, 0)
      return { workspaceId, kind, day: dayOf(at), sent: group.length, received: 0, credits }
    })
}
