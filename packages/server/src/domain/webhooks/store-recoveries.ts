import type { RecoveryState } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import type { Transaction, Reader } from '../../store/index.ts'
import type { Delivery } from './delivery.ts'
import type { Recovery } from './recovery.ts'
import { type DeliveryRow, toDelivery } from './store-deliveries.ts'

interface RecoveryTables {
  webhook_recovery: {
    id: string
    workspace_id: string
    webhook_id: string
    state: RecoveryState
    since: number
    until: number
    event_types: string
    rate_per_second: number
    dry_run: number
    matched: number
    resent: number
    skipped: number
    cursor_id: string
    created_at: number
    finished_at: number | null
  }
}

function toRecovery(row: Selectable<RecoveryTables['webhook_recovery']>): Recovery {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    webhookId: row.webhook_id,
    state: row.state,
    since: row.since,
    until: row.until,
    eventTypes: JSON.parse(row.event_types) as string[] | null,
    ratePerSecond: row.rate_per_second,
    dryRun: row.dry_run === 1,
    matched: row.matched,
    resent: row.resent,
    skipped: row.skipped,
    cursorId: row.cursor_id,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}

export async function insertRecovery(tx: Transaction, recovery: Recovery): Promise<void> {
  const row = {
    id: recovery.id,
    workspace_id: recovery.workspaceId,
    webhook_id: recovery.webhookId,
    state: recovery.state,
    since: recovery.since,
    until: recovery.until,
    event_types: JSON.stringify(recovery.eventTypes),
    rate_per_second: recovery.ratePerSecond,
    dry_run: recovery.dryRun ? 1 : 0,
    matched: recovery.matched,
    resent: recovery.resent,
    skipped: recovery.skipped,
    cursor_id: recovery.cursorId,
    created_at: recovery.createdAt,
    finished_at: recovery.finishedAt,
  }
  await tx.tables<RecoveryTables>().insertInto('webhook_recovery').values(row).execute()
}

/** Writes progress, unless the recovery was cancelled meanwhile; says whether it was still running. */
export async function updateRunning(tx: Transaction, recovery: Recovery): Promise<boolean> {
  const { state, matched, resent, skipped, cursorId, finishedAt } = recovery
  const result = await tx
    .tables<RecoveryTables>()
    .updateTable('webhook_recovery')
    .set({ state, matched, resent, skipped, cursor_id: cursorId, finished_at: finishedAt })
    .where('workspace_id', '=', recovery.workspaceId)
    .where('id', '=', recovery.id)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

export async function recoveryById(
  read: Reader,
  workspaceId: string,
  webhookId: string,
  id: string,
): Promise<Recovery | undefined> {
  const row = await read
    .tables<RecoveryTables>()
    .selectFrom('webhook_recovery')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', '=', webhookId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toRecovery(row)
}

export async function runningRecovery(
  read: Reader,
  workspaceId: string,
  webhookId: string,
): Promise<Recovery | undefined> {
  const row = await read
    .tables<RecoveryTables>()
    .selectFrom('webhook_recovery')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return row && toRecovery(row)
}

export async function recoveriesOf(
  read: Reader,
  workspaceId: string,
  webhookId: string,
  page: Page,
): Promise<{ total: number; recoveries: Recovery[] }> {
  const query = read
    .tables<RecoveryTables>()
    .selectFrom('webhook_recovery')
    .where('workspace_id', '=', workspaceId)
    .where('webhook_id', '=', webhookId)
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, recoveries: rows.map(toRecovery) }
}

/**
 * The next deliveries of the range that failed for good, after the recovery's cursor, oldest first. The range is of the
 * events' times; an event's delivery is made in the same moment.
 */
export async function failedInRange(read: Reader, recovery: Recovery, limit: number): Promise<Delivery[]> {
  const rows = await read.all<DeliveryRow>(
    `select webhook_delivery.* from webhook_delivery join event on event.id = webhook_delivery.event_id
     where webhook_delivery.workspace_id = $1 and webhook_delivery.webhook_id = $2 and webhook_delivery.event_id > $3
       and webhook_delivery.state = 'permanent_failure' and event.occurred_at >= $4 and event.occurred_at < $5
     order by webhook_delivery.event_id limit $6`,
    [recovery.workspaceId, recovery.webhookId, recovery.cursorId, recovery.since, recovery.until, limit],
  )
  return rows.map(toDelivery)
}
