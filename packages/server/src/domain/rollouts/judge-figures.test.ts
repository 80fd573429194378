import assert from 'node:assert/strict'
import { test } from 'node:test'

import { defaultRolloutThresholds as usual } from '@posthorn/contract'
import fc from 'fast-check'

import { type Figures, noFigures } from './figures.ts'
import { judgeFigures, type Watched } from './judge-figures.ts'

const calm: Figures = {
  ...noFigures,
  requests: 100,
  completed: 100,
  finished: 100,
  lowConfidence: 8,
  feedback: 40,
  badFeedback: 2,
}
const watched = (batch: Partial<Figures>, rest: Partial<Watched> = {}): Watched => ({
  batch: { ...noFigures, ...batch },
  others: calm,
  before: calm,
  mismatches: 0,
  mismatching: 0,
  ...rest,
})
const breached = (seen: Watched, thresholds = usual) =>
  judgeFigures(seen, thresholds).breaches.map(({ figure }) => figure)

test('bad feedback that rises sharply is too much, and the sentence says by how much', () => {
  const judged = judgeFigures(watched({ completed: 30, finished: 30, feedback: 6, badFeedback: 4 }), usual)
  assert.equal(judged.verdict, 'poor')
  assert.deepEqual(judged.breaches, [
    {
      ...{ figure: 'bad_feedback', occurrences: 4, cases: 6, share: 4 / 6, baseline: 0.05, limit: 0.25 },
      sentence: 'Bad feedback: 4 of 6 with the batch (66.7 %), 5 % otherwise; the limit is 25 %.',
    },
  ])
})

test('where there are too few cases nothing is said, neither good nor bad', () => {
  const judged = judgeFigures(
    watched({ completed: 4, finished: 4, feedback: 4, badFeedback: 4, lowConfidence: 4 }),
    usual,
  )
  assert.equal(judged.verdict, 'unknown')
  assert.deepEqual(judged.breaches, [])
  assert.match(judged.missing.join(), /4 of the 5/)
})

test('what is bad anyway is not the fault of the batch', () => {
  const poor: Figures = { ...calm, lowConfidence: 60 }
  const batch = { completed: 20, finished: 20, lowConfidence: 13 }
  assert.deepEqual(breached(watched(batch)), ['low_confidence'])
  assert.deepEqual(breached(watched(batch, { others: poor })), [])
  assert.deepEqual(breached(watched(batch, { before: poor })), [])
})

test('where half is bad already, the limit is still within reach', () => {
  const poor: Figures = { ...calm, lowConfidence: 70 }
  const batch = { completed: 20, finished: 20, lowConfidence: 20 }
  assert.deepEqual(breached(watched(batch, { others: poor, before: poor })), ['low_confidence'])
})

test('errors of those who do not see the batch count, too, against the days before', () => {
  const failing: Figures = { ...noFigures, requests: 200, finished: 200, completed: 180, errors: 20 }
  const batch = { requests: 20, finished: 20, completed: 18, errors: 2 }
  assert.deepEqual(breached(watched(batch, { others: failing })), ['errors'])
  assert.deepEqual(breached(watched(batch, { others: failing, before: failing })), [])
})

test('one smoke answer that is wrong once pauses nothing; when it stays wrong, or a second is, it does', () => {
  const batch = { completed: 20, finished: 20 }
  const once = judgeFigures(watched(batch, { mismatches: 1, mismatching: 1 }), usual)
  assert.deepEqual([once.verdict, once.breaches.length, once.missing.length], ['unknown', 0, 1])
  assert.deepEqual(breached(watched(batch, { mismatches: 2, mismatching: 1 })), ['mismatches'])
  assert.deepEqual(breached(watched(batch, { mismatches: 2, mismatching: 2 })), ['mismatches'])
})

test('a calm batch is acceptable', () => {
  const judged = judgeFigures(watched({ ...calm }), usual)
  assert.deepEqual(judged, { verdict: 'acceptable', breaches: [], missing: [] })
})

const figures: fc.Arbitrary<Figures> = fc
  .record({
    completed: fc.nat(200),
    errors: fc.nat(50),
    low: fc.double({ min: 0, max: 1, noNaN: true }),
    feedback: fc.double({ min: 0, max: 1, noNaN: true }),
    bad: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ completed, errors, low, feedback, bad }) => {
    const given = Math.round(completed * feedback)
    return {
      ...{ requests: completed + errors, completed, errors, finished: completed + errors, timeouts: 0 },
      ...{ lowConfidence: Math.round(completed * low), feedback: given, badFeedback: Math.round(given * bad) },
    }
  })
const anything: fc.Arbitrary<Watched> = fc.record({
  ...{ batch: figures, others: figures, before: figures },
  ...{ mismatches: fc.nat(4), mismatching: fc.nat(4) },
})
const rate = fc.record({
  least: fc.double({ min: 0, max: 1, noNaN: true }),
  factor: fc.double({ min: 1, max: 9, noNaN: true }),
})
const anyThresholds = fc.record({
  ...{ min_cases: fc.integer({ min: 2, max: 50 }), min_occurrences: fc.integer({ min: 2, max: 9 }) },
  ...{ bad_feedback: rate, low_confidence: rate, errors: rate },
  ...{ mismatches: fc.integer({ min: 2, max: 9 }), watch_hours: fc.constant(72) },
})

test('nothing is ever paused for a single failure, nor for fewer cases than it takes', () => {
  fc.assert(
    fc.property(anything, anyThresholds, (seen, thresholds) => {
      for (const { figure, occurrences, cases } of judgeFigures(seen, thresholds).breaches) {
        assert.ok(occurrences >= 2)
        if (figure !== 'mismatches')
          assert.ok(cases >= thresholds.min_cases && occurrences >= thresholds.min_occurrences)
      }
    }),
  )
})

test('a batch that does no worse than what it is held against is never paused for a rate', () => {
  fc.assert(
    fc.property(figures, anyThresholds, (same, thresholds) => {
      const seen = { batch: same, others: same, before: same, mismatches: 0, mismatching: 0 }
      assert.deepEqual(judgeFigures(seen, thresholds).breaches, [])
    }),
  )
})

test('more bad feedback never makes it better', () => {
  fc.assert(
    fc.property(anything, anyThresholds, fc.nat(50), (seen, thresholds, more) => {
      const { batch } = seen
      const badFeedback = Math.min(batch.feedback, batch.badFeedback + more)
      const worse = { ...seen, batch: { ...batch, badFeedback } }
      const has = (some: Watched) =>
        judgeFigures(some, thresholds).breaches.some(({ figure }) => figure === 'bad_feedback')
      if (has(seen)) assert.ok(has(worse))
    }),
  )
})

test('acceptable means enough answers and nothing too bad', () => {
  fc.assert(
    fc.property(anything, anyThresholds, (seen, thresholds) => {
      const { verdict, breaches, missing } = judgeFigures(seen, thresholds)
      assert.equal(verdict === 'poor', breaches.length > 0)
      if (verdict === 'acceptable') assert.ok(seen.batch.completed >= thresholds.min_cases && missing.length === 0)
      if (verdict === 'unknown') assert.ok(missing.length > 0)
    }),
  )
})
