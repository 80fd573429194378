import type { ChannelHappening, ChannelHistoryLine, ChannelState } from '@posthorn/contract'

import type { Page } from '../../kernel/page.ts'
import { isoTime } from '../../kernel/time.ts'
import { batchTable, type Reader, type Transaction } from '../../store/index.ts'

/** Something that happened to a channel. */
export interface HistoryLine {
  readonly id: string
  readonly workspaceId: string
  readonly channelId: string
  readonly what: ChannelHappening
  /** Its state afterwards. */
  readonly status: ChannelState
  readonly code: string | null
  readonly message: string | null
  /** Id of the key that did it; null: it came by itself. */
  readonly by: string | null
  readonly at: number
}

const historyTable = batchTable('channel_history', {
  id: 'text',
  workspace_id: 'text',
  channel_id: 'text',
  what: 'text',
  status: 'text',
  code: 'text',
  message: 'text',
  by_key: 'text',
  at: 'time',
})

export function insertHistory(tx: Transaction, line: HistoryLine): Promise<void> {
  const { id, what, status, code, message, at } = line
  const row = { id, workspace_id: line.workspaceId, channel_id: line.channelId, what, status, code, message, at }
  return tx.insertRows(historyTable, [{ ...row, by_key: line.by }])
}

/** Newest first. */
export async function pageOfHistory(
  read: Reader,
  workspaceId: string,
  channelId: string,
  page: Page,
): Promise<{ total: number; lines: ChannelHistoryLine[] }> {
  const whose = 'from channel_history where workspace_id = $1 and channel_id = $2'
  const [counted] = await read.all<{ total: number }>(`select count(*) as total ${whose}`, [workspaceId, channelId])
  const rows = await read.all<Omit<ChannelHistoryLine, 'by' | 'at'> & { by_key: string | null; at: number }>(
    `select id, what, status, code, message, by_key, at ${whose} order by id desc limit $3 offset $4`,
    [workspaceId, channelId, page.perPage, page.offset],
  )
  const lines = rows.map(({ by_key, at, ...line }) => ({ ...line, by: by_key, at: isoTime(at) }))
  return { total: counted?.total ?? 0, lines }
}
