import type { Answer } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import { type ActingCall, actOnRollout, type Done } from './act-on-rollout.ts'
import { describeFinished, describePaused } from './describe-rollout.ts'
import type { Breach } from './judge-figures.ts'
import type { WholeRollout } from './read-situation.ts'
import { type Rollout, versionsIn } from './rollout.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import type { Actor } from './store-log.ts'

type WithReason = ActingCall & { readonly body: { readonly by?: string; readonly reason: string } }

export function pause(deps: RolloutDeps, call: WithReason): Promise<Answer> {
  return actOnRollout(deps, call, 'pause', (tx, whole, actor) =>
    pauseIt(deps, tx, whole, { ...actor, reason: call.body.reason.trim(), breaches: null }),
  )
}

interface Pausing extends Actor {
  readonly reason: string
  /** Null: somebody pauses it, not the watch. */
  readonly breaches: readonly Breach[] | null
}

/** Takes the batch out of all answers: from the commit on everybody sees what was live before. */
export async function pauseIt(
  { clock, documents }: Pick<RolloutDeps, 'clock' | 'documents'>,
  tx: Transaction,
  { rollout: before, standing, watched }: WholeRollout,
  { by, reason, breaches }: Pausing,
): Promise<Done> {
  const at = clock.now()
  await documents.takeOut(tx, before, versionsIn(standing))
  const rollout: Rollout = { ...before, state: 'paused', reason, pausedByWatch: breaches !== null, pausedAt: at }
  const figures = {
    batch: watched.batch,
    others: watched.others,
    before: watched.before,
    mismatches: watched.mismatches,
  }
  return {
    rollout,
    entry: {
      action: 'paused',
      reason,
      documents: versionsIn(standing),
      details: { share: before.share, ...(breaches === null ? {} : { breaches }), figures },
    },
    events: [describePaused(rollout, { by, reason, at }, breaches ?? [])],
  }
}

/** Ends it without the batch. */
export function rollBack(deps: RolloutDeps, call: WithReason): Promise<Answer> {
  return actOnRollout(deps, call, 'rollback', async (tx, { rollout: before, standing }, { by, keyId }) => {
    const at = deps.clock.now()
    const reason = call.body.reason.trim()
    await deps.documents.restore(tx, before, versionsIn(standing), keyId ?? by)
    const rollout: Rollout = { ...before, state: 'rolled_back', reason, endedAt: at }
    return {
      rollout,
      entry: { action: 'rolled_back', reason, documents: versionsIn(standing), details: { from: before.state } },
      events: [describeFinished(rollout, { by, reason, at }, 'rolled_back')],
    }
  })
}

/** Makes the documents of the batch content like any other. */
export function finish(deps: RolloutDeps, call: ActingCall): Promise<Answer> {
  return actOnRollout(deps, call, 'finish', async (tx, { rollout: before, standing, watched }, { by }) => {
    const at = deps.clock.now()
    await deps.documents.publish(tx, before, versionsIn(standing))
    const rollout: Rollout = { ...before, state: 'done', endedAt: at }
    return {
      rollout,
      entry: { action: 'finished', reason: null, documents: versionsIn(standing), details: { figures: watched.batch } },
      events: [describeFinished(rollout, { by, reason: call.body?.override ?? null, at }, 'done')],
    }
  })
}
