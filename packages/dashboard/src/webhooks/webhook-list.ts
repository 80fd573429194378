import type { Delivery, Webhook } from '@posthorn/sdk'
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

const mostLookedThrough = 100

/** When the first of the failures in a row was. The API counts them; their times stand in the deliveries. */
export function useFailingSince(webhook: Webhook) {
  const client = useClient()
  return useQuery({
    queryKey: ['webhooks', webhook.id, 'failing-since', webhook.failure_count],
    queryFn: async () => {
      const query = { status: 'failed', per_page: mostLookedThrough } as const
      return failingSince((await client.deliveries.list(webhook.id, query)).data, webhook.failure_count)
    },
    enabled: webhook.status === 'failing' && webhook.failure_count > 0,
    staleTime: 60_000,
  })
}

export interface FailingSince {
  readonly at: string
  /** False where the failures in a row go back further than was looked. */
  readonly exact: boolean
}

/** Failed tests do not count as failures in a row, so they are passed over. */
export function failingSince(failedNewestFirst: readonly Delivery[], failureCount: number): FailingSince | null {
  const counted = failedNewestFirst.filter((delivery) => delivery.trigger !== 'test')
  const first = counted[failureCount - 1] ?? counted.at(-1)
  if (first === undefined) return null
  return { at: first.delivered_at ?? first.created_at, exact: counted.length >= failureCount }
}
