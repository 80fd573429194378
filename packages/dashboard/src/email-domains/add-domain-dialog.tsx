import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { announce } from '../ui/announce.ts'
import { TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { FormDialog } from '../ui/form-dialog.tsx'

export function AddDomainDialog({ onClose }: { onClose: () => void }) {
  const [domain, setDomain] = useState('')
  const add = useAdd()
  const notice = unplaced(add.error, ['domain'])
  return (
    <FormDialog
      title="Add a domain"
      action="Add domain"
      busy={add.isPending}
      reason={domain === '' ? 'Give a domain first.' : null}
      notice={notice}
      onSubmit={() => add.mutate(domain)}
      onClose={onClose}
    >
      <TextField
        label="Domain"
        required
        autoFocus
        spellCheck={false}
        autoComplete="off"
        placeholder="example.com"
        className="font-mono"
        value={domain}
        error={faultOf(add.error, 'domain')}
        hint="What stands behind the @. Each subdomain is a domain of its own."
        onChange={(event) => setDomain(event.target.value.trim())}
      />
    </FormDialog>
  )
}

function useAdd() {
  const client = useClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (domain: string) => client.emailDomains.create({ domain }),
    onSuccess: async ({ id, domain }) => {
      announce(`${domain} was added. Publish its records next.`)
      await queries.invalidateQueries({ queryKey: ['email-domains'] })
      await navigate({ to: '/email/domains/$domainId', params: { domainId: id } })
    },
  })
}
