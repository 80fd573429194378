import assert from 'node:assert/strict'
import { test } from 'node:test'

import { defaultRolloutThresholds, rolloutActions, rolloutAllowedFrom, rolloutStates } from '@posthorn/contract'
import fc from 'fast-check'

import { decideActions, permissionFor, type Situation } from './decide-actions.ts'
import type { Rollout } from './rollout.ts'

const rollout: Rollout = {
  ...{ id: 'rol_1', workspaceId: 'ws_1', siteId: 'site_1', batchId: 'b', name: 'B', state: 'draft', share: 0 },
  ...{ stages: [10, 50], thresholds: defaultRolloutThresholds, reason: null, pausedByWatch: false },
  approval: { by: 'Maria', at: 1, documents: 2, mark: 'content' },
  smoke: { at: 1, passed: 3, failed: 0, mark: 'smoke' },
  ...{ watchedSince: null, before: null, checkedAt: null, createdAt: 1, updatedAt: 1 },
  ...{ startedAt: null, pausedAt: null, expandedAt: null, endedAt: null },
}
const ready: Situation = {
  rollout,
  documents: { total: 2, processing: 0, failed: 0 },
  ...{ questions: 3, contentMark: 'content', smokeMark: 'smoke', underWay: null },
  judgement: { verdict: 'acceptable', breaches: [], missing: [] },
}
const with_ = (parts: Partial<Situation>, of: Partial<Rollout> = {}): Situation => ({
  ...ready,
  ...parts,
  rollout: { ...rollout, ...of },
})
const start = (situation: Situation) => permissionFor('start', situation)

test('what is approved, tested and read may be started', () => {
  assert.deepEqual(start(ready), { allowed: true, overridable: false, reasons: [] })
})

test('content that nobody approved, or that changed since, needs a reason to be started', () => {
  assert.deepEqual(start(with_({}, { approval: null })).reasons, ['Nobody has approved its content.'])
  const stale = start(with_({ contentMark: 'other' }))
  assert.deepEqual(stale, {
    allowed: false,
    overridable: true,
    reasons: ['Documents were added or changed since the content was approved.'],
  })
})

test('questions that were not asked, or asked of something else, or answered otherwise, need a reason', () => {
  assert.match(start(with_({}, { smoke: null })).reasons.join(), /have not been asked/)
  assert.match(start(with_({ smokeMark: 'other' })).reasons.join(), /changed since the smoke/)
  const failed = start(with_({}, { smoke: { at: 1, passed: 2, failed: 1, mark: 'smoke' } }))
  assert.match(failed.reasons.join(), /1 of 3 smoke questions/)
  assert.ok(failed.overridable)
})

test('no reason starts what has no documents, is still being read, or has to wait for another', () => {
  const hard = [
    with_({ documents: { total: 0, processing: 0, failed: 0 } }),
    with_({ documents: { total: 2, processing: 1, failed: 0 } }),
    with_({ underWay: { id: 'rol_2', name: 'Other', state: 'running' } }),
  ]
  for (const situation of hard)
    assert.deepEqual([start(situation).allowed, start(situation).overridable], [false, false])
})

test('it is expanded only when what is measured is acceptable', () => {
  const running = { state: 'running', share: 10 } as const
  assert.ok(permissionFor('expand', with_({}, running)).allowed)
  const missing = { verdict: 'unknown', breaches: [], missing: ['Only 2 of 5.'] } as const
  assert.deepEqual(permissionFor('expand', with_({ judgement: missing }, running)), {
    allowed: false,
    overridable: true,
    reasons: ['Only 2 of 5.'],
  })
})

test('what the watch paused is resumed only with a reason', () => {
  const paused = { state: 'paused', pausedByWatch: true, reason: 'Bad feedback.' } as const
  const permission = permissionFor('resume', with_({}, paused))
  assert.deepEqual([permission.allowed, permission.overridable], [false, true])
  assert.ok(permissionFor('resume', with_({}, { ...paused, pausedByWatch: false })).allowed)
})

test('nothing is done in a state in which it is not allowed, whatever else there is, and it is said why', () => {
  const situations = fc.record({
    state: fc.constantFrom(...rolloutStates),
    total: fc.nat(2),
    processing: fc.nat(1),
    questions: fc.nat(2),
    approved: fc.boolean(),
    verdict: fc.constantFrom('acceptable' as const, 'unknown' as const, 'poor' as const),
  })
  fc.assert(
    fc.property(situations, ({ state, total, processing, questions, approved, verdict }) => {
      const situation = with_(
        { documents: { total, processing, failed: 0 }, questions, judgement: { verdict, breaches: [], missing: [] } },
        { state, approval: approved ? rollout.approval : null },
      )
      const actions = decideActions(situation)
      for (const action of rolloutActions) {
        const { allowed, overridable, reasons } = actions[action]
        const inState = (rolloutAllowedFrom[action] as readonly string[]).includes(state)
        if (!inState) assert.deepEqual([allowed, overridable, reasons.length], [false, false, 1])
        assert.equal(allowed, reasons.length === 0)
        if (allowed) assert.ok(!overridable)
      }
      // Whatever stands in the way, what is shown can always be taken back.
      if (state === 'running' || state === 'expanded') assert.ok(actions.pause.allowed && actions.rollback.allowed)
    }),
  )
})
