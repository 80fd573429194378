import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { fromLocalInput } from '../ui/format-time.ts'
import type { ListChannel } from './list-search.ts'
import { lists } from './list-words.ts'
import { type Reason, reasonName } from './reasons.ts'

export function AddDialog({ channel, onClose }: { channel: ListChannel; onClose: () => void }) {
  const words = lists[channel]
  const [typed, setTyped] = useState('')
  const address = typed.trim()
  const [reason, setReason] = useState<Reason>('manual')
  const [until, setUntil] = useState('')
  const add = useAdd(channel, onClose)
  const notice = unplaced(add.error, ['address', 'expires_at'])
  const expiresAt = fromLocalInput(until)
  return (
    <Dialog
      title={channel === 'email' ? 'Suppress an address' : `Suppress a number for ${words.name}`}
      onClose={onClose}
    >
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (address !== '') add.mutate({ address, reason, ...(expiresAt === null ? {} : { expires_at: expiresAt }) })
        }}
      >
        <TextField
          label={words.address.label}
          type={channel === 'email' ? 'email' : 'tel'}
          required
          autoFocus
          spellCheck={false}
          autoComplete="off"
          placeholder={words.address.example}
          hint={words.hint}
          value={typed}
          error={faultOf(add.error, 'address')}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label="Reason" value={reason} onChange={(event) => setReason(event.target.value as Reason)}>
            {words.reasons.map((each) => (
              <option key={each} value={each}>
                {reasonName(each)}
              </option>
            ))}
          </SelectField>
          <TextField
            label="Until"
            optional
            type="datetime-local"
            value={until}
            error={faultOf(add.error, 'expires_at')}
            hint="Left empty: for good."
            onChange={(event) => setUntil(event.target.value)}
          />
        </div>
        {notice && <ErrorNotice error={notice} />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            look="primary"
            busy={add.isPending}
            reason={address === '' ? `Give ${channel === 'email' ? 'an address' : 'a number'} first.` : null}
          >
            Suppress
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function useAdd(channel: ListChannel, onDone: () => void) {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (given: { address: string; reason: Reason; expires_at?: string }) =>
      client.suppressions.create({ channel, ...given }),
    onSuccess: async ({ address }) => {
      announce(`${address} gets no more ${lists[channel].messages}.`)
      onDone()
      await queries.invalidateQueries({ queryKey: ['suppressions'] })
    },
  })
}
