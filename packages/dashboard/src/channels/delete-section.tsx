import type { Channel } from '@posthorn/sdk'
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

export function DeleteSection({ channel }: { channel: Channel }) {
  const [asking, setAsking] = useState(false)
  const missing = useMissingScope('channels:write')
  const remove = useDelete(channel)
  return (
    <Section
      title="Delete"
      description="Its credentials are forgotten and it leaves the route. What it carried is kept."
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
          title={`Delete ${channel.name}?`}
          action="Delete the channel"
          danger
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutate()}
        >
          <p>
            This cannot be taken back: to use the account again, enter it anew. Without another channel of its type,
            messages go to the simulator and nothing leaves the building.
          </p>
        </Confirm>
      )}
    </Section>
  )
}

function useDelete(channel: Channel) {
  const client = useClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => client.channels.delete(channel.id),
    onSuccess: async () => {
      announce(`${channel.name} was deleted.`)
      // First away from the page that asks for it, then look at what is left.
      await navigate({ to: '/channels' })
      queries.removeQueries({ queryKey: ['channels', channel.id] })
      await queries.invalidateQueries({ queryKey: ['channels'] })
    },
  })
}
