import { HOUR_MS, MINUTE_MS } from '../../kernel/time.ts'
import type { JobResult } from '../../engine/index.ts'
import type { Transaction } from '../../store/index.ts'
import { siteOf } from '../sites/index.ts'
import { writeDone } from './act-on-rollout.ts'
import { askQuestions } from './ask-questions.ts'
import { pauseNotice } from './describe-rollout.ts'
import { judgeFigures } from './judge-figures.ts'
import { holdWhole, wholeOf } from './read-situation.ts'
import type { Rollout } from './rollout.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import { type Question, withResult } from './smoke-question.ts'
import { holdSite, rolloutById, writeChecked } from './store.ts'
import { watchActor } from './store-log.ts'
import { updateQuestion } from './store-questions.ts'
import { pauseIt } from './take-back.ts'

const JOB = 'watch-rollout'
const EVERY_MS = MINUTE_MS
/** Asked in one look: questions are work for whoever answers, and customers ask as well. The others come next. */
const ASKED_AT_ONCE = 25

interface WatchJob {
  readonly workspaceId: string
  readonly siteId: string
  readonly rolloutId: string
  /** `watchedSince` of the rollout when the job was made: one that was shown anew since has another job. */
  readonly since: number
}

/** Has a rollout looked at from a minute from now on, as long as it is shown as it is now. */
export async function enqueueWatch(
  { jobs, clock }: Pick<RolloutDeps, 'jobs' | 'clock'>,
  tx: Transaction,
  { workspaceId, siteId, id, watchedSince }: Rollout,
): Promise<void> {
  const payload: WatchJob = { workspaceId, siteId, rolloutId: id, since: watchedSince ?? clock.now() }
  await jobs.enqueue(tx, [{ kind: JOB, payload, dueAt: clock.now() + EVERY_MS, workspaceId }])
}

export function defineWatch(deps: RolloutDeps): void {
  deps.jobs.define<WatchJob>(JOB, (payload) => look(deps, payload))
}

/** Looks at a rollout once, and pauses it if what it sees is too bad. */
async function look(deps: RolloutDeps, job: WatchJob): Promise<JobResult> {
  const { store, clock } = deps
  const rollout = await rolloutById(store.read, job, job.rolloutId)
  if (!rollout || !isWatched(rollout, job, clock.now())) return 'done'
  const results = await askAgain(deps, rollout)
  await store.transaction(async (tx) => {
    await holdSite(tx, rollout, store.words.forUpdate)
    const whole = await holdWhole(deps, tx, rollout, rollout.id)
    if (!isWatched(whole.rollout, job, clock.now())) return
    await keepResults(tx, whole.rollout, whole.asked, results)
    await decide(deps, tx, whole.rollout)
  })
  return { again: clock.now() + EVERY_MS }
}

function isWatched(
  { state, watchedSince, expandedAt, thresholds }: Rollout,
  { since }: WatchJob,
  now: number,
): boolean {
  if (watchedSince !== since) return false
  if (state === 'running') return true
  return state === 'expanded' && now <= (expandedAt ?? 0) + thresholds.watch_hours * HOUR_MS
}

/** Those that failed first, then those that have waited longest. Where answering itself fails, figures say so soon enough. */
async function askAgain(deps: RolloutDeps, rollout: Rollout): Promise<Awaited<ReturnType<typeof askQuestions>>> {
  const { store, log } = deps
  const site = await siteOf(store.read, rollout)
  if (!site) return new Map()
  const { standing, asked } = await wholeOf(deps, store.read, rollout)
  const urgency = ({ result }: Question): number => (result === null ? 0 : result.passed ? result.at : -1)
  const next = [...asked].sort((one, other) => urgency(one) - urgency(other)).slice(0, ASKED_AT_ONCE)
  try {
    return await askQuestions(deps, { site, rollout, standing }, next)
  } catch (error) {
    log.warn({ err: error, rollout: rollout.id }, 'rollout.questions_not_asked')
    return new Map()
  }
}

async function keepResults(
  tx: Transaction,
  rollout: Rollout,
  asked: readonly Question[],
  results: Awaited<ReturnType<typeof askQuestions>>,
): Promise<void> {
  for (const question of asked) {
    const result = results.get(question.id)
    // One that was changed while it was asked was asked otherwise.
    if (result && question.updatedAt <= result.at) await updateQuestion(tx, rollout, withResult(question, result))
  }
}

async function decide(deps: RolloutDeps, tx: Transaction, { id, workspaceId, siteId }: Rollout): Promise<void> {
  const whole = await holdWhole(deps, tx, { workspaceId, siteId }, id)
  const { breaches } = judgeFigures(whole.watched, whole.rollout.thresholds)
  if (breaches.length === 0) return writeChecked(tx, whole.rollout, deps.clock.now())
  const reason = breaches.map(({ sentence }) => sentence).join(' ')
  const done = await pauseIt(deps, tx, whole, { ...watchActor, reason, breaches })
  const checked = { ...done, rollout: { ...done.rollout, checkedAt: deps.clock.now() } }
  await writeDone(tx, deps, checked, { ...watchActor, reason, overridden: [] })
  await deps.notifyOwners(tx, pauseNotice(checked.rollout, breaches))
  deps.log.warn({ rollout: id, workspace: workspaceId, reason }, 'rollout.paused')
}
