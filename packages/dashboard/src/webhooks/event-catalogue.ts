import type { EventTypeInfo } from '@posthorn/sdk'
import { useQuery } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'

export interface EventCategory {
  readonly name: string
  readonly types: readonly EventTypeInfo[]
}

/** The catalogue by category, in its own order. */
export function useEventCatalogue() {
  const client = useClient()
  return useQuery({
    queryKey: ['event-types'],
    queryFn: async () => byCategory((await client.eventTypes.list()).data),
    staleTime: Infinity,
  })
}

export const byCategory = (types: readonly EventTypeInfo[]): EventCategory[] =>
  [...Map.groupBy(types, (type) => type.category)].map(([name, members]) => ({ name, types: members }))
