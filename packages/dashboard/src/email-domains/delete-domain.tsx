import type { EmailDomain } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'

export function DeleteDomain({ domain }: { domain: EmailDomain }) {
  const [asking, setAsking] = useState(false)
  const remove = useDelete(domain)
  return (
    <Section
      title="Delete"
      description="Nothing new is sent from it, and its DKIM key is forgotten."
      actions={
        <Button look="danger" icon={<Trash2 className="size-4" aria-hidden />} onClick={() => setAsking(true)}>
          Delete
        </Button>
      }
    >
      {asking && (
        <Confirm
          title={`Delete ${domain.domain}?`}
          action="Delete the domain"
          danger
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutate()}
        >
          <p>E-mail from it is refused from then on. Added again, it gets another key, and so another DKIM record.</p>
        </Confirm>
      )}
    </Section>
  )
}

function useDelete({ id, domain }: EmailDomain) {
  const client = useClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => client.emailDomains.delete(id),
    onSuccess: async () => {
      announce(`${domain} was deleted.`)
      await navigate({ to: '/email/domains' })
      queries.removeQueries({ queryKey: ['email-domains', id] })
      await queries.invalidateQueries({ queryKey: ['email-domains', 'list'] })
    },
  })
}
