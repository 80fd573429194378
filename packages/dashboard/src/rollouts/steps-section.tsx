import type { RolloutDetail } from '@posthorn/sdk'
import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { reasonOf } from './reason-of.ts'
import { useRolloutChange } from './rollout.ts'
import { type Step, stepsOf } from './rollout-steps.ts'

const looks = {
  done: { Icon: CircleCheck, tone: 'text-ok', word: 'done' },
  missing: { Icon: TriangleAlert, tone: 'text-warn', word: 'missing' },
  waiting: { Icon: CircleDashed, tone: 'text-faint', word: 'not yet' },
} as const

/** The runbook's steps, each with what it has and what it lacks. */
export function StepsSection({ rollout }: { rollout: RolloutDetail }) {
  return (
    <Section title="Steps" description="What has to hold before everybody is answered from it, in this order.">
      <ol className="space-y-4">
        {stepsOf(rollout).map((step, index) => (
          <StepRow key={step.name} step={step} number={index + 1}>
            {index === 0 && <Approve rollout={rollout} />}
          </StepRow>
        ))}
      </ol>
    </Section>
  )
}

function StepRow({ step, number, children }: { step: Step; number: number; children: React.ReactNode }) {
  const { Icon, tone, word } = looks[step.state]
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 text-sm">
      <Icon className={`mt-0.5 size-4 shrink-0 ${tone}`} aria-label={word} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">
          {number}. {step.name}
        </p>
        <p className="break-words text-soft">{step.words}</p>
      </div>
      {children}
    </li>
  )
}

function Approve({ rollout }: { rollout: RolloutDetail }) {
  const client = useClient()
  const { id } = useSite()
  const missing = useMissingScope('documents:write')
  const approve = useRolloutChange(
    () => client.rollouts.approve(id, rollout.id),
    () => 'The content is approved as it is now.',
  )
  if (rollout.approval?.stale === false || rollout.status === 'done' || rollout.status === 'rolled_back') return null
  return (
    <Button
      reason={missing ?? reasonOf(rollout.actions.approve)}
      busy={approve.isPending}
      onClick={() => approve.mutate(undefined, { onError: (error) => announce(error.message, 'bad') })}
    >
      Approve the content
    </Button>
  )
}
