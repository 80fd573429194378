import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { readStages } from './read-stages.ts'

export function NewRolloutDialog({ onClose }: { onClose: () => void }) {
  const [batch, setBatch] = useState('')
  const [name, setName] = useState('')
  const [stages, setStages] = useState('10, 50')
  const begin = useBegin()
  const read = readStages(stages)
  const reason = batch.trim() === '' ? 'Give it a batch id first.' : read.ok ? null : read.problem
  return (
    <FormDialog
      title="New rollout"
      action="Create"
      busy={begin.isPending}
      reason={reason}
      notice={unplaced(begin.error, ['batch_id', 'name', 'stages'])}
      onSubmit={() => {
        if (!read.ok) return
        begin.mutate({
          batch_id: batch.trim(),
          stages: [...read.stages],
          ...(name.trim() === '' ? {} : { name: name.trim() }),
        })
      }}
      onClose={onClose}
    >
      <TextField
        label="Batch id"
        required
        autoFocus
        maxLength={200}
        spellCheck={false}
        className="font-mono"
        value={batch}
        placeholder="prices-2026-04"
        hint="Documents that come in under this batch id from now on are seen by nobody until you start. Those that came earlier are live already, and stay so."
        error={faultOf(begin.error, 'batch_id')}
        onChange={(event) => setBatch(event.target.value)}
      />
      <TextField
        label="Name"
        optional
        maxLength={200}
        value={name}
        placeholder="Prices of April"
        error={faultOf(begin.error, 'name')}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label="Stages"
        value={stages}
        spellCheck={false}
        hint="Percent of the sessions that see it, stage by stage. After the last one come all."
        error={read.ok ? faultOf(begin.error, 'stages') : read.problem}
        onChange={(event) => setStages(event.target.value)}
      />
    </FormDialog>
  )
}

function useBegin() {
  const client = useClient()
  const { id } = useSite()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (given: { batch_id: string; name?: string; stages: number[] }) => client.rollouts.create(id, given),
    onSuccess: async (rollout) => {
      await queries.invalidateQueries({ queryKey: ['rollouts', id] })
      await navigate({ to: '/knowledge/rollouts/$rolloutId', params: { rolloutId: rollout.id }, search: { site: id } })
    },
  })
}
