import { type Found, type Passage, type WeighedQuestion, type WeighedUnit } from '../knowledge/index.ts'
import { calibration } from './calibration.ts'

/** What the judgement of an answer is made from; numbers of about 0 to 1, in the order of the calibration's weights. */
export function signalsOf({ question, passages }: Found): number[] {
  const [best, second] = passages
  const named = question.units.flatMap((unit, at) =>
    unit.light || unit.aside ? [] : [{ unit, met: best?.met[at] ?? 0 }],
  )
  // Who names nothing asks nothing that a document could answer.
  if (!best || !question.units.some(({ light, asks }) => !light && !asks)) return []
  const total = question.units.reduce((sum, { weight }) => sum + weight, 0) || 1
  const share = (of: (unit: WeighedUnit) => boolean): number =>
    question.units.reduce((sum, unit) => sum + (of(unit) ? unit.weight : 0), 0) / total
  const missed = named.filter(({ met }) => met < 0.3)
  return [
    best.coverage,
    best.bodyCoverage,
    best.statementCoverage,
    best.worstMissing,
    share(({ known }) => !known),
    share(({ guessed }) => guessed),
    named.length === 0 ? 0 : missed.length / named.length,
    missed.length === 0 ? 1 : 0,
    best.hasWanted === true ? 1 : 0,
    best.hasWanted === false ? 1 : 0,
    best.labelFit,
    best.nearness,
    margin(best, second),
    Math.min(1, named.length / 6),
    named.length <= 1 ? 1 : 0,
    named.some(({ unit, met }) => unit.name && met < 0.3) ? 1 : 0,
    best.chunk.kind === 'row' ? 1 : 0,
    best.coverage * best.labelFit,
    best.chunk.kind === 'row' && missed.length > 0 ? 1 : 0,
    question.wanted.kind === 'count' && best.hasWanted === false ? 1 : 0,
    documentCoverage(best, passages, question),
    missed.some(({ unit }) => unit.known) ? 1 : 0,
    missed.some(({ unit }) => !unit.known) ? 1 : 0,
    best.coverage ** 2,
  ]
}

/** How much of the question the best passage's document says anywhere: the topic may be right where the passage is not all of it. */
function documentCoverage(best: Passage, passages: readonly Passage[], question: WeighedQuestion): number {
  const same = passages.filter(({ chunk }) => chunk.documentId === best.chunk.documentId)
  const total = question.units.reduce((sum, { weight }) => sum + weight, 0) || 1
  return (
    question.units.reduce((sum, { weight }, at) => sum + weight * Math.max(...same.map(({ met }) => met[at] ?? 0)), 0) /
    total
  )
}

function margin(best: Passage, second: Passage | undefined): number {
  return second ? Math.min(0.3, best.score - second.score) : 0.3
}

/** How likely it is that the passages found answer the question: 0 to 1, fitted on the evaluation set's tuning half. */
export function judgeSupport(signals: readonly number[]): number {
  if (signals.length === 0) return 0
  const sum = signals.reduce((total, signal, at) => total + signal * (calibration.weights[at] ?? 0), calibration.bias)
  return 1 / (1 + Math.exp(-sum))
}

/** Under this likelihood nothing is answered. */
export const leastSupport = calibration.least
