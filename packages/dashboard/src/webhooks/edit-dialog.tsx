import type { Webhook } from '@posthorn/sdk'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { unplaced } from '../ui/field-fault.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
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
    <FormDialog
      title="Edit the endpoint"
      wide
      action="Save"
      busy={save.isPending}
      reason={settings.events.length === 0 ? 'Pick at least one event first.' : null}
      notice={notice}
      onSubmit={() => save.mutate(settings, { onSuccess: onClose })}
      onClose={onClose}
    >
      <WebhookSettingsFields settings={settings} onChange={setSettings} error={save.error} />
    </FormDialog>
  )
}
