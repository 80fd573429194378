import type { MatchOutcome } from './match-expected.ts'

/** What a question was answered when it was asked last. */
export interface QuestionResult {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly passed: boolean
  readonly because: MatchOutcome | 'not_ready'
  readonly answer: string
  readonly confidence: number
  readonly documentIds: readonly string[]
  /** How often it has failed since it passed last. */
  readonly failedInRow: number
}

/** A question by which it is seen whether a batch says what it is to say. */
export interface Question {
  readonly id: string
  readonly question: string
  /** As the caller wrote it. */
  readonly language: string | null
  readonly expected: string | null
  readonly documentId: string | null
  readonly heading: string | null
  readonly origin: 'generated' | 'written'
  /** Whether somebody changed it since it was made: it is not made anew then. */
  readonly edited: boolean
  /** Whether it has matched since the rollout was last shown: what never did cannot stop matching. */
  readonly held: boolean
  readonly result: QuestionResult | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** A question with what became of it when it was asked. */
export function withResult(question: Question, result: Omit<QuestionResult, 'failedInRow'>): Question {
  const before = question.result?.failedInRow ?? 0
  return {
    ...question,
    held: question.held || result.passed,
    result: { ...result, failedInRow: result.passed ? 0 : before + 1 },
  }
}

/** A question as it is when the batch is shown: only what matches now can stop matching. */
export function asShown(question: Question): Question {
  const { result } = question
  return {
    ...question,
    held: result?.passed === true,
    result: result && { ...result, failedInRow: result.passed ? 0 : 1 },
  }
}

/** Wrong answers of questions that matched once, each as often as it failed in a row. */
export function countMismatches(questions: readonly Question[]): { mismatches: number; mismatching: number } {
  const failing = questions.filter(({ held, result }) => held && result !== null && !result.passed)
  return {
    mismatches: failing.reduce((sum, { result }) => sum + (result?.failedInRow ?? 0), 0),
    mismatching: failing.length,
  }
}
