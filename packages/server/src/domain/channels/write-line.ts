import type { Transaction } from '../../store/index.ts'
import type { Channel } from './channel.ts'
import type { ChannelDeps } from './channel-deps.ts'
import { type HistoryLine, insertHistory } from './store-history.ts'

type Happening = Pick<HistoryLine, 'what' | 'at'> & Partial<Pick<HistoryLine, 'code' | 'message' | 'by'>>

/** Writes what happened into the history of a channel, which is as it is afterwards. */
export function writeLine(
  tx: Transaction,
  { newId }: Pick<ChannelDeps, 'newId'>,
  channel: Channel,
  { what, at, code = null, message = null, by = null }: Happening,
): Promise<void> {
  const { workspaceId, id: channelId, status } = channel
  return insertHistory(tx, { id: newId.prefixed('chs'), workspaceId, channelId, what, status, code, message, by, at })
}
