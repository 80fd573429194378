/** Content rollouts: a batch of documents tried by a share of the sessions. Source: wire contract 6, 10 R1. */
import Type, { type Static } from 'typebox'
import { count, flag, id, nullable, oneOf, text, time } from '../fields.ts'
import { documentStates, readinessStates, rolloutStates } from '../states.ts'
import { RolloutBreach, thresholdFields } from './rollout-parts.ts'

/** Percent of the sessions by which a batch is tried, stage by stage, where nobody says otherwise. */
export const defaultRolloutStages = [10, 50] as const
/** Smoke questions of one rollout. */
export const mostSmokeQuestions = 100
/** R1 asks for a small batch: from here on it is said that this one is not. */
export const largeRollout = 50

const share = (description: string) => Type.Integer({ minimum: 0, maximum: 100, description })
export const labelLimits = { minLength: 1, maxLength: 200 }

export const RolloutThresholds = Type.Object(thresholdFields, {
  description: 'From when on the watch pauses the rollout. Checked every minute.',
})
export type RolloutThresholds = Static<typeof RolloutThresholds>

export const defaultRolloutThresholds: RolloutThresholds = {
  min_cases: 5,
  min_occurrences: 2,
  bad_feedback: { least: 0.25, factor: 2 },
  low_confidence: { least: 0.4, factor: 1.5 },
  errors: { least: 0.05, factor: 2 },
  mismatches: 2,
  watch_hours: 72,
}

export const RolloutApproval = Type.Object({
  by: text('Who approved the content.'),
  at: time(),
  documents: count('Documents that were approved.'),
  stale: flag('Whether documents were added or changed since: it counts for nothing then.'),
})

export const RolloutSmoke = Type.Object({
  at: time(),
  passed: count('Questions whose answer was the expected one.'),
  failed: count('Questions whose answer was not.'),
  stale: flag('Whether documents or questions changed since: it counts for nothing then.'),
})

const rolloutFields = {
  id: id('rollout'),
  object: oneOf(['rollout']),
  site_id: id('site'),
  batch_id: text('The batch of documents that is rolled out.'),
  name: text('What it is called; the `batch_id` where nobody gave it a name.'),
  status: oneOf(rolloutStates),
  share: share('Percent of the sessions that are shown the batch now.'),
  stages: Type.Array(Type.Integer({ minimum: 1, maximum: 99 }), {
    description: 'The shares that it goes through, in percent.',
  }),
  next_share: nullable(share('The next of its stages; 100: all. Null: it goes no further.')),
  thresholds: RolloutThresholds,
  approval: nullable(RolloutApproval),
  smoke: nullable(RolloutSmoke),
  reason: nullable(Type.String({ description: 'Why it was paused or rolled back.' })),
  paused_by_watch: flag('Whether the watch paused it by itself.'),
  counts: Type.Object({
    documents: count('Documents of the batch.'),
    ready: count('Of these: ready.'),
    processing: count('Of these: being read.'),
    failed: count('Of these: cannot be read.'),
    questions: count('Smoke questions.'),
  }),
  warnings: Type.Array(Type.String(), { description: 'What is worth a second look, in sentences.' }),
  created_at: time(),
  updated_at: time(),
  started_at: nullable(time()),
  paused_at: nullable(time()),
  expanded_at: nullable(time()),
  ended_at: nullable(time()),
}

export const Rollout = Type.Object(rolloutFields)
export type Rollout = Static<typeof Rollout>

export const RolloutDocument = Type.Object({
  document_id: id('document'),
  source_id: nullable(Type.String({ description: "The caller's name for it." })),
  title: Type.String(),
  change: oneOf(['new', 'replaces'], { description: 'Whether the site has it without the batch.' }),
  version: count('The version that the batch brings.'),
  live_version: nullable(count('The version that everybody else is answered from; null: none.')),
  readiness: oneOf(readinessStates),
  status: oneOf(documentStates),
  updated_at: time(),
})
export type RolloutDocument = Static<typeof RolloutDocument>

/** What a smoke question was answered when it was asked last, over the documents as the batch makes them. */
export const SmokeResult = Type.Object({
  at: time(),
  passed: Type.Boolean(),
  because: oneOf(['matches', 'declined', 'says_something_else', 'other_document', 'not_ready'], {
    description: 'What the answer was like, held against what was expected.',
  }),
  answer: text('What was answered.'),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  document_ids: Type.Array(id('document'), { description: 'The documents it was answered from.' }),
  failed_in_row: count('How often it has failed since it passed last.'),
})
export type SmokeResult = Static<typeof SmokeResult>

