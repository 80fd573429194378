import type { Channel, ChannelProvider } from '@posthorn/sdk'
import { useState } from 'react'
import { enteredOf, readSchema } from '../schema-form/read-schema.ts'
import { SchemaFields } from '../schema-form/schema-fields.tsx'
import { useClient } from '../session/client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextField } from '../ui/field.tsx'
import { faultOf } from '../ui/field-fault.ts'
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
    <Dialog title="Edit the channel" wide onClose={onClose}>
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault()
          const given = settings.read()
          if (name !== '' && given !== null) save.mutate({ name, settings: given }, { onSuccess: onClose })
          focusFault(event.currentTarget)
        }}
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
          <p className="text-sm text-soft">
            The channel is in use: the connection is tested before anything is changed.
          </p>
        )}
        {notice && <ErrorNotice error={notice} />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            look="primary"
            busy={save.isPending}
            reason={name === '' ? 'Give it a name first.' : null}
          >
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
