import { ApiError } from '../../kernel/api-error.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Transaction } from '../../store/index.ts'
import { type Channel, channelKey, type ChannelKind } from './channel.ts'
import { routeOf } from './route.ts'
import { chooseSession } from './choose-session.ts'
import { sessionIdOf } from './session-channels.ts'
import { builtInChannels, channelsOfAll, insertNewChannels } from './store.ts'

/** What a message asks for: the built-in channel of its kind, or the first that the workspace entered for its type. */
export interface WantedChannel extends ChannelKind {
  /** Whether it must stay on the built-in channel: nothing that a test key sends leaves the building. */
  readonly simulated: boolean
  /** The id of the one channel that may have it, and that was found in use a moment ago. */
  readonly only?: string | null
}

/**
 * The channel that each message begins with, in the same order: the first of its type's route, whatever its health, and
 * where nobody entered one, the built-in one, which is made when it is not there yet. Two processes may make the same
 * one at once: the unique index lets one of them in, and the other reads what it wrote.
 */
export async function findOrMakeChannels(
  tx: Transaction,
  wanted: readonly WantedChannel[],
  deps: { clock: Clock; newId: NewId },
): Promise<Channel[]> {
  const all = await channelsOfAll(
    tx,
    wanted.map((kind) => kind.workspaceId),
  )
  const found = new Map(all.filter(({ builtIn }) => builtIn).map((channel) => [channelKey(channel), channel]))
  const entered = Map.groupBy(
    all.filter(({ builtIn }) => !builtIn),
    ({ workspaceId }) => workspaceId,
  )
  const chosen = wanted.map(({ workspaceId, type, simulated, only = null }) => {
    if (simulated) return undefined
    const own = entered.get(workspaceId) ?? []
    if (only !== null) return theOnly(own, only)
    // Whoever did not ask for a session gets one where there is one to be had: the simulator would swallow the message.
    return routeOf(own, type)[0] ?? (type === 'whatsapp' ? (chooseSession(own, null) ?? undefined) : undefined)
  })
  const kinds = new Map(wanted.filter((_, index) => !chosen[index]).map((kind) => [channelKey(kind), kind]))
  // Sorted, so that two processes that make the same rows wait for each other in one direction only.
  const missing = [...kinds].filter(([key]) => !found.has(key)).sort(([one], [other]) => (one < other ? -1 : 1))
  if (missing.length > 0) {
    await insertNewChannels(
      tx,
      missing.map(([, kind]) => newChannel(kind, deps)),
    )
    const made = await builtInChannels(
      tx,
      missing.map(([, kind]) => kind),
    )
    for (const [key, channel] of made) found.set(key, channel)
  }
  return wanted.map((kind, index) => {
    const channel = chosen[index] ?? found.get(channelKey(kind))
    if (!channel) throw new Error(`channel ${channelKey(kind)} was neither found nor made`)
    return channel
  })
}

/** Fails, with the whole call, where it was deleted meanwhile. */
function theOnly(entered: readonly Channel[], id: string): Channel {
  const found = entered.find((channel) => channel.id === id)
  if (!found) throw new ApiError('SESSION_NOT_CONNECTED', { words: { session_id: sessionIdOf(id) } })
  return found
}

function newChannel(kind: ChannelKind, { clock, newId }: { clock: Clock; newId: NewId }): Channel {
  const { workspaceId, type, provider } = kind
  const now = clock.now()
  return {
    id: newId.prefixed('chan'),
    workspaceId,
    type,
    provider,
    name: provider,
    status: 'connected',
    builtIn: true,
    settings: {},
    credentials: null,
    position: null,
    failure: null,
    lastConnectedAt: now,
    lastCheckedAt: null,
    createdAt: now,
    updatedAt: now,
  }
}
