import type { SessionState } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import type { Reader, Store, Transaction } from '../../store/index.ts'
import type { Session } from './session.ts'

interface SessionTables {
  whatsapp_session: {
    channel_id: string
    workspace_id: string
    status: SessionState
    reason: Session['reason']
    reason_detail: string | null
    announced: number
    linked: number
    wanted: number
    run: number
    holder: string
    driver: Session['driver']
    attempts: number
    reconnects_at: number | null
    qr: string | null
    qr_expires_at: number | null
    phone_number: string | null
    webhook_id: string | null
    webhook_url: string | null
    last_seen_at: number | null
    connected_at: number | null
    noticed_at: number | null
    created_at: number
    updated_at: number
  }
}

type SessionRow = Selectable<SessionTables['whatsapp_session']>

function toSession(row: SessionRow): Session {
  return {
    channelId: row.channel_id,
    workspaceId: row.workspace_id,
    status: row.status,
    reason: row.reason,
    reasonDetail: row.reason_detail,
    announced: row.announced === 1,
    linked: row.linked === 1,
    wanted: row.wanted === 1,
    run: row.run,
    holder: row.holder,
    driver: row.driver,
    attempts: row.attempts,
    reconnectsAt: row.reconnects_at,
    qr: row.qr,
    qrExpiresAt: row.qr_expires_at,
    phoneNumber: row.phone_number,
    webhookId: row.webhook_id,
    webhookUrl: row.webhook_url,
    lastSeenAt: row.last_seen_at,
    connectedAt: row.connected_at,
    noticedAt: row.noticed_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** PostgreSQL keeps no NUL in a text; what a driver said must not stop the state from being written. */
function storable(text: string | null): string | null {
  return text && text.replaceAll('\0', '')
}

function toRow(session: Session): SessionRow {
  return {
    channel_id: session.channelId,
    workspace_id: session.workspaceId,
    status: session.status,
    reason: session.reason,
    reason_detail: storable(session.reasonDetail),
    announced: session.announced ? 1 : 0,
    linked: session.linked ? 1 : 0,
    wanted: session.wanted ? 1 : 0,
    run: session.run,
    holder: session.holder,
    driver: session.driver,
    attempts: session.attempts,
    reconnects_at: session.reconnectsAt,
    qr: session.qr,
    qr_expires_at: session.qrExpiresAt,
    phone_number: session.phoneNumber,
    webhook_id: session.webhookId,
    webhook_url: session.webhookUrl,
    last_seen_at: session.lastSeenAt,
    connected_at: session.connectedAt,
    noticed_at: session.noticedAt,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  }
}

export async function insertSession(tx: Transaction, session: Session): Promise<void> {
  await tx.tables<SessionTables>().insertInto('whatsapp_session').values(toRow(session)).execute()
}

/** Writes all of a session that `holdSession` holds. */
export async function updateSession(tx: Transaction, session: Session): Promise<void> {
  await tx
    .tables<SessionTables>()
    .updateTable('whatsapp_session')
    .set(toRow(session))
    .where('workspace_id', '=', session.workspaceId)
    .where('channel_id', '=', session.channelId)
    .execute()
}

export async function deleteSession(tx: Transaction, { workspaceId, channelId }: Session): Promise<void> {
  await tx
    .tables<SessionTables>()
    .deleteFrom('whatsapp_session')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .execute()
}

/** Holds a session until the end of the transaction; undefined: the workspace has none by this id. */
export async function holdSession(
  tx: Transaction,
  words: Store['words'],
  { workspaceId, channelId }: Pick<Session, 'workspaceId' | 'channelId'>,
): Promise<Session | undefined> {
  const rows = await tx.all<SessionRow>(
    `select * from whatsapp_session where channel_id = $1 and workspace_id = $2 ${words.forUpdate}`,
    [channelId, workspaceId],
  )
  return rows.map(toSession)[0]
}

export async function sessionById(read: Reader, workspaceId: string, channelId: string): Promise<Session | undefined> {
  const rows = await read.all<SessionRow>(
    'select * from whatsapp_session where channel_id = $1 and workspace_id = $2',
    [channelId, workspaceId],
  )
  return rows.map(toSession)[0]
}

export async function sessionsOf(read: Reader, workspaceId: string): Promise<Session[]> {
  const rows = await read.all<SessionRow>('select * from whatsapp_session where workspace_id = $1', [workspaceId])
  return rows.map(toSession)
}

/** Newest first. */
export async function pageOfSessions(
  read: Reader,
  workspaceId: string,
  status: SessionState | undefined,
  page: Page,
): Promise<{ total: number; sessions: Session[] }> {
  let query = read.tables<SessionTables>().selectFrom('whatsapp_session').where('workspace_id', '=', workspaceId)
  if (status !== undefined) query = query.where('status', '=', status)
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query.selectAll().orderBy('channel_id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, sessions: rows.map(toSession) }
}

/** The sessions, of any workspace, that somebody holds or is to hold: for those who keep them. */
export async function aliveSessions(read: Reader): Promise<Session[]> {
  const rows = await read.all<SessionRow>(
    "select * from whatsapp_session where wanted = 1 or holder > '' order by channel_id",
  )
  return rows.map(toSession)
}

/** Notes a sign of life, as long as `holder` has the phone; one that is written late does not undo a later one. */
export function noteLife(
  tx: Transaction,
  { workspaceId, channelId }: Pick<Session, 'workspaceId' | 'channelId'>,
  holder: string,
  at: number,
): Promise<number> {
  return tx.run(
    `update whatsapp_session set last_seen_at = $4
     where channel_id = $1 and workspace_id = $2 and holder = $3 and status = 'connected'
       and (last_seen_at is null or last_seen_at < $4)`,
    [channelId, workspaceId, holder, at],
  )
}
