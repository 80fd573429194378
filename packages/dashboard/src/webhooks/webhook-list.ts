import { useQuery } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'

export function useWebhooks(page: number) {
  const client = useClient()
  return useQuery({
    queryKey: ['webhooks', 'list', page],
    queryFn: () => client.webhooks.list({ page, per_page: 50 }),
    refetchInterval: 10_000,
    placeholderData: (previous) => previous,
  })
}
