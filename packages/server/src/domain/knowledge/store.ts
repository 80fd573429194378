import { batchTable, type Transaction } from '../../store/index.ts'
import { indexedTerms } from './analyse-text.ts'
import { type Chunk, storable } from './chunk.ts'
import type { IndexedDocument, Site } from './indexed-document.ts'
import { waitForMeaning } from './store-waiting.ts'

const chunkTable = batchTable('knowledge_chunk', {
  workspace_id: 'text',
  site_id: 'text',
  document_id: 'text',
  version: 'integer',
  shelf: 'text',
  position: 'integer',
  kind: 'text',
  language: 'text',
  title: 'text',
  headings: 'text',
  lead: 'text',
  body: 'text',
  start_at: 'integer',
  end_at: 'integer',
  words: 'text',
})

const termTable = batchTable('knowledge_term', {
  workspace_id: 'text',
  site_id: 'text',
  shelf: 'text',
  term: 'text',
  chunks: 'integer',
})

const shelfTable = batchTable('knowledge_shelf', {
  workspace_id: 'text',
  site_id: 'text',
  shelf: 'text',
  language: 'text',
  chunks: 'integer',
  terms: 'integer',
})

/** The term that every chunk of a site's shelf holds, and by which a search finds no others. */
export function scopeOf({ workspaceId, siteId }: Site, shelf: string): string {
  return `${workspaceId}__${siteId}__${shelf}`.toLowerCase().replace(/[^a-z0-9_]/g, '_')
}

/** A chunk with the terms that it is found by, wherever it is put. */
export interface AnalysedChunk extends Chunk {
  readonly terms: readonly string[]
}

/** What a chunk of a document of this title is found by. The dear part of indexing, and it needs no database. */
export function analyseChunk(title: string, chunk: Chunk): AnalysedChunk {
  const context = [title, ...chunk.headings, chunk.lead].join('\n')
  const terms = [...indexedTerms(context, chunk.language), ...indexedTerms(chunk.text, chunk.language)]
  return { ...chunk, terms }
}

/** Puts a document's chunks on its shelf, in place of those that are there. With no chunks it only takes those away. */
export function replaceChunks(tx: Transaction, document: IndexedDocument, chunks: readonly Chunk[]): Promise<void> {
  return putChunks(
    tx,
    document,
    chunks.map((chunk) => analyseChunk(document.title, chunk)),
  )
}

/** The same with chunks that were analysed before the transaction began. */
export async function putChunks(
  tx: Transaction,
  document: IndexedDocument,
  chunks: readonly AnalysedChunk[],
): Promise<void> {
  await takeSite(tx, document)
  const changes = new Changes(document)
  await takeAway(tx, document, changes)
  const rows = chunks.map((chunk) => rowOf(document, chunk))
  await tx.insertRows(chunkTable, rows)
  await waitForMeaning(tx, document)
  for (const { language, words } of rows) changes.count(language, words, 1)
  await changes.write(tx)
}

/** Takes documents off a shelf: from the commit on nobody finds them there. */
export async function removeChunks(
  tx: Transaction,
  { documentIds, ...shelf }: Site & { readonly shelf: string; readonly documentIds: readonly string[] },
): Promise<void> {
  await takeSite(tx, shelf)
  const changes = new Changes(shelf)
  for (const documentId of documentIds) await takeAway(tx, { ...shelf, documentId }, changes)
  await changes.write(tx)
}

/**
 * Moves what a document has on one shelf to another, in place of what it has there. Nothing is analysed again, and the rows stay
 * the same rows. False where there was nothing to move; then nothing was changed.
 */
export async function moveChunks(
  tx: Transaction,
  { from, to, ...document }: Site & { readonly documentId: string; readonly from: string; readonly to: string },
): Promise<boolean> {
  await takeSite(tx, document)
  const { workspaceId, siteId, documentId } = document
  const values = [workspaceId, siteId, documentId, from]
  const where = 'where workspace_id = $1 and site_id = $2 and document_id = $3 and shelf = $4'
  const sql = `select language, words from knowledge_chunk ${where}`
  const rows = await tx.all<{ language: string; words: string }>(sql, values)
  if (rows.length === 0) return false
  const [left, reached] = [new Changes({ ...document, shelf: from }), new Changes({ ...document, shelf: to })]
  await takeAway(tx, { ...document, shelf: to }, reached)
  for (const { language, words } of rows) {
    left.count(language, words, -1)
    reached.count(language, words, 1)
  }
  const [oldScope, newScope] = [scopeOf(document, from), scopeOf(document, to)]
  await tx.run(`update knowledge_chunk set shelf = $5, words = $6 || substr(words, ${oldScope.length + 1}) ${where}`, [
    ...values,
    to,
    newScope,
  ])
  await left.write(tx)
  await reached.write(tx)
  return true
}

