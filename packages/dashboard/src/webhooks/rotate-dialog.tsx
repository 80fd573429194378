import type { Webhook } from '@posthorn/sdk'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { SelectField } from '../ui/field.tsx'
import { SecretReveal } from '../ui/secret-reveal.tsx'
import { useChange } from './webhook.ts'

const overlaps = [
  { hours: 24, name: '24 hours' },
  { hours: 1, name: '1 hour' },
  { hours: 72, name: '3 days' },
  { hours: 168, name: '7 days' },
  { hours: 0, name: 'None: the old secret ends at once' },
]

export function RotateDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const client = useClient()
  const [hours, setHours] = useState(24)
  const rotate = useChange(
    (overlap: number) => client.webhooks.rotateSecret(webhook.id, { overlap_hours: overlap }),
    'There is a new secret.',
  )
  const secret = rotate.data?.secret
  if (secret !== undefined) {
    return (
      <Dialog title="The new secret" onClose={onClose} dismissible={false}>
        <SecretReveal label="New signing secret" secret={secret} />
        <p className="mt-4 text-sm text-soft">
          {hours === 0
            ? 'It signs from now on. Give it to your handler at once.'
            : 'Give it to your handler, then come back and confirm it. Until then, or until the overlap ends, both sign.'}
        </p>
        <DialogActions>
          <Button look="primary" onClick={onClose}>
            I have copied it
          </Button>
        </DialogActions>
      </Dialog>
    )
  }
  return (
    <Dialog title="Rotate the signing secret" onClose={onClose}>
      <SelectField
        label="The old secret goes on signing for"
        value={hours}
        onChange={(event) => setHours(Number(event.target.value))}
        hint="Meanwhile webhook-signature carries a signature of each secret, and X-Timely-Signature that of the old one."
      >
        {overlaps.map((overlap) => (
          <option key={overlap.hours} value={overlap.hours}>
            {overlap.name}
          </option>
        ))}
      </SelectField>
      {rotate.error && <ErrorNotice error={rotate.error} className="mt-4" />}
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" busy={rotate.isPending} onClick={() => rotate.mutate(hours)}>
          Make a new secret
        </Button>
      </DialogActions>
    </Dialog>
  )
}
