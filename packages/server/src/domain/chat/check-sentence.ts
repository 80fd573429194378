import { detectLanguage, type FoundChunk, isQuoteAt, type Language, quoteOf } from '../knowledge/index.ts'
import { factsOf, isNegative, namedShare, strangeFacts } from './facts.ts'
import { findQuote } from './find-quote.ts'
import { givesOrders } from './orders-to-models.ts'
import type { Quotation } from './quote-passage.ts'
import type { SaidSentence } from './read-sentences.ts'

/** Why a sentence is not said. */
export type Unsupported =
  | 'no_passage'
  | 'no_quote'
  | 'short_quote'
  | 'strange_facts'
  | 'negation'
  | 'strange_words'
  | 'language'
  | 'orders'
  | 'long'

const LONGEST_SENTENCE = 600
/** What supports nothing by itself: a word or two. */
const LEAST_QUOTE_WORDS = 3
/** Of what a sentence names, its quote and what stands around it name so much. */
const LEAST_NAMED = 0.6
/** A detected language is believed from so many words on. */
const LEAST_WORDS = 6
/** A translation is about as long as what it translates. */
const LONGER = 2.5

/**
 * Holds a model's sentence against the passage that it names: its quote stands there word by word, and the sentence states no
 * number, time, price, address, day or negation that the quote does not, and names little else. What it means by that is more
 * than a machine of ours can tell: what passes is supported by words, not proven.
 */
export function checkSentence(
  { text, passage, quote }: SaidSentence,
  passages: readonly FoundChunk[],
  language: Language,
): Quotation | Unsupported {
  const said = quoteOf(text)
  const chunk = Number.isInteger(passage) ? passages[passage - 1] : undefined
  if (!chunk) return 'no_passage'
  if (said === '' || said.length > LONGEST_SENTENCE) return 'long'
  const span = findQuote(chunk.text, quote)
  if (!span) return 'no_quote'
  const quoted = quoteOf(chunk.text.slice(span.start, span.end))
  if (!isQuoteAt(chunk.text, span, quoted)) return 'no_quote'
  if (wordsIn(quoted) < LEAST_QUOTE_WORDS && quoted !== quoteOf(chunk.text)) return 'short_quote'
  if (givesOrders(said)) return 'orders'
  const spoken = wordsIn(said) < LEAST_WORDS ? language : (detectLanguage(said) ?? language)
  if (spoken !== language) return 'language'
  const fault = compare(said, language, { quoted, chunk })
  if (fault) return fault
  const { documentId, version, title, headings, start } = chunk
  const place = { start: start + span.start, end: start + span.end }
  return {
    text: said,
    citation: { documentId, version, title, headings, quote: quoted, language: chunk.language, ...place },
  }
}

function compare(
  said: string,
  language: Language,
  { quoted, chunk }: { readonly quoted: string; readonly chunk: FoundChunk },
): Unsupported | null {
  const lead = [chunk.title, ...chunk.headings, chunk.lead].join('\n')
  const facts = factsOf(quoted, chunk.language)
  // A table says its units at the head of the column, a list what it counts before it; numbers have to be in the quote itself.
  for (const fact of factsOf(lead, chunk.language)) if (!/\d/.test(fact)) facts.add(fact)
  if (strangeFacts(said, language, facts).length > 0) return 'strange_facts'
  if (isNegative(said, language) !== isNegative(quoted, chunk.language)) return 'negation'
  if (wordsIn(said) > LONGER * wordsIn(`${lead} ${quoted}`) + LEAST_WORDS) return 'long'
  // Across languages words cannot be compared.
  if (language !== chunk.language) return null
  return namedShare(said, `${lead}\n${quoted}`, language) < LEAST_NAMED ? 'strange_words' : null
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
}
