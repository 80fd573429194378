import { planNamed } from '@posthorn/contract'

import { ApiError } from '../../kernel/api-error.ts'
import type { Transaction } from '../../store/index.ts'
import { workspaceById } from '../access/index.ts'
import { LIVE } from '../knowledge/index.ts'
import { uncrawled } from './crawl.ts'
import type { DocumentDeps, Giver } from './deps.ts'
import { addVersion, type VersionParts } from './add-version.ts'
import { readAgain, unread } from './begin-ingest.ts'
import type { Document, Owner, VersionRecord } from './document.ts'
import type { Placement } from './new-document.ts'
import type { Prepared } from './prepare-document.ts'
import { cutShort, setStatus } from './set-status.ts'
import { countOwnDocuments, holdBySource, holdSite, updateDocument } from './store.ts'
import { versionRecord } from './store-versions.ts'

export type PutDeps = Pick<DocumentDeps, 'clock' | 'newId' | 'jobs' | 'store' | 'shelfOf'>

export interface Put {
  readonly document: Document
  /** `unchanged`: it said the same already. */
  readonly outcome: 'created' | 'updated' | 'unchanged'
}

/** Writes a document, or the new version of the one that has its `source_id`; with its work, in the caller's transaction. */
export async function putDocument(tx: Transaction, deps: PutDeps, by: Giver, prepared: Prepared): Promise<Put> {
  const { siteId, sourceId = null, batchId = null } = prepared.document
  const owner = { workspaceId: by.workspaceId, siteId }
  const { forUpdate } = deps.store.words
  if (sourceId !== null) await holdSite(tx, owner, forUpdate)
  const known = sourceId === null ? undefined : await holdBySource(tx, owner, sourceId, forUpdate)
  const place = await placeFor(tx, deps, owner, batchId)
  const put = await putAt(tx, deps, { by, shelf: place.shelf, known }, prepared)
  const { id: documentId, version } = put.document
  if (version !== known?.version) await place.placed?.({ documentId, sourceId, version, madeBy: by.madeBy })
  return put
}

async function putAt(
  tx: Transaction,
  deps: PutDeps,
  { known, ...place }: Place & { readonly known: Document | undefined },
  prepared: Prepared,
): Promise<Put> {
  if (!known) {
    if (!prepared.document.isExample) await refuseOverLimit(tx, place.by.workspaceId)
    return { document: await create(tx, deps, place, prepared), outcome: 'created' }
  }
  if (known.type !== prepared.document.type) throw otherType(known)
  return update(tx, deps, { ...place, known }, prepared)
}

/** As with questions, nobody is held up by the count: calls at the same moment may pass the limit together. */
async function refuseOverLimit(tx: Transaction, workspaceId: string): Promise<void> {
  const workspace = await workspaceById(tx, workspaceId)
  const limit = planNamed(workspace?.plan ?? '').chat.documents
  if (limit === null || (await countOwnDocuments(tx, workspaceId)) < limit) return
  throw new ApiError('DOCUMENT_LIMIT_REACHED', { words: { limit } })
}

/** @throws {ApiError} as whoever decides about the batch says. */
export async function shelfFor(
  tx: Transaction,
  deps: Pick<PutDeps, 'shelfOf'>,
  owner: Owner,
  batchId: string | null,
): Promise<string> {
  return (await placeFor(tx, deps, owner, batchId)).shelf
}

/**
 * Where the next version of a document is to be found: beside its latest, as long as a batch is trying that. Ask before the
 * document is held: its rollout is held first, by everybody.
 */
export async function placeNext(
  tx: Transaction,
  deps: Pick<PutDeps, 'shelfOf'>,
  latest: Pick<VersionRecord, 'workspaceId' | 'siteId' | 'batchId' | 'shelf'>,
): Promise<Exclude<Placement, { refused: ApiError }> & { readonly batchId: string | null }> {
  const batchId = isTried(latest) ? latest.batchId : null
  return { ...(await placeFor(tx, deps, latest, batchId)), batchId }
}

