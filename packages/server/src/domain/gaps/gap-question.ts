import type { Language, Synonyms } from '../knowledge/index.ts'

/** One thing that a question names. */
export interface GapTerm {
  /** Its stem. */
  readonly term: string
  /** As it was typed, folded. */
  readonly surface: string
  /** How much it tells: 1 what the site never says, less the oftener it does. */
  readonly weight: number
  /** Whether the site says it, which no slip of the finger is. */
  readonly known: boolean
  /** Figures, and what has figures in it: another number is another thing. */
  readonly exact: boolean
}

/** What a question asks, as far as it is held against others. */
export interface Signature {
  readonly language: Language
  /** In their own order, so that the same words in another order are the same signature. */
  readonly terms: readonly GapTerm[]
  /** What kind of thing would be an answer; null: it does not say. */
  readonly wanted: 'money' | 'time' | 'measure' | `count ${string}` | null
}

/** What about a site the reading of a question depends on. */
export interface SiteWords {
  readonly language: Language | null
  readonly synonyms: Synonyms
  /** How much a term tells on this site: 1 where the site never says it. */
  readonly rarityOf: (term: string) => number
}

/** Why a message is no question that a document could answer. */
export type NoQuestion = 'orders' | 'single_word' | 'gibberish' | 'names_nothing'
