import type { BodyOf } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import type { Answer } from '../../kernel/call.ts'
import { DAY_MS } from '../../kernel/time.ts'
import type { Transaction } from '../../store/index.ts'
import { type ActingCall, actOnRollout, type Done } from './act-on-rollout.ts'
import { describeExpanded, describeStarted } from './describe-rollout.ts'
import type { WholeRollout } from './read-situation.ts'
import { nextShare, resumedShare, type Rollout, versionsIn } from './rollout.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import { asShown } from './smoke-question.ts'
import { figuresOfSite } from './store-figures.ts'
import { updateQuestion } from './store-questions.ts'

import { enqueueWatch } from './watch-rollouts.ts'

type Body<Id extends 'rollouts.start' | 'rollouts.expand' | 'rollouts.resume'> = NonNullable<BodyOf<Id>>

/** So many days before the start are what figures are held against. */
const BEFORE_MS = 7 * DAY_MS

export function approve(deps: RolloutDeps, call: ActingCall): Promise<Answer> {
  return actOnRollout(deps, call, 'approve', async (_tx, whole, { by }) => {
    const documents = versionsIn(whole.standing)
    const approval = { by, at: deps.clock.now(), documents: documents.length, mark: whole.contentMark }
    return {
      rollout: { ...whole.rollout, approval },
      entry: { action: 'approved', reason: null, documents, details: {} },
    }
  })
}

/** Shows the batch to a first share of the sessions. */
export function start(
  deps: RolloutDeps,
  call: ActingCall & { body: Body<'rollouts.start'> | undefined },
): Promise<Answer> {
  return actOnRollout(deps, call, 'start', async (tx, whole, actor) => {
    const share = call.body?.share ?? nextShare(whole.rollout) ?? 100
    const at = deps.clock.now()
    const before = await figuresOfSite(tx, whole.rollout, { from: at - BEFORE_MS, to: at })
    const rollout: Rollout = { ...whole.rollout, state: 'running', share, before, startedAt: at }
    const shown = await show(deps, tx, whole, rollout)
    const event = describeStarted(shown, { ...actor, reason: call.body?.override ?? null, at })
    return done(shown, whole, { action: 'started', reason: null, details: { share } }, event)
  })
}

/** Shows the batch to more of them, or to all. */
export function expand(
  deps: RolloutDeps,
  call: ActingCall & { body: Body<'rollouts.expand'> | undefined },
): Promise<Answer> {
  return actOnRollout(deps, call, 'expand', async (tx, whole, actor) => {
    const { share: from } = whole.rollout
    const asked = call.body?.share ?? nextShare(whole.rollout) ?? 100
    const share = asked === 'all' ? 100 : asked
    if (share <= from) throw invalid('share', `it is shown to ${from} % already; give more`)
    const at = deps.clock.now()
    const all = share === 100
    const rollout: Rollout = {
      ...whole.rollout,
      share,
      state: all ? 'expanded' : 'running',
      expandedAt: all ? at : whole.rollout.expandedAt,
    }
    const shown = await show(deps, tx, whole, rollout)
    const event = describeExpanded(shown, { ...actor, reason: call.body?.override ?? null, at })
    const details = { from, share, verdict: whole.judgement.verdict, figures: whole.watched.batch }
    return done(shown, whole, { action: 'expanded', reason: null, details }, event)
  })
}

/** Shows it again to those who were shown it before it was paused. */
export function resume(
  deps: RolloutDeps,
  call: ActingCall & { body: Body<'rollouts.resume'> | undefined },
): Promise<Answer> {
  return actOnRollout(deps, call, 'resume', async (tx, whole, actor) => {
    const share = resumedShare(whole.rollout)
    const at = deps.clock.now()
    await deps.documents.putBack(tx, whole.rollout, versionsIn(whole.standing))
    const rollout: Rollout = {
      ...whole.rollout,
      ...{ state: 'running', share, reason: null, pausedByWatch: false, pausedAt: null, expandedAt: null },
    }
    const shown = await show(deps, tx, whole, rollout)
    const reason = call.body?.reason ?? null
    const event = describeStarted(shown, { ...actor, reason: call.body?.override ?? reason, at })
    return done(shown, whole, { action: 'resumed', reason, details: { share } }, event)
  })
}

/** What is new for whoever watches: figures count from here, and only what matches now can stop matching. */
async function show(deps: RolloutDeps, tx: Transaction, { asked }: WholeRollout, rollout: Rollout): Promise<Rollout> {
  for (const question of asked) await updateQuestion(tx, rollout, asShown(question))
  const shown: Rollout = { ...rollout, watchedSince: deps.clock.now(), checkedAt: null }
  await enqueueWatch(deps, tx, shown)
  return shown
}

function done(
  rollout: Rollout,
  { standing }: WholeRollout,
  entry: Pick<Done['entry'], 'action' | 'reason' | 'details'>,
  event: NonNullable<Done['events']>[number],
): Done {
  return { rollout, entry: { ...entry, documents: versionsIn(standing) }, events: [event] }
}
