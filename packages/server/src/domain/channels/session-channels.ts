import { ApiError } from '../../kernel/api-error.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { Channel } from './channel.ts'
import type { ChannelDeps } from './channel-deps.ts'
import { MOST_CHANNELS } from './enter-channel.ts'
import { channelsOfAll, holdChannels, insertChannel, markDeleted, updateChannel } from './store.ts'
import { writeLine } from './write-line.ts'

/** The provider of channels that are phones, linked by a QR code. They are chosen by name and stand in no route. */
export const SESSION_PROVIDER = 'qrcode'

const CHANNEL_PREFIX = 'chan_'
const SESSION_PREFIX = 'sess_'

/** One row, two views: the session's id is the channel's but for the prefix. */
export function sessionIdOf(channelId: string): string {
  return SESSION_PREFIX + channelId.slice(CHANNEL_PREFIX.length)
}

export function channelIdOf(sessionId: string): string {
  return CHANNEL_PREFIX + sessionId.slice(SESSION_PREFIX.length)
}

/** The session that carries what this channel carries; null: it is none. */
export function sessionOf({ channelId, provider }: { channelId: string; provider: string }): string | null {
  return provider === SESSION_PROVIDER ? sessionIdOf(channelId) : null
}

/** How many phones of a workspace are connected. */
export async function connectedSessions(read: Reader, workspaceId: string): Promise<number> {
  const channels = await channelsOfAll(read, [workspaceId])
  return channels.filter(({ provider, status }) => provider === SESSION_PROVIDER && status === 'connected').length
}

type SessionChannelDeps = Pick<ChannelDeps, 'store' | 'newId'>

interface EnteredSession extends Pick<Channel, 'id' | 'workspaceId' | 'name'> {
  /** Id of the key that enters it. */
  readonly by: string
  readonly at: number
}

/** Keeps the channel of a new session, which nobody has scanned yet. */
export async function enterSessionChannel(
  tx: Transaction,
  deps: SessionChannelDeps,
  { id, workspaceId, name, by, at }: EnteredSession,
): Promise<Channel> {
  const others = (await holdChannels(tx, deps.store.words, workspaceId)).filter(({ builtIn }) => !builtIn)
  if (others.length >= MOST_CHANNELS) throw new ApiError('CHANNEL_LIMIT_REACHED', { words: { limit: MOST_CHANNELS } })
  const channel: Channel = {
    id,
    workspaceId,
    type: 'whatsapp',
    provider: SESSION_PROVIDER,
    name,
    status: 'disconnected',
    builtIn: false,
    settings: {},
    credentials: null,
    position: null,
    failure: null,
    lastConnectedAt: null,
    lastCheckedAt: null,
    createdAt: at,
    updatedAt: at,
  }
  await insertChannel(tx, channel)
  await writeLine(tx, deps, channel, { what: 'created', by, at })
  return channel
}

/** Holds the channel of a session, with the others of its workspace; undefined: it was deleted. */
export async function holdSessionChannel(
  tx: Transaction,
  { store }: Pick<ChannelDeps, 'store'>,
  { workspaceId, channelId }: { workspaceId: string; channelId: string },
): Promise<Channel | undefined> {
  const held = await holdChannels(tx, store.words, workspaceId)
  return held.find(({ id, provider, builtIn }) => id === channelId && provider === SESSION_PROVIDER && !builtIn)
}

interface SessionNews {
  readonly up: boolean
  readonly phone: string | null
  /** Why it is not up, as a word and as a sentence. */
  readonly code: string | null
  readonly message: string | null
  /** Id of the key that did it; null: it came by itself. */
  readonly by: string | null
  readonly at: number
}

/** Says of a channel that `holdSessionChannel` holds what became of its session, with a line in its history. */
export async function tellChannel(
  tx: Transaction,
  deps: SessionChannelDeps,
  channel: Channel,
  { up, phone, code, message, by, at }: SessionNews,
): Promise<Channel> {
  const told: Channel = {
    ...channel,
    status: up ? 'connected' : 'disconnected',
    settings: phone === null ? channel.settings : { from: phone },
    failure: code === null ? null : { code, message: message ?? code, occurrences: 1, since: at },
    lastConnectedAt: up && channel.status !== 'connected' ? at : channel.lastConnectedAt,
    updatedAt: at,
  }
  await updateChannel(tx, told)
  await writeLine(tx, deps, told, { what: up ? 'connected' : 'disconnected', code, message, by, at })
  return told
}

/** What it carried stays; nothing else does. */
export async function removeSessionChannel(
  tx: Transaction,
  deps: SessionChannelDeps,
  channel: Channel,
  { by, at }: { by: string; at: number },
): Promise<Channel> {
  const gone: Channel = { ...channel, status: 'disconnected' }
  await markDeleted(tx, channel.workspaceId, channel.id, at)
  await writeLine(tx, deps, gone, { what: 'disconnected', message: 'deleted', by, at })
  return gone
}
