import type { MessageHistoryLine } from '@posthorn/contract'

import { notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { isoTime } from '../../kernel/time.ts'
import type { Store } from '../../store/index.ts'
import { messagesOfCall } from './store.ts'
import { type HistoryLine, historyOf } from './store-history.ts'

/** Every attempt at a message and every report about it, of all recipients of its call. */
export async function showHistory({ read }: Store, { caller, params }: Call<'messages.history'>): Promise<Answer> {
  // Of whatever kind: what came in is named `msg_` by every channel.
  const rows = await messagesOfCall(read, caller.workspaceId, null, params.message_id)
  if (rows.length === 0) throw notFound('message')
  const ids = rows.map(({ message }) => message.id)
  return dataAnswer(200, (await historyOf(read, caller.workspaceId, ids)).map(renderLine))
}

function renderLine(
  line: Pick<HistoryLine, 'messageId' | 'status' | 'applied' | 'detail' | 'occurredAt'>,
): MessageHistoryLine {
  const { channel_id, provider, at, ...rest } = (line.detail ?? {}) as Record<string, unknown>
  const detail = typeof at === 'number' ? { ...rest, retry_at: isoTime(at) } : rest
  return {
    message_id: line.messageId,
    status: line.status,
    applied: line.applied,
    channel_id: typeof channel_id === 'string' ? channel_id : null,
    provider: typeof provider === 'string' ? provider : null,
    detail: Object.keys(detail).length > 0 ? detail : null,
    at: isoTime(line.occurredAt),
  }
}
