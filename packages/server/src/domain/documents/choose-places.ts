import { LIVE } from '../knowledge/index.ts'
import { isRead, type VersionRecord } from './document.ts'

/**
 * Which versions of a document belong on which shelf while it is active: on everybody's the latest that was read for it, on that
 * of a batch the latest that was read for that batch, if nothing later is everybody's. `versions`: of one document, the oldest
 * first.
 */
export function choosePlaces(versions: readonly VersionRecord[]): VersionRecord[] {
  const places = new Map<string, VersionRecord>()
  for (const version of versions) if (version.shelf !== null && isRead(version)) places.set(version.shelf, version)
  const live = places.get(LIVE)
  return [...places.values()].filter((version) => version === live || version.version > (live?.version ?? 0))
}

/** Every shelf on which something of a document may stand. */
export function shelvesIn(versions: readonly VersionRecord[]): string[] {
  return [...new Set([LIVE, ...versions.flatMap(({ shelf }) => (shelf === null ? [] : [shelf]))])]
}
