import { createHash } from 'node:crypto'

import { batchTable, type Reader, type Transaction } from '../../store/index.ts'
import type { Received } from './received.ts'

const knownTable = batchTable('received_message', {
  channel_id: 'text',
  provider_message_id: 'text',
  message_id: 'text',
  received_at: 'time',
})

interface Known {
  readonly channelId: string
  readonly providerMessageId: string
  readonly messageId: string
  readonly receivedAt: number
}

/** Longer names are known by their hash: an index has its limits, and what a stranger sends has none. */
const LONGEST_NAME = 200

function nameOf(providerMessageId: string): string {
  return /^[\x21-\x7e]*$/.test(providerMessageId) && providerMessageId.length <= LONGEST_NAME
    ? providerMessageId
    : createHash('sha256').update(providerMessageId).digest('base64url')
}

/** Keeps the names of messages by which doubles are known; returns our ids of those that had not come before. */
export async function keepFirst(tx: Transaction, messages: readonly Known[]): Promise<Set<string>> {
  const named = new Map<string, Known>()
  for (const message of messages) {
    const key = `${message.channelId}\n${nameOf(message.providerMessageId)}`
    if (!named.has(key)) named.set(key, message)
  }
  // Sorted, so that two processes that hear the same wait for each other in one direction only.
  const sorted = [...named].sort(([one], [other]) => (one < other ? -1 : 1))
  const fresh = await tx.insertNewRows(
    knownTable,
    ['channel_id', 'provider_message_id'],
    sorted.map(([, message]) => ({
      channel_id: message.channelId,
      provider_message_id: nameOf(message.providerMessageId),
      message_id: message.messageId,
      received_at: message.receivedAt,
    })),
  )
  return new Set(sorted.flatMap(([key, { messageId }]) => (fresh.has(key) ? messageId : [])))
}

const receivedTable = batchTable('message', {
  id: 'text',
  workspace_id: 'text',
  conversation_id: 'text',
  contact_id: 'text',
  channel_id: 'text',
  kind: 'text',
  direction: 'text',
  address: 'text',
  content: 'text',
  simulated: 'integer',
  credits: 'integer',
  state: 'text',
  provider: 'text',
  provider_message_id: 'text',
  created_at: 'time',
  delivered_at: 'time',
  attempts: 'integer',
  lease_owner: 'text',
  lane: 'text',
  ordering_key: 'text',
})

/** Writes messages that are nobody's work. */
export function insertReceived(tx: Transaction, received: readonly Received[]): Promise<void> {
  return tx.insertRows(
    receivedTable,
    received.map(({ message, content }) => ({
      id: message.id,
      workspace_id: message.workspaceId,
      conversation_id: message.conversationId,
      contact_id: message.contactId,
      channel_id: message.channelId,
      kind: message.kind,
      direction: message.direction,
      address: storable(message.address),
      content: JSON.stringify(content),
      simulated: message.simulated ? 1 : 0,
      credits: message.credits,
      state: message.state,
      provider: message.provider,
      provider_message_id: nameOf(message.providerMessageId ?? ''),
      created_at: message.createdAt,
      delivered_at: message.deliveredAt,
      attempts: message.attempts,
      lease_owner: '',
      lane: message.channelId,
      ordering_key: message.conversationId,
    })),
  )
}

/** PostgreSQL keeps no NUL in a text. JSON spells it out. */
function storable(text: string): string {
  return text.replaceAll('\0', '')
}

export interface Place {
  readonly workspaceId: string
  readonly channelId: string
  readonly contactId: string
}

/** Where messages of ours belong, by id and so of any workspace. */
export async function placesOf(read: Reader, ids: readonly string[]): Promise<Map<string, Place>> {
  if (ids.length === 0) return new Map()
  const rows = await read.allIn<{ id: string; workspace_id: string; channel_id: string; contact_id: string }>(
    `select message.id, message.workspace_id, conversation.channel_id, conversation.contact_id
     from message join conversation on conversation.id = message.conversation_id where message.id in $keys`,
    ids,
  )
  return new Map(
    rows.map((row) => [
      row.id,
      { workspaceId: row.workspace_id, channelId: row.channel_id, contactId: row.contact_id },
    ]),
  )
}

/** The message that came in over a channel under this name, and where it stands. */
export async function placeOfReceived(
  read: Reader,
  { workspaceId, channelId, providerMessageId }: { workspaceId: string; channelId: string; providerMessageId: string },
): Promise<{ id: string; conversationId: string; contactId: string } | undefined> {
  const [row] = await read.all<{ id: string; conversation_id: string; contact_id: string }>(
    `select id, conversation_id, contact_id from message
     where provider_message_id = $1 and channel_id = $2 and workspace_id = $3 and direction = 'inbound'`,
    [nameOf(providerMessageId), channelId, workspaceId],
  )
  return row && { id: row.id, conversationId: row.conversation_id, contactId: row.contact_id }
}
