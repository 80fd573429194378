import type { WhatsAppSession } from '@posthorn/sdk'
import { LogOut, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Button } from '../ui/button.tsx'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import { useSessionChange } from './session.ts'
import { goesOnTrying, whyNot } from './session-words.ts'

export function HealthSection({ session }: { session: WhatsAppSession }) {
  const client = useClient()
  const missing = useMissingScope('whatsapp:write')
  const [parting, setParting] = useState(false)
  const reconnect = useSessionChange(
    session,
    () => client.whatsappSessions.reconnect(session.id),
    'The session begins anew.',
  )
  const why = whyNot(session)
  return (
    <Section
      title="Health"
      actions={
        <>
          <Button
            icon={<RefreshCw className="size-4" aria-hidden />}
            reason={missing}
            busy={reconnect.isPending}
            onClick={() => reconnect.mutate(undefined)}
          >
            Reconnect
          </Button>
          <Button
            look="danger"
            icon={<LogOut className="size-4" aria-hidden />}
            reason={missing ?? (session.phone_number === null ? 'No phone is linked.' : null)}
            onClick={() => setParting(true)}
          >
            Log out
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        {reconnect.error && <ErrorNotice error={reconnect.error} />}
        {why !== null && (
          <Notice tone={goesOnTrying(session) ? 'warn' : 'bad'}>
            <p className="font-medium">{why}</p>
            <p className="mt-0.5 text-xs">
              <span className="font-mono">{session.reason}</span>
              {session.reason_detail !== null && session.reason_detail !== why && <> · {session.reason_detail}</>}
              {session.reconnects_at !== null && (
                <>
                  {' '}
                  · tried again <Moment at={session.reconnects_at} />
                </>
              )}
            </p>
          </Notice>
        )}
        <Facts>
          <Fact name="Phone">{session.phone_number ?? <span className="text-faint">none yet</span>}</Fact>
          <Fact name="Last seen">
            <Moment at={session.last_seen_at} />
          </Fact>
          <Fact name={session.status === 'connected' ? 'Connected since' : 'Last connected'}>
            <Moment at={session.connected_at} />
          </Fact>
          <Fact name="Messages">{session.message_count.toLocaleString('en')}</Fact>
          <Fact name="Carried by">{session.driver}</Fact>
        </Facts>
      </div>
      {parting && <LogOutDialog session={session} onClose={() => setParting(false)} />}
    </Section>
  )
}

function LogOutDialog({ session, onClose }: { session: WhatsAppSession; onClose: () => void }) {
  const client = useClient()
  const logout = useSessionChange(
    session,
    () => client.whatsappSessions.logout(session.id),
    'The phone was logged out.',
  )
  return (
    <Confirm
      title={`Log ${session.name} out?`}
      action="Log out"
      danger
      busy={logout.isPending}
      error={logout.error}
      onClose={onClose}
      onConfirm={() => logout.mutate(undefined, { onSuccess: onClose })}
    >
      <p>
        Posthorn is removed from the linked devices of the phone, and the keys are forgotten. To use the phone again,
        its code has to be scanned anew.
      </p>
    </Confirm>
  )
}
