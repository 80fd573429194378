import type { RolloutDetail } from '@posthorn/sdk'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { SelectField, TextArea } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { wantsOverride } from './reason-of.ts'
import { useRolloutChange } from './rollout.ts'
import { type AskedAction, seenBy } from './rollout-words.ts'

const words = {
  start: {
    title: 'Start the rollout?',
    does: 'The batch is shown to a share of the sessions, and watched from then on.',
    action: 'Start',
  },
  expand: {
    title: 'Expand the rollout?',
    does: 'The batch is shown to a larger share of the sessions. Who sees it already goes on seeing it.',
    action: 'Expand',
  },
  resume: {
    title: 'Resume the rollout?',
    does: 'The batch is shown again to the share that it had. What is measured counts from now on.',
    action: 'Resume',
  },
  finish: {
    title: 'Finish the rollout?',
    does: 'The documents of the batch become content like any other. They are not watched any more, and cannot be rolled back together.',
    action: 'Finish',
  },
  pause: {
    title: 'Pause the rollout?',
    does: 'What the batch brought is taken out of all answers at once. What was there before is what everybody sees, and nothing more is taken in under its batch id.',
    action: 'Pause',
  },
  rollback: {
    title: 'Roll back?',
    does: 'It ends without the batch: the versions from before hold again, and documents that only the batch has become drafts. Nothing is deleted, but it cannot be started again.',
    action: 'Roll back',
  },
} as const satisfies Record<AskedAction, unknown>

interface ActionDialogProps {
  rollout: RolloutDetail
  action: AskedAction
  onClose: () => void
}

/** Asks before something is done to a rollout, and for the reason where one is kept. */
export function ActionDialog({ rollout, action, onClose }: ActionDialogProps) {
  const allowed = rollout.actions[action]
  const override = wantsOverride(allowed)
  const [reason, setReason] = useState('')
  const [share, setShare] = useState(String(sharesFor(rollout, action)[0] ?? ''))
  const act = useAction(rollout, action)
  const needsReason = action === 'pause' || action === 'rollback' || override
  const { title, does, action: name } = words[action]
  return (
    <FormDialog
      title={title}
      action={override ? `${name} all the same` : name}
      busy={act.isPending}
      reason={needsReason && reason.trim() === '' ? 'Say why first: it is kept in the log.' : null}
      notice={unplaced(act.error, ['reason', 'override', 'share'])}
      onSubmit={() => act.mutate({ share, reason: reason.trim(), override }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="text-sm text-soft">{does}</p>
      {override && (
        <Notice tone="warn">
          <p className="font-medium">This speaks against it:</p>
          <ul className="mt-1 list-disc space-y-0.5 pl-4">
            {allowed.reasons.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ShareField
        rollout={rollout}
        action={action}
        share={share}
        error={faultOf(act.error, 'share')}
        onChange={setShare}
      />
      {action !== 'finish' && (needsReason || action === 'resume') && (
        <TextArea
          label={override ? 'Why all the same' : 'Why'}
          optional={!needsReason}
          rows={2}
          maxLength={1_000}
          autoFocus
          value={reason}
          hint="Kept in the log."
          error={faultOf(act.error, 'reason') ?? faultOf(act.error, 'override')}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
    </FormDialog>
  )
}

interface ShareFieldProps extends Pick<ActionDialogProps, 'rollout' | 'action'> {
  share: string
  error: string | null
  onChange: (share: string) => void
}

function ShareField({ rollout, action, share, error, onChange }: ShareFieldProps) {
  const shares = sharesFor(rollout, action)
  if (shares.length === 0) return null
  return (
    <SelectField
      label="Share of the sessions"
      value={share}
      hint={`Now ${seenBy(rollout)}.`}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    >
      {shares.map((each) => (
        <option key={each} value={each}>
          {each === 100 ? 'All' : `${each}%`}
        </option>
      ))}
    </SelectField>
  )
}

/** The shares that it can be shown to next, the stage that is due first. */
function sharesFor({ stages, share, next_share: next }: RolloutDetail, action: AskedAction): number[] {
  if (action !== 'start' && action !== 'expand') return []
  const more = [...stages, 100].filter((stage) => stage > (action === 'start' ? 0 : share))
  const possible = action === 'start' ? more.filter((stage) => stage < 100) : more
  const due = next !== null && possible.includes(next) ? [next] : []
  return [...new Set([...due, ...possible])]
}

interface Given {
  readonly share: string
  readonly reason: string
  readonly override: boolean
}

function useAction(rollout: RolloutDetail, action: AskedAction) {
  const client = useClient()
  const { id } = useSite()
  return useRolloutChange(
    ({ share, reason, override }: Given): Promise<RolloutDetail> => {
      const why = override ? { override: reason } : {}
      const { rollouts } = client
      if (action === 'start') return rollouts.start(id, rollout.id, { share: Number(share), ...why })
      if (action === 'expand')
        return rollouts.expand(id, rollout.id, { share: share === '100' ? 'all' : Number(share), ...why })
      if (action === 'resume')
        return rollouts.resume(id, rollout.id, { ...(reason === '' || override ? {} : { reason }), ...why })
      if (action === 'pause') return rollouts.pause(id, rollout.id, { reason })
      if (action === 'rollback') return rollouts.rollback(id, rollout.id, { reason })
      return rollouts.finish(id, rollout.id)
    },
    (changed) => `Now ${seenBy(changed)}.`,
  )
}
