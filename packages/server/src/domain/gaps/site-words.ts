import type { Reader } from '../../store/index.ts'
import {
  analyseText,
  documentFrequencies,
  languages,
  LIVE,
  type Site,
  sizesOf,
  type Synonyms,
} from '../knowledge/index.ts'
import type { Language } from '../knowledge/index.ts'
import type { SiteWords } from './gap-question.ts'

interface KnownSite extends Site {
  readonly language: Language | null
  readonly synonyms: Synonyms
}

/** What a site's documents say of the words of these messages: 1 what they never say, less the oftener they do. */
export async function siteWords(read: Reader, site: KnownSite, messages: readonly string[]): Promise<SiteWords> {
  const shelves = { workspaceId: site.workspaceId, siteId: site.siteId, shelves: [LIVE] }
  const sizes = await sizesOf(read, shelves)
  const chunks = sizes.reduce((sum, size) => sum + size.chunks, 0)
  // In every language: which one a message is in, its reader says.
  const terms = messages.flatMap((message) =>
    languages.flatMap((language) => analyseText(message, language).map(({ term }) => term)),
  )
  const frequencies = await documentFrequencies(read, shelves, [...new Set(terms)])
  return {
    language: site.language,
    synonyms: site.synonyms,
    rarityOf: (term) => rarity(Math.min(chunks, frequencies.get(term) ?? 0), chunks),
  }
}

/** A word of every chunk tells next to nothing, and not nothing: a question may have no other. */
const LEAST = 0.05

function rarity(found: number, chunks: number): number {
  if (found === 0) return 1
  const seldom = Math.log(1 + (chunks - found + 0.5) / (found + 0.5)) / Math.log(1 + (chunks + 0.5) / 0.5)
  // Never 1: that is for what is not there.
  return Math.min(0.99, Math.max(LEAST, seldom))
}
