import type { Transaction } from '../../store/index.ts'
import { LIVE, moveChunks, removeChunks } from '../knowledge/index.ts'
import { siteOf } from '../sites/index.ts'
import { addVersion } from './add-version.ts'
import { saidAgain } from './change-document.ts'
import type { DocumentDeps } from './deps.ts'
import { type Document, isRead, type Owner, type VersionRecord } from './document.ts'
import { cutAny, putOn, setStatus, takeOff } from './set-status.ts'
import { holdDocuments, updateDocument } from './store.ts'
import { versionOf, versionsOf, writeShelf } from './store-versions.ts'

/** What became of a document of a batch. */
export interface Shelved {
  readonly documentId: string
  /**
   * `done`: as asked. `overtaken`: something later is everybody's, so nothing was done. `none`: it has no version there, or no
   * version before. `not_found`: it was deleted.
   */
  readonly result: 'done' | 'overtaken' | 'none' | 'not_found'
  /** The version that was moved, or made. */
  readonly version: number | null
}

export type ShelveDeps = Pick<DocumentDeps, 'store' | 'clock' | 'jobs'>

/** Documents of a site that a transaction does something with: all are held before any index is changed. */
export interface Many extends Owner {
  readonly documentIds: readonly string[]
}

type Work = (document: Document, versions: readonly VersionRecord[]) => Promise<Omit<Shelved, 'documentId'>>

export async function eachHeld(tx: Transaction, deps: ShelveDeps, many: Many, work: Work): Promise<Shelved[]> {
  const held = await holdDocuments(tx, many, many.documentIds, deps.store.words.forUpdate)
  const versions = Map.groupBy(await versionsOf(tx, many, [...held.keys()]), ({ documentId }) => documentId)
  const results: Shelved[] = []
  for (const documentId of many.documentIds) {
    const document = held.get(documentId)
    const done = document
      ? await work(document, versions.get(documentId) ?? [])
      : ({ result: 'not_found', version: null } as const)
    results.push({ documentId, ...done })
  }
  return results
}

/**
 * Takes the latest version of each document that is not everybody's yet onto this shelf: for a batch that came before its rollout.
 * One that everybody is answered from stays there: `overtaken`.
 */
export function putOnShelf(
  tx: Transaction,
  deps: ShelveDeps,
  { shelf, ...many }: Many & { readonly shelf: string },
): Promise<Shelved[]> {
  return eachHeld(tx, deps, many, async (document, versions) => {
    const latest = versions.at(-1)
    if (!latest) return { result: 'none', version: null }
    if (document.indexedVersion === latest.version) return { result: 'overtaken', version: latest.version }
    if (latest.shelf !== null && latest.shelf !== shelf) await takeOff(tx, document, [latest.shelf])
    await writeShelf(tx, latest, shelf)
    const placed = { ...latest, shelf }
    if (document.status === 'active' && isRead(latest))
      await updateDocument(tx, await putOn(tx, { ...deps, cutOf: cutAny }, document, placed))
    return { result: 'done', version: latest.version }
  })
}

/** Gives everybody what stands on this shelf. What was not read yet goes there when it is. */
export function promote(
  tx: Transaction,
  deps: ShelveDeps,
  { shelf, ...many }: Many & { readonly shelf: string },
): Promise<Shelved[]> {
  return eachHeld(tx, deps, many, async (document, versions) => {
    const own = versions.findLast((version) => version.shelf === shelf)
    if (!own) return { result: 'none', version: null }
    const { workspaceId, siteId, documentId, version } = own
    if (versions.some((other) => other.version > version && other.shelf === LIVE && isRead(other))) {
      await takeBack(tx, document, versions, shelf)
      return { result: 'overtaken', version }
    }
    for (const other of versions) if (other.shelf === shelf) await writeShelf(tx, other, other === own ? LIVE : null)
    if (document.status !== 'active' || !isRead(own)) return { result: 'done', version }
    const moved = await moveChunks(tx, { workspaceId, siteId, documentId, from: shelf, to: LIVE })
    const after = moved
      ? { ...document, indexedVersion: version }
      : await putOn(tx, { ...deps, cutOf: cutAny }, document, { ...own, shelf: LIVE })
    await updateDocument(tx, { ...after, updatedAt: deps.clock.now() })
    return { result: 'done', version }
  })
}

/** Takes what stands on this shelf away: nobody is shown it. A document that has nothing else becomes a draft. */
export function withdraw(
  tx: Transaction,
  deps: ShelveDeps,
  { shelf, ...many }: Many & { readonly shelf: string },
): Promise<Shelved[]> {
  return eachHeld(tx, deps, many, async (document, versions) => {
    const own = versions.findLast((version) => version.shelf === shelf)
    if (!own) return { result: 'none', version: null }
    await takeBack(tx, document, versions, shelf)
    if (versions.every((version) => version.shelf === shelf || version.shelf === null))
      await setStatus(tx, { ...deps, cutOf: cutAny }, document, 'draft')
    return { result: 'done', version: own.version }
  })
}

async function takeBack(
  tx: Transaction,
  { workspaceId, siteId, id }: Document,
  versions: readonly VersionRecord[],
  shelf: string,
): Promise<void> {
  await removeChunks(tx, { workspaceId, siteId, shelf, documentIds: [id] })
  for (const version of versions) if (version.shelf === shelf) await writeShelf(tx, version, null)
}

/**
 * Takes back what a batch gave everybody: each document says again, by a new version, what it said before the batch. One that the
 * batch brought becomes a draft (`none`); one that was changed since is left as it is (`overtaken`).
 */
export function restore(
  tx: Transaction,
  deps: ShelveDeps,
  { batchId, madeBy, ...many }: Many & { readonly batchId: string; readonly madeBy: string },
): Promise<Shelved[]> {
  return eachHeld(tx, deps, many, async (document, versions) => {
    const first = versions.find((version) => version.batchId === batchId)
    if (!first) return { result: 'none', version: null }
    const live = versions.find(({ version }) => version === document.indexedVersion)
    if (live && live.batchId !== batchId && live.version > first.version)
      return { result: 'overtaken', version: live.version }
    // What the batch brought is not everybody's: there is nothing to take back.
    if (live && live.version < first.version) return { result: 'none', version: live.version }
    const before = versions.findLast(
      (version) => version.version < first.version && version.shelf === LIVE && isRead(version),
    )
    if (!before) {
      await setStatus(tx, { ...deps, cutOf: cutAny }, document, 'draft')
      return { result: 'none', version: null }
    }
    return { result: 'done', version: await sayAgain(tx, deps, { document, before, madeBy }) }
  })
}

export async function sayAgain(
  tx: Transaction,
  deps: ShelveDeps,
  { document, before, madeBy }: { document: Document; before: VersionRecord; madeBy: string },
): Promise<number> {
  const version = await versionOf(tx, document, document.id, before.version)
  if (!version) throw new Error(`version ${before.version} of ${document.id} is gone`)
  const site = await siteOf(tx, document)
  const parts = await saidAgain(tx, version, site?.language ?? 'en')
  // However long it is: what everybody is answered from now is to be gone with this commit.
  const cut = parts.cut ?? (await cutAny(tx, before))
  return (await addVersion(tx, deps, document, { ...parts, cut, madeBy, shelf: LIVE })).version
}

/** Takes documents out of use. */
export function setDraft(tx: Transaction, deps: ShelveDeps, many: Many): Promise<Shelved[]> {
  return eachHeld(tx, deps, many, async (document) => {
    await setStatus(tx, { ...deps, cutOf: cutAny }, document, 'draft')
    return { result: 'done', version: document.version }
  })
}
