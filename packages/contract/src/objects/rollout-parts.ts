/** Parts of rollouts that stand in inputs and events as well: the SDK writes them out where they stand. */
import Type, { type Static } from 'typebox'
import { count, nullable, oneOf, text } from '../fields.ts'

/** What a figure is held against: the part of the cases that are bad, and how that compares with the baseline. */
const RolloutThreshold = Type.Object({
  least: Type.Number({ minimum: 0, maximum: 1, description: 'A part of the cases below this is never too much.' }),
  factor: Type.Number({ minimum: 1, maximum: 100, description: 'Too much is this many times the baseline, or more.' }),
})

const occurrences = Type.Integer({
  minimum: 2,
  maximum: 1000,
  description: 'Bad cases that there must be. At least two: nothing is paused for a single failure.',
})

export const thresholdFields = {
  min_cases: Type.Integer({
    minimum: 2,
    maximum: 10_000,
    description: 'Cases from which on a part of them is judged.',
  }),
  min_occurrences: occurrences,
  bad_feedback: RolloutThreshold,
  low_confidence: RolloutThreshold,
  errors: RolloutThreshold,
  mismatches: Type.Integer({
    minimum: 2,
    maximum: 1000,
    description:
      'Smoke answers that no longer match, each counted as often as it failed in a row, from which on it is paused.',
  }),
  watch_hours: Type.Integer({ minimum: 1, maximum: 720, description: 'How long an expanded rollout is watched.' }),
}

/** The same with everything left out that is to stay as it is. */
export const RolloutThresholdChanges = Type.Partial(
  Type.Object({
    ...thresholdFields,
    bad_feedback: Type.Partial(RolloutThreshold),
    low_confidence: Type.Partial(RolloutThreshold),
    errors: Type.Partial(RolloutThreshold),
  }),
)

export const rolloutFigures = ['bad_feedback', 'low_confidence', 'errors', 'mismatches'] as const

export const RolloutBreach = Type.Object({
  figure: oneOf(rolloutFigures),
  occurrences: count('Bad cases.'),
  cases: count('Cases.'),
  share: nullable(
    Type.Number({ description: 'The part of the cases that are bad; null: it is counted, not measured.' }),
  ),
  baseline: nullable(Type.Number({ description: 'The same part of the baseline; null: it has too few cases.' })),
  limit: Type.Number({ description: 'From here on it is too much: a part, or for mismatches a number.' }),
  sentence: text('The same for people.'),
})
export type RolloutBreach = Static<typeof RolloutBreach>
