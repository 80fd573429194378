import type { WhatsAppSession } from '@posthorn/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Plus, Smartphone } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Answer } from '../ui/answer.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { BeginDialog } from './begin-dialog.tsx'
import { whyNot } from './session-words.ts'

export function SessionsPage() {
  const missing = useMissingScope('whatsapp:read')
  const missingWrite = useMissingScope('whatsapp:write')
  const [beginning, setBeginning] = useState(false)
  const begin = (
    <Button
      look="primary"
      icon={<Plus className="size-4" aria-hidden />}
      reason={missingWrite}
      onClick={() => setBeginning(true)}
    >
      Connect a phone
    </Button>
  )
  return (
    <Page
      title="WhatsApp sessions"
      description="Phones that are linked by a QR code. A message names the session that sends it."
      actions={begin}
    >
      <ScopeGate missing={missing} scope="whatsapp:read">
        <List begin={begin} />
      </ScopeGate>
      {beginning && <BeginDialog onClose={() => setBeginning(false)} />}
    </Page>
  )
}

function List({ begin }: { begin: ReactNode }) {
  const client = useClient()
  const [page, setPage] = useState(1)
  const sessions = useQuery({
    queryKey: ['sessions', 'list', page],
    queryFn: () => client.whatsappSessions.list({ page }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  })
  return (
    <Card className="overflow-hidden">
      <Answer of={sessions}>
        {({ data, meta }) =>
          meta.total === 0 ? (
            <Empty icon={<Smartphone className="size-6" />} title="No phone yet" action={begin}>
              Give it a name and scan the code with WhatsApp on the phone, under Linked devices.
            </Empty>
          ) : (
            <>
              <ul className="divide-y divide-line">
                {data.map((session) => (
                  <SessionRow key={session.id} session={session} />
                ))}
              </ul>
              <Pager meta={meta} onPage={setPage} />
            </>
          )
        }
      </Answer>
    </Card>
  )
}

function SessionRow({ session }: { session: WhatsAppSession }) {
  const why = whyNot(session)
  return (
    <li>
      <Link
        to="/whatsapp/sessions/$sessionId"
        params={{ sessionId: session.id }}
        className="group relative flex flex-wrap items-center gap-x-6 gap-y-2 py-4 pr-12 pl-5 hover:bg-sunken"
      >
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StateBadge state={session.status} />
            <span className="min-w-0 font-medium break-words">{session.name}</span>
            {session.simulated && <Badge tone="warn">simulated</Badge>}
          </div>
          <p className="mt-1 text-sm text-soft">{session.phone_number ?? 'no phone yet'}</p>
          {why !== null && <p className="mt-1 text-sm break-words text-bad">{why}</p>}
        </div>
        <dl className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-soft">
          <div className="flex gap-1.5">
            <dt className="text-faint">Last seen</dt>
            <dd>
              <Moment at={session.last_seen_at} />
            </dd>
          </div>
          <div className="flex gap-1.5">
            <dt className="text-faint">Messages</dt>
            <dd>{session.message_count.toLocaleString('en')}</dd>
          </div>
        </dl>
        <ChevronRight
          className="absolute top-1/2 right-4 size-4 -translate-y-1/2 text-faint transition-transform group-hover:translate-x-0.5"
          aria-hidden
        />
      </Link>
    </li>
  )
}
