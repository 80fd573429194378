import type { Page } from '../../kernel/page.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { ChatRequest, ChatSession, SiteKey } from './chat-request.ts'
import { Conditions } from './store-conditions.ts'
import { type RequestRow, toRequest } from './store.ts'

interface SessionRow {
  readonly workspace_id: string
  readonly site_id: string
  readonly session_id: string
  readonly state: ChatSession['state']
  readonly email: string | null
  readonly requests: number
  readonly simulated: number
  readonly created_at: number
  readonly last_request_at: number
  readonly closed_at: number | null
}

function toSession(row: SessionRow): ChatSession {
  return {
    workspaceId: row.workspace_id,
    siteId: row.site_id,
    sessionId: row.session_id,
    state: row.state,
    email: row.email,
    requests: row.requests,
    simulated: row.simulated === 1,
    createdAt: row.created_at,
    lastRequestAt: row.last_request_at,
    closedAt: row.closed_at,
  }
}

/**
 * Opens the session of a request, or counts the request to it; false: it is closed. The row is held from then on, so a close
 * that comes at the same time comes before or after.
 */
export async function enterSession(tx: Transaction, request: ChatRequest): Promise<boolean> {
  const rows = await tx.all(
    `insert into chat_session
       (workspace_id, site_id, session_id, email, state, requests, simulated, created_at, last_request_at)
     values ($1, $2, $3, $4, 'open', 1, $5, $6, $6)
     on conflict (workspace_id, site_id, session_id) do update set requests = chat_session.requests + 1,
       last_request_at = excluded.last_request_at, email = coalesce(excluded.email, chat_session.email)
     where chat_session.state = 'open'
     returning state`,
    [
      request.workspaceId,
      request.siteId,
      request.sessionId,
      request.email,
      request.simulated ? 1 : 0,
      request.createdAt,
    ],
  )
  return rows.length > 0
}

export async function closeSession(
  tx: Transaction,
  { workspaceId, siteId, sessionId }: SiteKey & { readonly sessionId: string },
  at: number,
): Promise<boolean> {
  const changed = await tx.run(
    `update chat_session set state = 'closed', closed_at = coalesce(closed_at, $4)
     where workspace_id = $1 and site_id = $2 and session_id = $3`,
    [workspaceId, siteId, sessionId, at],
  )
  return changed > 0
}

export async function sessionById(
  read: Reader,
  { workspaceId, siteId, sessionId }: SiteKey & { readonly sessionId: string },
): Promise<ChatSession | undefined> {
  const [row] = await read.all<SessionRow>(
    'select * from chat_session where workspace_id = $1 and site_id = $2 and session_id = $3',
    [workspaceId, siteId, sessionId],
  )
  return row && toSession(row)
}

export interface SessionFilter extends SiteKey {
  readonly state: ChatSession['state'] | undefined
  readonly email: string | undefined
}

/** The one that was asked in last first. */
export async function sessionsOf(
  read: Reader,
  { workspaceId, siteId, state, email }: SessionFilter,
  page: Page,
): Promise<{ total: number; sessions: ChatSession[] }> {
  const where = new Conditions(['workspace_id', workspaceId], ['site_id', siteId])
  where.same('state', state)
  where.same('email', email)
  const { total, rows } = await where.page(
    read,
    { table: 'chat_session', order: 'last_request_at desc, session_id' },
    page,
    (sql, values) => read.all<SessionRow>(sql, values),
  )
  return { total, sessions: rows.map(toSession) }
}

export interface RequestFilter extends SiteKey {
  readonly state?: string | undefined
  readonly answered?: boolean | undefined
  readonly confidenceLevel?: string | undefined
  readonly feedback?: string | undefined
  readonly batchId?: string | undefined
  readonly sessionId?: string | undefined
  readonly email?: string | undefined
  /** Milliseconds since 1970; `until` is the first that is too late. */
  readonly since?: number | undefined
  readonly until?: number | undefined
}

/** By when they were accepted. */
export async function requestsOf(
  read: Reader,
  filter: RequestFilter,
  page: Page,
  order: 'asc' | 'desc' = 'desc',
): Promise<{ total: number; requests: ChatRequest[] }> {
  const where = new Conditions(['workspace_id', filter.workspaceId], ['site_id', filter.siteId])
  where.same('state', filter.state)
  where.same('answered', filter.answered === undefined ? undefined : filter.answered ? 1 : 0)
  where.same('confidence_level', filter.confidenceLevel)
  where.same('feedback', filter.feedback)
  where.same('batch_id', filter.batchId)
  where.same('session_id', filter.sessionId)
  where.same('email', filter.email)
  where.and('created_at >=', filter.since)
  where.and('created_at <', filter.until)
  const by = filter.sessionId === undefined ? `created_at ${order}, id ${order}` : `id ${order}`
  const { total, rows } = await where.page(read, { table: 'chat_request', order: by }, page, (sql, values) =>
    read.all<RequestRow>(sql, values),
  )
  return { total, requests: rows.map(toRequest) }
}
