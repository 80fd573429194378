import type { Workspace } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextArea, TextField, Tick } from '../ui/field.tsx'

type Alert = Workspace['credit_alert']

export function AlertsSection({ workspace }: { workspace: Workspace }) {
  const { credit_alert: kept, owner_emails: owners } = workspace
  const missing = useMissingScope('admin')
  const [enabled, setEnabled] = useState(kept.enabled)
  const [threshold, setThreshold] = useState(String(kept.threshold_percentage))
  const [recipients, setRecipients] = useState(kept.recipients.join('\n'))
  const save = useSave(workspace)
  const given: Alert = {
    enabled,
    threshold_percentage: Number(threshold),
    recipients: recipients.split(/[\s,;]+/).filter((address) => address !== ''),
  }
  const fault = faultOfThreshold(threshold)
  return (
    <Section
      title="Alerts"
      description="A notice when few credits are left: at the threshold, at 10%, at 5%, and when none are."
    >
      <form
        noValidate
        className="max-w-xl space-y-5"
        onSubmit={(event) => {
          event.preventDefault()
          if (missing === null && fault === null) save.mutate(given)
        }}
      >
        <Tick
          label="Low balance notification"
          hint="Off, no mail is sent. The events credit.low and credit.depleted come all the same."
          checked={enabled}
          onChange={(event) => setEnabled(event.target.checked)}
        />
        <div className="max-w-48">
          <TextField
            label="Threshold in percent"
            type="number"
            min={1}
            max={99}
            step={1}
            value={threshold}
            error={fault}
            hint="Of the credits of the plan and the extra ones."
            onChange={(event) => setThreshold(event.target.value)}
          />
        </div>
        <TextArea
          label="Recipients"
          optional
          rows={3}
          spellCheck={false}
          value={recipients}
          placeholder="billing@example.com"
          hint={
            owners.length === 0
              ? 'One on a line, at most 20. Left empty: the owners of the workspace, of whom there are none yet.'
              : `One on a line, at most 20. Left empty: the owners (${owners.join(', ')}).`
          }
          onChange={(event) => setRecipients(event.target.value)}
        />
        {save.error && <ErrorNotice error={save.error} />}
        <Button
          type="submit"
          look="primary"
          busy={save.isPending}
          reason={missing ?? (isSame(given, kept) ? 'Nothing was changed.' : fault)}
        >
          Save
        </Button>
      </form>
    </Section>
  )
}

const faultOfThreshold = (text: string): string | null =>
  /^[1-9]\d?$/.test(text) ? null : 'Give a whole number from 1 to 99.'

const isSame = (one: Alert, other: Alert): boolean =>
  one.enabled === other.enabled &&
  one.threshold_percentage === other.threshold_percentage &&
  one.recipients.join() === other.recipients.join()

function useSave({ id }: Workspace) {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (alert: Alert) => client.workspaces.update(id, { credit_alert: alert }),
    onSuccess: (changed) => {
      queries.setQueryData(['workspace', id], changed)
      announce('The alerts were changed.')
    },
  })
}
