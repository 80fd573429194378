import type { Channel as PublicChannel, ChannelState } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'

/** The kinds of channel that messages are sent through. */
export type ChannelType = 'sms' | 'email' | 'whatsapp'

/** What goes wrong with a channel, over and over. */
export interface ChannelFailure {
  readonly code: string
  readonly message: string
  /** Failures in a row when it was written. */
  readonly occurrences: number
  /** When the first of them was seen (milliseconds since 1970). */
  readonly since: number
}

/** A way out of (and into) a workspace: one account with one carrier. */
export interface Channel {
  readonly id: string
  readonly workspaceId: string
  readonly type: ChannelType
  /** Name of the carrier adapter, e.g. `simulator`. */
  readonly provider: string
  readonly name: string
  readonly status: ChannelState
  /** Posthorn made it by itself, and there is one of its type and provider in the workspace. */
  readonly builtIn: boolean
  readonly settings: Readonly<Record<string, unknown>>
  /** JSON of the credentials, sealed; null: none were given. */
  readonly credentials: string | null
  /** Its turn among the channels of its type, from 1; null: messages never take it. */
  readonly position: number | null
  readonly failure: ChannelFailure | null
  readonly lastConnectedAt: number | null
  readonly lastCheckedAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** What makes a channel that Posthorn provides by itself: one of each type and provider in a workspace. */
export type ChannelKind = Pick<Channel, 'workspaceId' | 'type' | 'provider'>

export function channelKey({ workspaceId, type, provider }: ChannelKind): string {
  return `${workspaceId}\n${type}\n${provider}`
}

export function renderChannel(channel: Channel): PublicChannel {
  const { failure } = channel
  return {
    id: channel.id,
    agent_id: null,
    type: channel.type,
    provider: channel.provider,
    name: channel.name,
    built_in: channel.builtIn,
    status: channel.status,
    phone_number: phoneNumberOf(channel),
    username: null,
    widget_token: null,
    settings: channel.settings,
    has_credentials: channel.credentials !== null,
    position: channel.position,
    failure: failure && {
      code: failure.code,
      message: failure.message,
      occurrences: failure.occurrences,
      since: isoTime(failure.since),
    },
    last_connected_at: isoTimeOrNull(channel.lastConnectedAt),
    last_checked_at: isoTimeOrNull(channel.lastCheckedAt),
    created_at: isoTime(channel.createdAt),
    updated_at: isoTime(channel.updatedAt),
  }
}

/** The number that recipients see, where the settings name one. */
export function phoneNumberOf({ settings }: Pick<Channel, 'settings'>): string | null {
  const from = settings['from'] ?? settings['display_phone_number']
  return typeof from === 'string' && from.startsWith('+') ? from : null
}
