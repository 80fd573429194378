import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { announce } from '../ui/announce.ts'
import { TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { chosenSite } from './chosen-site.ts'

export function NewSiteDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const client = useClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const add = useMutation({
    mutationFn: () => client.sites.create({ name: name.trim() }),
    onSuccess: async (site) => {
      announce(`“${site.name}” was added. It has no documents yet.`)
      chosenSite.set(site.id)
      await queries.invalidateQueries({ queryKey: ['sites'] })
      await navigate({ to: '/knowledge/site', search: { site: site.id } })
      onClose()
    },
  })
  return (
    <FormDialog
      title="New site"
      action="Add"
      busy={add.isPending}
      reason={name.trim() === '' ? 'Give it a name first.' : null}
      notice={unplaced(add.error, ['name'])}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextField
        label="Name"
        required
        autoFocus
        maxLength={100}
        value={name}
        placeholder="Help centre"
        hint="Documents, questions and sessions of one site are nothing to another."
        error={faultOf(add.error, 'name')}
        onChange={(event) => setName(event.target.value)}
      />
    </FormDialog>
  )
}
