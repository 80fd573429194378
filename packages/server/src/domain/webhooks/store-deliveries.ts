import type { DeliveryError, DeliveryState, DeliveryTrigger } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import { type BatchRow, batchTable, type Transaction, type Reader } from '../../store/index.ts'
import type { Delivery } from './delivery.ts'

export interface DeliveryTables {
  webhook_delivery: {
    id: string
    workspace_id: string
    webhook_id: string
    event_id: string
    event_type: string
    state: DeliveryState
    attempts: number
    round_start: number
    trigger_kind: DeliveryTrigger
    next_attempt_id: string
    last_http_status: number | null
    last_error: DeliveryError | null
    created_at: number
    updated_at: number
    due_at: number | null
    lease_owner: string
    lane: string
  }
}

export type DeliveryRow = Selectable<DeliveryTables['webhook_delivery']>

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    eventType: row.event_type,
    state: row.state,
    attempts: row.attempts,
    roundStart: row.round_start,
    trigger: row.trigger_kind,
    nextAttemptId: row.next_attempt_id,
    lastHttpStatus: row.last_http_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    dueAt: row.due_at,
    leaseOwner: row.lease_owner,
  }
}

const newDeliveryTable = batchTable('webhook_delivery', {
  id: 'text',
  workspace_id: 'text',
  webhook_id: 'text',
  event_id: 'text',
  event_type: 'text',
  state: 'text',
  attempts: 'integer',
  round_start: 'integer',
  trigger_kind: 'text',
  next_attempt_id: 'text',
  created_at: 'time',
  updated_at: 'time',
  due_at: 'time',
  lease_owner: 'text',
  lane: 'text',
})

export type NewDeliveryRow = BatchRow<typeof newDeliveryTable>

export function insertDeliveries(tx: Transaction, rows: readonly NewDeliveryRow[]): Promise<void> {
  return tx.insertRows(newDeliveryTable, rows)
}

const settledTable = batchTable('webhook_delivery', {
  id: 'text',
  state: 'text',
  attempts: 'integer',
  next_attempt_id: 'text',
  trigger_kind: 'text',
  last_http_status: 'integer',
  last_error: 'text',
  updated_at: 'time',
  due_at: 'time',
  lease_owner: 'text',
})

export type SettledRow = BatchRow<typeof settledTable>

/** Writes what follows from attempts, to rows that `owner` still holds. */
export function settleDeliveries(tx: Transaction, rows: readonly SettledRow[], owner: string): Promise<void> {
  return tx.overwriteRows(settledTable, ['id'], rows, { column: 'lease_owner', value: owner })
}

const resentTable = batchTable('webhook_delivery', {
  id: 'text',
  state: 'text',
  round_start: 'integer',
  next_attempt_id: 'text',
  trigger_kind: 'text',
  updated_at: 'time',
  due_at: 'time',
})

/** Starts a new round for deliveries that nobody is working on. Returns their ids. */
export function resendDeliveries(tx: Transaction, rows: readonly BatchRow<typeof resentTable>[]): Promise<Set<string>> {
  return tx.updateRows(resentTable, ['id'], rows, { column: 'lease_owner', value: '' })
}

export async function cancelWaiting(
  tx: Transaction,
  workspaceId: string,
  webhookId: string,
  now: number,
): Promise<number> {
  const result = await tx
    .tables<DeliveryTables>()
    .updateTable('webhook_delivery')
    .set({ state: 'cancelled', due_at: null, updated_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', '=', webhookId)
    .where('due_at', 'is not', null)
    .where('lease_owner', '=', '')
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Rows as the engine's queue loads them, by id; the module's one read that goes by ids of any workspace. */
export function deliveriesById(read: Reader, ids: readonly string[]): Promise<DeliveryRow[]> {
  return read.allIn<DeliveryRow>('select * from webhook_delivery where id in $keys', ids)
}

export async function deliveryOf(
  read: Reader,
  workspaceId: string,
  where: { webhookId: string; eventId: string } | { webhookId: string; nextAttemptId: string },
): Promise<Delivery | undefined> {
  let query = read
    .tables<DeliveryTables>()
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', '=', where.webhookId)
  if ('eventId' in where) query = query.where('event_id', '=', where.eventId)
  else query = query.where('next_attempt_id', '=', where.nextAttemptId).where('due_at', 'is not', null)
  const row = await query.executeTakeFirst()
  return row && toDelivery(row)
}

export interface DeliveryFilter {
  readonly webhookId: string
  readonly eventType?: string | undefined
  readonly eventId?: string | undefined
  readonly state?: DeliveryState | undefined
  readonly since?: number | undefined
  readonly until?: number | undefined
}

/** Deliveries that still have an attempt to come, the soonest last: a list of newest first begins with what is to be. */
export async function pendingDeliveries(
  read: Reader,
  workspaceId: string,
  filter: DeliveryFilter,
  page: { limit: number; offset: number },
): Promise<{ total: number; deliveries: Delivery[] }> {
  const query = filtered(read, workspaceId, filter).where('due_at', 'is not', null)
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  if (page.limit <= 0 || page.offset >= total) return { total, deliveries: [] }
  const rows = await query
    .selectAll()
    .orderBy('due_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { total, deliveries: rows.map(toDelivery) }
}

/** The event log: one row for each event, newest first. */
export async function eventLog(
  read: Reader,
  workspaceId: string,
  filter: DeliveryFilter,
  page: Page,
): Promise<{ total: number; deliveries: Delivery[] }> {
  const query = filtered(read, workspaceId, filter)
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query.selectAll().orderBy('event_id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, deliveries: rows.map(toDelivery) }
}

function filtered(read: Reader, workspaceId: string, filter: DeliveryFilter) {
  let query = read
    .tables<DeliveryTables>()
    .selectFrom('webhook_delivery')
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', '=', filter.webhookId)
  if (filter.eventType !== undefined) query = query.where('event_type', '=', filter.eventType)
  if (filter.eventId !== undefined) query = query.where('event_id', '=', filter.eventId)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.since !== undefined) query = query.where('created_at', '>=', filter.since)
  if (filter.until !== undefined) query = query.where('created_at', '<', filter.until)
  return query
}

/** How one event fares with the webhooks of its workspace. */
export async function deliveriesOfEvent(
  read: Reader,
  workspaceId: string,
  webhookIds: readonly string[],
  eventId: string,
): Promise<Delivery[]> {
  const rows = await read
    .tables<DeliveryTables>()
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', 'in', webhookIds.length > 0 ? [...webhookIds] : [''])
    .where('event_id', '=', eventId)
    .execute()
  return rows.map(toDelivery)
}
