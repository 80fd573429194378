import { isAllowed } from '@posthorn/contract'

import { ApiError, notFound } from '../../kernel/api-error.ts'
import type { Caller } from '../../kernel/call.ts'
import type { Store } from '../../store/index.ts'
import { type Channel, channelIdOf, channelsOfAll, routeOf, SESSION_PROVIDER } from '../channels/index.ts'
import type { ChosenSession } from '../messages/index.ts'
import { sessionById } from './store.ts'

export type ChooseSession = (caller: Caller, sessionId: string | null) => Promise<ChosenSession | null>

/**
 * Which session carries a WhatsApp message (wire contract 3.4); null: none, its route does, or the simulator.
 *
 * 1. The one that the call names, which must be the workspace's and connected.
 * 2. Where it names none: the WhatsApp route, if it has channels; they were put there for that.
 * 3. Otherwise the only session that is connected. None, or several: the call has to name one.
 * 4. In a workspace without sessions: the simulator, as ever.
 *
 * A test key's messages stay with the simulator: it may name any session of the workspace, and need not name one.
 */
export function createChooseSession({ store }: { readonly store: Store }): ChooseSession {
  return async ({ workspaceId, simulated }, sessionId) => {
    if (simulated && sessionId === null) return null
    const channels = await channelsOfAll(store.read, [workspaceId])
    const chosen = choose(channels, sessionId, simulated)
    if (chosen === null || simulated) return null
    const session = await sessionById(store.read, workspaceId, chosen.id)
    return { channelId: chosen.id, webhookId: session?.webhookId ?? null }
  }
}

function choose(channels: readonly Channel[], sessionId: string | null, simulated: boolean): Channel | null {
  const sessions = channels.filter(({ provider, builtIn }) => provider === SESSION_PROVIDER && !builtIn)
  // The channel of a session is connected when the session is: they are written together.
  const isUp = ({ status }: Channel): boolean => isAllowed('channel', 'carry', status)
  if (sessionId !== null) {
    const named = sessions.find(({ id }) => id === channelIdOf(sessionId))
    if (!named) throw notFound('WhatsApp session')
    if (simulated || isUp(named)) return named
    throw new ApiError('SESSION_NOT_CONNECTED', { param: 'session_id', words: { session_id: sessionId } })
  }
  if (sessions.length === 0 || routeOf(channels, 'whatsapp').length > 0) return null
  const connected = sessions.filter(isUp)
  const [only, ...others] = connected
  if (only && others.length === 0) return only
  throw new ApiError('SESSION_REQUIRED', { param: 'session_id', words: { connected: connected.length } })
}
