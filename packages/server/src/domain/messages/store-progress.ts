import { type BatchRow, batchTable, type Store, type Transaction, type Reader } from '../../store/index.ts'
import type { MessageContent } from './content.ts'
import type { CarriedBy, Message, MessageProgress } from './message.ts'
import { type MessageRow, PLAIN_COLUMNS, toMessage } from './store.ts'

/** A message whose row this transaction holds, with the columns that the engine reads. */
export interface HeldMessage {
  readonly message: Message
  readonly dueAt: number | null
  readonly leaseOwner: string
  /** Since when a carrier is being called for it, as far as that was noted. */
  readonly callingSince: number | null
}

function toHeld(row: Omit<MessageRow, 'content'>): HeldMessage {
  return { message: toMessage(row), dueAt: row.due_at, leaseOwner: row.lease_owner, callingSince: row.calling_since }
}

/** Holds rows until the end of the transaction, in the order of their ids so that two batches cannot wait for each other. */
export async function holdMessages(
  tx: Transaction,
  words: Store['words'],
  ids: readonly string[],
): Promise<Map<string, HeldMessage>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.allIn<Omit<MessageRow, 'content'>>(
    `select ${PLAIN_COLUMNS} from message where id in $keys order by id ${words.forUpdate}`,
    ids,
  )
  return new Map(rows.map((row) => [row.id, toHeld(row)]))
}

/** Our ids of messages by the carrier's: a look-up that does not know the workspace, for the carrier does not either. */
export async function idsByProviderMessageId(
  connection: Reader,
  provider: string,
  providerMessageIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await connection.allIn<{ id: string; provider: string; provider_message_id: string }>(
    "select id, provider, provider_message_id from message where provider_message_id in $keys and direction = 'outbound'",
    providerMessageIds,
  )
  return new Map(rows.filter((row) => row.provider === provider).map((row) => [row.provider_message_id, row.id]))
}

const progressTable = batchTable('message', {
  id: 'text',
  state: 'text',
  provider_message_id: 'text',
  error_code: 'text',
  error_message: 'text',
  sent_at: 'time',
  delivered_at: 'time',
  read_at: 'time',
  failed_at: 'time',
  cancelled_at: 'time',
  due_at: 'time',
})

const settledTable = batchTable('message', {
  ...progressTable.columns,
  channel_id: 'text',
  provider: 'text',
  segments: 'integer',
  attempts: 'integer',
  calling_since: 'time',
  lease_owner: 'text',
})

/** How a message stands, and when it is to be worked on again (null: never). */
export interface ProgressRow {
  readonly id: string
  readonly progress: MessageProgress
  readonly dueAt: number | null
}

/** PostgreSQL keeps no NUL in a text; what a vendor sent must not stop its own outcome from being written. */
function storable(text: string | null): string | null {
  return text && text.replaceAll('\0', '')
}

function progressColumns({ id, progress, dueAt }: ProgressRow): BatchRow<typeof progressTable> {
  return {
    id,
    state: progress.state,
    provider_message_id: storable(progress.providerMessageId),
    error_code: storable(progress.errorCode),
    error_message: storable(progress.errorMessage),
    sent_at: progress.sentAt,
    delivered_at: progress.deliveredAt,
    read_at: progress.readAt,
    failed_at: progress.failedAt,
    cancelled_at: progress.cancelledAt,
    due_at: dueAt,
  }
}

/** Writes to rows that `holdMessages` holds. */
export async function writeProgress(tx: Transaction, rows: readonly ProgressRow[]): Promise<void> {
  await tx.updateRows(progressTable, ['id'], rows.map(progressColumns))
}

/** Writes the end of attempts, and frees their rows, which `holdMessages` holds. */
export async function writeSettled(
  tx: Transaction,
  rows: readonly (ProgressRow & { message: Message; segments: number | null; attempts: number })[],
): Promise<void> {
  await tx.updateRows(
    settledTable,
    ['id'],
    rows.map((row) => ({
      ...progressColumns(row),
      channel_id: row.message.channelId,
      provider: row.message.provider,
      segments: row.segments,
      attempts: row.attempts,
      calling_since: null,
      lease_owner: '',
    })),
  )
}

const cancelledTable = batchTable('message', { ...progressTable.columns, lease_owner: 'text' })

/** Ends rows that `holdMessages` holds; whoever has leased one finds that it is no longer his. */
export async function writeCancelled(tx: Transaction, rows: readonly Omit<ProgressRow, 'dueAt'>[]): Promise<void> {
  await tx.updateRows(
    cancelledTable,
    ['id'],
    rows.map((row) => ({ ...progressColumns({ ...row, dueAt: null }), lease_owner: '' })),
  )
}

/** Replaces what a message says, while `owner` holds its row; false when it does not any more. */
export async function writeContent(
  tx: Transaction,
  { id, owner, content }: { readonly id: string; readonly owner: string; readonly content: MessageContent },
): Promise<boolean> {
  const sql = 'update message set content = $1 where id = $2 and lease_owner = $3'
  return (await tx.run(sql, [JSON.stringify(content), id, owner])) > 0
}

const callingTable = batchTable('message', {
  id: 'text',
  lease_owner: 'text',
  channel_id: 'text',
  provider: 'text',
  calling_since: 'time',
})

/** A message that `owner` holds, and the channel whose carrier is about to be called for it. */
export interface CallingMark extends CarriedBy {
  readonly id: string
  readonly owner: string
}

/** Notes who is about to be called, for rows that their owners still hold; returns the ids of those. */
export function writeCalling(tx: Transaction, marks: readonly CallingMark[], now: number): Promise<Set<string>> {
  const rows = marks.map(({ id, owner, channelId, provider }) => ({
    id,
    lease_owner: owner,
    channel_id: channelId,
    provider,
    calling_since: now,
  }))
  return tx.updateRows(callingTable, ['id', 'lease_owner'], rows)
}
