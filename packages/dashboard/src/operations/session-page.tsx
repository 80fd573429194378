import type { ChatRecord, ChatSession } from '@posthorn/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CircleX } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { WithinSite } from '../sites/site-page.tsx'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Answer } from '../ui/answer.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Card, Fact, Facts } from '../ui/card.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { refusal } from '../ui/refusal.ts'
import { UpLink } from '../ui/up-link.tsx'
import { RecordEntry } from './record-entry.tsx'

const route = getRouteApi('/operations/chat/$sessionId')

export function SessionPage() {
  const { site } = route.useSearch()
  return (
    <>
      <UpLink to="/operations/chat" search={site === undefined ? {} : { site }}>
        Chat
      </UpLink>
      <WithinSite scope="conversations:read">
        <OneSession />
      </WithinSite>
    </>
  )
}

function OneSession() {
  const { sessionId } = route.useParams()
  const client = useClient()
  const { id } = useSite()
  const [page, setPage] = useState(1)
  const log = useQuery({
    queryKey: ['chat', id, 'session', sessionId, page],
    queryFn: () => client.chat.session(id, sessionId, { page, per_page: 50 }),
    placeholderData: (previous) => previous,
    refetchInterval: 5_000,
  })
  return (
    <Page
      title="Session"
      heading={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span className="min-w-0 font-mono text-xl break-all">{sessionId}</span>
          {log.data?.session.state === 'closed' && <Badge tone="idle">closed</Badge>}
          {log.data?.session.test === true && (
            <Badge tone="idle" dot={false}>
              test
            </Badge>
          )}
        </span>
      }
      actions={log.data && <CloseButton session={log.data.session} />}
    >
      <Answer of={log}>
        {({ session, requests, meta }) => (
          <div className="space-y-5">
            <About session={session} requests={requests} />
            <Card className="overflow-hidden">
              <h2 className="sr-only">What was asked</h2>
              <ol aria-label="What was asked" className="divide-y divide-line">
                {requests.map((record) => (
                  <RecordEntry key={record.request_id} record={record} />
                ))}
              </ol>
              <Pager meta={meta} onPage={setPage} />
            </Card>
          </div>
        )}
      </Answer>
    </Page>
  )
}

function About({ session, requests }: { session: ChatSession; requests: readonly ChatRecord[] }) {
  const last = requests.at(-1)
  return (
    <Card className="p-5 sm:p-6">
      <Facts>
        <Fact name="Questions">{session.requests.toLocaleString('en')}</Fact>
        <Fact name="Begun">
          <Moment at={session.created_at} />
        </Fact>
        <Fact name={session.closed_at === null ? 'Last question' : 'Closed'}>
          <Moment at={session.closed_at ?? session.last_request_at} />
        </Fact>
        {session.email !== null && <Fact name="Who asks">{session.email}</Fact>}
        {last && (
          <Fact name="Integration">
            {last.integration}, {last.environment}
          </Fact>
        )}
      </Facts>
    </Card>
  )
}

function CloseButton({ session }: { session: ChatSession }) {
  const client = useClient()
  const { id } = useSite()
  const queries = useQueryClient()
  const missing = useMissingScope('chat:write')
  const [asking, setAsking] = useState(false)
  const close = useMutation({
    mutationFn: () => client.chat.closeSession(id, { session_id: session.session_id }),
    onSuccess: async () => {
      announce('The session is closed.')
      setAsking(false)
      await queries.invalidateQueries({ queryKey: ['chat', id] })
    },
  })
  return (
    <>
      <Button
        icon={<CircleX className="size-4" aria-hidden />}
        reason={missing ?? refusal('chatSession', 'ask', session.state)}
        onClick={() => setAsking(true)}
      >
        Close the session
      </Button>
      {asking && (
        <Confirm
          title="Close this session?"
          action="Close the session"
          busy={close.isPending}
          error={close.error}
          onClose={() => setAsking(false)}
          onConfirm={() => close.mutate()}
        >
          <p>It takes no more questions, for good. Those that were accepted are still answered.</p>
        </Confirm>
      )}
    </>
  )
}
