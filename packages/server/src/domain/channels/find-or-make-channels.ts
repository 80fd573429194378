import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Transaction } from '../../store/index.ts'
import { type Channel, channelKey, type ChannelKind } from './channel.ts'
import { channelsByKind, insertNewChannels } from './store.ts'

/**
 * The channel of each wanted kind, in the same order; those that are not there yet are made. Two processes may make the
 * same one at once: the unique index lets one of them in, and the other reads what it wrote.
 */
export async function findOrMakeChannels(
  tx: Transaction,
  wanted: readonly ChannelKind[],
  deps: { clock: Clock; newId: NewId },
): Promise<Channel[]> {
  const kinds = new Map(wanted.map((kind) => [channelKey(kind), kind]))
  const found = await channelsByKind(tx, [...kinds.values()])
  // Sorted, so that two processes that make the same rows wait for each other in one direction only.
  const missing = [...kinds].filter(([key]) => !found.has(key)).sort(([one], [other]) => (one < other ? -1 : 1))
  if (missing.length > 0) {
    await insertNewChannels(
      tx,
      missing.map(([, kind]) => newChannel(kind, deps)),
    )
    const made = await channelsByKind(
      tx,
      missing.map(([, kind]) => kind),
    )
    for (const [key, channel] of made) found.set(key, channel)
  }
  return wanted.map((kind) => {
    const channel = found.get(channelKey(kind))
    if (!channel) throw new Error(`channel ${channelKey(kind)} was neither found nor made`)
    return channel
  })
}

function newChannel(kind: ChannelKind, { clock, newId }: { clock: Clock; newId: NewId }): Channel {
  const { workspaceId, type, provider } = kind
  const id = newId.prefixed('chan')
  return { id, workspaceId, type, provider, name: provider, status: 'connected', createdAt: clock.now() }
}
