import { largeRollout, type Rollout as PublicRollout } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import type { WholeRollout } from './read-situation.ts'
import { nextShare, type Rollout } from './rollout.ts'

export function renderRollout(whole: WholeRollout): PublicRollout {
  const { rollout, documents, questions } = whole
  const { approval, smoke } = rollout
  return {
    id: rollout.id,
    object: 'rollout',
    site_id: rollout.siteId,
    batch_id: rollout.batchId,
    name: rollout.name,
    status: rollout.state,
    share: shownShare(rollout),
    stages: [...rollout.stages],
    next_share: nextShare(rollout),
    thresholds: rollout.thresholds,
    approval: approval && {
      by: approval.by,
      at: isoTime(approval.at),
      documents: approval.documents,
      stale: approval.mark !== whole.contentMark,
    },
    smoke: smoke && {
      at: isoTime(smoke.at),
      passed: smoke.passed,
      failed: smoke.failed,
      stale: smoke.mark !== whole.smokeMark,
    },
    reason: rollout.reason,
    paused_by_watch: rollout.pausedByWatch,
    counts: {
      documents: documents.total,
      ready: documents.total - documents.processing - documents.failed,
      processing: documents.processing,
      failed: documents.failed,
      questions,
    },
    warnings: warningsOf(whole),
    created_at: isoTime(rollout.createdAt),
    updated_at: isoTime(rollout.updatedAt),
    started_at: isoTimeOrNull(rollout.startedAt),
    paused_at: isoTimeOrNull(rollout.pausedAt),
    expanded_at: isoTimeOrNull(rollout.expandedAt),
    ended_at: isoTimeOrNull(rollout.endedAt),
  }
}

/** Percent of the sessions that are answered from the batch now. */
function shownShare({ state, share }: Rollout): number {
  return state === 'running' || state === 'expanded' || state === 'done' ? share : 0
}

function warningsOf({ rollout, documents, standing, questions }: WholeRollout): string[] {
  if (rollout.state === 'done' || rollout.state === 'rolled_back') return []
  const warnings: string[] = []
  if (documents.total === 0)
    warnings.push(`The batch has no documents yet. Send some with "batch_id": ${JSON.stringify(rollout.batchId)}.`)
  if (documents.total > largeRollout)
    warnings.push(
      `The batch has ${documents.total} documents. A small one, up to ${largeRollout}, is easier to judge and to take back.`,
    )
  const drafts = rollout.state === 'paused' ? [] : standing.filter(({ status }) => status === 'draft')
  if (drafts.length > 0)
    warnings.push(`Nobody is answered from documents that are drafts: ${some(drafts.map(({ title }) => title))}.`)
  if (documents.failed > 0) {
    const failed = standing.filter(({ readiness }) => readiness === 'failed')
    warnings.push(`These documents cannot be read: ${some(failed.map(({ title }) => title))}.`)
  }
  if (documents.total > 0 && questions === 0)
    warnings.push('There are no smoke questions: nothing is known of what the batch answers before customers ask.')
  return warnings
}

const MOST_NAMED = 5

function some(titles: readonly string[]): string {
  const named = titles.slice(0, MOST_NAMED).join(', ')
  return titles.length > MOST_NAMED ? `${named} and ${titles.length - MOST_NAMED} more` : named
}
