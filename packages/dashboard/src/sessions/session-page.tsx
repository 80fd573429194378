import type { WhatsAppSession } from '@posthorn/sdk'
import { useMissingScope } from '../session/me.ts'
import { ChannelHistory } from '../channels/history-tab.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Badge } from '../ui/badge.tsx'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { CopyIcon } from '../ui/copy.tsx'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { DeleteSession } from './delete-session.tsx'
import { HealthSection } from './health-section.tsx'
import { ScanSection } from './scan-section.tsx'
import { useSession } from './session.ts'
import { SimulatedPhone } from './simulated-phone.tsx'

export function SessionPage() {
  const missing = useMissingScope('whatsapp:read')
  return (
    <ScopeGate missing={missing} scope="whatsapp:read">
      <OneSession />
    </ScopeGate>
  )
}

function OneSession() {
  const session = useSession()
  const missingHistory = useMissingScope('channels:read')
  return (
    <>
      <BackLink to="/whatsapp/sessions">WhatsApp sessions</BackLink>
      <Page
        title={session.name}
        heading={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <span className="min-w-0 break-words">{session.name}</span>
            <StateBadge state={session.status} />
            {session.simulated && <Badge tone="warn">simulated: nothing leaves the building</Badge>}
          </span>
        }
        description={session.phone_number ?? 'No phone is linked yet.'}
      >
        <div className="space-y-5">
          {session.status === 'pending' && <ScanSection session={session} />}
          <HealthSection session={session} />
          {session.simulated && <SimulatedPhone session={session} />}
          <Ids session={session} />
          <section aria-label="History" className="space-y-3">
            <h2 className="font-semibold">History of drops</h2>
            <ScopeGate missing={missingHistory} scope="channels:read">
              <ChannelHistory channelId={session.channel_id} />
            </ScopeGate>
          </section>
          <DeleteSession session={session} />
        </div>
      </Page>
    </>
  )
}

function Ids({ session }: { session: WhatsAppSession }) {
  return (
    <Section
      title="To send with it"
      description="Give the id as session_id; the only connected session needs no naming."
    >
      <Facts>
        <Fact name="Session id">
          <span className="flex items-center gap-1">
            <span className="min-w-0 truncate font-mono text-xs">{session.id}</span>
            <CopyIcon text={session.id} label="Copy the session id" />
          </span>
        </Fact>
        <Fact name="Webhook URL">
          {session.webhook_url === null ? (
            <span className="text-faint">none of its own</span>
          ) : (
            <span className="font-mono text-xs break-all">{session.webhook_url}</span>
          )}
        </Fact>
        <Fact name="Created">
          <Moment at={session.created_at} />
        </Fact>
      </Facts>
    </Section>
  )
}
