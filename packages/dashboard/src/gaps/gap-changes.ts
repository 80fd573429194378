import type { Gap } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { documentKeys } from '../documents/documents.ts'
import { useClient } from '../session/client.ts'
import { siteKeys, useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'

/** A change of a gap's state. */
export function useGapState(gap: Gap) {
  const client = useClient()
  const { id } = useSite()
  const changed = useGapsChanged()
  return useMutation({
    mutationFn: (state: 'open' | 'dismissed') => client.gaps.update(id, gap.id, { state }),
    onSuccess: async ({ state }) => {
      announce(state === 'open' ? 'It is open again.' : 'Dismissed: it stays so, whatever is asked.')
      await changed()
    },
    onError: (error) => announce(error.message, 'bad'),
  })
}

export function useGapsChanged(): () => Promise<void> {
  const queries = useQueryClient()
  const { id } = useSite()
  return async () => {
    const keys = [['gaps', id], documentKeys(id), siteKeys(id)]
    await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })))
  }
}