/** Whoever changes what a site's index counts takes this row first: others who do wait here, and nowhere in the middle. */
async function takeSite(tx: Transaction, { workspaceId, siteId }: Site): Promise<void> {
  const site = { workspace_id: workspaceId, site_id: siteId, shelf: '', language: '', chunks: 0, terms: 0 }
  await tx.addToRows(shelfTable, ['workspace_id', 'site_id', 'shelf', 'language'], [site])
}

async function takeAway(
  tx: Transaction,
  { workspaceId, siteId, documentId, shelf }: Pick<IndexedDocument, 'workspaceId' | 'siteId' | 'documentId' | 'shelf'>,
  changes: Changes,
): Promise<void> {
  const where = 'where workspace_id = $1 and site_id = $2 and document_id = $3 and shelf = $4'
  const values = [workspaceId, siteId, documentId, shelf]
  const sql = `select language, words from knowledge_chunk ${where}`
  for (const { language, words } of await tx.all<{ language: string; words: string }>(sql, values))
    changes.count(language, words, -1)
  await tx.run(`delete from knowledge_chunk ${where}`, values)
}

function rowOf(document: IndexedDocument, chunk: AnalysedChunk) {
  return {
    workspace_id: document.workspaceId,
    site_id: document.siteId,
    document_id: document.documentId,
    version: document.version,
    shelf: document.shelf,
    position: chunk.position,
    kind: chunk.kind,
    language: chunk.language,
    title: storable(document.title),
    headings: JSON.stringify(chunk.headings.map(storable)),
    lead: storable(chunk.lead),
    body: storable(chunk.text),
    start_at: chunk.start,
    end_at: chunk.end,
    words: [scopeOf(document, document.shelf), ...chunk.terms].join(' '),
  }
}

/** What a transaction changes in how often a shelf says what: gathered, and written once, in the terms' order. */
class Changes {
  readonly #shelf: { workspace_id: string; site_id: string; shelf: string }
  readonly #terms = new Map<string, number>()
  readonly #languages = new Map<string, { chunks: number; terms: number }>()

  constructor({ workspaceId, siteId, shelf }: Site & { readonly shelf: string }) {
    this.#shelf = { workspace_id: workspaceId, site_id: siteId, shelf }
  }

  count(language: string, words: string, by: 1 | -1): void {
    const terms = words.split(' ').slice(1)
    for (const term of new Set(terms)) this.#terms.set(term, (this.#terms.get(term) ?? 0) + by)
    const total = this.#languages.get(language) ?? { chunks: 0, terms: 0 }
    this.#languages.set(language, { chunks: total.chunks + by, terms: total.terms + by * terms.length })
  }

  async write(tx: Transaction): Promise<void> {
    const changed = [...this.#terms]
      .filter(([, chunks]) => chunks !== 0)
      .sort(([one], [other]) => (one < other ? -1 : 1))
    await tx.addToRows(
      termTable,
      ['workspace_id', 'site_id', 'shelf', 'term'],
      changed.map(([term, chunks]) => ({ ...this.#shelf, term, chunks })),
    )
    await tx.addToRows(
      shelfTable,
      ['workspace_id', 'site_id', 'shelf', 'language'],
      [...this.#languages].map(([language, total]) => ({ ...this.#shelf, language, ...total })),
    )
    const fewer = changed.filter(([, chunks]) => chunks < 0).map(([term]) => term)
    if (fewer.length === 0) return
    const { workspace_id, site_id, shelf } = this.#shelf
    await tx.runIn(
      'delete from knowledge_term where term in $keys and workspace_id = $2 and site_id = $3 and shelf = $4 and chunks <= 0',
      fewer,
      [workspace_id, site_id, shelf],
    )
  }
}
