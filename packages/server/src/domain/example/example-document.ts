import type { Language } from '../knowledge/index.ts'

interface Common {
  /** Its `source_id`: by it the document is known again, whatever its title became. */
  readonly sourceId: string
  readonly title: string
  readonly category: string
  readonly language: Language
}

/** A document of the example: a text in Markdown, or a question with its answer. */
export type ExampleDocument =
  | (Common & { readonly type: 'text'; readonly content: string })
  | (Common & { readonly type: 'qa'; readonly question: string; readonly answer: string })
