import { notFound } from '../../kernel/api-error.ts'
import { DAY_MS } from '../../kernel/time.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { BatchDocument } from './batch-documents.ts'
import type { Situation } from './decide-actions.ts'
import { noFigures } from './figures.ts'
import { judgeFigures, type Judgement, type Watched } from './judge-figures.ts'
import { contentMark, smokeMark } from './marks.ts'
import type { Rollout } from './rollout.ts'
import type { RolloutDeps } from './rollout-deps.ts'
import { countMismatches, type Question } from './smoke-question.ts'
import { documentsOf, holdRollout, type Owner, rolloutById, rolloutUnderWay } from './store.ts'
import { figuresOfBatch } from './store-figures.ts'
import { questionsOf } from './store-questions.ts'

/** A rollout with all that is decided from. */
export interface WholeRollout extends Situation {
  readonly standing: readonly BatchDocument[]
  readonly asked: readonly Question[]
  readonly watched: Watched
  readonly judgement: Judgement
}

/** Figures count this far back at most: what was bad yesterday may have been mended. */
const LONGEST_WINDOW_MS = DAY_MS

type SituationDeps = Pick<RolloutDeps, 'documents' | 'clock'>

/** A rollout of the site as it stands; 404 where there is none. */
export async function readWhole(deps: SituationDeps, read: Reader, owner: Owner, id: string): Promise<WholeRollout> {
  const rollout = await rolloutById(read, owner, id)
  if (!rollout) throw notFound('rollout')
  return wholeOf(deps, read, rollout)
}

/** The same, held until the transaction ends. */
export async function holdWhole(
  deps: SituationDeps & Pick<RolloutDeps, 'store'>,
  tx: Transaction,
  owner: Owner,
  id: string,
): Promise<WholeRollout> {
  const rollout = await holdRollout(tx, owner, id, deps.store.words.forUpdate)
  if (!rollout) throw notFound('rollout')
  return wholeOf(deps, tx, rollout)
}

export async function wholeOf(
  { documents, clock }: SituationDeps,
  read: Reader,
  rollout: Rollout,
): Promise<WholeRollout> {
  const standing = await documents.standing(read, rollout, await documentsOf(read, rollout))
  const asked = await questionsOf(read, rollout)
  const watched = await watchedOf(read, rollout, asked, clock.now())
  const other = await rolloutUnderWay(read, rollout)
  return {
    rollout,
    standing,
    asked,
    watched,
    documents: {
      total: standing.length,
      processing: standing.filter(({ readiness }) => readiness === 'processing').length,
      failed: standing.filter(({ readiness }) => readiness === 'failed').length,
    },
    questions: asked.length,
    contentMark: contentMark(standing),
    smokeMark: smokeMark(standing, asked),
    judgement: judgeFigures(watched, rollout.thresholds),
    underWay: other && other.id !== rollout.id ? other : null,
  }
}

/** What the watch measures. Nothing, as long as nobody was shown the batch. */
export async function watchedOf(
  read: Reader,
  rollout: Rollout,
  questions: readonly Question[],
  now: number,
): Promise<Watched> {
  const before = rollout.before ?? noFigures
  const from = figuresFrom(rollout, now)
  if (from === null) return { batch: noFigures, others: noFigures, before, mismatches: 0, mismatching: 0 }
  // Up to and with this moment: what has just been answered counts.
  const to = (rollout.pausedAt ?? rollout.endedAt ?? now) + 1
  const { batch, others } = await figuresOfBatch(read, rollout, rollout.batchId, { from, to })
  return { batch, others, before, ...countMismatches(questions) }
}

/** From when on figures count; null: it was never shown to anybody. */
export function figuresFrom({ watchedSince, pausedAt, endedAt }: Rollout, now: number): number | null {
  return watchedSince === null ? null : Math.max(watchedSince, (pausedAt ?? endedAt ?? now) - LONGEST_WINDOW_MS)
}
