/** A content rollout for the examples, as the other samples typed. */
import {
  defaultRolloutThresholds,
  type Rollout,
  type RolloutDetail,
  type RolloutFigures,
  type RolloutLogEntry,
  type SmokeQuestion,
} from './objects/rollout.ts'
import type { RolloutBreach } from './objects/rollout-parts.ts'
import { created, sampleIds } from './samples.ts'

export const sampleRolloutIds = {
  rollout: 'rol_01KPJX4H7J8K9M0N1P2Q3R4S5T',
  question: 'smq_01KPJX4J8K9M0N1P2Q3R4S5T6V',
  document: 'doc_01KPJX4K9M0N1P2Q3R4S5T6V7W',
} as const

export const sampleBreach: RolloutBreach = {
  figure: 'bad_feedback',
  occurrences: 4,
  cases: 6,
  share: 0.6667,
  baseline: 0.05,
  limit: 0.25,
  sentence: 'Bad feedback: 4 of 6 in the sessions with the batch (67 %), 5 % otherwise; the limit is 25 %.',
}

export const sampleRollout: Rollout = {
  id: sampleRolloutIds.rollout,
  object: 'rollout',
  site_id: sampleIds.site,
  batch_id: 'prices-2026-04',
  name: 'Prices of April',
  status: 'running',
  share: 10,
  stages: [10, 50],
  next_share: 50,
  thresholds: defaultRolloutThresholds,
  approval: { by: 'Maria', at: created, documents: 1, stale: false },
  smoke: { at: created, passed: 1, failed: 0, stale: false },
  reason: null,
  paused_by_watch: false,
  counts: { documents: 1, ready: 1, processing: 0, failed: 0, questions: 1 },
  warnings: [],
  created_at: created,
  updated_at: created,
  started_at: created,
  paused_at: null,
  expanded_at: null,
  ended_at: null,
}

export const sampleDraftRollout: Rollout = {
  ...sampleRollout,
  status: 'draft',
  share: 0,
  next_share: 10,
  approval: null,
  smoke: null,
  counts: { documents: 0, ready: 0, processing: 0, failed: 0, questions: 0 },
  warnings: ['The batch has no documents yet. Send some with "batch_id": "prices-2026-04".'],
  started_at: null,
}

export const sampleSmokeQuestion: SmokeQuestion = {
  id: sampleRolloutIds.question,
  question: 'What does express shipping cost?',
  language: 'en',
  expected: 'Express shipping costs €9.90.',
  document_id: sampleRolloutIds.document,
  heading: 'Express shipping',
  origin: 'generated',
  created_at: created,
  updated_at: created,
  last_result: {
    at: created,
    passed: true,
    because: 'matches',
    answer: 'Express shipping costs €9.90.',
    confidence: 0.91,
    document_ids: [sampleRolloutIds.document],
    failed_in_row: 0,
  },
}

const figures: RolloutFigures = {
  requests: 40,
  feedback: 6,
  bad_feedback: 0,
  bad_feedback_share: 0,
  completed: 40,
  low_confidence: 4,
  low_confidence_share: 0.1,
  finished: 40,
  errors: 0,
  timeouts: 0,
  error_share: 0,
}

export const sampleLogEntry: RolloutLogEntry = {
  number: 4,
  at: created,
  action: 'started',
  by: 'Maria',
  key_id: sampleIds.key,
  reason: null,
  override: false,
  documents: [{ document_id: sampleRolloutIds.document, source_id: 'shipping', version: 2 }],
  details: { share: 10 },
}

const yes = { allowed: true, overridable: false, reasons: [] }
const no = (reason: string) => ({ allowed: false, overridable: false, reasons: [reason] })

export const sampleRolloutDetail: RolloutDetail = {
  ...sampleRollout,
  documents: [
    {
      document_id: sampleRolloutIds.document,
      source_id: 'shipping',
      title: 'Shipping',
      change: 'replaces',
      version: 2,
      live_version: 1,
      readiness: 'ready',
      status: 'active',
      updated_at: created,
    },
  ],
  questions: [sampleSmokeQuestion],
  watch: {
    verdict: 'acceptable',
    since: created,
    checked_at: '2026-04-19T15:10:00Z',
    batch: figures,
    others: {
      ...figures,
      requests: 380,
      completed: 380,
      finished: 380,
      low_confidence: 35,
      low_confidence_share: 0.0921,
    },
    before: {
      ...figures,
      requests: 2100,
      completed: 2100,
      finished: 2100,
      low_confidence: 200,
      low_confidence_share: 0.0952,
    },
    breaches: [],
    missing: [],
  },
  actions: {
    change: yes,
    approve: yes,
    smoke: yes,
    start: no('It is running; it must be draft.'),
    expand: yes,
    pause: yes,
    resume: no('It is running; it must be paused.'),
    rollback: yes,
    finish: no('It is running; it must be expanded.'),
  },
  log: [sampleLogEntry],
}
