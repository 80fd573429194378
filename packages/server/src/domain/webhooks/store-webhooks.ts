import type { ExtraSignature, RetryPolicy, WebhookState } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { StoredSecret } from './secrets.ts'
import type { Health } from './track-health.ts'
import type { Webhook } from './webhook.ts'

export interface WebhookTables {
  webhook: {
    id: string
    workspace_id: string
    url: string
    name: string | null
    description: string | null
    events: string
    is_active: number
    failing_since: number | null
    failure_count: number
    secrets: string
    signatures: string
    retry_policy: RetryPolicy
    created_at: number
    updated_at: number
    deleted_at: number | null
  }
}

export type WebhookRow = Selectable<WebhookTables['webhook']>

function toWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    url: row.url,
    name: row.name,
    description: row.description,
    events: JSON.parse(row.events) as string[],
    isActive: row.is_active === 1,
    failingSince: row.failing_since,
    failureCount: row.failure_count,
    secrets: JSON.parse(row.secrets) as StoredSecret[],
    signatures: JSON.parse(row.signatures) as ExtraSignature[],
    retryPolicy: row.retry_policy,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(webhook: Webhook): Omit<WebhookRow, 'deleted_at'> {
  return {
    id: webhook.id,
    workspace_id: webhook.workspaceId,
    url: webhook.url,
    name: webhook.name,
    description: webhook.description,
    events: JSON.stringify(webhook.events),
    is_active: webhook.isActive ? 1 : 0,
    failing_since: webhook.failingSince,
    failure_count: webhook.failureCount,
    secrets: JSON.stringify(webhook.secrets),
    signatures: JSON.stringify(webhook.signatures),
    retry_policy: webhook.retryPolicy,
    created_at: webhook.createdAt,
    updated_at: webhook.updatedAt,
  }
}

/** Every webhook of the workspace that is not deleted, those behind callback URLs included. */
export async function webhooksOf(read: Reader, workspaceId: string): Promise<Webhook[]> {
  const rows = await read
    .tables<WebhookTables>()
    .selectFrom('webhook')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toWebhook)
}

/** Those that subscribe to something; there are at most a few dozen. */
export async function registeredWebhooksOf(read: Reader, workspaceId: string): Promise<Webhook[]> {
  const rows = await read.all<WebhookRow>(
    "select * from webhook where workspace_id = $1 and events <> '[]' and deleted_at is null order by id desc",
    [workspaceId],
  )
  return rows.map(toWebhook)
}

/** The id of the webhook behind a callback URL. */
export async function callbackWebhookId(read: Reader, workspaceId: string, url: string): Promise<string | undefined> {
  const [row] = await read.all<{ id: string }>(
    "select id from webhook where workspace_id = $1 and url = $2 and events = '[]' and deleted_at is null",
    [workspaceId, url],
  )
  return row?.id
}

export async function webhookById(read: Reader, workspaceId: string, id: string): Promise<Webhook | undefined> {
  const row = await read
    .tables<WebhookTables>()
    .selectFrom('webhook')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row && toWebhook(row)
}

export async function pageOfWebhooks(
  read: Reader,
  workspaceId: string,
  state: WebhookState | undefined,
  page: Page,
): Promise<{ total: number; webhooks: Webhook[] }> {
  let query = read
    .tables<WebhookTables>()
    .selectFrom('webhook')
    .where('workspace_id', '=', workspaceId)
    .where('deleted_at', 'is', null)
  if (state !== undefined) query = query.where('is_active', '=', state === 'inactive' ? 0 : 1)
  if (state === 'failing') query = query.where('failing_since', 'is not', null)
  if (state === 'active') query = query.where('failing_since', 'is', null)
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, webhooks: rows.map(toWebhook) }
}

export async function insertWebhook(tx: Transaction, webhook: Webhook): Promise<void> {
  await tx
    .tables<WebhookTables>()
    .insertInto('webhook')
    .values({ ...toRow(webhook), deleted_at: null })
    .execute()
}

/** Writes what a person may change. Health is left alone: attempts that end meanwhile write it. */
export async function updateWebhook(tx: Transaction, webhook: Webhook): Promise<void> {
  const {
    id,
    workspace_id,
    failing_since: _since,
    failure_count: _count,
    created_at: _made,
    ...settings
  } = toRow(webhook)
  await tx
    .tables<WebhookTables>()
    .updateTable('webhook')
    .set(settings)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

export async function markDeleted(tx: Transaction, workspaceId: string, id: string, now: number): Promise<void> {
  await tx
    .tables<WebhookTables>()
    .updateTable('webhook')
    .set({ deleted_at: now, updated_at: now, is_active: 0 })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function writeHealth(tx: Transaction, id: string, health: Health): Promise<void> {
  await tx
    .tables<WebhookTables>()
    .updateTable('webhook')
    .set({ failure_count: health.failureCount, failing_since: health.failingSince })
    .where('id', '=', id)
    .execute()
}

/** What fan-out and attempts need of a webhook, as stored. */
export interface Destination {
  readonly id: string
  readonly workspace_id: string
  readonly url: string
  readonly events: string
  readonly secrets: string
  readonly signatures: string
  readonly retry_policy: RetryPolicy
}

const DESTINATION = 'id, workspace_id, url, events, secrets, signatures, retry_policy'

/** The webhooks of these workspaces that subscribe to events and take new ones. Inside the transaction that records them: none is missed. */
export function subscribedDestinations(tx: Reader, workspaceIds: readonly string[]): Promise<Destination[]> {
  return tx.allIn<Destination>(
    `select ${DESTINATION} from webhook
     where workspace_id in $keys and events <> '[]' and is_active = 1 and deleted_at is null`,
    workspaceIds,
  )
}

export async function activeDestinationsById(read: Reader, ids: readonly string[]): Promise<Map<string, Destination>> {
  const rows = await read.allIn<Destination>(
    `select ${DESTINATION} from webhook where id in $keys and is_active = 1 and deleted_at is null`,
    ids,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export interface HealthRow {
  readonly id: string
  readonly workspace_id: string
  readonly url: string
  readonly failure_count: number
  readonly failing_since: number | null
  readonly is_active: number
}

const HEALTH = 'select id, workspace_id, url, failure_count, failing_since, is_active from webhook where id in $keys'

export async function healthOf(tx: Reader, ids: readonly string[]): Promise<Map<string, HealthRow>> {
  const rows = await tx.allIn<HealthRow>(HEALTH, ids)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The same, held against other processes until the transaction ends; in the order of ids, so that none deadlock. */
export async function lockHealthOf(tx: Reader, ids: readonly string[], forUpdate: string): Promise<HealthRow[]> {
  return tx.allIn<HealthRow>(`${HEALTH} order by id ${forUpdate}`, ids)
}

/** Webhooks that were made inactive or deleted since `since`, of every workspace: this process must not send to them. */
export async function stoppedSince(read: Reader, since: number): Promise<string[]> {
  const rows = await read.all<{ id: string }>('select id from webhook where is_active = 0 and updated_at >= $1', [
    since,
  ])
  return rows.map((row) => row.id)
}
