import { isPlanId, planChange, type PlanId, planIds, planNamed } from '@posthorn/contract'
import type { Workspace } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Badge } from '../ui/badge.tsx'

export function PlanSection({ workspace }: { workspace: Workspace }) {
  const current: PlanId = isPlanId(workspace.plan) ? workspace.plan : 'default'
  const [chosen, setChosen] = useState<PlanId | null>(null)
  return (
    <Section title="Plan" description="A new plan holds at once. What was spent this month is taken off its credits.">
      <div
        role="region"
        aria-label="Plans"
        tabIndex={0}
        className="relative overflow-x-auto rounded-xl border border-line"
      >
        <table className="w-full text-right text-sm tabular-nums">
          <thead className="text-xs text-faint">
            <tr>
              <th scope="col" className="px-4 py-2 text-left font-normal">
                Plan
              </th>
              <th scope="col" className="px-4 py-2 font-normal whitespace-nowrap">
                Credits a month
              </th>
              <th scope="col" className="px-4 py-2 font-normal whitespace-nowrap">
                Messages a month, each channel
              </th>
              <th scope="col" className="px-4 py-2 font-normal whitespace-nowrap">
                Calls a minute
              </th>
              <th scope="col" className="px-4 py-2 font-normal">
                <span className="sr-only">Choose</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {planIds.map((id) => (
              <PlanRow key={id} id={id} current={current} onChoose={() => setChosen(id)} />
            ))}
          </tbody>
        </table>
      </div>
      {chosen !== null && (
        <ChangeDialog workspace={workspace} from={current} to={chosen} onClose={() => setChosen(null)} />
      )}
    </Section>
  )
}

function PlanRow({ id, current, onChoose }: { id: PlanId; current: PlanId; onChoose: () => void }) {
  const missing = useMissingScope('admin')
  const plan = planNamed(id)
  return (
    <tr className="h-12 border-t border-line">
      <th scope="row" className="px-4 py-1.5 text-left font-medium">
        {plan.name}
      </th>
      <td className="px-4 py-1.5">{plan.monthlyCredits?.toLocaleString('en') ?? 'charges nothing'}</td>
      <td className="px-4 py-1.5">{plan.quotas.sms?.toLocaleString('en') ?? 'any number'}</td>
      <td className="px-4 py-1.5">{plan.ratePerMinute.toLocaleString('en')}</td>
      <td className="px-4 py-1.5 whitespace-nowrap">
        {id === current ? (
          <Badge tone="ok">current</Badge>
        ) : (
          <Button reason={missing} aria-label={`Change to ${plan.name}`} onClick={onChoose}>
            Change
          </Button>
        )}
      </td>
    </tr>
  )
}

interface ChangeProps {
  workspace: Workspace
  from: PlanId
  to: PlanId
  onClose: () => void
}

const changeWords = {
  upgrade: 'It is an upgrade.',
  downgrade: 'It is a downgrade: quotas and credits get smaller at once.',
  cancellation: 'What was booked is cancelled. From now on messages cost no credits.',
}

function ChangeDialog({ workspace, from, to, onClose }: ChangeProps) {
  const client = useClient()
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: () => client.workspaces.update(workspace.id, { plan: to }),
    onSuccess: async (changed) => {
      queries.setQueryData(['workspace', workspace.id], changed)
      announce(`The plan is ${planNamed(to).name} now.`)
      onClose()
      await Promise.all(['credits', 'usage', 'me'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  return (
    <Confirm
      title={`Change to ${planNamed(to).name}?`}
      action="Change the plan"
      danger={planChange(from, to) !== 'upgrade'}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={() => change.mutate()}
    >
      <p>
        From {planNamed(from).name} to {planNamed(to).name}. {changeWords[planChange(from, to)]}
      </p>
      <p>It holds at once, and your webhooks are told with plan.changed.</p>
    </Confirm>
  )
}
