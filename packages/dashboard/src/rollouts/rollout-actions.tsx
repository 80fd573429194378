import type { RolloutDetail } from '@posthorn/sdk'
import { Pause, Play, Rocket, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useMissingScope } from '../session/me.ts'
import { Button, type ButtonLook } from '../ui/button.tsx'
import { ActionDialog } from './action-dialog.tsx'
import { reasonOf } from './reason-of.ts'
import type { AskedAction, RolloutState } from './rollout-words.ts'

const buttons = {
  start: { name: 'Start', Icon: Play },
  expand: { name: 'Expand', Icon: Rocket },
  resume: { name: 'Resume', Icon: Play },
  finish: { name: 'Finish', Icon: Play },
  pause: { name: 'Pause', Icon: Pause },
  rollback: { name: 'Roll back', Icon: Undo2 },
} as const satisfies Record<AskedAction, unknown>

/** What makes sense in a state, the way on first. What may be done, the API says. */
const offered: Readonly<Record<RolloutState, readonly AskedAction[]>> = {
  draft: ['start', 'rollback'],
  running: ['expand', 'pause', 'rollback'],
  paused: ['resume', 'rollback'],
  expanded: ['finish', 'pause', 'rollback'],
  done: [],
  rolled_back: [],
}

export function RolloutActions({ rollout }: { rollout: RolloutDetail }) {
  const missing = useMissingScope('documents:write')
  const [asking, setAsking] = useState<AskedAction | null>(null)
  return (
    <>
      {offered[rollout.status].map((action, index) => {
        const { name, Icon } = buttons[action]
        const look: ButtonLook = action === 'rollback' ? 'danger' : index === 0 ? 'primary' : 'secondary'
        return (
          <Button
            key={action}
            look={look}
            icon={<Icon className="size-4" aria-hidden />}
            reason={missing ?? reasonOf(rollout.actions[action])}
            onClick={() => setAsking(action)}
          >
            {name}
          </Button>
        )
      })}
      {asking !== null && <ActionDialog rollout={rollout} action={asking} onClose={() => setAsking(null)} />}
    </>
  )
}
