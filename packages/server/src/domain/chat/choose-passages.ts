import type { Found, Passage, WeighedUnit } from '../knowledge/index.ts'

/** Passages so near to the best that nothing tells which of them is meant. */
const AS_GOOD = 0.05
const MOST_AS_GOOD = 2
const MOST_ROWS = 4
const MOST = 4
/** A part of the question is worth a passage of its own from this share of the question on. */
const PART = 0.3
const MET = 0.3

/**
 * The passages that answer together: the best one, those as good, the rows of its table that are, and for what of the
 * question the best one says nothing the one that does.
 */
export function choosePassages({ question, passages }: Found): Passage[] {
  const [best] = passages
  if (!best) return []
  const chosen = [best]
  for (const passage of passages.slice(1)) {
    const sameTable = isSameTable(best, passage)
    if (best.score - passage.score > AS_GOOD || chosen.length >= (sameTable ? MOST_ROWS : MOST_AS_GOOD)) continue
    if (!chosen.some((other) => overlap(other, passage))) chosen.push(passage)
  }
  const other = passageForTheRest(question.units, best, passages)
  if (other && chosen.length < MOST && !chosen.some((each) => overlap(each, other))) chosen.push(other)
  return chosen
}

function isSameTable(one: Passage, other: Passage): boolean {
  return (
    one.chunk.kind === 'row' &&
    other.chunk.kind === 'row' &&
    one.chunk.documentId === other.chunk.documentId &&
    one.chunk.lead === other.chunk.lead &&
    one.chunk.headings.join('\n') === other.chunk.headings.join('\n')
  )
}

function overlap(one: Passage, other: Passage): boolean {
  return (
    one.chunk.documentId === other.chunk.documentId &&
    one.chunk.start < other.chunk.end &&
    other.chunk.start < one.chunk.end
  )
}

/** What the best passage leaves out, if the site knows it and it is much of the question: who says it. */
function passageForTheRest(
  units: readonly WeighedUnit[],
  best: Passage,
  passages: readonly Passage[],
): Passage | undefined {
  const rest = units.map(({ known, weight }, at) => (known && (best.met[at] ?? 0) < MET ? weight : 0))
  const total = units.reduce((sum, { weight }) => sum + weight, 0)
  const restTotal = rest.reduce((sum, weight) => sum + weight, 0)
  if (total === 0 || restTotal / total < PART) return undefined
  const worth = (passage: Passage): number => rest.reduce((sum, weight, at) => sum + weight * (passage.met[at] ?? 0), 0)
  const [first] = passages
    .filter((passage) => worth(passage) >= 0.7 * restTotal)
    .sort((one, other) => worth(other) + 0.3 * other.score - (worth(one) + 0.3 * one.score))
  return first
}
