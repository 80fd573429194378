import type { Channel, ChannelProvider } from '@posthorn/sdk'
import { useState } from 'react'
import { enteredOf, readSchema } from '../schema-form/read-schema.ts'
import { SchemaFields } from '../schema-form/schema-fields.tsx'
import { useClient } from '../session/client.ts'
import { TextField } from '../ui/field.tsx'
import { faultOf } from '../ui/field-fault.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { focusFault } from '../ui/focus-fault.ts'
import { useChannelChange } from './channel.ts'
import { unplacedAt } from './fault-places.ts'
import { useAccountPart } from './use-account-form.ts'

interface EditProps {
  channel: Channel
  provider: ChannelProvider
  onClose: () => void
}

export function EditDialog({ channel, provider, onClose }: EditProps) {
  const client = useClient()
  const [name, setName] = useState(channel.name)
  const settings = useAccountPart(provider, 'settings', enteredOf(readSchema(provider.settings), channel.settings))
  const save = useChannelChange(
    (given: { name: string; settings: Record<string, unknown> }) => client.channels.update(channel.id, given),
    'The channel was changed.',
  )
  const notice = unplacedAt(save.error, ['name', ...settings.paths])
  return (
    <FormDialog
      title="Edit the channel"
      wide
      action="Save"
      busy={save.isPending}
      reason={name === '' ? 'Give it a name first.' : null}
      notice={notice}
      onSubmit={(form) => {
        const given = settings.read()
        if (given !== null) save.mutate({ name, settings: given }, { onSuccess: onClose })
        focusFault(form)
      }}
      onClose={onClose}
    >
      <TextField
        label="Name"
        required
        maxLength={100}
        value={name}
        error={faultOf(save.error, 'name')}
        onChange={(event) => setName(event.target.value)}
      />
      <SchemaFields {...settings} faultOf={settings.faultOf(save.error)} />
      {channel.status !== 'disconnected' && (
        <p className="text-sm text-soft">The channel is in use: the connection is tested before anything is changed.</p>
      )}
    </FormDialog>
  )
}
