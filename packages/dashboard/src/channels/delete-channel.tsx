import type { Channel } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { DeleteSection } from '../ui/delete-section.tsx'

export function DeleteChannel({ channel }: { channel: Channel }) {
  return (
    <DeleteSection
      description="Its credentials are forgotten and it leaves the route. What it carried is kept."
      name={channel.name}
      action="Delete the channel"
      reason={useMissingScope('channels:write')}
      remove={useDelete(channel)}
    >
      <p>
        This cannot be taken back: to use the account again, enter it anew. Without another channel of its type,
        messages go to the simulator and nothing leaves the building.
      </p>
    </DeleteSection>
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
