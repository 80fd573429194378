import type { MeteredKind } from '@posthorn/contract'

import { batchTable, type Reader, type Transaction } from '../../store/index.ts'

/** What was counted of one kind on one day. */
export interface DayCount {
  /** Its first moment in UTC, in milliseconds since 1970. */
  readonly day: number
  readonly kind: MeteredKind
  readonly sent: number
  readonly received: number
  readonly credits: number
}

const dayTable = batchTable('usage_day', {
  workspace_id: 'text',
  day: 'time',
  kind: 'text',
  slot: 'integer',
  sent: 'time',
  received: 'time',
  credits: 'time',
})

/** Rows for one count, so that transactions of one process which count at once each have their own. */
export const SLOTS = 16

/** Adds to the counts of days, each workspace, day and kind once. */
export function addToDays(
  tx: Transaction,
  slot: number,
  counts: readonly (DayCount & { readonly workspaceId: string })[],
): Promise<void> {
  return tx.addToRows(
    dayTable,
    ['workspace_id', 'day', 'kind', 'slot'],
    counts.map(({ workspaceId, ...count }) => ({ workspace_id: workspaceId, slot, ...count })),
  )
}

/** The counts of the days from `from` up to, and not including, `before`. */
export function daysOf(read: Reader, workspaceId: string, from: number, before: number): Promise<DayCount[]> {
  return read.all<DayCount>(
    `select day, kind, cast(sum(sent) as bigint) as sent, cast(sum(received) as bigint) as received,
       cast(sum(credits) as bigint) as credits
     from usage_day where workspace_id = $1 and day >= $2 and day < $3 group by day, kind order by day, kind`,
    [workspaceId, from, before],
  )
}
