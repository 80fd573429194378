import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { MessageSquareX } from 'lucide-react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Answer } from '../ui/answer.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Badge } from '../ui/badge.tsx'
import { Card } from '../ui/card.tsx'
import { CopyIcon } from '../ui/copy.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { CancelMessage } from './cancel-message.tsx'
import { kindOf } from './message-kind.ts'
import { MessageFacts } from './message-facts.tsx'
import { MessageHistory } from './message-history.tsx'
import { type AnyMessage, channels, mayChange, statusOf } from './sent.ts'

const route = getRouteApi('/messages/$messageId')

/** One message: its state, its times, and everything that was heard of it. */
export function MessagePage() {
  const { messageId } = route.useParams()
  const kind = kindOf(messageId)
  return (
    <>
      <BackLink to="/messages">Messages</BackLink>
      {kind === null ? (
        <Empty icon={<MessageSquareX className="size-6" />} title="No message has this id">
          Ids of messages begin with sms_, eml_ or msg_.
        </Empty>
      ) : (
        <OneMessage key={messageId} id={messageId} kind={kind} />
      )}
    </>
  )
}

function OneMessage({ id, kind: { channel, scope } }: { id: string; kind: NonNullable<ReturnType<typeof kindOf>> }) {
  const client = useClient()
  const missing = useMissingScope(scope)
  const missingHistory = useMissingScope('messages:read')
  const message = useQuery({
    queryKey: ['messages', channel, id],
    queryFn: () => statusOf(client, { channel, id }),
    enabled: missing === null,
    refetchInterval: ({ state }) => (state.data === undefined || mayChange(state.data) ? 2_000 : 30_000),
  })
  return (
    <Page
      title={`${channels[channel]} message`}
      heading={<Heading id={id} name={channels[channel]} message={message.data} />}
      actions={message.data && <CancelMessage id={id} message={message.data} />}
    >
      <div className="space-y-5">
        <ScopeGate missing={missing} scope={scope}>
          {message.data ? (
            <MessageFacts message={message.data} />
          ) : (
            <Card className="overflow-hidden">
              <Answer of={message}>{() => null}</Answer>
            </Card>
          )}
        </ScopeGate>
        <ScopeGate missing={missingHistory} scope="messages:read">
          <MessageHistory id={id} message={message.data} />
        </ScopeGate>
      </div>
    </Page>
  )
}

function Heading({ id, name, message }: { id: string; name: string; message: AnyMessage | undefined }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
      {name}
      {message && <StateBadge state={message.status} />}
      {message?.test && <Badge>test key: simulated</Badge>}
      <span className="flex min-w-0 items-center gap-1 font-mono text-sm font-normal tracking-normal text-faint">
        <span className="min-w-0 break-all">{id}</span>
        <CopyIcon text={id} label="Copy the message id" />
      </span>
    </span>
  )
}
