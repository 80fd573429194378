import { useQuery } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import type { Document } from './documents.ts'
import { type Standing, standingOf } from './document-words.ts'

export const exampleKey = (siteId: string) => ['example', siteId]

export function useExample() {
  const client = useClient()
  const { id } = useSite()
  return useQuery({
    queryKey: exampleKey(id),
    queryFn: () => client.siteExample.get(id),
    refetchInterval: 15_000,
  })
}

/** How a document stands, the example's with whether it has stepped aside. */
export function useStanding(document: Document): Standing {
  const isAside = useExample().data?.state === 'aside'
  return standingOf({ ...document, isAside: document.is_example && isAside })
}
