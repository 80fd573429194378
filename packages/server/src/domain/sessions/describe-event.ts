import type { EventDataOf } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'
import { type Channel, describeChannel, sessionIdOf } from '../channels/index.ts'
import type { EventDraft } from '../events/index.ts'
import type { Session } from './session.ts'

/**
 * Both views of what happened, each for its readers (contract A24): two events with ids of their own. Channel and session
 * as they are afterwards; `by` is the id of the key that did it.
 */
export function describeNews(
  told: 'connected' | 'lost',
  { channel, session, reason, by }: { channel: Channel; session: Session; reason: string | null; by: string | null },
): EventDraft[] {
  const { channelId, workspaceId, phoneNumber, webhookId: alsoTo, updatedAt: at } = session
  const about = { session_id: sessionIdOf(channelId), channel_id: channelId, phone_number: phoneNumber }
  const rest = { workspaceId, occurredAt: at, alsoTo }
  if (told === 'connected') {
    const data: EventDataOf<'session.connected'> = { ...about, connected_at: isoTime(at) }
    const ofChannel = describeChannel(channel, { what: 'connected', by, at })
    return [
      { ...ofChannel, alsoTo },
      { ...rest, type: 'session.connected', data },
    ]
  }
  const data: EventDataOf<'session.disconnected'> = { ...about, reason, disconnected_at: isoTime(at) }
  const ofChannel = describeChannel(channel, { what: 'disconnected', reason, at })
  return [
    { ...ofChannel, alsoTo },
    { ...rest, type: 'session.disconnected', data },
  ]
}
