import type { Insertable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import { type Language, LIVE } from '../knowledge/index.ts'
import type { Owner, Version, VersionOrigin, VersionRecord } from './document.ts'
import type { RawFile } from './port.ts'

interface VersionRow {
  document_id: string
  version: number
  workspace_id: string
  site_id: string
  title: string
  category: string | null
  question: string | null
  content: string | null
  content_hash: string
  language: Language | null
  chunks: number | null
  origin: VersionOrigin
  origin_version: number | null
  batch_id: string | null
  shelf: string | null
  made_by: string
  created_at: number
}

interface VersionTables {
  document_version: VersionRow
}

const RECORD = [
  ...['document_id', 'version', 'workspace_id', 'site_id', 'title', 'category', 'question', 'content_hash', 'language'],
  ...['chunks', 'origin', 'origin_version', 'batch_id', 'shelf', 'made_by', 'created_at'],
].join(', ')

type RecordRow = Omit<VersionRow, 'content'>

function toRecord(row: RecordRow): VersionRecord {
  return {
    documentId: row.document_id,
    version: row.version,
    workspaceId: row.workspace_id,
    siteId: row.site_id,
    title: row.title,
    category: row.category,
    question: row.question,
    contentHash: row.content_hash,
    language: row.language,
    chunks: row.chunks,
    origin: row.origin,
    originVersion: row.origin_version,
    batchId: row.batch_id,
    shelf: row.shelf,
    madeBy: row.made_by,
    createdAt: row.created_at,
  }
}

function toVersion(row: VersionRow): Version {
  return { ...toRecord(row), content: row.content }
}

export async function insertVersion(tx: Transaction, version: Version): Promise<void> {
  const row: Insertable<VersionRow> = {
    document_id: version.documentId,
    version: version.version,
    workspace_id: version.workspaceId,
    site_id: version.siteId,
    title: version.title,
    category: version.category,
    question: version.question,
    content: version.content,
    content_hash: version.contentHash,
    language: version.language,
    chunks: version.chunks,
    origin: version.origin,
    origin_version: version.originVersion,
    batch_id: version.batchId,
    shelf: version.shelf,
    made_by: version.madeBy,
    created_at: version.createdAt,
  }
  await tx.tables<VersionTables>().insertInto('document_version').values(row).execute()
}

/** Writes what reading a version found. */
export async function writeRead(
  tx: Transaction,
  version: Pick<Version, 'workspaceId' | 'documentId' | 'version' | 'title' | 'content' | 'language' | 'chunks'>,
): Promise<void> {
  await tx.run(
    `update document_version set title = $1, content = $2, language = $3, chunks = $4
     where workspace_id = $5 and document_id = $6 and version = $7`,
    [
      ...[version.title, version.content, version.language, version.chunks],
      ...[version.workspaceId, version.documentId, version.version],
    ],
  )
}

export async function writeVersionHash(
  tx: Transaction,
  { workspaceId, documentId, version }: Pick<Version, 'workspaceId' | 'documentId' | 'version'>,
  contentHash: string,
): Promise<void> {
  await tx.run(
    'update document_version set content_hash = $1 where workspace_id = $2 and document_id = $3 and version = $4',
    [contentHash, workspaceId, documentId, version],
  )
}

/** Puts a version on another shelf, or on none. */
export async function writeShelf(
  tx: Transaction,
  { workspaceId, documentId, version }: Pick<Version, 'workspaceId' | 'documentId' | 'version'>,
  shelf: string | null,
): Promise<void> {
  await tx.run('update document_version set shelf = $1 where workspace_id = $2 and document_id = $3 and version = $4', [
    ...[shelf, workspaceId, documentId, version],
  ])
}

export async function versionOf(
  read: Reader,
  { workspaceId, siteId }: Owner,
  documentId: string,
  version: number,
): Promise<Version | undefined> {
  const [row] = await read.all<VersionRow>(
    `select ${RECORD}, content from document_version
     where document_id = $1 and version = $2 and workspace_id = $3 and site_id = $4`,
    [documentId, version, workspaceId, siteId],
  )
  return row && toVersion(row)
}

/** A version without its text. */
export async function versionRecord(
  read: Reader,
  { workspaceId, siteId }: Owner,
  documentId: string,
  version: number,
): Promise<VersionRecord | undefined> {
  const [row] = await read.all<RecordRow>(
    `select ${RECORD} from document_version
     where document_id = $1 and version = $2 and workspace_id = $3 and site_id = $4`,
    [documentId, version, workspaceId, siteId],
  )
  return row && toRecord(row)
}

/** All versions of these documents, the oldest first, without their texts. */
export async function versionsOf(
  read: Reader,
  { workspaceId, siteId }: Owner,
  documentIds: readonly string[],
): Promise<VersionRecord[]> {
  const rows = await read.allIn<RecordRow>(
    `select ${RECORD} from document_version where document_id in $keys and workspace_id = $2 and site_id = $3
     order by document_id, version`,
    documentIds,
    [workspaceId, siteId],
  )
  return rows.map(toRecord)
}

/** Newest first. */
export async function versionsPage(
  read: Reader,
  { workspaceId, siteId }: Owner,
  documentId: string,
  page: Page,
): Promise<{ total: number; versions: VersionRecord[] }> {
  const where = 'where document_id = $1 and workspace_id = $2 and site_id = $3'
  const values = [documentId, workspaceId, siteId]
  const [counted] = await read.all<{ total: number }>(`select count(*) as total from document_version ${where}`, values)
  const rows = await read.all<RecordRow>(
    `select ${RECORD} from document_version ${where} order by version desc limit $4 offset $5`,
    [...values, page.perPage, page.offset],
  )
  return { total: counted?.total ?? 0, versions: rows.map(toRecord) }
}

/**
 * Whether a later version was read that stands where this one would: on the same shelf, or on everybody's. What is later stays.
 */
export async function isOvertaken(
  tx: Transaction,
  { workspaceId, documentId, version, shelf }: Pick<Version, 'workspaceId' | 'documentId' | 'version' | 'shelf'>,
): Promise<boolean> {
  const rows = await tx.all(
    `select version from document_version
     where workspace_id = $1 and document_id = $2 and version > $3 and chunks is not null and shelf in ($4, '${LIVE}')
     limit 1`,
    [workspaceId, documentId, version, shelf],
  )
  return rows.length > 0
}

export async function insertFile(
  tx: Transaction,
  { workspaceId, documentId, version }: Pick<Version, 'workspaceId' | 'documentId' | 'version'>,
  file: RawFile,
): Promise<void> {
  await tx.run(
    `insert into document_file (document_id, version, workspace_id, file_name, media_type, content)
     values ($1, $2, $3, $4, $5, $6)`,
    [documentId, version, workspaceId, file.name, file.mediaType, file.bytes],
  )
}

/** The file that a version was read from; of a rollback, that of the version whose text it has. */
export async function fileOf(
  read: Reader,
  { workspaceId, documentId, version, originVersion }: VersionRecord,
): Promise<RawFile | undefined> {
  const [row] = await read.all<{ file_name: string; media_type: string | null; content: Uint8Array }>(
    `select file_name, media_type, content from document_file
     where document_id = $1 and version = $2 and workspace_id = $3`,
    [documentId, originVersion ?? version, workspaceId],
  )
  return row && { name: row.file_name, mediaType: row.media_type, bytes: row.content }
}

/** Name and size of that file. */
export async function fileRecordOf(
  read: Reader,
  { workspaceId, documentId, version, originVersion }: VersionRecord,
): Promise<{ readonly name: string; readonly mediaType: string | null; readonly bytes: number } | undefined> {
  const [row] = await read.all<{ file_name: string; media_type: string | null; bytes: number }>(
    `select file_name, media_type, length(content) as bytes from document_file
     where document_id = $1 and version = $2 and workspace_id = $3`,
    [documentId, originVersion ?? version, workspaceId],
  )
  return row && { name: row.file_name, mediaType: row.media_type, bytes: row.bytes }
}
