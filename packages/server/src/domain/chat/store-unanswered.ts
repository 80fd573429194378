import type { GapReason } from '@posthorn/contract'

import type { Reader, Transaction } from '../../store/index.ts'
import type { Language, Site } from '../knowledge/index.ts'

/** A request whose question was not answered, or not well. Times are milliseconds since 1970. */
export interface UnansweredRequest {
  readonly requestId: string
  readonly sessionId: string
  readonly message: string
  /** That of its answer. */
  readonly language: Language | null
  readonly reason: GapReason
  readonly askedAt: number
}

/** As the index over these rows says it. What test keys ask is nobody's question. */
const TO_GATHER = `gathered_at is null and simulated = 0 and state = 'completed' and (answered = 0 or confidence_level = 'low' or feedback = 'bad')`

/** Sites of any workspace where somebody asked in vain since it was last gathered. */
export async function sitesToGather(read: Reader, limit: number): Promise<Site[]> {
  const rows = await read.all<{ workspace_id: string; site_id: string }>(
    `select distinct workspace_id, site_id from chat_request where ${TO_GATHER} order by workspace_id, site_id limit $1`,
    [limit],
  )
  return rows.map((row) => ({ workspaceId: row.workspace_id, siteId: row.site_id }))
}

/** What nothing answered on a site and is not gathered yet, in the order in which it was said so. */
export async function unansweredRequests(read: Reader, site: Site, limit: number): Promise<UnansweredRequest[]> {
  const rows = await read.all<{
    id: string
    session_id: string
    message: string
    language: Language | null
    answered: number
    feedback: string | null
    created_at: number
  }>(
    `select id, session_id, message, language, answered, feedback, created_at from chat_request
     where workspace_id = $1 and site_id = $2 and ${TO_GATHER} order by completed_at, id limit $3`,
    [site.workspaceId, site.siteId, limit],
  )
  return rows.map((row) => ({
    requestId: row.id,
    sessionId: row.session_id,
    message: row.message,
    language: row.language,
    reason: row.answered === 0 ? 'declined' : row.feedback === 'bad' ? 'bad_feedback' : 'low_confidence',
    askedAt: row.created_at,
  }))
}

/** Returns how many of them were not marked yet. */
export function markGathered(
  tx: Transaction,
  { workspaceId }: Pick<Site, 'workspaceId'>,
  requestIds: readonly string[],
  now: number,
): Promise<number> {
  return tx.runIn(
    'update chat_request set gathered_at = $2 where id in $keys and workspace_id = $3 and gathered_at is null',
    requestIds,
    [now, workspaceId],
  )
}

/** How many sessions of a site asked anything since then. */
export async function countSessionsSince(read: Reader, site: Site, since: number): Promise<number> {
  const [row] = await read.all<{ sessions: number }>(
    `select count(*) as sessions from chat_session where workspace_id = $1 and site_id = $2 and simulated = 0 and last_request_at >= $3`,
    [site.workspaceId, site.siteId, since],
  )
  return row?.sessions ?? 0
}
