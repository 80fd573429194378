import type { ChatMode, ChatRequestState, Feedback } from '@posthorn/contract'

import type { Reader } from '../../store/index.ts'
import type { ConfidenceLevel } from './answer.ts'
import type { SiteKey } from './chat-request.ts'
import { Conditions } from './store-conditions.ts'

/** Requests that fared alike. */
export interface FateCount {
  readonly mode: ChatMode
  readonly state: ChatRequestState
  readonly error_code: string | null
  readonly answered: number | null
  readonly confidence_level: ConfidenceLevel | null
  readonly feedback: Feedback | null
  readonly hung_up: number
  /** Milliseconds from acceptance to the end; of an unfinished one, until now. */
  readonly took: number
  readonly count: number
}

export interface FateFilter extends SiteKey {
  readonly environment?: string | undefined
  readonly integration?: string | undefined
  readonly language?: string | undefined
}

/**
 * Requests accepted from `from` up to, and not including, `before`, in milliseconds since 1970, by how they fared; those of test
 * keys left out. Reads one stretch of `chat_request_by_site`.
 */
export function countFates(
  read: Reader,
  filter: FateFilter,
  { from, before, now }: { readonly from: number; readonly before: number; readonly now: number },
): Promise<FateCount[]> {
  const where = new Conditions(['workspace_id', filter.workspaceId], ['site_id', filter.siteId])
  where.and('created_at >=', from)
  where.and('created_at <', before)
  where.that('simulated = 0')
  where.same('environment', filter.environment)
  where.same('integration', filter.integration)
  where.same('language', filter.language)
  const at = where.values.length + 1
  return read.all<FateCount>(
    `select mode, state, error_code, answered, confidence_level, feedback,
       case when hung_up_at is null then 0 else 1 end as hung_up,
       coalesce(completed_at, cast($${at} as bigint)) - created_at as took, cast(count(*) as bigint) as count
     from chat_request ${where.sql} group by 1, 2, 3, 4, 5, 6, 7, 8`,
    [...where.values, now],
  )
}

export interface PersonCount {
  readonly sessions: number
  readonly requests: number
  readonly answered: number
  readonly declined: number
  readonly failed: number
  readonly good: number
  readonly bad: number
  readonly first_at: number | null
  readonly last_at: number | null
}

/** What an address asked, of all times. */
export async function personCount(read: Reader, { workspaceId, siteId }: SiteKey, email: string): Promise<PersonCount> {
  const [row] = await read.all<PersonCount>(
    `select cast(count(distinct session_id) as bigint) as sessions, cast(count(*) as bigint) as requests,
       cast(count(case when answered = 1 then 1 end) as bigint) as answered,
       cast(count(case when answered = 0 then 1 end) as bigint) as declined,
       cast(count(case when state = 'failed' then 1 end) as bigint) as failed,
       cast(count(case when feedback = 'good' then 1 end) as bigint) as good,
       cast(count(case when feedback = 'bad' then 1 end) as bigint) as bad,
       min(created_at) as first_at, max(created_at) as last_at
     from chat_request where workspace_id = $1 and site_id = $2 and email = $3 and simulated = 0`,
    [workspaceId, siteId, email],
  )
  if (!row) throw new Error('a count is a row')
  return row
}
