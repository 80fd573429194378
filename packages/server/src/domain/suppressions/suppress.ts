import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Transaction } from '../../store/index.ts'
import { insertSuppressions } from './store.ts'
import { placeKey, type Suppression } from './suppression.ts'

export type NewSuppression = Omit<Suppression, 'id' | 'createdAt'>

/**
 * Puts addresses on their lists, in the caller's transaction; returns the places (see `placeKey`) that are new there.
 * Of an address that comes twice the first counts.
 */
export async function suppress(
  tx: Transaction,
  deps: { readonly clock: Clock; readonly newId: NewId },
  entries: readonly NewSuppression[],
): Promise<Set<string>> {
  const first = new Map<string, Suppression>()
  const createdAt = deps.clock.now()
  for (const entry of entries) {
    const key = placeKey(entry)
    if (!first.has(key)) first.set(key, { ...entry, id: deps.newId.prefixed('sup'), createdAt })
  }
  const added = new Set<string>()
  const lists = Map.groupBy(first.values(), ({ workspaceId, mode, channel }) => `${workspaceId}\n${mode}\n${channel}`)
  for (const [, own] of [...lists].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const [{ workspaceId, mode, channel }] = own as [Suppression]
    for (const address of await insertSuppressions(tx, { workspaceId, mode, channel }, own))
      added.add(placeKey({ workspaceId, mode, channel, address }))
  }
  return added
}
