import type { WhatsappSessionsSimulateBody, WhatsAppSession } from '@posthorn/sdk'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/card.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useSessionChange } from './session.ts'

type Action = WhatsappSessionsSimulateBody['action']

const names: Readonly<Record<Action, string>> = {
  scan: 'Scan the code',
  drop: 'Lose the connection',
  phone_offline: 'Go offline',
  logout: 'Log out on the phone',
  ban: 'Be banned',
  replace: 'Link another program',
  break: 'Break the link',
  silence: 'Fall silent',
}

const actions = Object.keys(names) as Action[]

/** What may happen to a phone, on buttons: so that handlers can be tried without one. */
export function SimulatedPhone({ session }: { session: WhatsAppSession }) {
  const client = useClient()
  const missing = useMissingScope('whatsapp:write')
  const play = useSessionChange(
    session,
    (action: Action) => client.whatsappSessions.simulate(session.id, { action }),
    'It happens now.',
  )
  return (
    <Section
      title="The simulated phone"
      description="No phone is behind this session. These do to it what people and networks do to real ones."
    >
      <div className="space-y-4">
        <div className="flex flex-wrap gap-2">
          {actions.map((action) => (
            <Button
              key={action}
              reason={missing ?? reasonAgainst(action, session)}
              busy={play.isPending && play.variables === action}
              onClick={() => play.mutate(action)}
            >
              {names[action]}
            </Button>
          ))}
        </div>
        {play.error && <ErrorNotice error={play.error} />}
      </div>
    </Section>
  )
}

function reasonAgainst(action: Action, { status }: WhatsAppSession): string | null {
  if (action === 'scan') return status === 'pending' ? null : 'There is no code to scan now.'
  return status === 'connected' ? null : 'Possible only while it is connected.'
}
