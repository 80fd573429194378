import assert from 'node:assert/strict'
import { test } from 'node:test'

import { stepsOf } from './rollout-steps.ts'

type Told = Parameters<typeof stepsOf>[0]

const figures = {
  requests: 0,
  feedback: 0,
  bad_feedback: 0,
  bad_feedback_share: null,
  completed: 0,
  low_confidence: 0,
  low_confidence_share: null,
  finished: 0,
  errors: 0,
  timeouts: 0,
  error_share: null,
}
const at = '2026-04-19T14:30:00Z'
const draft: Told = {
  status: 'draft',
  share: 0,
  approval: null,
  smoke: null,
  counts: { documents: 0, ready: 0, processing: 0, failed: 0, questions: 0 },
  documents: [],
  warnings: [],
  watch: {
    verdict: 'unknown',
    since: null,
    checked_at: null,
    batch: figures,
    others: figures,
    before: figures,
    breaches: [],
    missing: [],
  },
}
const full = { documents: 2, ready: 2, processing: 0, failed: 0, questions: 3 }
const states = (told: Told) => stepsOf(told).map(({ state }) => state)

test('an empty draft waits for its documents', () => {
  assert.deepEqual(states(draft), ['waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting'])
})

test('what stands in the way is told from what waits for its turn', () => {
  const told = { ...draft, counts: { ...full, ready: 1, processing: 1 } }
  assert.deepEqual(states(told).slice(0, 4), ['missing', 'missing', 'waiting', 'missing'])
  const smoke = { at, passed: 2, failed: 1, stale: false }
  assert.match(stepsOf({ ...told, smoke })[3]?.words ?? '', /1 of 3 did not pass/)
})

test('an approval or a run of what has changed since counts for nothing', () => {
  const approval = { by: 'Maria', at, documents: 2, stale: true }
  const told = { ...draft, counts: full, approval, smoke: { at, passed: 3, failed: 0, stale: true } }
  assert.deepEqual([states(told)[0], states(told)[3]], ['missing', 'missing'])
  const fresh = { ...told, approval: { ...approval, stale: false }, smoke: { ...told.smoke, stale: false } }
  assert.deepEqual([states(fresh)[0], states(fresh)[3]], ['done', 'done'])
})

test('poor figures are told in the words of the watch', () => {
  const breach = { figure: 'errors', occurrences: 2, cases: 4, share: 0.5, baseline: 0, limit: 0.05 } as const
  const watch = { ...draft.watch, verdict: 'poor' as const, breaches: [{ ...breach, sentence: 'Errors: 2 of 4.' }] }
  const step = stepsOf({ ...draft, status: 'running', share: 10, counts: full, watch })[4]
  assert.deepEqual([step?.state, step?.words], ['missing', 'Errors: 2 of 4.'])
})
