import type { BodyOf, BulkOutcome } from '@posthorn/contract'

import { invalid } from '../../kernel/api-error.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import { LIVE, removeChunks } from '../knowledge/index.ts'
import { requireSite } from '../sites/index.ts'
import { choosePlaces, shelvesIn } from './choose-places.ts'
import type { DocumentDeps } from './deps.ts'
import type { Document, Owner, VersionRecord } from './document.ts'
import { cutAny, type CutOf, setStatus } from './set-status.ts'
import { deleteDocuments, documentsById, holdDocuments, idsOf } from './store.ts'
import { versionsOf } from './store-versions.ts'

const MOST = 500
/** Bytes of text that a call puts on shelves by itself; what is beyond it follows by jobs. */
const MOST_CUT = 1_000_000

type Chosen = BodyOf<'documents.bulkDelete'>

interface Choice {
  readonly ids: readonly string[]
  readonly hasMore: boolean
}

async function choose({ store }: DocumentDeps, owner: Owner, chosen: Chosen, not: object = {}): Promise<Choice> {
  const { document_ids, batch_id, category } = chosen
  const filtered = batch_id !== undefined || category !== undefined
  if (document_ids !== undefined && filtered) throw invalid('document_ids', 'give ids, or what they have in common')
  if (document_ids !== undefined) return { ids: [...new Set(document_ids)], hasMore: false }
  if (!filtered) throw invalid('document_ids', 'it is missing; give ids, batch_id or category')
  const found = await idsOf(store.read, owner, { batch_id, category, ...not }, MOST + 1)
  return { ids: found.slice(0, MOST), hasMore: found.length > MOST }
}

/** Puts many documents into use, or out of it. */
export async function bulkStatus(deps: DocumentDeps, call: Call<'documents.bulkStatus'>): Promise<Answer> {
  const owner = await ownerOf(deps, call)
  const { status, ...chosen } = call.body
  const other = { status: status === 'active' ? 'draft' : 'active' }
  const { ids, hasMore } = await choose(deps, owner, chosen, other)
  const cutOf = status === 'active' ? await cutBefore(deps, owner, ids) : cutAny
  return deps.write(call, async (tx) => {
    const held = await holdDocuments(tx, owner, ids, deps.store.words.forUpdate)
    const results: BulkOutcome['results'] = []
    for (const id of ids) {
      const document = held.get(id)
      const same = document?.status === status
      if (document && !same) await setStatus(tx, { ...deps, cutOf }, document, status)
      results.push({ document_id: id, result: document ? (same ? 'unchanged' : 'done') : 'not_found' })
    }
    return outcome(results, hasMore)
  })
}

/** Cuts what is going to be put on shelves before anything is held, a little at a time. What is read of a version never changes. */
async function cutBefore({ store }: DocumentDeps, owner: Owner, ids: readonly string[]): Promise<CutOf> {
  const cuts = new Map<string, Awaited<ReturnType<CutOf>>>()
  const nameOf = ({ documentId, version }: VersionRecord): string => `${documentId} ${version}`
  let left = MOST_CUT
  for (const document of await documentsById(store.read, owner, ids)) {
    left -= document.bytes
    if (document.status === 'active' || left < 0) continue
    for (const version of choosePlaces(await versionsOf(store.read, owner, [document.id])))
      cuts.set(nameOf(version), await cutAny(store.read, version))
  }
  return (_tx, version) => Promise.resolve(cuts.get(nameOf(version)) ?? null)
}

/** Deletes many documents, with all that belongs to them. */
export async function bulkDelete(deps: DocumentDeps, call: Call<'documents.bulkDelete'>): Promise<Answer> {
  const owner = await ownerOf(deps, call)
  const { ids, hasMore } = await choose(deps, owner, call.body)
  return deps.write(call, async (tx) => {
    const gone = new Set(await deleteAll(tx, deps, owner, ids))
    const results = ids.map((id) => ({ document_id: id, result: gone.has(id) ? 'done' : 'not_found' }) as const)
    return outcome(results, hasMore)
  })
}

/** Deletes documents in the caller's transaction; returns the ids of those that were there. */
export async function deleteAll(
  tx: Transaction,
  { store }: Pick<DocumentDeps, 'store'>,
  owner: Owner,
  ids: readonly string[],
): Promise<string[]> {
  const held = await holdDocuments(tx, owner, ids, store.words.forUpdate)
  const found = [...held.keys()]
  if (found.length === 0) return []
  for (const [shelf, documentIds] of byShelf([...held.values()], await versionsOf(tx, owner, found)))
    await removeChunks(tx, { ...owner, shelf, documentIds })
  await deleteDocuments(tx, owner, found)
  return found
}

/** What may stand where. */
function byShelf(documents: readonly Document[], versions: readonly VersionRecord[]): Map<string, string[]> {
  const shelves = new Map<string, string[]>([[LIVE, documents.map(({ id }) => id)]])
  const byDocument = Map.groupBy(versions, ({ documentId }) => documentId)
  for (const [id, own] of byDocument)
    for (const shelf of shelvesIn(own)) if (shelf !== LIVE) shelves.set(shelf, [...(shelves.get(shelf) ?? []), id])
  return shelves
}

async function ownerOf({ store }: DocumentDeps, { caller, params }: Pick<Call<'documents.list'>, 'caller' | 'params'>) {
  const site = await requireSite(store.read, caller, params.site_id)
  return { workspaceId: caller.workspaceId, siteId: site.id }
}

function outcome(results: BulkOutcome['results'], hasMore: boolean): Answer {
  const body: BulkOutcome = {
    results,
    done: results.filter(({ result }) => result === 'done').length,
    has_more: hasMore,
  }
  return { status: 200, body }
}
