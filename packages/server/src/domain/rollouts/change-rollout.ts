import { type BodyOf, defaultRolloutStages, defaultRolloutThresholds, type RolloutThresholds } from '@posthorn/contract'

import { ApiError, invalid } from '../../kernel/api-error.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import { actOnRollout, actOnSite, actorOf } from './act-on-rollout.ts'
import { wholeOf } from './read-situation.ts'
import { renderRollout } from './render-rollout.ts'
import type { Rollout } from './rollout.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import { holdByBatch, insertRollout } from './store.ts'
import { addEntry } from './store-log.ts'

/** Makes a rollout for a batch. Documents that came in before are live already, and no part of it. */
export function createRollout(deps: RolloutDeps, call: Call<'rollouts.create'>): Promise<Answer> {
  const { body } = call
  const batchId = labelOf('batch_id', body.batch_id)
  return actOnSite(deps, call, async (tx, owner) => {
    const known = await holdByBatch(tx, owner, batchId, deps.store.words.forUpdate)
    if (known)
      throw new ApiError('DUPLICATE_ROLLOUT', { param: 'batch_id', words: { batch_id: batchId, rollout_id: known.id } })
    const at = deps.clock.now()
    const rollout: Rollout = {
      ...{ ...owner, id: deps.newId.prefixed('rol'), batchId, state: 'draft', share: 0 },
      name: body.name === undefined ? batchId : labelOf('name', body.name),
      stages: stagesOf(body.stages ?? [...defaultRolloutStages]),
      thresholds: { ...merged(defaultRolloutThresholds, body.thresholds) },
      ...{ approval: null, smoke: null, reason: null, pausedByWatch: false },
      ...{ watchedSince: null, before: null, checkedAt: null, createdAt: at, updatedAt: at },
      ...{ startedAt: null, pausedAt: null, expandedAt: null, endedAt: null },
    }
    await insertRollout(tx, rollout)
    const details = { batch_id: batchId, name: rollout.name, stages: rollout.stages, thresholds: rollout.thresholds }
    const entry = { at, reason: null, override: false, documents: [], details } as const
    await addEntry(tx, rollout, { ...actorOf(call), action: 'created', ...entry })
    return { status: 201, body: renderRollout(await wholeOf(deps, tx, rollout)) }
  })
}

/** Changes what is given; what is left out stays. */
export function changeRollout(deps: RolloutDeps, call: Call<'rollouts.update'>): Promise<Answer> {
  const { body } = call
  return actOnRollout(deps, { ...call, body: { ...body } }, 'change', async (_tx, { rollout: before }) => {
    const rollout: Rollout = {
      ...before,
      name: body.name === undefined ? before.name : labelOf('name', body.name),
      stages: body.stages === undefined ? before.stages : stagesOf(body.stages),
      thresholds: merged(before.thresholds, body.thresholds),
    }
    const settings = ({ name, stages, thresholds }: Rollout) => ({ name, stages, thresholds })
    return {
      rollout,
      entry: {
        action: 'changed',
        reason: null,
        documents: [],
        details: { before: settings(before), after: settings(rollout) },
      },
    }
  })
}

function labelOf(field: string, text: string): string {
  const label = text.trim()
  if (label === '') throw invalid(field, 'it is empty; give some text')
  if (/\p{Cc}/u.test(label)) throw invalid(field, 'it must not hold line breaks or control characters')
  return label
}

function stagesOf(stages: readonly number[]): readonly number[] {
  if (stages.some((stage, at) => at > 0 && stage <= (stages[at - 1] ?? 0)))
    throw invalid('stages', 'each must be more than the one before')
  return stages
}

function merged(before: RolloutThresholds, changes: BodyOf<'rollouts.update'>['thresholds'] = {}): RolloutThresholds {
  const both = { ...before, ...changes }
  // Not more than the schema has: bodies may hold what nobody asked for.
  return {
    min_cases: both.min_cases,
    min_occurrences: both.min_occurrences,
    bad_feedback: rate(before.bad_feedback, changes.bad_feedback),
    low_confidence: rate(before.low_confidence, changes.low_confidence),
    errors: rate(before.errors, changes.errors),
    mismatches: both.mismatches,
    watch_hours: both.watch_hours,
  }
}

type Rate = RolloutThresholds['errors']

function rate(before: Rate, changes: Partial<Rate> = {}): Rate {
  return { least: changes.least ?? before.least, factor: changes.factor ?? before.factor }
}
