import type { Caller } from '../../kernel/call.ts'
import type { Store } from '../../store/index.ts'
import { channelsOfAll, chooseSession, namedSession } from '../channels/index.ts'
import type { ChosenSession } from '../messages/index.ts'
import { sessionById } from './store.ts'

export type ChooseSession = (caller: Caller, sessionId: string | null) => Promise<ChosenSession | null>

/**
 * Finds the session for a call; null: its route carries the message, or the simulator. A test key's messages stay with
 * the simulator: it may name any session of the workspace, and need not name one.
 */
export function createChooseSession({ store }: { readonly store: Store }): ChooseSession {
  return async ({ workspaceId, simulated }, sessionId) => {
    if (simulated && sessionId === null) return null
    const channels = await channelsOfAll(store.read, [workspaceId])
    if (simulated && sessionId !== null) namedSession(channels, sessionId)
    const chosen = simulated ? null : chooseSession(channels, sessionId)
    if (chosen === null) return null
    const session = await sessionById(store.read, workspaceId, chosen.id)
    return { channelId: chosen.id, webhookId: session?.webhookId ?? null }
  }
}
