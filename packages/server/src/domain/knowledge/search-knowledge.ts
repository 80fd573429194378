import type { Reader } from '../../store/index.ts'
import type { Language } from './language.ts'
import { detectLanguage } from './detect-language.ts'
import { type Evidence, evidenceOf, withCaution } from './evidence.ts'
import { likelihoodOf } from './likelihood.ts'
import { passageModel } from './passage-model.ts'
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

export interface Found<Each extends Passage = LikelyPassage> {
  readonly question: WeighedQuestion
  /** The likeliest first. */
  readonly passages: readonly Each[]
}

/** A passage, and how likely it is that it answers the question. */
export interface LikelyPassage extends Passage {
  readonly evidence: Evidence
  /** 0 to 1; 0 where it was not looked at closely. */
  readonly likelihood: number
}

/** Chunks that the index proposes, and that are then looked at one by one. */
const CANDIDATES = 80

/** The best of them are looked at statement by statement. */
const LOOKED_AT = 25

/** And the best of those with all that speaks for and against them. */
const JUDGED = 15

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
  return { question: weighed, passages: judged(passages, weighed) }
}

function judged(passages: readonly Passage[], question: WeighedQuestion): LikelyPassage[] {
  const evidence = evidenceOf(passages.slice(0, JUDGED), question)
  return passages
    .map((passage, at) => {
      const its = evidence[at] ?? []
      return {
        ...passage,
        evidence: its,
        likelihood: its.length > 0 ? withCaution(likelihoodOf(its, passageModel), its) : 0,
      }
    })
    .sort((one, other) => other.likelihood - one.likelihood || byScore(one, other))
}
