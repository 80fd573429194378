import type { Language } from './language.ts'
import { stemWord } from './stem-word.ts'
import { type Token, tokenise } from './tokenise.ts'
import { wordLists } from './word-lists.ts'

/** How much a word says of what a text is about. */
export type WordClass = 'informative' | 'light' | 'question' | 'stop'

export interface Term {
  /** What is compared and indexed. */
  readonly term: string
  readonly wordClass: WordClass
  readonly token: Token
}

/**
 * The terms of a text, in order: tokens, and words by their stem. What a language's lists say of a word is told, and
 * nothing is left out. A text and the same text folded have the same terms.
 */
export function analyseText(text: string, language: Language): Term[] {
  return tokenise(text).map((token) => ({
    term: token.kind === 'word' ? stemWord(token.text, language) : token.text,
    wordClass: classOf(token, language),
    token,
  }))
}

function classOf({ text, kind }: Token, language: Language): WordClass {
  const lists = wordLists[language]
  if (kind !== 'word') return 'informative'
  if (lists.question.has(text)) return 'question'
  if (lists.stop.has(text) || text.length === 1) return 'stop'
  return lists.light.has(text) ? 'light' : 'informative'
}

/** What of a text goes into the index: all but stop words. */
export function indexedTerms(text: string, language: Language): string[] {
  return analyseText(text, language).flatMap(({ term, wordClass }) => (wordClass === 'stop' ? [] : term))
}
