import type { Webhook } from '@posthorn/sdk'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { unplaced } from '../ui/field-fault.ts'
import { settingsFields, settingsOf, type WebhookSettings, WebhookSettingsFields } from './settings-fields.tsx'
import { useChange } from './webhook.ts'

export function EditDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const client = useClient()
  const [settings, setSettings] = useState(() => settingsOf(webhook))
  const save = useChange(
    (given: WebhookSettings) => client.webhooks.patch(webhook.id, given),
    'The endpoint was changed.',
  )
  const notice = unplaced(save.error, settingsFields)
  return (
    <Dialog title="Edit the endpoint" wide onClose={onClose}>
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(settings, { onSuccess: onClose })
        }}
      >
        <WebhookSettingsFields settings={settings} onChange={setSettings} error={save.error} />
        {notice && <ErrorNotice error={notice} />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            look="primary"
            busy={save.isPending}
            reason={settings.events.length === 0 ? 'Pick at least one event first.' : null}
          >
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
