import { givesOrders } from '../chat/index.ts'
import {
  analyseText,
  detectLanguage,
  type Language,
  oneSlipFrom,
  splitSentences,
  type Term,
  wantedBy,
} from '../knowledge/index.ts'
import { dealingWords } from './dealing-words.ts'
import type { GapTerm, NoQuestion, Signature, SiteWords } from './gap-question.ts'
import { insults, scorn } from './insults.ts'
import { isGibberish } from './is-gibberish.ts'
import { maskPersonalData, withoutMasks } from './mask-personal-data.ts'

/** Characters that are read: what is longer is a story, and its beginning tells what it is about. */
export const MOST_READ = 600
const MOST_TERMS = 12
/** A number tells less than a word: it is mostly said of something. */
const NUMBER = 0.5
/** What is done in every shop is rarely what is missing. */
const DEALING = 0.5

export type ReadQuestion =
  | {
      readonly kind: 'question'
      readonly signature: Signature
      /** As it was asked, masked, on one line. */
      readonly masked: string
    }
  | { readonly kind: 'none'; readonly why: NoQuestion }

/**
 * What a message asks, or why it asks for nothing that a document could say: orders to a model, a single word, keys struck at
 * random, greetings and insults.
 */
export function readGapQuestion(message: string, asked: Language | null, site: SiteWords): ReadQuestion {
  const text = message.slice(0, MOST_READ)
  if (givesOrders(text)) return { kind: 'none', why: 'orders' }
  const masked = maskPersonalData(text).replace(/\s+/gu, ' ').trim()
  const open = withoutMasks(masked)
  const language = detectLanguage(open) ?? asked ?? site.language ?? 'en'
  const words = analyseText(open, language).filter(({ token }) => !token.part)
  if (words.length < 2) return { kind: 'none', why: 'single_word' }
  const informative = words.filter(
    (word) =>
      word.wordClass === 'informative' && !insults.has(word.token.text) && !isSmallMistyped(word, language, site),
  )
  const strange = informative.filter((word) => isStrange(word, site))
  if (strange.length > 0 && strange.length * 2 >= informative.length) return { kind: 'none', why: 'gibberish' }
  const said = informative.filter((word) => !strange.includes(word))
  const terms = termsOf(inQuestion(said, open), site)
  // A number alone is an answer to somebody else's question.
  if (!terms.some(({ exact, surface }) => !exact && !scorn.has(surface))) return { kind: 'none', why: 'names_nothing' }
  return { kind: 'question', signature: { language, terms, wanted: wantedOf(open, language) }, masked }
}

/** The words of the sentences that ask, where some do and name anything: what is told around them differs from teller to teller. */
function inQuestion(words: readonly Term[], text: string): readonly Term[] {
  const asking = splitSentences(text).filter(({ start, end }) => text.slice(start, end).endsWith('?'))
  const asked = words.filter(({ token }) => asking.some(({ start, end }) => start <= token.start && token.start < end))
  return asked.some(({ token }) => token.kind === 'word') ? asked : words
}

function isStrange({ token, term }: Term, site: SiteWords): boolean {
  return token.kind === 'word' && site.rarityOf(term) === 1 && isGibberish(token.text)
}

/** Whether a word that the site never says is a small one with two letters swapped: "yuo", "waht". */
function isSmallMistyped({ token, term }: Term, language: Language, site: SiteWords): boolean {
  const { text, kind } = token
  if (kind !== 'word' || text.length < 3 || text.length > 6 || site.rarityOf(term) < 1) return false
  for (let at = 0; at + 1 < text.length; at++) {
    const swapped = text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
    const [word] = analyseText(swapped, language)
    if (word && word.wordClass !== 'informative') return true
  }
  return false
}

function termsOf(words: readonly Term[], { rarityOf }: SiteWords): GapTerm[] {
  const found = new Map<string, GapTerm>()
  for (const { term, token } of words) {
    const exact = token.kind !== 'word'
    const rarity = rarityOf(term)
    const weight = rarity * (token.kind === 'number' ? NUMBER : isDealing(token.text, rarity) ? DEALING : 1)
    found.set(term, { term, surface: token.text, weight, known: rarity < 1, exact })
  }
  return [...found.values()]
    .sort((one, other) => other.weight - one.weight || compare(one.term, other.term))
    .slice(0, MOST_TERMS)
    .sort((one, other) => compare(one.term, other.term))
}

function isDealing(word: string, rarity: number): boolean {
  if (dealingWords.has(word)) return true
  return rarity === 1 && word.length >= 5 && oneSlipFrom(word).some((meant) => dealingWords.has(meant))
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function wantedOf(text: string, language: Language): Signature['wanted'] {
  const wanted = wantedBy(text, language)
  switch (wanted.kind) {
    case 'money':
    case 'measure':
      return wanted.kind
    case 'time':
    case 'clock':
      return 'time'
    case 'count':
      return `count ${wanted.what}`
    default:
      return null
  }
}

/** By what equal signatures are known: their words, whatever the order, and what they want. */
export function keyOf({ terms, wanted }: Signature): string {
  return `${terms.map(({ term }) => term).join(' ')}|${wanted ?? ''}`
}
