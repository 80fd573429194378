import type { Channel, ChannelType } from './channel.ts'

/** The channels of a workspace that carry one type of message, the first choice first, whatever their health. */
export function routeOf(channels: readonly Channel[], type: ChannelType): Channel[] {
  const routed = channels.filter((channel) => channel.type === type && channel.position !== null)
  // Two that were entered at the same moment may have the same turn.
  return routed.sort(
    (one, other) =>
      (one.position ?? 0) - (other.position ?? 0) || one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1),
  )
}

/** The turn of a channel that joins: after all others of its type. */
export function lastPosition(channels: readonly Channel[], type: ChannelType): number {
  return Math.max(0, ...routeOf(channels, type).map(({ position }) => position ?? 0)) + 1
}
