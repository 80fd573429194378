import type { Reader } from '../../store/index.ts'
import type { ChunkKind } from './chunk.ts'
import { type FoundChunk, LIVE, type Site } from './indexed-document.ts'
import type { Language } from './language.ts'
import { scopeOf } from './store.ts'

/** A site, and the shelves of it that whoever asks is shown. */
export interface Shelves extends Site {
  readonly shelves: readonly string[]
  /**
   * Ids of documents whose live chunks are not shown: another of these shelves has them as they are to be. What the live shelf
   * counts (`sizesOf`, `documentFrequencies`) still counts theirs: rarity is a little off for whoever is shown a batch.
   */
  readonly hidden?: readonly string[]
}

export interface ShelfSize {
  readonly language: Language
  readonly chunks: number
  readonly terms: number
}

/** How much these shelves hold, by language; empty where they hold nothing. */
export function sizesOf(read: Reader, { workspaceId, siteId, shelves }: Shelves): Promise<ShelfSize[]> {
  return read.allIn<ShelfSize & object>(
    `select language, cast(sum(chunks) as integer) as chunks, cast(sum(terms) as integer) as terms from knowledge_shelf
     where shelf in $keys and workspace_id = $2 and site_id = $3 and language <> ''
     group by language having sum(chunks) > 0 order by language`,
    shelves,
    [workspaceId, siteId],
  )
}

/** How many chunks hold each of these terms; those that none holds are not in it. */
export async function documentFrequencies(
  read: Reader,
  { workspaceId, siteId, shelves }: Shelves,
  terms: readonly string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const shelf of shelves) {
    const rows = await read.allIn<{ term: string; chunks: number }>(
      `select term, chunks from knowledge_term
       where term in $keys and workspace_id = $2 and site_id = $3 and shelf = $4 and chunks > 0`,
      terms,
      [workspaceId, siteId, shelf],
    )
    for (const { term, chunks } of rows) found.set(term, (found.get(term) ?? 0) + chunks)
  }
  return found
}

export interface ChunkRow {
  readonly number: number
  readonly document_id: string
  readonly version: number
  readonly shelf: string
  readonly position: number
  readonly kind: ChunkKind
  readonly language: Language
  readonly title: string
  readonly headings: string
  readonly lead: string
  readonly body: string
  readonly start_at: number
  readonly end_at: number
}

export const COLUMNS = [
  ...['number', 'document_id', 'version', 'shelf', 'position', 'kind', 'language', 'title', 'headings', 'lead', 'body'],
  ...['start_at', 'end_at'],
] as const

/** The chunks of these shelves that hold some of the terms, the likeliest first. */
export async function searchCandidates(
  read: Reader,
  site: Shelves,
  wanted: { readonly terms: readonly { readonly term: string; readonly weight: number }[]; readonly limit: number },
): Promise<FoundChunk[]> {
  if (wanted.terms.length === 0 || site.shelves.length === 0) return []
  const scopes = site.shelves.map((shelf) => scopeOf(site, shelf))
  const isShown = shownOn(site)
  // As many more as it takes to find enough that are shown; each look sees the rows of the one before, and further ones.
  for (let limit = wanted.limit; ; limit *= MORE) {
    const rows = await read.search<ChunkRow>({ table: 'knowledge_chunk', columns: COLUMNS, scopes, ...wanted, limit })
    const shown = rows.filter(isShown)
    if (shown.length >= wanted.limit || rows.length < limit) return shown.slice(0, wanted.limit).map(toChunk)
  }
}

const MORE = 4

/** Whether a row of one of these shelves is shown. */
export function shownOn(
  site: Pick<Shelves, 'hidden' | 'shelves'>,
): (row: Pick<ChunkRow, 'shelf' | 'document_id'>) => boolean {
  const hidden = new Set(site.hidden)
  // Names of shelves that differ in their punctuation alone have one scope.
  return (row) => site.shelves.includes(row.shelf) && (row.shelf !== LIVE || !hidden.has(row.document_id))
}

export function toChunk(row: ChunkRow): FoundChunk {
  return {
    number: row.number,
    documentId: row.document_id,
    version: row.version,
    shelf: row.shelf,
    position: row.position,
    kind: row.kind,
    language: row.language,
    title: row.title,
    headings: JSON.parse(row.headings) as string[],
    lead: row.lead,
    text: row.body,
    start: row.start_at,
    end: row.end_at,
  }
}
