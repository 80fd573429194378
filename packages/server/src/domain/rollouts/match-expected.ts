import { foldText, plainText } from '../knowledge/index.ts'

/** An answer, as far as it is held against what was expected. */
export interface GivenAnswer {
  readonly answered: boolean
  readonly text: string
  readonly citations: readonly { readonly documentId: string; readonly quote: string }[]
}

export interface Expectation {
  /** The passage that is expected; null: any answer will do. */
  readonly expected: string | null
  /** The document that is to answer; null: whichever. */
  readonly documentId: string | null
}

export type MatchOutcome = 'matches' | 'declined' | 'says_something_else' | 'other_document'

/** A quote of fewer words says too little to be known by it. */
const FEWEST_WORDS = 3
/** In other words: this part of the expected words, and every number of them. */
const MOST_OF = 0.7

/** Holds an answer against what was expected. What a document says in other words counts where its numbers are the same. */
export function matchExpected(answer: GivenAnswer, { expected, documentId }: Expectation): MatchOutcome {
  if (!answer.answered) return 'declined'
  const fromIt = documentId === null || answer.citations.some((citation) => citation.documentId === documentId)
  if (expected === null) return fromIt ? 'matches' : 'other_document'
  if (says(answer, expected)) return 'matches'
  return fromIt ? 'says_something_else' : 'other_document'
}

function says({ text, citations }: GivenAnswer, expected: string): boolean {
  const wanted = wordsOf(expected)
  const quotes = citations.map(({ quote }) => wordsOf(quote))
  const given = [wordsOf(text), ...quotes]
  if (given.some((words) => holds(words, wanted))) return true
  // A long passage is quoted in part: whatever is quoted of it is of it.
  if (quotes.some((words) => words.length >= FEWEST_WORDS && holds(wanted, words))) return true
  return saysInOtherWords(given.flat(), wanted)
}

function saysInOtherWords(given: readonly string[], wanted: readonly string[]): boolean {
  if (wanted.length < FEWEST_WORDS) return false
  const said = new Set(given)
  if (wanted.some((word) => /\d/.test(word) && !said.has(word))) return false
  return wanted.filter((word) => said.has(word)).length >= wanted.length * MOST_OF
}

/** Whether these words stand in those, one after the other. */
function holds(words: readonly string[], some: readonly string[]): boolean {
  return some.length > 0 && ` ${words.join(' ')} `.includes(` ${some.join(' ')} `)
}

/** Words and numbers, folded; `9.90`, `9:00` and `2–3` stay whole enough to be told from others. */
function wordsOf(text: string): string[] {
  return foldText(plainText(text)).match(/[\p{L}\p{N}]+(?:[.,:]\p{N}+)*/gu) ?? []
}
