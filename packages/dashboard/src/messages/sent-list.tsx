import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useClient } from '../session/client.ts'
import { Badge } from '../ui/badge.tsx'
import { Card } from '../ui/card.tsx'
import { CopyIcon } from '../ui/copy.tsx'
import { Moment } from '../ui/moment.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { type AnyMessage, channels, mayChange, type Sent, statusOf } from './sent.ts'

export function SentList({ sent }: { sent: readonly Sent[] }) {
  return (
    <Card className="mt-5 overflow-hidden">
      <h2 className="px-5 pt-5 pb-3 font-semibold sm:px-6">Sent from this page</h2>
      {sent.length === 0 ? (
        <p className="px-5 pb-6 text-sm text-soft sm:px-6">
          Nothing yet. What you send shows here with its status, until you leave the page.
        </p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {sent.map((message) => (
            <SentRow key={message.id} sent={message} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function SentRow({ sent }: { sent: Sent }) {
  const client = useClient()
  const { data, error } = useQuery({
    queryKey: ['messages', sent.channel, sent.id],
    queryFn: () => statusOf(client, sent),
    refetchInterval: ({ state }) => (state.data === undefined || mayChange(state.data) ? 2_000 : 30_000),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-2 px-5 py-3.5 text-sm sm:px-6">
      <span className="flex w-40 items-center gap-2">
        {data ? <StateBadge state={data.status} /> : <Badge>…</Badge>}
        <span className="text-xs text-faint">{channels[sent.channel]}</span>
      </span>
      <span className="min-w-0 flex-1 basis-60">
        <span className="block truncate font-medium">{sent.to}</span>
        <span className="block truncate text-soft">{sent.text}</span>
        {data?.error_message && <span className="block text-bad">{data.error_message}</span>}
        {error && <span className="block text-bad">{error.message}</span>}
      </span>
      <span className="text-xs text-faint">{data && <Progress message={data} />}</span>
      <span className="flex items-center gap-1 font-mono text-xs text-faint">
        <Link
          to="/messages/$messageId"
          params={{ messageId: sent.id }}
          className="max-w-44 truncate text-link underline"
          title="Its history"
        >
          {sent.id}
        </Link>
        <CopyIcon text={sent.id} label="Copy the message id" />
      </span>
    </li>
  )
}

function Progress({ message }: { message: AnyMessage }) {
  const last = message.failed_at ?? message.delivered_at ?? message.sent_at ?? message.created_at
  return <Moment at={last} />
}
