import type { Found, Passage } from '../knowledge/index.ts'
import { calibration } from './calibration.ts'

/** What the judgement of an answer is made from; numbers of about 0 to 1, in the order of the calibration's weights. */
export function signalsOf({ question, passages }: Found): number[] {
  const [best, second] = passages
  if (!best) return []
  const total = question.units.reduce((sum, { weight }) => sum + weight, 0) || 1
  const unknown = question.units.reduce((sum, { known, weight }) => sum + (known ? 0 : weight), 0) / total
  const named = question.units.filter(({ light, aside }) => !light && !aside)
  return [
    best.coverage,
    best.bodyCoverage,
    best.worstMissing,
    unknown,
    best.hasWanted === true ? 1 : 0,
    best.hasWanted === false ? 1 : 0,
    best.labelFit,
    best.nearness,
    margin(best, second),
    Math.min(1, named.length / 6),
    named.length <= 1 ? 1 : 0,
    namesMissed(question.units, best),
    best.coverage ** 2,
  ]
}

function margin(best: Passage, second: Passage | undefined): number {
  return second ? Math.min(0.3, best.score - second.score) : 0.3
}

/** Whether a name that the question gives is nowhere in the passage: it is about something else. */
function namesMissed(units: Found['question']['units'], best: Passage): number {
  return units.some(({ name, aside }, at) => name && !aside && (best.met[at] ?? 0) < 0.3) ? 1 : 0
}

/** How likely it is that the passages found answer the question: 0 to 1, fitted on the evaluation set's tuning half. */
export function judgeSupport(signals: readonly number[]): number {
  if (signals.length === 0) return 0
  const sum = signals.reduce((total, signal, at) => total + signal * (calibration.weights[at] ?? 0), calibration.bias)
  return 1 / (1 + Math.exp(-sum))
}

/** Under this likelihood nothing is answered. */
export const leastSupport = calibration.least
