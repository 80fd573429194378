import type { Template } from '@posthorn/sdk'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useClient } from '../session/client.ts'
import { announce } from '../ui/announce.ts'

const route = getRouteApi('/whatsapp/templates/$templateId')

const keyOf = (templateId: string) => ['templates', templateId]

/** The template of the page. Looked at often while a review may end. */
export function useTemplate(): Template {
  const { templateId } = route.useParams()
  const client = useClient()
  return useSuspenseQuery({
    queryKey: keyOf(templateId),
    queryFn: () => client.templates.get(templateId),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? 3_000 : 15_000),
  }).data
}

/** A change of the template, whose reply is the template as it is now. `told`: what is said of it. */
export function useTemplateChange(
  { id }: Pick<Template, 'id'>,
  change: () => Promise<Template>,
  told: (template: Template) => string,
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async (template) => {
      queries.setQueryData(keyOf(id), template)
      announce(told(template), template.problem === null ? 'ok' : 'warn')
      await queries.invalidateQueries({ queryKey: ['templates', 'list'] })
    },
  })
}
