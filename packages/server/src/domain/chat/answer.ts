import type { Language, Span } from '../knowledge/index.ts'

/** Where an answer's words stand: the quote is the document's text at [start, end), blanks aside (`quoteOf`). */
export interface Citation extends Span {
  readonly documentId: string
  readonly version: number
  readonly title: string
  /** The headings above the quote, the outermost first. */
  readonly headings: readonly string[]
  readonly quote: string
  readonly language: Language
}

/** Cut at 0.4 and 0.7 (wire contract 3.5). */
export type ConfidenceLevel = 'low' | 'medium' | 'high'

export function levelOf(confidence: number): ConfidenceLevel {
  if (confidence < 0.4) return 'low'
  return confidence < 0.7 ? 'medium' : 'high'
}

export interface Answer {
  /** False: nothing supports an answer, and `text` says so. */
  readonly answered: boolean
  readonly text: string
  /** The language of what we say ourselves; quotes stay in theirs. */
  readonly language: Language
  /** How likely it is that this answers the question: of answers with 0.8, four in five do. 0 when declined. */
  readonly confidence: number
  readonly confidenceLevel: ConfidenceLevel
  /** The likelihood of the best answer there was, given or not: for whoever looks for gaps. */
  readonly support: number
  readonly citations: readonly Citation[]
}
