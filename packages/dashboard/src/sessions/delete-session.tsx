import type { WhatsAppSession } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { DeleteSection } from '../ui/delete-section.tsx'

export function DeleteSession({ session }: { session: WhatsAppSession }) {
  return (
    <DeleteSection
      description="Logs the phone out and forgets its keys. The messages that it carried are kept."
      name={session.name}
      action="Delete the session"
      reason={useMissingScope('whatsapp:write')}
      remove={useDelete(session)}
    >
      <p>Nothing can be sent with it from then on. To use the phone again, connect it anew.</p>
    </DeleteSection>
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
