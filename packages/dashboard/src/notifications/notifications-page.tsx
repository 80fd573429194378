import type { Notification } from '@posthorn/sdk'
import { useQuery } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Answer } from '../ui/answer.tsx'
import { Chip } from '../ui/badge.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { Owners } from './owners.tsx'

export function NotificationsPage() {
  const missing = useMissingScope('account:read')
  return (
    <Page
      title="Notifications"
      description="What was mailed to the owners of the workspace, or would have been: without a mail server, notices are stored and shown here."
    >
      <ScopeGate missing={missing} scope="account:read">
        <div className="space-y-5">
          <Owners />
          <Outbox />
        </div>
      </ScopeGate>
    </Page>
  )
}

function Outbox() {
  const client = useClient()
  const [page, setPage] = useState(1)
  const notices = useQuery({
    queryKey: ['notifications', page],
    queryFn: () => client.notifications.list({ page }),
    placeholderData: (previous) => previous,
    refetchInterval: 10_000,
  })
  return (
    <Card className="overflow-hidden">
      <Answer of={notices}>
        {({ data, meta }) =>
          data.length === 0 ? (
            <Empty icon={<Bell className="size-6" />} title="All quiet">
              When an endpoint begins to fail, or recovers, the owners are told, and it is kept here.
            </Empty>
          ) : (
            <>
              <ul className="divide-y divide-line">
                {data.map((notice) => (
                  <NoticeRow key={notice.id} notice={notice} />
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

function NoticeRow({ notice }: { notice: Notification }) {
  return (
    <li className="px-5 py-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{notice.subject}</span>
        <StateBadge state={notice.state} />
        <Chip>{notice.kind}</Chip>
        <span className="ml-auto text-xs text-faint">
          <Moment at={notice.created_at} />
        </span>
      </p>
      <div className="mt-1 max-w-3xl space-y-1.5 text-sm break-words text-soft">
        {paragraphsOf(notice.text).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <p className="mt-1.5 text-xs text-faint">
        {notice.recipients.length === 0
          ? 'The workspace has no owners to mail it to'
          : `To ${notice.recipients.join(', ')}`}
        {notice.error !== null && <span className="text-bad"> · {notice.error}</span>}
      </p>
    </li>
  )
}

/** A mail's lines are broken for mail: here only its paragraphs count. */
const paragraphsOf = (text: string): string[] =>
  text.split(/\n{2,}/).map((paragraph) => paragraph.replaceAll('\n', ' '))
