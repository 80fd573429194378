import type { Template } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMe, useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { whyNotDelete } from './template-words.ts'

export function DeleteTemplate({ template }: { template: Template }) {
  const [asking, setAsking] = useState(false)
  const missing = useMissingScope('whatsapp:write')
  const isTestKey = useMe().test
  const remove = useDelete(template)
  const isAtCarrier = !template.simulated && template.provider_template_id !== null
  return (
    <Section
      title="Delete"
      description={
        isAtCarrier
          ? 'Here and at the carrier. The messages that were sent with it are kept.'
          : 'The messages that were sent with it are kept.'
      }
      actions={
        <Button
          look="danger"
          icon={<Trash2 className="size-4" aria-hidden />}
          reason={missing ?? whyNotDelete(template, isTestKey)}
          onClick={() => setAsking(true)}
        >
          Delete
        </Button>
      }
    >
      {asking && (
        <Confirm
          title={`Delete ${template.name}?`}
          action="Delete the template"
          danger
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutate()}
        >
          <p>It can be sent no more.</p>
          {isAtCarrier && <p>At the carrier its name stays taken for 30 days.</p>}
        </Confirm>
      )}
    </Section>
  )
}

function useDelete({ id, name }: Template) {
  const client = useClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => client.templates.delete(id),
    onSuccess: async () => {
      announce(`${name} was deleted.`)
      await navigate({ to: '/whatsapp/templates' })
      queries.removeQueries({ queryKey: ['templates', id] })
      await queries.invalidateQueries({ queryKey: ['templates', 'list'] })
    },
  })
}
