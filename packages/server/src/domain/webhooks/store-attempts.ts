import type { DeliveryError, DeliveryTrigger } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import { type BatchRow, batchTable, type Transaction, type Reader } from '../../store/index.ts'
import type { Attempt } from './delivery.ts'
import type { DeliveryFilter } from './store-deliveries.ts'
import type { WebhookRecord } from './webhook.ts'

interface AttemptTables {
  webhook_attempt: {
    id: string
    workspace_id: string
    webhook_id: string
    event_id: string
    event_type: string
    attempt: number
    trigger_kind: DeliveryTrigger
    success: number
    http_status: number | null
    response_time_ms: number | null
    error: DeliveryError | null
    error_detail: string | null
    permanent: number
    slow: number
    next_retry_at: number | null
    scheduled_at: number
    started_at: number
    finished_at: number
    response_headers: string | null
    response_body: string | null
  }
}

type AttemptRow = Selectable<AttemptTables['webhook_attempt']>

const attemptTable = batchTable('webhook_attempt', {
  id: 'text',
  workspace_id: 'text',
  webhook_id: 'text',
  event_id: 'text',
  event_type: 'text',
  attempt: 'integer',
  trigger_kind: 'text',
  success: 'integer',
  http_status: 'integer',
  response_time_ms: 'integer',
  error: 'text',
  error_detail: 'text',
  permanent: 'integer',
  slow: 'integer',
  next_retry_at: 'time',
  scheduled_at: 'time',
  started_at: 'time',
  finished_at: 'time',
  response_headers: 'text',
  response_body: 'text',
})

export type NewAttemptRow = BatchRow<typeof attemptTable>

/** A settlement may be written again after a commit whose answer was lost; its attempts are then there already. */
export async function insertAttempts(tx: Transaction, rows: readonly NewAttemptRow[]): Promise<void> {
  await tx.insertMissingRows(attemptTable, ['id'], rows)
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    eventType: row.event_type,
    number: row.attempt,
    trigger: row.trigger_kind,
    success: row.success === 1,
    httpStatus: row.http_status,
    responseTimeMs: row.response_time_ms,
    error: row.error,
    permanent: row.permanent === 1,
    slow: row.slow === 1,
    nextRetryAt: row.next_retry_at,
    scheduledAt: row.scheduled_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }
}

export interface AttemptDetail {
  readonly attempt: Attempt
  readonly errorDetail: string | null
  readonly responseHeaders: Record<string, string> | null
  readonly responseBody: string | null
}

export async function attemptById(
  read: Reader,
  workspaceId: string,
  webhookId: string,
  id: string,
): Promise<AttemptDetail | undefined> {
  const row = await read
    .tables<AttemptTables>()
    .selectFrom('webhook_attempt')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', '=', webhookId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    attempt: toAttempt(row),
    errorDetail: row.error_detail,
    responseHeaders:
      row.response_headers === null ? null : (JSON.parse(row.response_headers) as Record<string, string>),
    responseBody: row.response_body,
  }
}

/** Attempts that have ended, newest first. */
export async function attemptsOf(
  read: Reader,
  workspaceId: string,
  filter: DeliveryFilter & { success?: boolean },
  page: { limit: number; offset: number },
): Promise<{ total: number; attempts: Attempt[] }> {
  let query = read
    .tables<AttemptTables>()
    .selectFrom('webhook_attempt')
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', '=', filter.webhookId)
  if (filter.eventType !== undefined) query = query.where('event_type', '=', filter.eventType)
  if (filter.eventId !== undefined) query = query.where('event_id', '=', filter.eventId)
  if (filter.success !== undefined) query = query.where('success', '=', filter.success ? 1 : 0)
  if (filter.since !== undefined) query = query.where('finished_at', '>=', filter.since)
  if (filter.until !== undefined) query = query.where('finished_at', '<', filter.until)
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  if (page.limit <= 0) return { total, attempts: [] }
  const rows = await query
    .selectAll()
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(Math.max(0, page.offset))
    .execute()
  return { total, attempts: rows.map(toAttempt) }
}

/** How the last 100 completed attempts went, test deliveries apart, and when the last one of any kind was made. */
export async function recordOf(read: Reader, workspaceId: string, webhookId: string): Promise<WebhookRecord> {
  const [counted] = await read.all<{ attempts: number; successes: number | null }>(
    `select count(*) as attempts, sum(success) as successes from (
       select success from webhook_attempt
       where webhook_id = $1 and workspace_id = $2 and trigger_kind <> 'test' order by finished_at desc, id desc limit 100
     ) as latest`,
    [webhookId, workspaceId],
  )
  const [last] = await read.all<{ started_at: number }>(
    `select started_at from webhook_attempt where webhook_id = $1 and workspace_id = $2
     order by finished_at desc, id desc limit 1`,
    [webhookId, workspaceId],
  )
  const attempts = counted?.attempts ?? 0
  return {
    successRate: attempts === 0 ? 1 : (counted?.successes ?? 0) / attempts,
    lastDeliveryAt: last?.started_at ?? null,
  }
}

/** Test deliveries that ended after `since`, oldest first. */
export function testsSince(
  read: Reader,
  workspaceId: string,
  webhookId: string,
  since: number,
): Promise<{ id: string; finished_at: number }[]> {
  return read.all<{ id: string; finished_at: number }>(
    `select id, finished_at from webhook_attempt
     where webhook_id = $1 and workspace_id = $2 and trigger_kind = 'test' and finished_at > $3 order by finished_at`,
    [webhookId, workspaceId, since],
  )
}

/** The last attempt of each of these events at one webhook: event id to attempt id. */
export async function lastAttemptIds(
  read: Reader,
  webhookId: string,
  eventIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await read.allIn<{ event_id: string; id: string; webhook_id: string }>(
    'select event_id, id, webhook_id from webhook_attempt where event_id in $keys order by attempt',
    eventIds,
  )
  return new Map(rows.filter((row) => row.webhook_id === webhookId).map((row) => [row.event_id, row.id]))
}
