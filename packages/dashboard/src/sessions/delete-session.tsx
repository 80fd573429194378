import type { WhatsAppSession } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'

export function DeleteSession({ session }: { session: WhatsAppSession }) {
  const [asking, setAsking] = useState(false)
  const missing = useMissingScope('whatsapp:write')
  const remove = useDelete(session)
  return (
    <Section
      title="Delete"
      description="Logs the phone out and forgets its keys. The messages that it carried are kept."
      actions={
        <Button
          look="danger"
          icon={<Trash2 className="size-4" aria-hidden />}
          reason={missing}
          onClick={() => setAsking(true)}
        >
          Delete
        </Button>
      }
    >
      {asking && (
        <Confirm
          title={`Delete ${session.name}?`}
          action="Delete the session"
          danger
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutate()}
        >
          <p>Nothing can be sent with it from then on. To use the phone again, connect it anew.</p>
        </Confirm>
      )}
    </Section>
  )
}

function useDelete({ id, name }: WhatsAppSession) {
  const client = useClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => client.whatsappSessions.delete(id),
    onSuccess: async () => {
      announce(`${name} was deleted.`)
      await navigate({ to: '/whatsapp/sessions' })
      queries.removeQueries({ queryKey: ['sessions', id] })
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
}
