import type { RecoveriesCreateBody } from '@posthorn/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'

const finishedEveryMs = 30_000
const runningEveryMs = 1_500

/** Recoveries of an endpoint, newest first; watched closely while one is running. */
export function useRecoveries(webhookId: string) {
  const client = useClient()
  return useQuery({
    queryKey: ['webhooks', webhookId, 'recoveries'],
    queryFn: async () => (await client.recoveries.list(webhookId)).data,
    refetchInterval: ({ state }) =>
      state.data?.some((recovery) => recovery.state === 'running') ? runningEveryMs : finishedEveryMs,
  })
}

/** One recovery until it is finished. */
export function useRecovery(webhookId: string, recoveryId: string | null) {
  const client = useClient()
  return useQuery({
    queryKey: ['webhooks', webhookId, 'recoveries', recoveryId],
    queryFn: () => client.recoveries.get(webhookId, recoveryId ?? ''),
    enabled: recoveryId !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? runningEveryMs : false),
  })
}

export function useStartRecovery(webhookId: string) {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: RecoveriesCreateBody) => client.recoveries.create(webhookId, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks', webhookId, 'recoveries'] }),
  })
}
