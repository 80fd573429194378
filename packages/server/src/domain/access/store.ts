import { type ApiKeyState, type CreditAlert, defaultCreditAlert, type Scope } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import { batchTable, type Transaction, type Reader } from '../../store/index.ts'
import type { Page } from '../../kernel/page.ts'
import type { ApiKey } from './api-key.ts'
import type { Workspace } from './workspace.ts'

interface AccessTables {
  workspace: {
    id: string
    name: string
    plan: string
    owner_emails: string
    credit_alert: string | null
    created_at: number
    updated_at: number
  }
  site: { id: string; workspace_id: string; name: string; example: 'none' | 'wanted'; created_at: number }
  api_key: {
    id: string
    workspace_id: string
    name: string
    owner: string | null
    environment: string
    scopes: string
    canonical_scopes: string
    prefix: string
    display: string
    hash: string
    critical: number
    rotated_from: string | null
    created_at: number
    last_used_at: number | null
    expires_at: number | null
    revoked_at: number | null
  }
}

function toKey(row: Selectable<AccessTables['api_key']>): ApiKey {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    owner: row.owner,
    environment: row.environment,
    scopes: JSON.parse(row.scopes) as string[],
    canonicalScopes: JSON.parse(row.canonical_scopes) as Scope[],
    prefix: row.prefix,
    display: row.display,
    hash: row.hash,
    critical: row.critical === 1,
    rotatedFrom: row.rotated_from,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }
}

/** By the hash of its text: the one look-up that does not know its workspace yet. */
export async function keyByHash(read: Reader, hash: string): Promise<ApiKey | undefined> {
  const row = await read
    .tables<AccessTables>()
    .selectFrom('api_key')
    .selectAll()
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row && toKey(row)
}

export async function keyById(read: Reader, workspaceId: string, id: string): Promise<ApiKey | undefined> {
  const row = await read
    .tables<AccessTables>()
    .selectFrom('api_key')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toKey(row)
}

export async function keysOf(
  read: Reader,
  workspaceId: string,
  filter: { state: ApiKeyState | undefined; now: number },
  page: Page,
): Promise<{ total: number; keys: ApiKey[] }> {
  const { state, now } = filter
  let keys = read.tables<AccessTables>().selectFrom('api_key').where('workspace_id', '=', workspaceId)
  if (state !== undefined) keys = keys.where('revoked_at', state === 'revoked' ? 'is not' : 'is', null)
  if (state === 'expired') keys = keys.where('expires_at', '<=', now)
  if (state === 'active') keys = keys.where((or) => or.or([or('expires_at', 'is', null), or('expires_at', '>', now)]))
  const { total } = await keys.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await keys.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, keys: rows.map(toKey) }
}

export async function insertKey(tx: Transaction, key: ApiKey): Promise<void> {
  const row = {
    id: key.id,
    workspace_id: key.workspaceId,
    name: key.name,
    owner: key.owner,
    environment: key.environment,
    scopes: JSON.stringify(key.scopes),
    canonical_scopes: JSON.stringify(key.canonicalScopes),
    prefix: key.prefix,
    display: key.display,
    hash: key.hash,
    critical: key.critical ? 1 : 0,
    rotated_from: key.rotatedFrom,
    created_at: key.createdAt,
    last_used_at: key.lastUsedAt,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
  }
  await tx.tables<AccessTables>().insertInto('api_key').values(row).execute()
}

export async function markRevoked(tx: Transaction, workspaceId: string, id: string, now: number): Promise<void> {
  await tx
    .tables<AccessTables>()
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

const lastUseTable = batchTable('api_key', { id: 'text', last_used_at: 'time' })

export async function writeLastUses(tx: Transaction, uses: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...uses].map(([id, usedAt]) => ({ id, last_used_at: usedAt }))
  await tx.updateRows(lastUseTable, ['id'], rows)
}

export async function workspaceById(read: Reader, id: string): Promise<Workspace | undefined> {
  const row = await read
    .tables<AccessTables>()
    .selectFrom('workspace')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    name: row.name,
    plan: row.plan,
    ownerEmails: JSON.parse(row.owner_emails) as string[],
    creditAlert: readCreditAlert(row.credit_alert),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function readCreditAlert(text: string | null): CreditAlert {
  return text === null ? defaultCreditAlert : (JSON.parse(text) as CreditAlert)
}

export async function creditAlertOf(read: Reader, workspaceId: string): Promise<CreditAlert> {
  const row = await read
    .tables<AccessTables>()
    .selectFrom('workspace')
    .select('credit_alert')
    .where('id', '=', workspaceId)
    .executeTakeFirst()
  return readCreditAlert(row?.credit_alert ?? null)
}

/**
 * Holds a workspace until the transaction ends. Changes that read what they then write back whole, or count before they
 * add, take it first: on PostgreSQL two of them at once would not see each other.
 */
export async function lockWorkspace(tx: Transaction, id: string, forUpdate: string): Promise<void> {
  await tx.all(`select id from workspace where id = $1 ${forUpdate}`, [id])
}

export async function firstWorkspaceId(read: Reader): Promise<string | undefined> {
  const row = await read
    .tables<AccessTables>()
    .selectFrom('workspace')
    .select('id')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

export async function firstSiteId(read: Reader, workspaceId: string): Promise<string | undefined> {
  const row = await read
    .tables<AccessTables>()
    .selectFrom('site')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

export async function insertWorkspace(tx: Transaction, workspace: Workspace): Promise<void> {
  await tx
    .tables<AccessTables>()
    .insertInto('workspace')
    .values({
      id: workspace.id,
      name: workspace.name,
      plan: workspace.plan,
      owner_emails: JSON.stringify(workspace.ownerEmails),
      credit_alert: JSON.stringify(workspace.creditAlert),
      created_at: workspace.createdAt,
      updated_at: workspace.updatedAt,
    })
    .execute()
}

export async function updateWorkspace(tx: Transaction, workspace: Workspace): Promise<void> {
  await tx
    .tables<AccessTables>()
    .updateTable('workspace')
    .set({
      name: workspace.name,
      plan: workspace.plan,
      owner_emails: JSON.stringify(workspace.ownerEmails),
      credit_alert: JSON.stringify(workspace.creditAlert),
      updated_at: workspace.updatedAt,
    })
    .where('id', '=', workspace.id)
    .execute()
}

export async function insertSite(
  tx: Transaction,
  site: { id: string; workspaceId: string; name: string; example: 'none' | 'wanted'; createdAt: number },
): Promise<void> {
  await tx
    .tables<AccessTables>()
    .insertInto('site')
    .values({
      id: site.id,
      workspace_id: site.workspaceId,
      name: site.name,
      example: site.example,
      created_at: site.createdAt,
    })
    .execute()
}
