import type { Found, LikelyPassage, WeighedQuestion } from '../knowledge/index.ts'
import { calibration } from './calibration.ts'

/** How likely a passage is that is not there. */
const NONE = 0.02

/**
 * What the judgement of an answer is made from, in the order of the calibration's weights: how likely the passages are that
 * it is made of (as log odds), and the best of those that it leaves out. Empty where nothing is asked.
 */
export function signalsOf({ question, passages }: Found, chosen: readonly LikelyPassage[]): number[] {
  const [first, second] = chosen
  if (!first || !asksSomething(question)) return []
  const left = passages.filter((passage) => !chosen.includes(passage))
  return [
    oddsOf(first.likelihood),
    oddsOf(second?.likelihood ?? NONE),
    oddsOf(1 - chosen.reduce((none, { likelihood }) => none * (1 - likelihood), 1)),
    oddsOf(Math.max(NONE, ...left.map(({ likelihood }) => likelihood))),
  ]
}

/** Who names nothing asks nothing that a document could answer. */
function asksSomething({ units, wanted }: WeighedQuestion): boolean {
  return units.some(({ light, everyday, known }) => !light && (known || !everyday || wanted.kind !== 'anything'))
}

function oddsOf(likelihood: number): number {
  const bounded = Math.min(0.995, Math.max(0.005, likelihood))
  return Math.log(bounded / (1 - bounded))
}

/** How likely it is that the passages found answer the question: 0 to 1, fitted on what the evaluation has for tuning. */
export function judgeSupport(signals: readonly number[]): number {
  if (signals.length === 0) return 0
  const sum = signals.reduce((total, signal, at) => total + signal * (calibration.weights[at] ?? 0), calibration.bias)
  return 1 / (1 + Math.exp(-sum))
}

/** Under this likelihood nothing is answered. */
export const leastSupport = calibration.least
