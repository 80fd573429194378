import type { Webhook } from '@posthorn/sdk'
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useClient } from '../session/client.ts'
import { announce } from '../ui/announce.ts'

const route = getRouteApi('/settings/webhooks/$webhookId')

export const useWebhookId = (): string => route.useParams().webhookId

const keyOf = (webhookId: string) => ['webhooks', webhookId, 'self']

/** The endpoint of the page, for what stands inside of it. */
export function useWebhook(): Webhook {
  const webhookId = useWebhookId()
  const client = useClient()
  const options = { queryKey: keyOf(webhookId), queryFn: () => client.webhooks.get(webhookId), refetchInterval: 5_000 }
  return useSuspenseQuery(options).data
}

/** A change of the endpoint, whose reply is the endpoint as it is now. */
export function useChange<Input>(change: (input: Input) => Promise<Webhook>, told: string) {
  const queries = useQueryClient()
  const webhookId = useWebhookId()
  return useMutation({
    mutationFn: change,
    onSuccess: async ({ secret: _shownOnce, ...webhook }) => {
      queries.setQueryData(keyOf(webhookId), webhook)
      announce(told)
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
}

/** The last attempts, newest first. */
export function useRecentDeliveries(count: number) {
  const webhookId = useWebhookId()
  const client = useClient()
  return useQuery({
    queryKey: ['webhooks', webhookId, 'recent', count],
    queryFn: async () => (await client.deliveries.list(webhookId, { per_page: count })).data,
    refetchInterval: 10_000,
  })
}
