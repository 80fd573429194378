import type { MessageState } from '@posthorn/contract'
import type { Selectable } from 'kysely'

import type { Page } from '../../kernel/page.ts'
import { batchTable, type Transaction, type Reader } from '../../store/index.ts'
import { type MessageContent, readContent } from './content.ts'
import { isWaiting, type Message, type MessageKind, orderingKeyOf } from './message.ts'

export interface MessageTables {
  message: {
    id: string
    workspace_id: string
    call_id: string | null
    conversation_id: string
    contact_id: string
    channel_id: string
    kind: MessageKind
    direction: Message['direction']
    address: string
    /** JSON; empty where `call_id` says which message has it. */
    content: string
    segments: number | null
    simulated: number
    credits: number
    callback_webhook_id: string | null
    state: MessageState
    provider: string
    provider_message_id: string | null
    error_code: string | null
    error_message: string | null
    created_at: number
    sent_at: number | null
    delivered_at: number | null
    read_at: number | null
    failed_at: number | null
    scheduled_at: number | null
    cancelled_at: number | null
    batch_id: string | null
    attempts: number
    calling_since: number | null
    due_at: number | null
    lease_owner: string
    lane: string
    ordering_key: string
  }
}

export type MessageRow = Selectable<MessageTables['message']>

/** All but `content`, which may hold megabytes of attachments. */
export const PLAIN_COLUMNS = `id, workspace_id, call_id, conversation_id, contact_id, channel_id, kind, direction, address, segments,
  simulated, credits, callback_webhook_id, state, provider, provider_message_id, error_code, error_message, created_at, sent_at,
  delivered_at, read_at, failed_at, scheduled_at, cancelled_at, batch_id, attempts, calling_since, due_at, lease_owner, lane, ordering_key`

export function toMessage(row: Omit<MessageRow, 'content'>): Message {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    callId: row.call_id,
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    channelId: row.channel_id,
    kind: row.kind,
    direction: row.direction,
    address: row.address,
    segments: row.segments,
    simulated: row.simulated === 1,
    credits: row.credits,
    callbackWebhookId: row.callback_webhook_id,
    state: row.state,
    provider: row.provider,
    providerMessageId: row.provider_message_id,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    createdAt: row.created_at,
    scheduledAt: row.scheduled_at,
    sentAt: row.sent_at,
    deliveredAt: row.delivered_at,
    readAt: row.read_at,
    failedAt: row.failed_at,
    cancelledAt: row.cancelled_at,
    attempts: row.attempts,
  }
}

const newMessageTable = batchTable('message', {
  id: 'text',
  workspace_id: 'text',
  call_id: 'text',
  conversation_id: 'text',
  contact_id: 'text',
  channel_id: 'text',
  kind: 'text',
  direction: 'text',
  address: 'text',
  content: 'text',
  segments: 'integer',
  simulated: 'integer',
  credits: 'integer',
  callback_webhook_id: 'text',
  state: 'text',
  provider: 'text',
  created_at: 'time',
  scheduled_at: 'time',
  batch_id: 'text',
  attempts: 'integer',
  due_at: 'time',
  lease_owner: 'text',
  lane: 'text',
  ordering_key: 'text',
})

/** A message as it is written first: work, leased to `leaseOwner` or to nobody. */
export interface QueuedMessage {
  readonly message: Message
  readonly content: MessageContent
  readonly batchId: string | null
  readonly lane: string
  readonly leaseOwner: string
}

