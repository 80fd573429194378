import type { Reader } from '../../store/index.ts'
import type { Language } from './language.ts'
import { detectLanguage } from './detect-language.ts'
import { joinCandidates, type SearchByMeaning, withMeaning } from './join-by-meaning.ts'
import { readQuestion, type Synonyms } from './read-question.ts'
import { scoreByStatement } from './score-by-statement.ts'
import { type Passage, scorePassage } from './score-passage.ts'
import { searchCandidates, type Shelves, sizesOf } from './store-search.ts'
import { type WeighedQuestion, weighQuestion } from './weigh-question.ts'

export interface Search extends Shelves {
  readonly text: string
  /** The language of the question; null: as far as it can be told. */
  readonly language: Language | null
  readonly synonyms: Synonyms
  /** Puts forward what means alike; without it, words alone find. Never rejects. */
  readonly byMeaning?: SearchByMeaning
}

export interface Found {
  readonly question: WeighedQuestion
  /** The best first. */
  readonly passages: readonly Passage[]
}

/** Chunks that the index proposes, and that are then looked at one by one. */
const CANDIDATES = 80

/** The best of them are looked at statement by statement. */
const LOOKED_AT = 25

function byScore(one: Passage, other: Passage): number {
  return other.score - one.score || one.chunk.number - other.chunk.number
}

/** Passages of a site for a question, scored alike on both databases. */
export async function searchKnowledge(read: Reader, search: Search): Promise<Found> {
  const sizes = await sizesOf(read, search)
  const chunks = sizes.reduce((total, size) => total + size.chunks, 0)
  const [largest] = [...sizes].sort((one, other) => other.chunks - one.chunks)
  const language = search.language ?? detectLanguage(search.text) ?? largest?.language ?? 'en'
  const siteLanguages = sizes.map((size) => size.language)
  const question = readQuestion(search.text, { language, siteLanguages, synonyms: search.synonyms })
  const weighed = await weighQuestion(read, search, { question, chunks })
  const nearing = search.byMeaning?.(search)
  const byWords = await searchCandidates(read, search, { terms: weighed.terms, limit: CANDIDATES })
  const near = (await nearing) ?? []
  const scored = joinCandidates(byWords, near)
    .map((chunk) => scorePassage(chunk, weighed))
    .sort(byScore)
    .map((passage, at) => (at < LOOKED_AT ? scoreByStatement(passage, weighed) : passage))
  const passages = withMeaning(scored, near).toSorted(byScore)
  return { question: weighed, passages }
}
