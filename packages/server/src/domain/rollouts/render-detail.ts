import type { RolloutDetail, RolloutDocument, RolloutFigures, RolloutLogEntry, RolloutWatch } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import type { Reader } from '../../store/index.ts'
import type { BatchDocument } from './batch-documents.ts'
import { decideActions } from './decide-actions.ts'
import { type Figures, partOf } from './figures.ts'
import { figuresFrom, type WholeRollout } from './read-situation.ts'
import { renderQuestion } from './render-question.ts'
import { renderRollout } from './render-rollout.ts'
import { entriesOf, type NumberedEntry } from './store-log.ts'

/** Entries of the log that are shown with a rollout. */
const LAST_ENTRIES = 20

export async function renderDetail(read: Reader, whole: WholeRollout): Promise<RolloutDetail> {
  const { entries } = await entriesOf(read, whole.rollout, { perPage: LAST_ENTRIES, offset: 0 })
  const actions = Object.entries(decideActions(whole)).map(([action, { reasons, ...permission }]) => [
    action,
    { ...permission, reasons: [...reasons] },
  ])
  return {
    ...renderRollout(whole),
    documents: whole.standing.map(renderDocument),
    questions: whole.asked.map(renderQuestion),
    watch: renderWatch(whole),
    actions: Object.fromEntries(actions) as RolloutDetail['actions'],
    log: entries.map(renderEntry),
  }
}

function renderDocument(document: BatchDocument): RolloutDocument {
  return {
    document_id: document.documentId,
    source_id: document.sourceId,
    title: document.title,
    change: document.liveVersion === null ? 'new' : 'replaces',
    version: document.version,
    live_version: document.liveVersion,
    readiness: document.readiness,
    status: document.status,
    updated_at: isoTime(document.updatedAt),
  }
}

function renderWatch({ rollout, watched, judgement }: WholeRollout): RolloutWatch {
  const shown = rollout.state === 'running' || rollout.state === 'expanded'
  return {
    verdict: judgement.verdict,
    since: isoTimeOrNull(figuresFrom(rollout, rollout.updatedAt)),
    checked_at: isoTimeOrNull(rollout.checkedAt),
    batch: renderFigures(watched.batch),
    others: renderFigures(watched.others),
    before: renderFigures(watched.before),
    breaches: judgement.breaches.map((breach) => ({
      ...breach,
      share: rounded(breach.share),
      baseline: rounded(breach.baseline),
      limit: rounded(breach.limit) ?? 0,
    })),
    missing: shown ? [...judgement.missing] : [],
  }
}

function renderFigures(figures: Figures): RolloutFigures {
  return {
    requests: figures.requests,
    feedback: figures.feedback,
    bad_feedback: figures.badFeedback,
    bad_feedback_share: rounded(partOf(figures.badFeedback, figures.feedback)),
    completed: figures.completed,
    low_confidence: figures.lowConfidence,
    low_confidence_share: rounded(partOf(figures.lowConfidence, figures.completed)),
    finished: figures.finished,
    errors: figures.errors,
    timeouts: figures.timeouts,
    error_share: rounded(partOf(figures.errors, figures.finished)),
  }
}

function rounded(part: number | null): number | null {
  return part === null ? null : Math.round(part * 10_000) / 10_000
}

export function renderEntry(entry: NumberedEntry): RolloutLogEntry {
  return {
    number: entry.number,
    at: isoTime(entry.at),
    action: entry.action,
    by: entry.by,
    key_id: entry.keyId,
    reason: entry.reason,
    override: entry.override,
    documents: entry.documents.map(({ documentId, sourceId, version }) => ({
      document_id: documentId,
      source_id: sourceId,
      version,
    })),
    details: entry.details,
  }
}
