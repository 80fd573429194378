import type { Transaction } from '../../store/index.ts'
import type { DocumentDeps } from './deps.ts'
import type { Document, Owner } from './document.ts'
import { updateDocument } from './store.ts'

/** The kind of the jobs that read documents. */
export const INGEST = 'ingest-document'

export interface IngestPayload extends Owner {
  readonly documentId: string
  readonly version: number
}

export type IngestDeps = Pick<DocumentDeps, 'clock' | 'jobs'>

/** What a version is before anybody read it. */
export function unread(now: number) {
  return {
    ...({ readiness: 'processing', step: 'waiting', stepSince: now, progress: 0, failure: null } as const),
    ...{ takes: 0, takenBy: null, chunks: 0 },
  }
}

export async function enqueueIngest(
  tx: Transaction,
  { jobs, clock }: IngestDeps,
  version: IngestPayload,
): Promise<void> {
  const { workspaceId, siteId, documentId } = version
  const payload: IngestPayload = { workspaceId, siteId, documentId, version: version.version }
  await jobs.enqueue(tx, [{ kind: INGEST, payload, dueAt: clock.now(), workspaceId }])
}

/** Has the latest version of a document read again, from its beginning. What is found meanwhile stays as it is. */
export async function readAgain(tx: Transaction, deps: IngestDeps, document: Document): Promise<Document> {
  const now = deps.clock.now()
  const again: Document = { ...document, ...unread(now), chunks: document.chunks, updatedAt: now }
  await updateDocument(tx, again)
  await enqueueIngest(tx, deps, { ...document, documentId: document.id })
  return again
}
