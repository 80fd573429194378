import type { ExtraSignature, RetryPolicy, Webhook } from '@posthorn/sdk'
import { SelectField, TextField, Tick } from '../ui/field.tsx'
import { faultOf } from '../ui/field-fault.ts'
import { EventPicker } from './event-picker.tsx'

/** Faults of these stand beside them. */
export const settingsFields = ['url', 'events', 'name', 'description']

export interface WebhookSettings {
  url: string
  events: string[]
  name: string | null
  description: string | null
  retry_policy: RetryPolicy
  signatures: ExtraSignature[]
}

export const emptySettings: WebhookSettings = {
  url: '',
  events: [],
  name: null,
  description: null,
  retry_policy: 'standard',
  signatures: [],
}

export const settingsOf = (webhook: Webhook): WebhookSettings => ({
  url: webhook.url,
  events: webhook.events,
  name: webhook.name,
  description: webhook.description,
  retry_policy: webhook.retry_policy,
  signatures: webhook.signatures,
})

interface FieldsProps {
  settings: WebhookSettings
  onChange: (settings: WebhookSettings) => void
  error: Error | null
}

export function WebhookSettingsFields({ settings, onChange, error }: FieldsProps) {
  const set = (changed: Partial<WebhookSettings>) => onChange({ ...settings, ...changed })
  return (
    <>
      <TextField
        label="URL"
        type="url"
        required
        spellCheck={false}
        value={settings.url}
        placeholder="https://example.com/webhooks/posthorn"
        hint="HTTPS, reachable from the internet, without credentials in it."
        error={faultOf(error, 'url')}
        className="font-mono"
        onChange={(event) => set({ url: event.target.value.trim() })}
      />
      <EventPicker chosen={settings.events} onChange={(events) => set({ events })} error={faultOf(error, 'events')} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Name"
          optional
          maxLength={100}
          value={settings.name ?? ''}
          error={faultOf(error, 'name')}
          onChange={(event) => set({ name: event.target.value || null })}
        />
        <TextField
          label="Description"
          optional
          maxLength={500}
          value={settings.description ?? ''}
          error={faultOf(error, 'description')}
          onChange={(event) => set({ description: event.target.value || null })}
        />
        <SelectField
          label="Retries"
          value={settings.retry_policy}
          onChange={(event) => set({ retry_policy: event.target.value as RetryPolicy })}
          hint="After a failure the waits grow from 5 seconds."
        >
          <option value="standard">Standard: 5 retries in 21 minutes</option>
          <option value="extended">Extended: 11 retries in three days</option>
        </SelectField>
        <Tick
          className="sm:mt-7"
          label="Also sign the body alone"
          hint="Adds X-SendAPI-Signature for handlers that were written for it. It covers no time: the other signatures are sent all the same."
          checked={settings.signatures.includes('body')}
          onChange={(event) => set({ signatures: event.target.checked ? ['body'] : [] })}
        />
      </div>
    </>
  )
}
