import { batchTable, type Reader, type Transaction } from '../../store/index.ts'
import type { MessagePart, PartState } from './message-parts.ts'

const partTable = batchTable('message_part', {
  message_id: 'text',
  attempt: 'integer',
  number: 'integer',
  total: 'integer',
  channel_id: 'text',
  name: 'text',
  recipient: 'text',
  state: 'text',
  created_at: 'time',
})

const stateTable = batchTable('message_part', {
  message_id: 'text',
  attempt: 'integer',
  number: 'integer',
  state: 'text',
})

interface PartRow {
  message_id: string
  attempt: number
  number: number
  total: number
  channel_id: string
  name: string
  recipient: string
  state: PartState
  created_at: number
}

function toPart(row: PartRow): MessagePart {
  return {
    messageId: row.message_id,
    attempt: row.attempt,
    number: row.number,
    total: row.total,
    channelId: row.channel_id,
    name: row.name,
    recipient: row.recipient,
    state: row.state,
    createdAt: row.created_at,
  }
}

export function insertParts(tx: Transaction, parts: readonly MessagePart[]): Promise<void> {
  return tx.insertRows(
    partTable,
    parts.map((part) => ({
      message_id: part.messageId,
      attempt: part.attempt,
      number: part.number,
      total: part.total,
      channel_id: part.channelId,
      name: part.name,
      recipient: part.recipient,
      state: part.state,
      created_at: part.createdAt,
    })),
  )
}

/** Parts that carriers call so; by whichever channel, and of any workspace. */
export async function partsNamed(read: Reader, names: readonly string[]): Promise<MessagePart[]> {
  const rows = await read.allIn<PartRow>('select * from message_part where name in $keys', names)
  return rows.map(toPart)
}

/** All parts of messages whose rows this transaction holds. */
export async function partsOf(tx: Transaction, messageIds: readonly string[]): Promise<MessagePart[]> {
  const sql = 'select * from message_part where message_id in $keys order by message_id, attempt, number'
  return (await tx.allIn<PartRow>(sql, messageIds)).map(toPart)
}

export async function writePartStates(tx: Transaction, parts: readonly MessagePart[]): Promise<void> {
  await tx.updateRows(
    stateTable,
    ['message_id', 'attempt', 'number'],
    parts.map(({ messageId, attempt, number, state }) => ({ message_id: messageId, attempt, number, state })),
  )
}
