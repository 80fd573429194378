import { ApiError, notFound } from '../../kernel/api-error.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { Channel } from './channel.ts'
import type { ChannelDeps } from './channel-deps.ts'
import { channelById, holdChannels } from './store.ts'

/** A channel that its workspace entered; what Posthorn made by itself is nobody's to change. */
export async function ownChannel(read: Reader, workspaceId: string, id: string): Promise<Channel> {
  return refuseBuiltIn(await channelById(read, workspaceId, id))
}

/** The same, held until the end of the transaction with the others of its workspace. */
export async function holdChannel(
  tx: Transaction,
  { store }: Pick<ChannelDeps, 'store'>,
  workspaceId: string,
  id: string,
): Promise<Channel> {
  return refuseBuiltIn((await holdChannels(tx, store.words, workspaceId)).find((channel) => channel.id === id))
}

function refuseBuiltIn(channel: Channel | undefined): Channel {
  if (!channel) throw notFound('channel')
  if (!channel.builtIn) return channel
  const reason = 'The channel is built in: it is always connected, and has nothing to change; enter one of your own'
  throw new ApiError('CONFLICT', { words: { reason } })
}
