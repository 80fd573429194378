import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { TextArea, TextField } from '../ui/field.tsx'
import { faultOf } from '../ui/field-fault.ts'
import { SendForm } from './send-form.tsx'
import type { Sent } from './sent.ts'
import { useSend } from './use-send.ts'

const fields = ['to', 'subject', 'text']

interface Draft {
  to: string
  subject: string
  text: string
}

export function EmailForm({ onSent }: { onSent: (sent: Sent) => void }) {
  const client = useClient()
  const [draft, setDraft] = useState<Draft>({ to: '', subject: '', text: '' })
  const set = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed })
  const send = useSend('email', (given: Draft) => client.email.send(given), {
    describe: ({ to, subject }) => ({ to, text: subject }),
    onSent,
  })
  return (
    <SendForm
      fields={fields}
      scope="email:write"
      busy={send.isPending}
      error={send.error}
      missing={whatIsMissing(draft)}
      onSend={() => send.mutate(draft)}
    >
      <TextField
        label="To"
        type="email"
        required
        placeholder="maria@example.com"
        value={draft.to}
        error={faultOf(send.error, 'to')}
        onChange={(event) => set({ to: event.target.value.trim() })}
      />
      <TextField
        label="Subject"
        required
        maxLength={500}
        value={draft.subject}
        error={faultOf(send.error, 'subject')}
        onChange={(event) => set({ subject: event.target.value })}
      />
      <TextArea
        label="Text"
        required
        rows={4}
        value={draft.text}
        error={faultOf(send.error, 'text')}
        onChange={(event) => set({ text: event.target.value })}
      />
    </SendForm>
  )
}

function whatIsMissing({ to, subject, text }: Draft): string | null {
  if (to === '') return 'Give a recipient first.'
  if (subject === '') return 'Give a subject first.'
  return text === '' ? 'Write a text first.' : null
}
