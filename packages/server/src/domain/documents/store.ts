import type { DocumentState, ReadinessState } from '@posthorn/contract'
import { type Insertable, type Selectable, sql } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import { foldText, type Language } from '../knowledge/index.ts'
import type { DocumentCounts } from '../sites/index.ts'
import type { Document, DocumentFailure, DocumentStep, DocumentType, Owner } from './document.ts'

export interface DocumentRow {
  id: string
  workspace_id: string
  site_id: string
  type: DocumentType
  title: string
  /** As it is looked for: in small letters, without accents. */
  title_folded: string
  category: string | null
  status: DocumentState
  readiness: ReadinessState
  step: DocumentStep | null
  step_since: number | null
  progress: number
  failure_code: DocumentFailure['code'] | null
  failure_message: string | null
  source_id: string | null
  batch_id: string | null
  version: number
  indexed_version: number | null
  content_hash: string
  language: Language | null
  chunks: number
  bytes: number
  file_name: string | null
  media_type: string | null
  source_url: string | null
  recrawl_every_ms: number | null
  recrawl_at: number | null
  crawled_at: number | null
  crawl_tag: string | null
  crawl_failures: number
  crawl_failure_code: DocumentFailure['code'] | null
  crawl_failure_message: string | null
  is_example: number
  takes: number
  taken_by: string | null
  created_at: number
  updated_at: number
}

interface DocumentTables {
  document: DocumentRow
}

const COLUMNS = [
  ...['id', 'workspace_id', 'site_id', 'type', 'title', 'category', 'status', 'readiness', 'step', 'step_since'],
  ...['progress', 'failure_code', 'failure_message', 'source_id', 'batch_id', 'version', 'indexed_version'],
  ...['content_hash', 'language', 'chunks', 'bytes', 'file_name', 'media_type', 'source_url', 'recrawl_every_ms'],
  ...['recrawl_at', 'crawled_at', 'crawl_tag', 'crawl_failures', 'crawl_failure_code', 'crawl_failure_message'],
  ...['is_example', 'takes', 'taken_by', 'created_at', 'updated_at'],
].join(', ')

