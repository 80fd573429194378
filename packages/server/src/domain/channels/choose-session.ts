import { isAllowed } from '@posthorn/contract'

import { ApiError, notFound } from '../../kernel/api-error.ts'
import type { Channel } from './channel.ts'
import { routeOf } from './route.ts'
import { channelIdOf, SESSION_PROVIDER } from './session-channels.ts'

/**
 * Which session of a workspace carries a WhatsApp message (wire contract 3.4); null: none, its route does, or the
 * simulator. Pure.
 *
 * 1. The one that is named, which must be the workspace's and connected.
 * 2. Where none is named: the WhatsApp route, if it has channels; they were put there for that.
 * 3. Otherwise the only session that is connected. None, or several: one has to be named.
 * 4. In a workspace without sessions: the simulator, as ever.
 */
export function chooseSession(channels: readonly Channel[], sessionId: string | null): Channel | null {
  const sessions = sessionsAmong(channels)
  if (sessionId !== null) {
    const named = namedSession(channels, sessionId)
    if (isUp(named)) return named
    throw new ApiError('SESSION_NOT_CONNECTED', { param: 'session_id', words: { session_id: sessionId } })
  }
  if (sessions.length === 0 || routeOf(channels, 'whatsapp').length > 0) return null
  const connected = sessions.filter(isUp)
  const [only, ...others] = connected
  if (only && others.length === 0) return only
  throw new ApiError('SESSION_REQUIRED', { param: 'session_id', words: { connected: connected.length } })
}

/** The session of this id, in whatever state. */
export function namedSession(channels: readonly Channel[], sessionId: string): Channel {
  const named = sessionsAmong(channels).find(({ id }) => id === channelIdOf(sessionId))
  if (!named) throw notFound('WhatsApp session')
  return named
}

function sessionsAmong(channels: readonly Channel[]): Channel[] {
  return channels.filter(({ provider, builtIn }) => provider === SESSION_PROVIDER && !builtIn)
}

/** The channel of a session is connected when the session is: they are written together. */
function isUp({ status }: Channel): boolean {
  return isAllowed('channel', 'carry', status)
}
