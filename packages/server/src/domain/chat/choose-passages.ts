import type { Found, LikelyPassage, WeighedUnit } from '../knowledge/index.ts'

/** Nothing tells which of two passages is meant where one is at least this share as likely as the other. */
const AS_LIKELY = 0.5
/** What is less likely than this is not said beside a better one. */
const LEAST = 0.15
const MOST = 3
const MOST_ROWS = 4
/** A part of the question is worth a passage of its own from this share of the question on. */
const PART = 0.3
const MET = 0.3

/**
 * The passages that answer together: the likeliest, those about as likely, and for what of the question it leaves out the
 * one that says it.
 */
export function choosePassages<Each extends LikelyPassage>({ question, passages }: Found<Each>): Each[] {
  const [best] = passages
  if (!best) return []
  const chosen = [best]
  const least = Math.max(LEAST, AS_LIKELY * best.likelihood)
  for (const passage of passages.slice(1))
    if (passage.likelihood >= least && !chosen.some((other) => overlap(other, passage)))
      if (chosen.length < (isSameTable(best, passage) ? MOST_ROWS : MOST)) chosen.push(passage)
  const other = passageForTheRest(question.units, best, passages)
  if (other && chosen.length < MOST && !chosen.some((each) => overlap(each, other))) chosen.push(other)
  return chosen
}

function isSameTable(one: LikelyPassage, other: LikelyPassage): boolean {
  return (
    one.chunk.kind === 'row' &&
    other.chunk.kind === 'row' &&
    one.chunk.documentId === other.chunk.documentId &&
    one.chunk.lead === other.chunk.lead &&
    one.chunk.headings.join('\n') === other.chunk.headings.join('\n')
  )
}

function overlap(one: LikelyPassage, other: LikelyPassage): boolean {
  return (
    one.chunk.documentId === other.chunk.documentId &&
    one.chunk.start < other.chunk.end &&
    other.chunk.start < one.chunk.end
  )
}

/** What the best passage leaves out, if the site knows it and it is much of the question: who says it. */
function passageForTheRest<Each extends LikelyPassage>(
  units: readonly WeighedUnit[],
  best: Each,
  passages: readonly Each[],
): Each | undefined {
  const rest = units.map(({ known, weight }, at) => (known && (best.met[at] ?? 0) < MET ? weight : 0))
  const total = units.reduce((sum, { weight }) => sum + weight, 0)
  const restTotal = rest.reduce((sum, weight) => sum + weight, 0)
  if (total === 0 || restTotal / total < PART) return undefined
  const worth = ({ met }: Each): number => rest.reduce((sum, weight, at) => sum + weight * (met[at] ?? 0), 0)
  return passages.find((passage) => passage.likelihood >= LEAST && worth(passage) >= 0.7 * restTotal)
}
