import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'

export function AddDomainDialog({ onClose }: { onClose: () => void }) {
  const [domain, setDomain] = useState('')
  const add = useAdd()
  const notice = unplaced(add.error, ['domain'])
  return (
    <Dialog title="Add a domain" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (domain !== '') add.mutate(domain)
        }}
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
        {notice && <ErrorNotice error={notice} className="mt-4" />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            look="primary"
            busy={add.isPending}
            reason={domain === '' ? 'Give a domain first.' : null}
          >
            Add domain
          </Button>
        </DialogActions>
      </form>
    </Dialog>
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
