import { type MessageState, messageStates } from '@posthorn/contract'

import type { Page } from '../../kernel/page.ts'
import { batchTable, type Reader, type Transaction } from '../../store/index.ts'
import type { Batch } from './batch.ts'
import type { Message, MessageKind } from './message.ts'
import { type MessageRow, PLAIN_COLUMNS, toMessage } from './store.ts'

const newBatchTable = batchTable('message_batch', {
  id: 'text',
  workspace_id: 'text',
  kind: 'text',
  simulated: 'integer',
  scheduled_at: 'time',
  accepted: 'integer',
  refused: 'integer',
  created_at: 'time',
})

export async function insertBatches(tx: Transaction, batches: readonly Batch[]): Promise<void> {
  if (batches.length === 0) return
  await tx.insertRows(
    newBatchTable,
    batches.map((batch) => ({
      id: batch.id,
      workspace_id: batch.workspaceId,
      kind: batch.kind,
      simulated: batch.simulated ? 1 : 0,
      scheduled_at: batch.scheduledAt,
      accepted: batch.accepted,
      refused: batch.refused,
      created_at: batch.createdAt,
    })),
  )
}

export async function batchById(read: Reader, workspaceId: string, id: string): Promise<Batch | undefined> {
  const [row] = await read.all<{
    kind: MessageKind
    simulated: number
    scheduled_at: number | null
    accepted: number
    refused: number
    created_at: number
  }>(
    `select kind, simulated, scheduled_at, accepted, refused, created_at from message_batch
     where id = $1 and workspace_id = $2`,
    [id, workspaceId],
  )
  return (
    row && {
      id,
      workspaceId,
      kind: row.kind,
      simulated: row.simulated === 1,
      scheduledAt: row.scheduled_at,
      accepted: row.accepted,
      refused: row.refused,
      createdAt: row.created_at,
    }
  )
}

/** The messages of a batch by their state, and a page of them in the order of the call. */
export async function messagesOfBatch(
  read: Reader,
  workspaceId: string,
  batchId: string,
  page: Page,
): Promise<{ counts: Record<MessageState, number>; messages: Message[] }> {
  const counts = Object.fromEntries(messageStates.map((state) => [state, 0])) as Record<MessageState, number>
  const counted = await read.all<{ state: MessageState; messages: number }>(
    `select state, count(*) as messages from message where batch_id = $1 and workspace_id = $2 group by state`,
    [batchId, workspaceId],
  )
  for (const { state, messages } of counted) counts[state] = messages
  const rows = await read.all<Omit<MessageRow, 'content'>>(
    `select ${PLAIN_COLUMNS} from message where batch_id = $1 and workspace_id = $2 order by id limit $3 offset $4`,
    [batchId, workspaceId, page.perPage, page.offset],
  )
  return { counts, messages: rows.map(toMessage) }
}

/** Ids of a batch's messages that may still be cancelled, as far as their state tells. */
export async function waitingOfBatch(read: Reader, workspaceId: string, batchId: string): Promise<string[]> {
  const rows = await read.all<{ id: string }>(
    `select id from message where batch_id = $1 and workspace_id = $2 and state in ('scheduled', 'queued', 'paused')
     order by id`,
    [batchId, workspaceId],
  )
  return rows.map(({ id }) => id)
}
