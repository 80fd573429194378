import type { ChatSession } from '@posthorn/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useClient } from '../session/client.ts'
import { Answer } from '../ui/answer.tsx'
import { Badge } from '../ui/badge.tsx'
import { Section } from '../ui/card.tsx'
import { Moment } from '../ui/moment.tsx'
import { Pager } from '../ui/pager.tsx'

interface SessionsSectionProps {
  /** Null: none is chosen, and there are several. */
  siteId: string | null
  page: number
  onPage: (page: number) => void
}

export function SessionsSection({ siteId, page, onPage }: SessionsSectionProps) {
  return (
    <Section title="Sessions" description="The one that was asked in last first, whatever key asked.">
      {siteId === null ? (
        <p className="text-sm text-soft">Sessions are those of one site: choose it above.</p>
      ) : (
        <List siteId={siteId} page={page} onPage={onPage} />
      )}
    </Section>
  )
}

function List({ siteId, page, onPage }: SessionsSectionProps & { siteId: string }) {
  const client = useClient()
  const list = useQuery({
    queryKey: ['chat', siteId, 'sessions', page],
    queryFn: () => client.chat.sessions(siteId, { page, per_page: 20 }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  })
  return (
    <Answer of={list} rows={3}>
      {({ sessions, meta }) =>
        sessions.length === 0 ? (
          <p className="text-sm text-soft">None yet. A session begins with its first question.</p>
        ) : (
          <div className="overflow-hidden rounded-xl border border-line">
            <ul className="divide-y divide-line">
              {sessions.map((session) => (
                <Row key={session.session_id} session={session} siteId={siteId} />
              ))}
            </ul>
            <Pager meta={meta} onPage={onPage} />
          </div>
        )
      }
    </Answer>
  )
}

function Row({ session, siteId }: { session: ChatSession; siteId: string }) {
  return (
    <li>
      <Link
        to="/operations/chat/$sessionId"
        params={{ sessionId: session.session_id }}
        search={{ site: siteId }}
        className="group relative flex flex-wrap items-center gap-x-5 gap-y-1 py-3 pr-11 pl-4 text-sm -outline-offset-2 hover:bg-sunken"
      >
        <span className="min-w-0 flex-1 basis-48 truncate font-mono text-xs">{session.session_id}</span>
        {session.test && (
          <Badge tone="idle" dot={false}>
            test
          </Badge>
        )}
        {session.state === 'closed' && <Badge tone="idle">closed</Badge>}
        {session.email !== null && <span className="max-w-full truncate text-xs text-soft">{session.email}</span>}
        <span className="text-xs text-soft tabular-nums">
          {session.requests === 1 ? '1 question' : `${session.requests.toLocaleString('en')} questions`}
        </span>
        <span className="text-xs text-faint">
          <Moment at={session.last_request_at} />
        </span>
        <ChevronRight
          className="absolute top-1/2 right-4 size-4 -translate-y-1/2 text-faint transition-transform group-hover:translate-x-0.5"
          aria-hidden
        />
      </Link>
    </li>
  )
}
