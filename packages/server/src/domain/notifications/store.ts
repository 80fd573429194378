import type { NotificationState } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import type { Transaction, Reader } from '../../store/index.ts'
import type { Notification } from './notification.ts'

interface NotificationTables {
  notification: {
    id: string
    workspace_id: string
    kind: string
    subject: string
    body: string
    recipients: string
    state: NotificationState
    error: string | null
    created_at: number
    sent_at: number | null
  }
}

function toNotification(row: Selectable<NotificationTables['notification']>): Notification {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    kind: row.kind,
    subject: row.subject,
    text: row.body,
    recipients: JSON.parse(row.recipients) as string[],
    state: row.state,
    error: row.error,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  }
}

export async function insertNotification(tx: Transaction, notification: Notification): Promise<void> {
  await tx
    .tables<NotificationTables>()
    .insertInto('notification')
    .values({
      id: notification.id,
      workspace_id: notification.workspaceId,
      kind: notification.kind,
      subject: notification.subject,
      body: notification.text,
      recipients: JSON.stringify(notification.recipients),
      state: notification.state,
      error: notification.error,
      created_at: notification.createdAt,
      sent_at: notification.sentAt,
    })
    .execute()
}

export async function notificationById(
  read: Reader,
  workspaceId: string,
  id: string,
): Promise<Notification | undefined> {
  const row = await read
    .tables<NotificationTables>()
    .selectFrom('notification')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toNotification(row)
}

export async function setNotificationState(
  tx: Transaction,
  notification: Notification,
  change: { state: NotificationState; error: string | null; sentAt: number | null },
): Promise<void> {
  await tx
    .tables<NotificationTables>()
    .updateTable('notification')
    .set({ state: change.state, error: change.error, sent_at: change.sentAt })
    .where('workspace_id', '=', notification.workspaceId)
    .where('id', '=', notification.id)
    .execute()
}

export async function notificationsOf(
  read: Reader,
  workspaceId: string,
  state: NotificationState | undefined,
  page: Page,
): Promise<{ total: number; notifications: Notification[] }> {
  let all = read.tables<NotificationTables>().selectFrom('notification').where('workspace_id', '=', workspaceId)
  if (state !== undefined) all = all.where('state', '=', state)
  const { total } = await all.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await all.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, notifications: rows.map(toNotification) }
}
