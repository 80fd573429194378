import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { FormDialog } from '../ui/form-dialog.tsx'

/** Begins a session; its code is shown on its page. */
export function BeginDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const begin = useBegin()
  const notice = unplaced(begin.error, ['name', 'webhook_url'])
  return (
    <FormDialog
      title="Connect a phone"
      action="Show the code"
      busy={begin.isPending}
      reason={name === '' ? 'Give it a name first.' : null}
      notice={notice}
      onSubmit={() => begin.mutate({ name, ...(url === '' ? {} : { webhook_url: url }) })}
      onClose={onClose}
    >
      <TextField
        label="Name"
        required
        autoFocus
        maxLength={100}
        value={name}
        placeholder="Support"
        hint="How you call the session."
        error={faultOf(begin.error, 'name')}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label="Webhook URL"
        optional
        type="url"
        spellCheck={false}
        className="font-mono"
        value={url}
        placeholder="https://example.com/webhooks/posthorn"
        hint="Gets the events of this session, beside the webhooks that subscribe to them."
        error={faultOf(begin.error, 'webhook_url')}
        onChange={(event) => setUrl(event.target.value.trim())}
      />
    </FormDialog>
  )
}

function useBegin() {
  const client = useClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (given: { name: string; webhook_url?: string }) => client.whatsappSessions.create(given),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['sessions'] })
      await navigate({ to: '/whatsapp/sessions/$sessionId', params: { sessionId: id } })
    },
  })
}