export function insertMessages(tx: Transaction, queued: readonly QueuedMessage[]): Promise<void> {
  return tx.insertRows(
    newMessageTable,
    queued.map(({ message, content, batchId, lane, leaseOwner }) => ({
      id: message.id,
      workspace_id: message.workspaceId,
      call_id: message.callId,
      conversation_id: message.conversationId,
      contact_id: message.contactId,
      channel_id: message.channelId,
      kind: message.kind,
      direction: message.direction,
      address: message.address,
      content: message.callId === null ? JSON.stringify(content) : '',
      segments: message.segments,
      simulated: message.simulated ? 1 : 0,
      credits: message.credits,
      callback_webhook_id: message.callbackWebhookId,
      state: message.state,
      provider: message.provider,
      created_at: message.createdAt,
      scheduled_at: message.scheduledAt,
      batch_id: batchId,
      attempts: message.attempts,
      due_at: isWaiting(message.state) ? (message.scheduledAt ?? message.createdAt) : null,
      lease_owner: leaseOwner,
      lane,
      ordering_key: orderingKeyOf(message),
    })),
  )
}

/** Which of these conversations have a message that is still on its way out. */
export async function busyConversations(connection: Reader, conversationIds: readonly string[]): Promise<Set<string>> {
  const rows = await connection.allIn<{ ordering_key: string }>(
    'select distinct ordering_key from message where ordering_key in $keys and due_at is not null',
    conversationIds,
  )
  return new Set(rows.map((row) => row.ordering_key))
}

/** Rows as the engine's queue loads them, by id and so of any workspace, with the name of the contact. */
export function messagesById(
  connection: Reader,
  ids: readonly string[],
): Promise<(MessageRow & { contact_name: string | null })[]> {
  return connection.allIn(
    `select message.*, contact.name as contact_name from message left join contact on contact.id = message.contact_id
     where message.id in $keys order by message.id`,
    ids,
  )
}

/** What messages say, by id. */
export async function contentsById(connection: Reader, ids: readonly string[]): Promise<Map<string, MessageContent>> {
  if (ids.length === 0) return new Map()
  const rows = await connection.allIn<{ id: string; kind: MessageKind; content: string }>(
    'select id, kind, content from message where id in $keys',
    ids,
  )
  return new Map(rows.map((row) => [row.id, readContent(row.kind, row.content)]))
}

/** The messages of one call, the first recipient's first; empty when the workspace has none of this kind (null: any) and id. */
export async function messagesOfCall(
  read: Reader,
  workspaceId: string,
  kind: MessageKind | null,
  callId: string,
): Promise<{ message: Message; content: string }[]> {
  const rows = await read
    .tables<MessageTables>()
    .selectFrom('message')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(kind !== null, (query) => query.where('kind', '=', kind))
    .where((where) =>
      where.or([where.and([where('id', '=', callId), where('call_id', 'is', null)]), where('call_id', '=', callId)]),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ message: toMessage(row), content: row.content }))
}

/** The batch that a message came with; null: it came by itself. */
export async function batchOf(read: Reader, workspaceId: string, id: string): Promise<string | null> {
  const [row] = await read.all<{ batch_id: string | null }>(
    'select batch_id from message where id = $1 and workspace_id = $2',
    [id, workspaceId],
  )
  return row?.batch_id ?? null
}

export interface MessageFilter {
  readonly kind: MessageKind
  readonly direction?: Message['direction'] | undefined
  readonly state?: MessageState | undefined
  readonly from?: number | undefined
  readonly before?: number | undefined
  readonly channelId?: string | undefined
}

/** Newest first. */
export async function messagesOf(
  read: Reader,
  workspaceId: string,
  filter: MessageFilter,
  page: Page,
): Promise<{ total: number; messages: { message: Message; content: string }[] }> {
  let query = read
    .tables<MessageTables>()
    .selectFrom('message')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', filter.kind)
  if (filter.direction !== undefined) query = query.where('direction', '=', filter.direction)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.channelId !== undefined) query = query.where('channel_id', '=', filter.channelId)
  if (filter.from !== undefined) query = query.where('created_at', '>=', filter.from)
  if (filter.before !== undefined) query = query.where('created_at', '<', filter.before)
  const { total } = await query.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await query.selectAll().orderBy('id', 'desc').limit(page.perPage).offset(page.offset).execute()
  return { total, messages: rows.map((row) => ({ message: toMessage(row), content: row.content })) }
}
