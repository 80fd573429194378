import { useQuery } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'

/** A workspace has at most 50, and a simulator for each type: one page holds them all. */
export function useChannels() {
  const client = useClient()
  return useQuery({
    queryKey: ['channels', 'list'],
    queryFn: async () => (await client.channels.list({ per_page: 100 })).data,
    refetchInterval: 5_000,
  })
}

export function useRoutes() {
  const client = useClient()
  return useQuery({ queryKey: ['channels', 'routing'], queryFn: () => client.routing.list(), refetchInterval: 10_000 })
}

/** They change with a release, not while the page is open. */
export function useProviders() {
  const client = useClient()
  return useQuery({
    queryKey: ['channel-providers'],
    queryFn: () => client.channels.providers(),
    staleTime: 5 * 60_000,
  })
}
