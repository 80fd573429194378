// What came of the questions, in figures.
import type { Asked } from './ask-set.ts'

export interface Figures {
  readonly inScope: number
  readonly outOfScope: number
  /** In scope, answered, and the answer says what is right; as a share of those in scope. */
  readonly answerAccuracy: number
  /** Of those in scope that were answered: a passage that answers is cited. */
  readonly citationAccuracy: number
  /** In scope, answered, and what is right is not said. */
  readonly wrongAnswers: number
  /** Out of scope, and answered. */
  readonly falseAnswers: number
  /** In scope, and declined; as a share of those in scope. */
  readonly falseRefusals: number
  /** Mean square of confidence against being right; 0 is perfect. */
  readonly brier: number
}

export function figuresOf(asked: readonly Asked[]): Figures {
  const inScope = asked.filter(({ question }) => question.kind === 'in-scope')
  const outOfScope = asked.filter(({ question }) => question.kind === 'out-of-scope')
  const answered = inScope.filter(({ answer }) => answer.answered)
  const share = (part: readonly Asked[], of: readonly Asked[]): number =>
    of.length === 0 ? 0 : part.length / of.length
  return {
    inScope: inScope.length,
    outOfScope: outOfScope.length,
    answerAccuracy: share(
      answered.filter(({ right }) => right),
      inScope,
    ),
    citationAccuracy: share(
      answered.filter(({ cited }) => cited),
      answered,
    ),
    wrongAnswers: answered.filter(({ right }) => !right).length,
    falseAnswers: outOfScope.filter(({ answer }) => answer.answered).length,
    falseRefusals: share(
      inScope.filter(({ answer }) => !answer.answered),
      inScope,
    ),
    brier:
      asked.reduce((sum, { answer, right }) => sum + (answer.support - (right ? 1 : 0)) ** 2, 0) / (asked.length || 1),
  }
}

/** How often answers of about the same confidence were right: [from, to), how many, mean confidence, share that was right. */
export function reliabilityOf(
  asked: readonly Asked[],
): { from: number; count: number; confidence: number; right: number }[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const these = asked.filter(({ answer }) => Math.min(9, Math.floor(answer.support * 10)) === bin)
    const mean = (of: (each: Asked) => number) => these.reduce((sum, each) => sum + of(each), 0) / (these.length || 1)
    return {
      from: bin / 10,
      count: these.length,
      confidence: mean(({ answer }) => answer.support),
      right: mean(({ right }) => (right ? 1 : 0)),
    }
  }).filter(({ count }) => count > 0)
}
