import type { Transaction } from '../../store/index.ts'
import { type AnalysedChunk, LIVE, putChunks, removeChunks } from '../knowledge/index.ts'
import type { DocumentDeps } from './deps.ts'
import type { Document, Version } from './document.ts'
import { updateDocument } from './store.ts'
import { isOvertaken, versionsOf, writeRead, writeShelf } from './store-versions.ts'

/** A version with its chunks. */
export interface CutVersion extends Version {
  readonly cut: readonly AnalysedChunk[]
}

/**
 * Settles that a version was read: its text, and its chunks where they are to be found. The transaction holds the document. What
 * came later and was read already stays where it is: never is an older text found in place of a newer one.
 */
export async function indexVersion(
  tx: Transaction,
  deps: Pick<DocumentDeps, 'clock'>,
  document: Document,
  { cut, ...version }: CutVersion,
): Promise<Document> {
  await writeRead(tx, { ...version, chunks: cut.length })
  const placed = version.shelf !== null && !(await isOvertaken(tx, version))
  if (placed) await place(tx, document, version, cut)
  const live = placed && version.shelf === LIVE && document.status === 'active'
  const after: Document = {
    ...document,
    ...(version.version === document.version ? readyAs(version, cut.length) : {}),
    ...(live ? { indexedVersion: version.version } : {}),
    updatedAt: deps.clock.now(),
  }
  await updateDocument(tx, after)
  return after
}

const ended = { step: null, stepSince: null, failure: null, takenBy: null } as const

function readyAs({ title, language }: Version, chunks: number): Partial<Document> {
  return { ...ended, title, language, chunks, readiness: 'ready', progress: 100 }
}

/** Puts a version on its shelf. On everybody's, it ends what batches were trying with earlier ones. */
async function place(
  tx: Transaction,
  document: Document,
  version: Version,
  cut: readonly AnalysedChunk[],
): Promise<void> {
  const { workspaceId, siteId, id: documentId, status } = document
  const shelf = version.shelf ?? LIVE
  if (status === 'active')
    await putChunks(tx, { workspaceId, siteId, documentId, version: version.version, title: version.title, shelf }, cut)
  if (shelf !== LIVE || version.version === 1) return
  for (const earlier of await versionsOf(tx, document, [documentId])) {
    if (earlier.version >= version.version || earlier.shelf === null || earlier.shelf === LIVE) continue
    await removeChunks(tx, { workspaceId, siteId, shelf: earlier.shelf, documentIds: [documentId] })
    await writeShelf(tx, earlier, null)
  }
}
