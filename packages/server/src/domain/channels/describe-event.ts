import type { EventDataOf, EventType } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'
import type { EventDraft } from '../events/index.ts'
import { type Channel, phoneNumberOf } from './channel.ts'

/** Why a channel's state changed. */
export type ChannelChange =
  | { readonly what: 'connected'; readonly by: string | null; readonly at: number }
  | { readonly what: 'disconnected'; readonly reason: string | null; readonly at: number }
  | { readonly what: 'failing'; readonly at: number }

/** The event of a change of state (contract 5.2). `channel` as it is afterwards. */
export function describeChannel(channel: Channel, change: ChannelChange): EventDraft {
  const [type, data] = dataOf(channel, change)
  return { workspaceId: channel.workspaceId, type, data, occurredAt: change.at }
}

function dataOf(channel: Channel, change: ChannelChange): readonly [EventType, object] {
  const about = {
    channel_id: channel.id,
    channel_type: channel.type,
    channel_name: channel.name,
    phone_number: phoneNumberOf(channel),
    provider: channel.provider,
    status: channel.status,
  }
  const at = isoTime(change.at)
  switch (change.what) {
    case 'connected': {
      const data: EventDataOf<'channel.connected'> = { ...about, connected_by: change.by, connected_at: at }
      return ['channel.connected', data]
    }
    case 'disconnected': {
      const data: EventDataOf<'channel.disconnected'> = { ...about, reason: change.reason, disconnected_at: at }
      return ['channel.disconnected', data]
    }
    case 'failing': {
      const { failure } = channel
      const data: EventDataOf<'channel.error'> = {
        ...about,
        error_code: failure?.code ?? '',
        error_message: failure?.message ?? '',
        occurrences: Math.max(1, failure?.occurrences ?? 1),
        first_seen_at: isoTime(failure?.since ?? change.at),
      }
      return ['channel.error', data]
    }
  }
}
