import type { Workspace } from '@posthorn/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMe, useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Answer } from '../ui/answer.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextArea } from '../ui/field.tsx'

/** Who is told, and the way to change it. */
export function Owners() {
  const client = useClient()
  const me = useMe()
  const missing = useMissingScope('admin')
  const [editing, setEditing] = useState(false)
  const workspace = useQuery({
    queryKey: ['workspace', me.workspace_id],
    queryFn: () => client.workspaces.get(me.workspace_id),
  })
  return (
    <Section
      title="Owners"
      description={
        <Answer of={workspace} rows={1}>
          {({ owner_emails: owners }) =>
            owners.length === 0 ? 'Nobody yet: give an address, so that somebody is told.' : owners.join(', ')
          }
        </Answer>
      }
      actions={
        <Button icon={<Pencil className="size-4" aria-hidden />} reason={missing} onClick={() => setEditing(true)}>
          Edit
        </Button>
      }
    >
      {editing && workspace.data && <EditOwners workspace={workspace.data} onClose={() => setEditing(false)} />}
    </Section>
  )
}

function EditOwners({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const client = useClient()
  const queries = useQueryClient()
  const [text, setText] = useState(workspace.owner_emails.join('\n'))
  const save = useMutation({
    mutationFn: (owners: string[]) => client.workspaces.update(workspace.id, { owner_emails: owners }),
    onSuccess: (changed) => {
      queries.setQueryData(['workspace', workspace.id], changed)
      announce('The owners were changed.')
      onClose()
    },
  })
  return (
    <Dialog title="Who is told" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(text.split(/[\s,;]+/).filter((address) => address !== ''))
        }}
      >
        <TextArea
          label="E-mail addresses"
          rows={4}
          spellCheck={false}
          value={text}
          hint="One on a line, at most 20. They get a mail when an endpoint begins to fail, and when it recovers."
          onChange={(event) => setText(event.target.value)}
        />
        {save.error && <ErrorNotice error={save.error} className="mt-4" />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={save.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
