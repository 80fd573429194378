import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'

/** Begins a session; its code is shown on its page. */
export function BeginDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const begin = useBegin()
  const notice = unplaced(begin.error, ['name', 'webhook_url'])
  return (
    <Dialog title="Connect a phone" onClose={onClose}>
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== '') begin.mutate({ name, ...(url === '' ? {} : { webhook_url: url }) })
        }}
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
        {notice && <ErrorNotice error={notice} />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            look="primary"
            busy={begin.isPending}
            reason={name === '' ? 'Give it a name first.' : null}
          >
            Show the code
          </Button>
        </DialogActions>
      </form>
    </Dialog>
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
