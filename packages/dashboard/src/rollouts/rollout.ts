import type { RolloutDetail } from '@posthorn/sdk'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { documentKeys } from '../documents/documents.ts'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'

const route = getRouteApi('/knowledge/rollouts/$rolloutId')

export const rolloutKeys = (siteId: string) => ['rollouts', siteId] as const

/** The rollout of the page, looked at often: others work on it, too, and so does the watch. */
export function useRollout(): RolloutDetail {
  const { rolloutId } = route.useParams()
  const client = useClient()
  const { id } = useSite()
  return useSuspenseQuery({
    queryKey: [...rolloutKeys(id), 'one', rolloutId],
    queryFn: () => client.rollouts.get(id, rolloutId),
    refetchInterval: ({ state }) => (state.data !== undefined && state.data.counts.processing > 0 ? 1_500 : 5_000),
  }).data
}

/** A change of the rollout, or of something of it; `told` says what was done, null: nothing need be said. */
export function useRolloutChange<Input, Reply>(
  change: (input: Input) => Promise<Reply>,
  told: (reply: Reply) => string | null,
) {
  const queries = useQueryClient()
  const { id } = useSite()
  return useMutation({
    mutationFn: change,
    onSuccess: async (reply) => {
      const words = told(reply)
      if (words !== null) announce(words)
      await Promise.all([
        queries.invalidateQueries({ queryKey: rolloutKeys(id) }),
        queries.invalidateQueries({ queryKey: documentKeys(id) }),
      ])
    },
  })
}
