import type { Channel } from '@posthorn/sdk'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { Confirm } from '../ui/confirm.tsx'
import { TextField } from '../ui/field.tsx'
import { useChannelChange } from './channel.ts'

export function DisconnectDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const client = useClient()
  const [reason, setReason] = useState('')
  const disconnect = useChannelChange(
    () => client.channels.disconnect(channel.id, { reason: reason || null }),
    'The channel is disconnected.',
  )
  return (
    <Confirm
      title={`Disconnect ${channel.name}?`}
      action="Disconnect"
      danger
      busy={disconnect.isPending}
      error={disconnect.error}
      onClose={onClose}
      onConfirm={() => disconnect.mutate(undefined, { onSuccess: onClose })}
    >
      <p>
        It carries nothing until it is connected again. Its credentials and its place on the route are kept. If no other
        channel is connected, messages wait for up to four hours.
      </p>
      <TextField
        label="Reason"
        optional
        maxLength={200}
        value={reason}
        placeholder="maintenance"
        hint="Kept in the history and told in the event."
        onChange={(event) => setReason(event.target.value)}
      />
    </Confirm>
  )
}
