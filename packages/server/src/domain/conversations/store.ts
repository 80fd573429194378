import { batchTable, type Transaction, type Reader } from '../../store/index.ts'
import { type Conversation, conversationKey, type Pairing } from './conversation.ts'

const conversationTable = batchTable('conversation', {
  id: 'text',
  workspace_id: 'text',
  contact_id: 'text',
  channel_id: 'text',
  status: 'text',
  created_at: 'time',
  last_message_at: 'time',
})

interface ConversationRow {
  id: string
  workspace_id: string
  contact_id: string
  channel_id: string
  status: Conversation['status']
  created_at: number
}

function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    contactId: row.contact_id,
    channelId: row.channel_id,
    status: row.status,
    createdAt: row.created_at,
  }
}

/**
 * Conversations by `conversationKey`. The contacts were found in their workspace, which is what keeps workspaces apart
 * here; a contact has a conversation for each of its few channels, sorted out below.
 */
export async function conversationsByPairing(
  connection: Reader,
  pairings: readonly Pairing[],
): Promise<Map<string, Conversation>> {
  const wanted = new Map(pairings.map((pairing) => [conversationKey(pairing), pairing.workspaceId]))
  const rows = await connection.allIn<ConversationRow>(
    `select id, workspace_id, contact_id, channel_id, status, created_at from conversation where contact_id in $keys`,
    [...new Set(pairings.map((pairing) => pairing.contactId))],
  )
  const conversations = rows.map(toConversation).map((row) => [conversationKey(row), row] as const)
  return new Map(conversations.filter(([key, { workspaceId }]) => wanted.get(key) === workspaceId))
}

/** Inserts conversations whose pairing is free; returns the keys of those. */
export function insertNewConversations(tx: Transaction, conversations: readonly Conversation[]): Promise<Set<string>> {
  return tx.insertNewRows(
    conversationTable,
    ['contact_id', 'channel_id'],
    conversations.map((conversation) => ({
      id: conversation.id,
      workspace_id: conversation.workspaceId,
      contact_id: conversation.contactId,
      channel_id: conversation.channelId,
      status: conversation.status,
      created_at: conversation.createdAt,
      last_message_at: conversation.createdAt,
    })),
  )
}

/** Ids that were just read in this transaction; never backwards, since processes' clocks differ. */
export async function writeLastMessageAt(tx: Transaction, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return
  await tx.runIn('update conversation set last_message_at = $2 where id in $keys and last_message_at < $2', ids, [now])
}

/** When a contact last wrote over a channel (milliseconds since 1970); null: never. */
export async function lastReceivedFrom(
  read: Reader,
  workspaceId: string,
  phone: string,
  channelId: string,
): Promise<number | null> {
  const [row] = await read.all<{ last: number | null }>(
    `select max(conversation.last_received_at) as last from contact
     join conversation on conversation.contact_id = contact.id and conversation.channel_id = $3
     where contact.workspace_id = $1 and contact.phone = $2`,
    [workspaceId, phone, channelId],
  )
  return row?.last ?? null
}

const receivedTable = batchTable('conversation', { id: 'text', last_received_at: 'time' })

/** When contacts wrote last, of conversations that this transaction holds; never backwards, since messages overtake each other. */
export async function writeLastReceivedAt(tx: Transaction, latest: ReadonlyMap<string, number>): Promise<void> {
  const rows = await tx.allIn<{ id: string; last_received_at: number | null }>(
    'select id, last_received_at from conversation where id in $keys',
    [...latest.keys()],
  )
  const older = rows.filter(({ id, last_received_at: before }) => (latest.get(id) ?? 0) > (before ?? -1))
  const sorted = older.map(({ id }) => ({ id, last_received_at: latest.get(id) ?? null }))
  await tx.overwriteRows(
    receivedTable,
    ['id'],
    sorted.sort((one, other) => (one.id < other.id ? -1 : 1)),
  )
}
