import type { FoundChunk } from './indexed-document.ts'
import type { Passage } from './score-passage.ts'
import type { Shelves } from './store-search.ts'

/** A chunk that was found by what it means. */
export interface NearChunk {
  readonly chunk: FoundChunk
  /** Cosine of the angle between its vector and the question's. */
  readonly similarity: number
}

/** Chunks of these shelves whose meaning is nearest to a text's, the nearest first; none where that cannot be told now. */
export type SearchByMeaning = (search: Shelves & { readonly text: string }) => Promise<readonly NearChunk[]>

/**
 * What the nearest chunk's score gains; those less near gain less, and the last of them nothing. As little as two passages
 * that are as good as each other may differ by: a vector says that a text is about the same, never that it answers, so it
 * decides between equals and puts forward what words had not found, and whether anything is answered stays the words' to say.
 */
const MOST_GAIN = 0.05

/** Chunks found either way, each once. */
export function joinCandidates(byWords: readonly FoundChunk[], near: readonly NearChunk[]): FoundChunk[] {
  const known = new Set(byWords.map(({ number }) => number))
  return [...byWords, ...near.map(({ chunk }) => chunk).filter(({ number }) => !known.has(number))]
}

/** Tells passages how near they are, and raises the score of those that are. */
export function withMeaning(passages: readonly Passage[], near: readonly NearChunk[]): readonly Passage[] {
  if (near.length === 0) return passages
  const similarities = new Map(near.map(({ chunk, similarity }) => [chunk.number, similarity]))
  const values = [...similarities.values()]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return passages.map((passage) => {
    const similarity = similarities.get(passage.chunk.number)
    if (similarity === undefined) return passage
    const place = most === least ? 1 : (similarity - least) / (most - least)
    return { ...passage, similarity, score: passage.score + MOST_GAIN * place }
  })
}
