import { batchTable, type Transaction, type Reader } from '../../store/index.ts'
import type { ReportedChange } from './port.ts'

/** One line of a message's history: everything that was heard of it, applied or not. */
export interface HistoryLine {
  readonly id: string
  readonly workspaceId: string
  readonly messageId: string
  /**
   * A change, what came of an attempt that changed nothing (`retrying` and `unknown`), or that the message was held back for
   * want of credits (`paused`) and goes on (`resumed`), or that somebody cancelled it.
   */
  readonly status: ReportedChange['status'] | 'retrying' | 'unknown' | 'paused' | 'resumed' | 'cancelled'
  readonly applied: boolean
  readonly detail: object | null
  readonly occurredAt: number
  readonly recordedAt: number
}

const statusTable = batchTable('message_status', {
  id: 'text',
  workspace_id: 'text',
  message_id: 'text',
  status: 'text',
  applied: 'integer',
  detail: 'text',
  occurred_at: 'time',
  recorded_at: 'time',
})

export function insertHistory(tx: Transaction, lines: readonly HistoryLine[]): Promise<void> {
  return tx.insertRows(
    statusTable,
    lines.map((line) => ({
      id: line.id,
      workspace_id: line.workspaceId,
      message_id: line.messageId,
      status: line.status,
      applied: line.applied ? 1 : 0,
      detail: line.detail && JSON.stringify(line.detail),
      occurred_at: line.occurredAt,
      recorded_at: line.recordedAt,
    })),
  )
}

/** Everything that was heard of these messages, oldest first. */
export async function historyOf(
  read: Reader,
  workspaceId: string,
  messageIds: readonly string[],
): Promise<Pick<HistoryLine, 'messageId' | 'status' | 'applied' | 'detail' | 'occurredAt'>[]> {
  const rows = await read.allIn<{
    workspace_id: string
    message_id: string
    status: HistoryLine['status']
    applied: number
    detail: string | null
    occurred_at: number
  }>(
    `select workspace_id, message_id, status, applied, detail, occurred_at from message_status
     where message_id in $keys order by id`,
    messageIds,
  )
  return rows
    .filter((row) => row.workspace_id === workspaceId)
    .map((row) => ({
      messageId: row.message_id,
      status: row.status,
      applied: row.applied === 1,
      detail: row.detail === null ? null : (JSON.parse(row.detail) as object),
      occurredAt: row.occurred_at,
    }))
}

export interface AppliedLine {
  readonly messageId: string
  readonly status: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly occurredAt: number
}

/** What was applied to these messages, oldest first. The ids were read in their workspace. */
export async function appliedHistory(connection: Reader, messageIds: readonly string[]): Promise<AppliedLine[]> {
  if (messageIds.length === 0) return []
  const rows = await connection.allIn<{
    message_id: string
    status: string
    detail: string | null
    occurred_at: number
  }>(
    'select message_id, status, detail, occurred_at from message_status where message_id in $keys and applied = 1 order by id',
    messageIds,
  )
  return rows.map((row) => ({
    messageId: row.message_id,
    status: row.status,
    detail: JSON.parse(row.detail ?? '{}') as Record<string, unknown>,
    occurredAt: row.occurred_at,
  }))
}
