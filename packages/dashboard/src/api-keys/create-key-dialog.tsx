import {
  type ApiKey,
  type ApiKeysCreateBody,
  type Environment,
  environments,
  type KeyPrefix,
  keyPrefixes,
} from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { SelectField, TextField, Tick } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { fromLocalInput } from '../ui/format-time.ts'
import { ScopePicker } from './scope-picker.tsx'

interface Draft {
  name: string
  owner: string
  scopes: string[]
  environment: Environment
  prefix: KeyPrefix
  expires: string
  critical: boolean
}

const empty: Draft = {
  name: '',
  owner: '',
  scopes: [],
  environment: 'production',
  prefix: 'sk_live_',
  expires: '',
  critical: false,
}

const bodyOf = (draft: Draft): ApiKeysCreateBody => ({
  name: draft.name.trim(),
  owner: draft.owner.trim() || undefined,
  scopes: draft.scopes,
  environment: draft.environment,
  prefix: draft.prefix,
  expires_at: fromLocalInput(draft.expires) ?? undefined,
  critical: draft.critical || undefined,
})

export function CreateKeyDialog({ onClose, onMade }: { onClose: () => void; onMade: (key: ApiKey) => void }) {
  const client = useClient()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(empty)
  const create = useMutation({
    mutationFn: (given: Draft) => client.apiKeys.create(bodyOf(given)),
    onSuccess: async (key) => {
      onMade(key)
      await queries.invalidateQueries({ queryKey: ['api-keys'] })
    },
  })
  const set = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed })
  const notice = unplaced(create.error, ['name', 'expires_at'])
  const missing =
    draft.name.trim() === '' ? 'Give it a name first.' : draft.scopes.length === 0 ? 'Pick a scope first.' : null
  return (
    <Dialog title="New API key" wide onClose={onClose}>
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault()
          if (missing === null) create.mutate(draft)
        }}
      >
        <DraftFields draft={draft} onChange={set} error={create.error} />
        <ScopePicker chosen={draft.scopes} onChange={(scopes) => set({ scopes })} />
        {notice && <ErrorNotice error={notice} />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={create.isPending} reason={missing}>
            Create key
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

interface DraftFieldsProps {
  draft: Draft
  onChange: (changed: Partial<Draft>) => void
  error: Error | null
}

function DraftFields({ draft, onChange, error }: DraftFieldsProps) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField
        label="Name"
        required
        maxLength={100}
        placeholder="Order service"
        hint="The integration that will use it."
        value={draft.name}
        error={faultOf(error, 'name')}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextField
        label="Owner"
        optional
        maxLength={200}
        placeholder="Payments team"
        hint="Whom to ask about it."
        value={draft.owner}
        onChange={(event) => onChange({ owner: event.target.value })}
      />
      <SelectField
        label="Environment"
        value={draft.environment}
        onChange={(event) => onChange({ environment: event.target.value as Environment })}
      >
        {environments.map((environment) => (
          <option key={environment}>{environment}</option>
        ))}
      </SelectField>
      <SelectField
        label="Prefix"
        value={draft.prefix}
        hint="A test key simulates: it never delivers or charges."
        onChange={(event) => onChange({ prefix: event.target.value as KeyPrefix })}
      >
        {keyPrefixes.map((prefix) => (
          <option key={prefix}>{prefix}</option>
        ))}
      </SelectField>
      <TextField
        label="Expires"
        optional
        type="datetime-local"
        value={draft.expires}
        error={faultOf(error, 'expires_at')}
        onChange={(event) => onChange({ expires: event.target.value })}
      />
      <Tick
        className="sm:mt-7"
        label="Critical"
        hint="Raise an alert when its requests suddenly drop."
        checked={draft.critical}
        onChange={(event) => onChange({ critical: event.target.checked })}
      />
    </div>
  )
}
