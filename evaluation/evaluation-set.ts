// What an evaluation set is.
export const languages = ['en', 'pt'] as const
export type Language = (typeof languages)[number]

/** The main set's documents are in `languages`; the tuning sites are also asked in others. */
export type AskedLanguage = Language | 'es' | 'fr' | 'de'

/** A passage that answers the question by itself. */
export interface ExpectedAnswer {
  readonly document: string
  readonly heading: string
  /** A sentence, a list item or a table row, as it stands in the document. */
  readonly quote: string
  /** What an answer has to say to be right. */
  readonly must_contain: readonly string[]
}

export interface Question {
  readonly id: string
  /** The language it is asked in; the documents' where it is not said. */
  readonly language?: AskedLanguage
  readonly split: 'tune' | 'held-out'
  readonly question: string
  readonly kind: 'in-scope' | 'out-of-scope'
  readonly category: string
  readonly traits?: readonly string[]
  readonly needs?: readonly string[]
  /** Any one of them is enough. */
  readonly answers: readonly ExpectedAnswer[]
  readonly why?: string
}

export interface EvaluationSet {
  /** What its site is called: a language for the two halves, a kind of business for the tuning sites. */
  readonly name: string
  readonly language: Language
  /** File name to text. */
  readonly documents: ReadonlyMap<string, string>
  readonly questions: readonly Question[]
  /** Groups of words that mean the same in this shop. */
  readonly synonyms: readonly (readonly string[])[]
}
