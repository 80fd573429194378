import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { TextArea, TextField } from '../ui/field.tsx'
import { faultOf } from '../ui/field-fault.ts'
import { SendForm } from './send-form.tsx'
import type { Sent } from './sent.ts'
import { useSend } from './use-send.ts'

const fields = ['to', 'sender_id', 'message']

interface Draft {
  to: string
  message: string
  sender: string
}

export function SmsForm({ onSent }: { onSent: (sent: Sent) => void }) {
  const client = useClient()
  const [draft, setDraft] = useState<Draft>({ to: '', message: '', sender: '' })
  const set = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed })
  const send = useSend(
    'sms',
    ({ to, message, sender }: Draft) => client.sms.send({ to, message, sender_id: sender || undefined }),
    { describe: ({ to, message }) => ({ to, text: message }), onSent },
  )
  const missing = draft.to === '' ? 'Give a recipient first.' : draft.message === '' ? 'Write a text first.' : null
  return (
    <SendForm
      fields={fields}
      scope="sms:write"
      busy={send.isPending}
      error={send.error}
      missing={missing}
      onSend={() => send.mutate(draft)}
    >
      <div className="grid gap-4 sm:grid-cols-2">
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
        <TextField
          label="Sender"
          optional
          maxLength={11}
          hint="What the recipient sees."
          value={draft.sender}
          error={faultOf(send.error, 'sender_id')}
          onChange={(event) => set({ sender: event.target.value })}
        />
      </div>
      <TextArea
        label="Text"
        required
        rows={3}
        maxLength={1600}
        value={draft.message}
        hint={`${draft.message.length} of 1600 characters`}
        error={faultOf(send.error, 'message')}
        onChange={(event) => set({ message: event.target.value })}
      />
    </SendForm>
  )
}
