import type { RolloutThresholds } from '@posthorn/contract'

import { addFigures, type Figures, partOf } from './figures.ts'

/** What the watch sees of a rollout. */
export interface Watched {
  /** Sessions that were shown the batch. */
  readonly batch: Figures
  /** Sessions that were not, in the same time. */
  readonly others: Figures
  /** All sessions of the site in the seven days before it was started. */
  readonly before: Figures
  /** Smoke answers that matched once and do not any more, each as often as it failed in a row. */
  readonly mismatches: number
  /** How many questions these are. */
  readonly mismatching: number
}

export interface Breach {
  readonly figure: 'bad_feedback' | 'low_confidence' | 'errors' | 'mismatches'
  readonly occurrences: number
  readonly cases: number
  /** The part of the cases that is bad; null: it is counted. */
  readonly share: number | null
  readonly baseline: number | null
  readonly limit: number
  readonly sentence: string
}

export interface Judgement {
  readonly verdict: 'acceptable' | 'poor' | 'unknown'
  readonly breaches: readonly Breach[]
  /** What is missing for a verdict, in sentences. */
  readonly missing: readonly string[]
}

/** Bad cases among cases. */
interface Measured {
  readonly bad: number
  readonly cases: number
}

/** No single failure is ever too much (wire contract 8), whatever somebody set. */
const FEWEST = 2

/** Decides whether what is measured is acceptable, too bad, or too little to say. Pure: the whole policy stands here. */
export function judgeFigures(watched: Watched, thresholds: RolloutThresholds): Judgement {
  const breaches = [...breachesOf(watched, thresholds)]
  if (breaches.length > 0) return { verdict: 'poor', breaches, missing: [] }
  const missing: string[] = []
  const { completed } = watched.batch
  if (completed < thresholds.min_cases)
    missing.push(
      `Only ${completed} of the ${thresholds.min_cases} answers that it takes to judge have been given so far.`,
    )
  if (watched.mismatches > 0)
    missing.push('A smoke question was not answered as expected; it is asked again in a minute.')
  return { verdict: missing.length > 0 ? 'unknown' : 'acceptable', breaches, missing }
}

function* breachesOf(watched: Watched, thresholds: RolloutThresholds): Generator<Breach> {
  const { batch, others, before } = watched
  const feedback = ({ badFeedback: bad, feedback: cases }: Figures): Measured => ({ bad, cases })
  const confidence = ({ lowConfidence: bad, completed: cases }: Figures): Measured => ({ bad, cases })
  const errors = ({ errors: bad, finished: cases }: Figures): Measured => ({ bad, cases })
  const rates = [
    rateBreach('bad_feedback', feedback(batch), [others, before].map(feedback), thresholds),
    rateBreach('low_confidence', confidence(batch), [others, before].map(confidence), thresholds),
    // Taking in a batch is work for the whole site: errors of those who do not see it count as well, against the days before.
    rateBreach('errors', errors(batch), [others, before].map(errors), thresholds) ??
      (before.finished < thresholds.min_cases
        ? null
        : rateBreach('errors', errors(addFigures(batch, others)), [errors(before)], thresholds)),
  ]
  for (const breach of rates) if (breach) yield breach
  if (watched.mismatches >= Math.max(FEWEST, thresholds.mismatches)) yield mismatchBreach(watched, thresholds)
}

function rateBreach(
  figure: 'bad_feedback' | 'low_confidence' | 'errors',
  { bad, cases }: Measured,
  baselines: readonly Measured[],
  thresholds: RolloutThresholds,
): Breach | null {
  const share = partOf(bad, cases)
  if (share === null || cases < thresholds.min_cases) return null
  if (bad < Math.max(FEWEST, thresholds.min_occurrences)) return null
  const baseline = baselineOf(baselines, thresholds.min_cases)
  const limit = limitOf(thresholds[figure], baseline)
  if (share < limit || share <= (baseline ?? 0)) return null
  const words = { figure, occurrences: bad, cases, share, baseline, limit }
  return { ...words, sentence: sentenceOf(words) }
}

/** The worse of what it is held against, of what has enough cases to say: what is bad anyway is not the batch's fault. */
function baselineOf(baselines: readonly Measured[], fewest: number): number | null {
  const shares = baselines.flatMap(({ bad, cases }) => (cases >= Math.max(fewest, 1) ? [bad / cases] : []))
  return shares.length === 0 ? null : Math.max(...shares)
}

/**
 * From where on a part is too much. Where things are bad already a multiple would be out of reach: then it is halfway from there
 * to all of them.
 */
function limitOf({ least, factor }: { least: number; factor: number }, baseline: number | null): number {
  if (baseline === null) return least
  return Math.max(least, Math.min(baseline * factor, baseline + (1 - baseline) / 2))
}

const names = { bad_feedback: 'Bad feedback', low_confidence: 'Low confidence', errors: 'Errors and timeouts' } as const

function sentenceOf({ figure, occurrences, cases, share, baseline, limit }: Omit<Breach, 'sentence'>): string {
  const percent = (part: number | null): string => `${Math.round((part ?? 0) * 1000) / 10} %`
  const named = figure === 'mismatches' ? '' : names[figure]
  const held = baseline === null ? 'with nothing to hold it against' : `${percent(baseline)} otherwise`
  return `${named}: ${occurrences} of ${cases} with the batch (${percent(share)}), ${held}; the limit is ${percent(limit)}.`
}

function mismatchBreach({ mismatches, mismatching }: Watched, thresholds: RolloutThresholds): Breach {
  const limit = Math.max(FEWEST, thresholds.mismatches)
  const questions = mismatching === 1 ? 'One smoke question is' : `${mismatching} smoke questions are`
  return {
    figure: 'mismatches',
    occurrences: mismatches,
    cases: mismatching,
    share: null,
    baseline: null,
    limit,
    sentence: `${questions} no longer answered as the approved content has it: ${mismatches} wrong answers; the limit is ${limit}.`,
  }
}
