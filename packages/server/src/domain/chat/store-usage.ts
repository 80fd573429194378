import { DAY_MS } from '../../kernel/time.ts'
import { batchTable, type Reader, type Transaction } from '../../store/index.ts'
import type { ChatRequest } from './chat-request.ts'

const dayTable = batchTable('chat_usage_day', {
  workspace_id: 'text',
  site_id: 'text',
  day: 'time',
  slot: 'integer',
  accepted: 'time',
  failed: 'time',
})

/** Rows for one count, so that transactions which count at once seldom wait for each other. */
export const SLOTS = 16

/** Counts a request on the day on which it was accepted. Those of test keys are not counted. */
export async function countRequest(
  tx: Transaction,
  { workspaceId, siteId, createdAt, simulated }: ChatRequest,
  what: { readonly accepted: 0 | 1; readonly failed: 0 | 1 },
  slot: number,
): Promise<void> {
  if (simulated) return
  const day = Math.floor(createdAt / DAY_MS) * DAY_MS
  await tx.addToRows(
    dayTable,
    ['workspace_id', 'site_id', 'day', 'slot'],
    [{ workspace_id: workspaceId, site_id: siteId, day, slot, ...what }],
  )
}

/** What was counted at one site on one day. */
export interface DayCount {
  readonly site_id: string
  readonly day: number
  readonly accepted: number
  readonly failed: number
}

/** The counts of the days from `from` up to, and not including, `before`. */
export function countsOf(read: Reader, workspaceId: string, from: number, before: number): Promise<DayCount[]> {
  return read.all<DayCount>(
    `select site_id, day, cast(sum(accepted) as bigint) as accepted, cast(sum(failed) as bigint) as failed
     from chat_usage_day where workspace_id = $1 and day >= $2 and day < $3 group by site_id, day order by day, site_id`,
    [workspaceId, from, before],
  )
}

/** Requests that are held against the limit of a plan: those accepted and not failed. */
export async function messagesIn(read: Reader, workspaceId: string, from: number, before: number): Promise<number> {
  const [row] = await read.all<{ messages: number }>(
    `select cast(coalesce(sum(accepted - failed), 0) as bigint) as messages
     from chat_usage_day where workspace_id = $1 and day >= $2 and day < $3`,
    [workspaceId, from, before],
  )
  return row?.messages ?? 0
}

export interface SiteCount {
  readonly site_id: string
  readonly name: string
  readonly documents: number
  readonly bytes: number
}

/** The sites of a workspace with what it put into them, the oldest first. */
export function sitesWithDocuments(read: Reader, workspaceId: string): Promise<SiteCount[]> {
  return read.all<SiteCount>(
    `select site.id as site_id, site.name, cast(count(document.id) as bigint) as documents,
       cast(coalesce(sum(document.bytes), 0) as bigint) as bytes
     from site left join document on document.workspace_id = site.workspace_id and document.site_id = site.id
       and document.is_example = 0
     where site.workspace_id = $1 group by site.id, site.name order by site.id`,
    [workspaceId],
  )
}