/** Whether a version stands on the shelf of a batch. */
export function isTried({ shelf }: Pick<VersionRecord, 'shelf'>): boolean {
  return shelf !== null && shelf !== LIVE
}

async function placeFor(
  tx: Transaction,
  deps: Pick<PutDeps, 'shelfOf'>,
  owner: Owner,
  batchId: string | null,
): Promise<Exclude<Placement, { refused: ApiError }>> {
  const decided = await deps.shelfOf(tx, { ...owner, batchId })
  if ('refused' in decided) throw decided.refused
  return decided
}

interface Place {
  readonly by: Giver
  readonly shelf: string
}

function create(tx: Transaction, deps: PutDeps, { by, shelf }: Place, prepared: Prepared): Promise<Document> {
  const { document } = prepared
  const now = deps.clock.now()
  const fresh: Document = {
    id: deps.newId.prefixed('doc'),
    workspaceId: by.workspaceId,
    siteId: document.siteId,
    type: document.type,
    category: document.category ?? null,
    // Of what a batch brings, its rollout says who is answered from it.
    status: document.status ?? (isText(document.type) || shelf !== LIVE ? 'active' : 'draft'),
    sourceId: document.sourceId ?? null,
    ...{ sourceUrl: null, ...uncrawled, ...addressOf(prepared) },
    isExample: document.isExample ?? false,
    // The first version says the rest.
    ...{ version: 0, indexedVersion: null, title: prepared.title, batchId: null, contentHash: '', language: null },
    ...{ bytes: 0, fileName: null, mediaType: null, ...unread(now), createdAt: now, updatedAt: now },
  }
  const parts = { ...partsOf(prepared), origin: 'created', originVersion: null, madeBy: by.madeBy, shelf } as const
  return addVersion(tx, deps, fresh, parts)
}

function isText(type: Document['type']): boolean {
  return type === 'text' || type === 'qa'
}

async function update(
  tx: Transaction,
  deps: PutDeps,
  { by, shelf, known }: Place & { readonly known: Document },
  prepared: Prepared,
): Promise<Put> {
  const { category, status = known.status } = prepared.document
  const described: Document = { ...known, ...addressOf(prepared), ...(category === undefined ? {} : { category }) }
  const latest = await versionRecord(tx, known, known.id, known.version)
  let document = described
  if (status !== known.status) document = await setStatus(tx, { ...deps, cutOf: cutShort }, document, status)
  if (known.contentHash !== prepared.contentHash || latest?.shelf !== shelf) {
    const parts = { ...partsOf(prepared), origin: 'updated', originVersion: null, madeBy: by.madeBy, shelf } as const
    return { document: await addVersion(tx, deps, document, parts), outcome: 'updated' }
  }
  if (known.readiness === 'failed') document = await readAgain(tx, deps, document)
  if (document === described && !sameDescription(described, known)) {
    document = { ...document, updatedAt: deps.clock.now() }
    await updateDocument(tx, document)
  }
  return { document, outcome: document === described ? 'unchanged' : 'updated' }
}

function sameDescription(one: Document, other: Document): boolean {
  return one.category === other.category && one.recrawlEveryMs === other.recrawlEveryMs
}

/** What a page has beside its text. */
function addressOf({ document }: Prepared): Partial<Document> {
  if (document.type !== 'url') return {}
  const { url, recrawlEveryMs } = document
  return { sourceUrl: url, ...(recrawlEveryMs === undefined ? {} : { recrawlEveryMs }) }
}

function partsOf(prepared: Prepared): Omit<VersionParts, 'origin' | 'originVersion' | 'madeBy' | 'shelf'> {
  const { title, question, content, contentHash, bytes, language, cut, file, document } = prepared
  return { title, question, content, contentHash, bytes, language, cut, file, batchId: document.batchId ?? null }
}

function otherType({ id, type, sourceId }: Document): ApiError {
  const reason = `The source_id ${JSON.stringify(sourceId)} names the document ${id}, which is of the type ${type}; delete that one, or give another source_id`
  return new ApiError('CONFLICT', { param: 'source_id', words: { reason } })
}
