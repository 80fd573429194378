/** The kinds of channel that messages are sent through. */
export type ChannelType = 'sms' | 'email' | 'whatsapp'

/** A way out of (and into) a workspace: one account with one carrier. */
export interface Channel {
  readonly id: string
  readonly workspaceId: string
  readonly type: ChannelType
  /** Name of the carrier adapter, e.g. `simulator`. */
  readonly provider: string
  readonly name: string
  readonly status: 'connected' | 'disconnected' | 'error'
  readonly createdAt: number
}

/** What makes a channel that Posthorn provides by itself: one of each type and provider in a workspace. */
export type ChannelKind = Pick<Channel, 'workspaceId' | 'type' | 'provider'>

export function channelKey({ workspaceId, type, provider }: ChannelKind): string {
  return `${workspaceId}\n${type}\n${provider}`
}
