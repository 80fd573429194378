import type { ReadinessState } from '@posthorn/contract'

import {
  type Document,
  documentsById,
  promote,
  replacedOn,
  sayLive,
  setActive,
  setDraft,
  type ShelveDeps,
  versionOf,
  type VersionRecord,
  versionsOf,
  withdraw,
} from '../documents/index.ts'
import type { Reader } from '../../store/index.ts'
import type { BatchDocument, BatchDocuments, BatchText } from './batch-documents.ts'
import { type DocumentVersion, type Rollout, shelfOfBatch } from './rollout.ts'
import { draftedDocuments, markDrafted, type Owner } from './store.ts'

/** What a rollout does with its documents, done with the documents of the site. */
export function createBatchDocuments(deps: ShelveDeps): BatchDocuments {
  return {
    standing,
    texts,
    hidden: (read, rollout) => replacedOn(read, rollout, shelfOfBatch(rollout.batchId)),

    async takeOut(tx, rollout, documents) {
      const owner = ownerOf(rollout)
      const found = await documentsById(tx, owner, idsOf(documents))
      const documentIds = found
        .filter(({ status, indexedVersion }) => status === 'active' && indexedVersion === null)
        .map(({ id }) => id)
      await setDraft(tx, deps, { ...owner, documentIds })
      await markDrafted(tx, rollout, documentIds, true)
    },

    async putBack(tx, rollout) {
      const documentIds = await draftedDocuments(tx, rollout)
      await setActive(tx, deps, { ...ownerOf(rollout), documentIds })
      await markDrafted(tx, rollout, documentIds, false)
    },

    async publish(tx, rollout, documents) {
      await promote(tx, deps, {
        ...ownerOf(rollout),
        documentIds: idsOf(documents),
        shelf: shelfOfBatch(rollout.batchId),
      })
    },

    async restore(tx, rollout, documents, madeBy) {
      const many = { ...ownerOf(rollout), documentIds: idsOf(documents) }
      await withdraw(tx, deps, { ...many, shelf: shelfOfBatch(rollout.batchId) })
      await sayLive(tx, deps, { ...many, madeBy })
    },
  }
}

function ownerOf({ workspaceId, siteId }: Owner): Owner {
  return { workspaceId, siteId }
}

/** In the order in which documents are held, by everybody. */
function idsOf(documents: readonly DocumentVersion[]): string[] {
  return documents.map(({ documentId }) => documentId).sort()
}

async function standing(
  read: Reader,
  rollout: Pick<Rollout, 'workspaceId' | 'siteId' | 'batchId' | 'state'>,
  noted: readonly DocumentVersion[],
): Promise<BatchDocument[]> {
  const owner = ownerOf(rollout)
  const found = new Map((await documentsById(read, owner, idsOf(noted))).map((document) => [document.id, document]))
  const versions = Map.groupBy(await versionsOf(read, owner, [...found.keys()]), ({ documentId }) => documentId)
  const shelf = shelfOfBatch(rollout.batchId)
  const isOver = rollout.state === 'done' || rollout.state === 'rolled_back'
  return noted.flatMap((each): BatchDocument[] => {
    const document = found.get(each.documentId)
    const own = versions.get(each.documentId) ?? []
    const version = own.find((some) => some.version === each.version)
    if (!document || !version || (!isOver && version.shelf !== shelf)) return []
    const { title } = version
    const { status, indexedVersion: liveVersion, updatedAt } = document
    const onShelf = status === 'active' && own.some((some) => some.shelf === shelf && some.chunks !== null)
    return [{ ...each, title, status, liveVersion, updatedAt, readiness: readinessOf(document, version), onShelf }]
  })
}

/** How far a version is: the document says it of its latest one. */
function readinessOf(document: Document, { version, chunks }: VersionRecord): ReadinessState {
  if (chunks !== null && document.version !== version) return 'ready'
  return document.version === version ? document.readiness : 'processing'
}

async function texts(read: Reader, rollout: Owner, noted: readonly DocumentVersion[]): Promise<BatchText[]> {
  const owner = ownerOf(rollout)
  const found = new Map((await documentsById(read, owner, idsOf(noted))).map((document) => [document.id, document]))
  const said: BatchText[] = []
  for (const { documentId, version } of noted) {
    const live = found.get(documentId)?.indexedVersion ?? null
    const text = await versionOf(read, owner, documentId, version)
    if (!text || text.content === null) continue
    const before = live === null || live === version ? undefined : await versionOf(read, owner, documentId, live)
    const { title, question, content, language } = text
    said.push({ documentId, title, question, content, language, before: before?.content ?? null })
  }
  return said
}