export const SmokeQuestion = Type.Object({
  id: id('smokeQuestion'),
  question: Type.String(),
  language: nullable(text('Language it is asked in, such as `en`; null: as far as it can be told.')),
  expected: nullable(text('The passage that is expected in the answer; null: any answer will do.')),
  document_id: nullable(id('document', 'The document that is to answer; null: whichever.')),
  heading: nullable(text('Where in the document the passage stands.')),
  origin: oneOf(['generated', 'written'], {
    description: 'Whether it was made from the documents or written by somebody.',
  }),
  created_at: time(),
  updated_at: time(),
  last_result: nullable(SmokeResult),
})
export type SmokeQuestion = Static<typeof SmokeQuestion>

const RolloutFigures = Type.Object({
  requests: count('Questions that were asked.'),
  feedback: count('Answers that feedback was given on.'),
  bad_feedback: count('Of these: bad.'),
  bad_feedback_share: nullable(Type.Number({ description: 'Null: there is no feedback.' })),
  completed: count('Questions that were answered or declined.'),
  low_confidence: count('Of these: with low confidence, declined ones included.'),
  low_confidence_share: nullable(Type.Number()),
  finished: count('Questions that were completed or failed.'),
  errors: count('Of these: failed, timeouts included.'),
  timeouts: count('Of the errors: timeouts.'),
  error_share: nullable(Type.Number()),
})
export type RolloutFigures = Static<typeof RolloutFigures>

export const RolloutWatch = Type.Object({
  verdict: oneOf(['acceptable', 'poor', 'unknown'], {
    description: '`unknown`: too few cases so far to say. Only `acceptable` may be expanded without an override.',
  }),
  since: nullable(
    time('Figures count from here: when it was started, expanded or resumed last, at most 24 hours back.'),
  ),
  checked_at: nullable(time('When the watch looked last.')),
  batch: RolloutFigures,
  others: RolloutFigures,
  before: RolloutFigures,
  breaches: Type.Array(RolloutBreach),
  missing: Type.Array(Type.String(), { description: 'What is missing for a verdict, in sentences.' }),
})
export type RolloutWatch = Static<typeof RolloutWatch>

export const rolloutActions = [
  'change',
  'approve',
  'smoke',
  'start',
  'expand',
  'pause',
  'resume',
  'rollback',
  'finish',
] as const

export const rolloutLogActions = [
  'created',
  'changed',
  'document_added',
  'approved',
  'questions_generated',
  'question_added',
  'question_changed',
  'question_deleted',
  'smoke_run',
  'started',
  'expanded',
  'paused',
  'resumed',
  'rolled_back',
  'finished',
] as const

export const RolloutLogEntry = Type.Object({
  number: count('Counts the entries of a rollout from 1.'),
  at: time(),
  action: oneOf(rolloutLogActions),
  by: text('Who did it: as the caller said, or the name of the key; `watch` for the platform itself.'),
  key_id: nullable(id('key')),
  reason: nullable(Type.String({ description: 'Why, as the caller or the watch gave it.' })),
  override: flag('Whether it was done although something spoke against it; `details.overridden` says what.'),
  documents: Type.Array(
    Type.Object({
      document_id: id('document'),
      source_id: nullable(Type.String()),
      version: count('The version that the batch brought then.'),
    }),
    { description: 'The documents it was done to.' },
  ),
  details: Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    description: 'What else there is to know: shares, figures, results.',
  }),
})
export type RolloutLogEntry = Static<typeof RolloutLogEntry>

export const RolloutDetail = Type.Object({
  ...rolloutFields,
  documents: Type.Array(RolloutDocument),
  questions: Type.Array(SmokeQuestion),
  watch: RolloutWatch,
  actions: Type.Object(
    Object.fromEntries(
      rolloutActions.map((action) => [
        action,
        Type.Object({
          allowed: Type.Boolean(),
          overridable: flag('Whether what speaks against it can be overridden with a reason.'),
          reasons: Type.Array(Type.String(), { description: 'What speaks against it.' }),
        }),
      ]),
    ) as Record<
      (typeof rolloutActions)[number],
      ReturnType<
        typeof Type.Object<{
          allowed: ReturnType<typeof Type.Boolean>
          overridable: ReturnType<typeof flag>
          reasons: ReturnType<typeof Type.Array<ReturnType<typeof Type.String>>>
        }>
      >
    >,
    { description: 'What may be done now, and why the rest may not.' },
  ),
  log: Type.Array(RolloutLogEntry, { description: 'The last 20 entries of its log, the newest first.' }),
})
export type RolloutDetail = Static<typeof RolloutDetail>
