import type { DocumentState } from '@posthorn/contract'

import type { Reader, Transaction } from '../../store/index.ts'
import { type AnalysedChunk, LIVE, putChunks, removeChunks } from '../knowledge/index.ts'
import { enqueueIngest, type IngestDeps, unread } from './begin-ingest.ts'
import { choosePlaces, shelvesIn } from './choose-places.ts'
import { cutVersion } from './cut-document.ts'
import type { Document, VersionRecord } from './document.ts'
import { MOST_INLINE } from './prepare-document.ts'
import { updateDocument } from './store.ts'
import { versionOf, versionsOf } from './store-versions.ts'

/** The chunks of a version that was read; null: it is too long for this transaction. */
export type CutOf = (tx: Reader, version: VersionRecord) => Promise<readonly AnalysedChunk[] | null>

export interface PlaceDeps extends IngestDeps {
  readonly cutOf: CutOf
}

/** Cuts what is short. */
export const cutShort: CutOf = (tx, version) => cutUpTo(tx, version, MOST_INLINE)

/** Cuts whatever its length. */
export const cutAny: CutOf = (tx, version) => cutUpTo(tx, version, Infinity)

async function cutUpTo(read: Reader, record: VersionRecord, most: number): Promise<AnalysedChunk[] | null> {
  const version = await versionOf(read, record, record.documentId, record.version)
  if (!version?.content || version.content.length > most) return version?.content === '' ? [] : null
  return cutVersion({ ...version, language: version.language ?? 'en' })
}

/**
 * Puts a document into use or out of it, its chunks with it, in this transaction; what is too long to be cut in it follows by a
 * job, and the document is `processing` until then. The transaction holds the document.
 */
export async function setStatus(
  tx: Transaction,
  deps: PlaceDeps,
  document: Document,
  status: DocumentState,
): Promise<Document> {
  if (document.status === status) return document
  const versions = await versionsOf(tx, document, [document.id])
  const now = deps.clock.now()
  let after: Document = { ...document, status, updatedAt: now }
  if (status === 'draft') {
    await takeOff(tx, document, shelvesIn(versions))
    after = { ...after, indexedVersion: null }
  } else {
    for (const version of choosePlaces(versions)) after = await putOn(tx, deps, after, version)
  }
  await updateDocument(tx, after)
  return after
}

export async function takeOff(tx: Transaction, document: Document, shelves: readonly string[]): Promise<void> {
  const { workspaceId, siteId, id } = document
  for (const shelf of shelves) await removeChunks(tx, { workspaceId, siteId, shelf, documentIds: [id] })
}

/** Puts a version that was read on its shelf; returns what the document is then, which is not written. */
export async function putOn(
  tx: Transaction,
  deps: PlaceDeps,
  document: Document,
  version: VersionRecord,
): Promise<Document> {
  const { workspaceId, siteId, documentId, title, shelf } = version
  const cut = await deps.cutOf(tx, version)
  if (cut === null) {
    await enqueueIngest(tx, deps, version)
    const latest = version.version === document.version
    return latest ? { ...document, ...unread(deps.clock.now()), chunks: document.chunks } : document
  }
  await putChunks(tx, { workspaceId, siteId, documentId, version: version.version, title, shelf: shelf ?? LIVE }, cut)
  return shelf === LIVE ? { ...document, indexedVersion: version.version } : document
}
