import type { MeteredKind } from '@posthorn/contract'

import { DAY_MS } from '../../kernel/time.ts'
import type { Transaction } from '../../store/index.ts'
import { addToDays, SLOTS } from './store-usage.ts'

/** A message that came in. */
export interface Arrival {
  readonly workspaceId: string
  readonly kind: MeteredKind
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Counts messages in the transaction that takes them in, the rows always in the same order. */
export function createCountReceived(): (tx: Transaction, arrivals: readonly Arrival[]) => Promise<void> {
  let slot = 0
  return (tx, arrivals) => {
    slot = (slot + 1) % SLOTS
    const dayOf = (at: number): number => at - (at % DAY_MS)
    const groups = Map.groupBy(arrivals, ({ workspaceId, kind, at }) => `${workspaceId} ${dayOf(at)} ${kind}`)
    const counts = [...groups].sort(([one], [other]) => (one < other ? -1 : 1))
    return addToDays(
      tx,
      slot,
      counts.map(([, group]) => {
        const [{ workspaceId, kind, at }] = group as [Arrival]
        return { workspaceId, kind, day: dayOf(at), sent: 0, received: group.length, credits: 0 }
      }),
    )
  }
}
