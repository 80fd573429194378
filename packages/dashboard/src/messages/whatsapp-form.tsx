import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { TextArea, TextField } from '../ui/field.tsx'
import { faultOf } from '../ui/field-fault.ts'
import { SendForm } from './send-form.tsx'
import type { Sent } from './sent.ts'
import { useSend } from './use-send.ts'

const fields = ['to', 'text']

interface Draft {
  to: string
  text: string
}

export function WhatsAppForm({ onSent }: { onSent: (sent: Sent) => void }) {
  const client = useClient()
  const [draft, setDraft] = useState<Draft>({ to: '', text: '' })
  const set = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed })
  const send = useSend(
    'whatsapp',
    ({ to, text }: Draft) => client.whatsapp.send({ to, type: 'text', text: { body: text } }),
    {
      describe: ({ to, text }) => ({ to, text }),
      onSent,
    },
  )
  const missing = draft.to === '' ? 'Give a recipient first.' : draft.text === '' ? 'Write a text first.' : null
  return (
    <SendForm
      fields={fields}
      scope="whatsapp:write"
      busy={send.isPending}
      error={send.error}
      missing={missing}
      onSend={() => send.mutate(draft)}
    >
      <TextField
        label="To"
        type="tel"
        required
        placeholder="+15005550100"
        hint="With a plus sign and the country code."
        value={draft.to}
        error={faultOf(send.error, 'to')}
        onChange={(event) => set({ to: event.target.value })}
      />
      <TextArea
        label="Text"
        required
        rows={3}
        maxLength={4096}
        value={draft.text}
        error={faultOf(send.error, 'text')}
        onChange={(event) => set({ text: event.target.value })}
      />
    </SendForm>
  )
}
