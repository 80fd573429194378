// The evaluation set as it stands in the files beside this one.
import { readdirSync, readFileSync } from 'node:fs'

import { readQuestions } from './read-questions.ts'

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

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

export function readSet(language: Language): EvaluationSet {
  const names = readdirSync(new URL(`documents/${language}/`, import.meta.url)).sort()
  const synonyms = JSON.parse(textOf('synonyms.json')) as Record<Language, string[][]>
  return {
    name: language,
    language,
    documents: new Map(names.map((name) => [name, textOf(`documents/${language}/${name}`)])),
    questions: JSON.parse(textOf(`questions/${language}.json`)) as Question[],
    synonyms: synonyms[language],
  }
}

/** Small sites of other businesses, of which everything is for tuning. */
export function readTuningSites(): EvaluationSet[] {
  return readdirSync(new URL('tuning/', import.meta.url))
    .sort()
    .map((name) => {
      const files = readdirSync(new URL(`tuning/${name}/`, import.meta.url)).filter((file) => file.endsWith('.md'))
      const documents = new Map(files.sort().map((file) => [file, textOf(`tuning/${name}/${file}`)]))
      return { name, documents, ...readQuestions(name, textOf(`tuning/${name}/questions.txt`), documents) }
    })
}
