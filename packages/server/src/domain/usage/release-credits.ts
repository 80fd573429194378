import { type MeteredKind, planNamed } from '@posthorn/contract'

import type { NewJob } from '../../engine/index.ts'
import type { Transaction } from '../../store/index.ts'
import { type CreditAccount, isDepleted } from './credit-account.ts'
import type { SendingEnd } from './sending-end.ts'
import { holdAccounts, writeAccount } from './store.ts'
import { type CreditEntry, insertEntries, openReservations, type Reservation } from './store-entries.ts'
import type { UsageDeps } from './usage-deps.ts'

const RELEASE_JOB = 'usage.release'

interface ReleaseJob {
  readonly workspaceId: string
  readonly messages: readonly { readonly id: string; readonly kind: MeteredKind }[]
}

/** The work of giving back what was reserved for messages that failed: one job for those of a workspace. */
export function releaseJobs(failed: readonly SendingEnd[], now: number): NewJob[] {
  return [...Map.groupBy(failed, ({ workspaceId }) => workspaceId)].map(([workspaceId, own]) => {
    const payload: ReleaseJob = { workspaceId, messages: own.map(({ messageId, kind }) => ({ id: messageId, kind })) }
    return { kind: RELEASE_JOB, payload, dueAt: now, workspaceId }
  })
}

type ReleaseDeps = Pick<UsageDeps, 'store' | 'clock' | 'newId' | 'jobs' | 'resumeSending'>

export function defineRelease(deps: ReleaseDeps): void {
  deps.jobs.define<ReleaseJob>(RELEASE_JOB, async (job) => {
    await deps.store.transaction((tx) => release(tx, job, deps))
    return 'done'
  })
}

/** Gives back what is still reserved for these messages. Doing it twice changes nothing: then nothing is. */
async function release(tx: Transaction, { workspaceId, messages }: ReleaseJob, deps: ReleaseDeps): Promise<void> {
  const [account] = await holdAccounts(tx, deps.store.words, [workspaceId])
  if (!account) return
  const open = await openReservations(
    tx,
    messages.map(({ id }) => id),
  )
  const now = deps.clock.now()
  const { after, changes } = giveBack(account, open, new Map(messages.map(({ id, kind }) => [id, kind])))
  await insertEntries(
    tx,
    changes.map((change) => ({
      ...change,
      id: deps.newId.prefixed('cre'),
      workspaceId,
      kind: 'release',
      note: null,
      createdAt: now,
    })),
  )
  await writeAccount(tx, after, now)
  if (isDepleted(account) && !isDepleted(after)) await deps.resumeSending(tx, workspaceId)
}

type Change = Pick<CreditEntry, 'messageId' | 'planChange' | 'extraChange' | 'periodStart'>

/**
 * The account with these reservations given back, and what each of them changes. Plan credits of a period that is over have
 * ended with it, reserved ones included; of a larger plan that was booked before, no more comes back than the plan of today
 * gives.
 */
function giveBack(
  account: CreditAccount,
  open: readonly Reservation[],
  kinds: ReadonlyMap<string, MeteredKind>,
): { after: CreditAccount; changes: Change[] } {
  const monthly = planNamed(account.plan).monthlyCredits ?? 0
  const counts = { ...account.counts }
  let { planSpent, planLeft, extraLeft } = account
  const changes = open.map(({ messageId, plan, extra, periodStart }): Change => {
    const before = planLeft
    const kind = kinds.get(messageId)
    if (periodStart === account.period.start) {
      planSpent -= plan
      planLeft = Math.max(0, monthly - planSpent)
      if (kind !== undefined) counts[kind] -= 1
    }
    extraLeft += extra
    return { messageId, planChange: planLeft - before, extraChange: extra, periodStart }
  })
  return { after: { ...account, planSpent, planLeft, extraLeft, counts }, changes }
}