function toDocument(row: Selectable<DocumentRow>): Document {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    siteId: row.site_id,
    type: row.type,
    title: row.title,
    category: row.category,
    status: row.status,
    readiness: row.readiness,
    step: row.step,
    stepSince: row.step_since,
    progress: row.progress,
    failure: row.failure_code === null ? null : { code: row.failure_code, message: row.failure_message ?? '' },
    sourceId: row.source_id,
    batchId: row.batch_id,
    version: row.version,
    indexedVersion: row.indexed_version,
    contentHash: row.content_hash,
    language: row.language,
    chunks: row.chunks,
    bytes: row.bytes,
    fileName: row.file_name,
    mediaType: row.media_type,
    sourceUrl: row.source_url,
    recrawlEveryMs: row.recrawl_every_ms,
    recrawlAt: row.recrawl_at,
    crawledAt: row.crawled_at,
    crawlTag: row.crawl_tag,
    crawlFailure:
      row.crawl_failure_code === null
        ? null
        : { code: row.crawl_failure_code, message: row.crawl_failure_message ?? '' },
    crawlFailures: row.crawl_failures,
    isExample: row.is_example === 1,
    takes: row.takes,
    takenBy: row.taken_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(document: Document): Insertable<DocumentRow> {
  return {
    id: document.id,
    workspace_id: document.workspaceId,
    site_id: document.siteId,
    type: document.type,
    title: document.title,
    title_folded: foldText(document.title),
    category: document.category,
    status: document.status,
    readiness: document.readiness,
    step: document.step,
    step_since: document.stepSince,
    progress: document.progress,
    failure_code: document.failure?.code ?? null,
    failure_message: document.failure?.message ?? null,
    source_id: document.sourceId,
    batch_id: document.batchId,
    version: document.version,
    indexed_version: document.indexedVersion,
    content_hash: document.contentHash,
    language: document.language,
    chunks: document.chunks,
    bytes: document.bytes,
    file_name: document.fileName,
    media_type: document.mediaType,
    source_url: document.sourceUrl,
    recrawl_every_ms: document.recrawlEveryMs,
    recrawl_at: document.recrawlAt,
    crawled_at: document.crawledAt,
    crawl_tag: document.crawlTag,
    crawl_failures: document.crawlFailures,
    crawl_failure_code: document.crawlFailure?.code ?? null,
    crawl_failure_message: document.crawlFailure?.message ?? null,
    is_example: document.isExample ? 1 : 0,
    takes: document.takes,
    taken_by: document.takenBy,
    created_at: document.createdAt,
    updated_at: document.updatedAt,
  }
}

export async function insertDocument(tx: Transaction, document: Document): Promise<void> {
  await tx.tables<DocumentTables>().insertInto('document').values(toRow(document)).execute()
}

/** Writes a document that the transaction holds. */
export async function updateDocument(tx: Transaction, document: Document): Promise<void> {
  await tx
    .tables<DocumentTables>()
    .updateTable('document')
    .set(toRow(document))
    .where('workspace_id', '=', document.workspaceId)
    .where('id', '=', document.id)
    .execute()
}

export async function documentById(
  read: Reader,
  { workspaceId, siteId }: Owner,
  id: string,
): Promise<Document | undefined> {
  const [row] = await read.all<DocumentRow>(
    `select ${COLUMNS} from document where id = $1 and workspace_id = $2 and site_id = $3`,
    [id, workspaceId, siteId],
  )
  return row && toDocument(row)
}

/** Those of these documents that are there. */
export async function documentsById(
  read: Reader,
  { workspaceId, siteId }: Owner,
  ids: readonly string[],
): Promise<Document[]> {
  const rows = await read.allIn<DocumentRow>(
    `select ${COLUMNS} from document where id in $keys and workspace_id = $2 and site_id = $3 order by id`,
    ids,
    [workspaceId, siteId],
  )
  return rows.map(toDocument)
}

/** Documents that a workspace put into its sites itself. */
export async function countOwnDocuments(read: Reader, workspaceId: string): Promise<number> {
  const [row] = await read.all<{ documents: number }>(
    'select count(*) as documents from document where workspace_id = $1 and is_example = 0',
    [workspaceId],
  )
  return Number(row?.documents)
}

/** How many documents these sites have, by whether they are used and how far they are. */
export async function countDocuments(
  read: Reader,
  workspaceId: string,
  siteIds: readonly string[],
): Promise<Map<string, DocumentCounts>> {
  const rows = await read.allIn<{
    site_id: string
    status: DocumentState
    readiness: ReadinessState
    documents: number
  }>(
    `select site_id, status, readiness, count(*) as documents from document
     where site_id in $keys and workspace_id = $2 group by site_id, status, readiness`,
    siteIds,
    [workspaceId],
  )
  const counts = new Map<string, DocumentCounts>()
  for (const { site_id, status, readiness, documents } of rows) {
    const found = counts.get(site_id) ?? { total: 0, draft: 0, active: 0, processing: 0, ready: 0, failed: 0 }
    const total = found.total + documents
    counts.set(site_id, {
      ...{ ...found, total },
      [status]: found[status] + documents,
      [readiness]: found[readiness] + documents,
    })
  }
  return counts
}

/**
 * Those of these documents that are there, by id, held until the transaction ends. They are taken in the order of their ids, by
 * everybody: of many, take all with one call, and before any index is changed.
 */
export async function holdDocuments(
  tx: Transaction,
  { workspaceId, siteId }: Owner,
  ids: readonly string[],
  forUpdate: string,
): Promise<Map<string, Document>> {
  const rows = await tx.allIn<DocumentRow>(
    `select ${COLUMNS} from document where id in $keys and workspace_id = $2 and site_id = $3 order by id ${forUpdate}`,
    ids,
    [workspaceId, siteId],
  )
  return new Map(rows.map((row) => [row.id, toDocument(row)]))
}

/** The document of this name of the caller's, held. */
export async function holdBySource(
  tx: Transaction,
  { workspaceId, siteId }: Owner,
  sourceId: string,
  forUpdate: string,
): Promise<Document | undefined> {
  const [row] = await tx.all<DocumentRow>(
    `select ${COLUMNS} from document where workspace_id = $1 and site_id = $2 and source_id = $3 ${forUpdate}`,
    [workspaceId, siteId, sourceId],
  )
  return row && toDocument(row)
}

/** What the document of this name of the caller's was last given. */
export async function hashBySource(
  read: Reader,
  { workspaceId, id: siteId }: { readonly workspaceId: string; readonly id: string },
  sourceId: string | null,
): Promise<string | undefined> {
  if (sourceId === null) return undefined
  const [row] = await read.all<{ content_hash: string }>(
    'select content_hash from document where workspace_id = $1 and site_id = $2 and source_id = $3',
    [workspaceId, siteId, sourceId],
  )
  return row?.content_hash
}

/** Whoever makes a document of a name holds its site, so that two who do so at once make one document. */
export async function holdSite(tx: Transaction, { workspaceId, siteId }: Owner, forUpdate: string): Promise<void> {
  await tx.all(`select id from site where id = $1 and workspace_id = $2 ${forUpdate}`, [siteId, workspaceId])
}

export interface DocumentFilter {
  readonly status?: DocumentState | undefined
  readonly readiness?: ReadinessState | undefined
  readonly type?: DocumentType | undefined
  readonly category?: string | undefined
  readonly batch_id?: string | undefined
  readonly source_id?: string | undefined
}

const FILTERS = ['status', 'readiness', 'type', 'category', 'batch_id', 'source_id'] as const

function filtered(read: Reader, { workspaceId, siteId }: Owner, filter: DocumentFilter) {
  let query = read
    .tables<DocumentTables>()
    .selectFrom('document')
    .where('workspace_id', '=', workspaceId)
    .where('site_id', '=', siteId)
  for (const name of FILTERS) {
    const value = filter[name]
    if (value !== undefined) query = query.where(name, '=', value)
  }
  return query
}

/** Newest first. */
export async function documentsOf(
  read: Reader,
  owner: Owner,
  { q, ...filter }: DocumentFilter & { readonly q?: string | undefined },
  page: Page,
): Promise<{ total: number; documents: Document[] }> {
  let query = filtered(read, owner, filter)
  if (q !== undefined && q.trim() !== '') {
    const pattern = `%${foldText(q.trim()).replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(sql<boolean>`title_folded like ${pattern} escape '\\'`)
  }
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, documents: rows.map(toDocument) }
}

/** Ids of documents that have this in common, the oldest first. */
export async function idsOf(read: Reader, owner: Owner, filter: DocumentFilter, limit: number): Promise<string[]> {
  const rows = await filtered(read, owner, filter).select('id').orderBy('id').limit(limit).execute()
  return rows.map(({ id }) => id)
}

/** Documents whose step has not moved since, of any workspace. Those that wait their turn may do so longer. */
export function stuckDocuments(
  tx: Transaction,
  { before, waitingBefore }: { readonly before: number; readonly waitingBefore: number },
  words: { readonly forUpdateSkipLocked: string },
): Promise<Document[]> {
  return tx
    .all<DocumentRow>(
      `select ${COLUMNS} from document
       where readiness = 'processing' and step_since < $1 and (step <> 'waiting' or step_since < $2)
       order by step_since limit 100 ${words.forUpdateSkipLocked}`,
      [before, waitingBefore],
    )
    .then((rows) => rows.map(toDocument))
}

/** Deletes documents with what belongs to them, but for their chunks. */
export async function deleteDocuments(
  tx: Transaction,
  { workspaceId, siteId }: Owner,
  ids: readonly string[],
): Promise<void> {
  for (const table of ['document_file', 'document_version'])
    await tx.runIn(`delete from ${table} where document_id in $keys and workspace_id = $2`, ids, [workspaceId])
  const sql = 'delete from document where id in $keys and workspace_id = $2 and site_id = $3'
  await tx.runIn(sql, ids, [workspaceId, siteId])
}
