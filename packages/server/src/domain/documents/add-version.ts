import type { Transaction } from '../../store/index.ts'
import { enqueueIngest, type IngestDeps, unread } from './begin-ingest.ts'
import type { Document, Version, VersionOrigin } from './document.ts'
import { indexVersion } from './index-version.ts'
import type { RawFile } from './port.ts'
import type { Content } from './prepare-document.ts'
import { insertDocument, updateDocument } from './store.ts'
import { insertFile, insertVersion } from './store-versions.ts'

/** What a new version is made of. */
export interface VersionParts extends Content {
  readonly file: RawFile | null
  readonly batchId: string | null
  readonly shelf: string
  readonly origin: VersionOrigin
  readonly originVersion: number | null
  readonly madeBy: string
}

/**
 * Gives a document its next version (its first, if it has none) and says all of it by this one. What is short stands on its shelf
 * at once; the rest is read by a job. The transaction holds the document.
 */
export async function addVersion(
  tx: Transaction,
  deps: IngestDeps,
  document: Document,
  parts: VersionParts,
): Promise<Document> {
  const now = deps.clock.now()
  const { title, contentHash, bytes, language, batchId, file, cut } = parts
  const next: Document = {
    ...{ ...document, ...unread(now), title, contentHash, bytes, language, batchId },
    ...(file === null ? {} : { fileName: file.name, mediaType: file.mediaType }),
    version: document.version + 1,
    updatedAt: now,
  }
  if (document.version === 0) await insertDocument(tx, next)
  else await updateDocument(tx, next)
  const version = versionFrom(next, parts, now)
  await insertVersion(tx, version)
  if (file !== null) await insertFile(tx, version, file)
  if (cut !== null) return indexVersion(tx, deps, next, { ...version, cut })
  await enqueueIngest(tx, deps, version)
  return next
}

function versionFrom(document: Document, parts: VersionParts, now: number): Version {
  const { title, question, content, contentHash, language, origin, originVersion, batchId, shelf, madeBy } = parts
  return {
    workspaceId: document.workspaceId,
    siteId: document.siteId,
    documentId: document.id,
    version: document.version,
    category: document.category,
    ...{ title, question, content, contentHash, language, chunks: null },
    ...{ origin, originVersion, batchId, shelf, madeBy, createdAt: now },
  }
}
