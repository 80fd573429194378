import type { Channel } from '@posthorn/sdk'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useClient } from '../session/client.ts'
import { announce } from '../ui/announce.ts'
import { useProviders } from './channel-list.ts'

const route = getRouteApi('/channels/$channelId')

export const useChannelId = (): string => route.useParams().channelId

const keyOf = (channelId: string) => ['channels', channelId, 'self']

/** The channel of the page, for what stands inside of it. */
export function useChannel(): Channel {
  const channelId = useChannelId()
  const client = useClient()
  const options = { queryKey: keyOf(channelId), queryFn: () => client.channels.get(channelId), refetchInterval: 5_000 }
  return useSuspenseQuery(options).data
}

/** A change of the channel, whose reply is the channel as it is now. */
export function useChannelChange<Input>(change: (input: Input) => Promise<Channel>, told: string) {
  const queries = useQueryClient()
  const channelId = useChannelId()
  return useMutation({
    mutationFn: change,
    onSuccess: (channel) => {
      queries.setQueryData(keyOf(channelId), channel)
      announce(told)
    },
    // A refusal, too, leaves its line in the history and its reason on the channel.
    onSettled: () => queries.invalidateQueries({ queryKey: ['channels'] }),
  })
}

/** What the channel's provider says of itself; undefined: not known yet, or by this release. */
export function useOwnProvider({ provider }: Pick<Channel, 'provider'>) {
  return useProviders().data?.find((each) => each.provider === provider)
}

/** Why the channel cannot be changed; null: it can. */
export const builtInReason = ({ built_in: builtIn }: Pick<Channel, 'built_in'>): string | null =>
  builtIn ? 'Posthorn made it by itself: it cannot be changed.' : null
