import type { Language, Synonyms } from '../knowledge/index.ts'

/** What answers are made for: a help page, a shop, a product. Its documents are its own. */
export interface Site {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  /** The language that is answered in where a question does not tell its own; null: that of most documents. */
  readonly language: Language | null
  readonly synonyms: Synonyms
  /** The likelihood from which on something is answered; null: the one fitted for everybody. */
  readonly leastSupport: number | null
  readonly createdAt: number
}
