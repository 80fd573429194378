import type { AcceptedDocument, Document } from '@posthorn/sdk'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'
import { siteKeys, useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { type DocumentSearch, toDocumentQuery } from './document-search.ts'
import { isMoving } from './document-words.ts'

export const documentKeys = (siteId: string) => ['documents', siteId] as const

/** Looked at often while something of it is being read, and now and then otherwise: others add documents, too. */
export function useDocuments(search: DocumentSearch) {
  const client = useClient()
  const { id } = useSite()
  return useQuery({
    queryKey: [...documentKeys(id), 'list', search],
    queryFn: () => client.documents.list(id, toDocumentQuery(search)),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.documents.some(isMoving) === true ? 1_500 : 10_000),
  })
}

/** Makes everything that shows documents look again. */
export function useDocumentsChanged(): () => Promise<void> {
  const queries = useQueryClient()
  const { id } = useSite()
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: documentKeys(id) }),
      queries.invalidateQueries({ queryKey: siteKeys(id) }),
    ])
  }
}

/** A change of one document; `told` says what was done. */
export function useDocumentChange<Input, Reply>(
  change: (input: Input) => Promise<Reply>,
  told: (reply: Reply, input: Input) => string,
) {
  const changed = useDocumentsChanged()
  return useMutation({
    mutationFn: change,
    onSuccess: async (reply, input) => {
      announce(told(reply, input))
      await changed()
    },
  })
}

/** What became of content that was given, in a sentence. */
export function acceptedWords({ title, unchanged, version, status }: AcceptedDocument): string {
  if (unchanged) return `“${title}” says the same already: nothing was changed.`
  const what = version === 1 ? `“${title}” was added` : `“${title}” has a new version`
  return status === 'draft' ? `${what}, as a draft.` : `${what}.`
}

export const inSiteOf = (site: { readonly id: string }) => ({ site: site.id })

export type { Document }
