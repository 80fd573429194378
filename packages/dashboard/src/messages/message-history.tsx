import type { MessageHistoryLine } from '@posthorn/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useChannels } from '../channels/channel-list.ts'
import { channelTitle, providerName } from '../channels/channel-words.ts'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Answer } from '../ui/answer.tsx'
import { Badge } from '../ui/badge.tsx'
import { Card } from '../ui/card.tsx'
import { Moment } from '../ui/moment.tsx'
import { describeLine, detailsOf, recipientOf } from './describe-line.ts'
import { type AnyMessage, mayChange } from './sent.ts'

/** Every attempt, who carried it, and every report, applied or not. */
export function MessageHistory({ id, message }: { id: string; message: AnyMessage | undefined }) {
  const client = useClient()
  const history = useQuery({
    queryKey: ['messages', 'history', id],
    queryFn: () => client.messages.history(id),
    refetchInterval: message === undefined || mayChange(message) ? 3_000 : 30_000,
  })
  const recipients = Array.isArray(message?.to) ? message.to : []
  return (
    <Card className="overflow-hidden">
      <h2 className="px-5 pt-5 pb-3 font-semibold sm:px-6">History</h2>
      <Answer of={history}>
        {(lines) =>
          lines.length === 0 ? (
            <p className="px-5 pb-6 text-sm text-soft sm:px-6">
              Nothing yet: it waits for its first attempt. Attempts and reports of the carrier show here.
            </p>
          ) : (
            <ol className="divide-y divide-line border-t border-line">
              {lines.map((line, index) => (
                <HistoryRow key={index} line={line} recipient={recipientOf(line, lines, recipients)} />
              ))}
            </ol>
          )
        }
      </Answer>
    </Card>
  )
}

function HistoryRow({ line, recipient }: { line: MessageHistoryLine; recipient: string | null }) {
  const { word, tone, sentence } = describeLine(line)
  const details = detailsOf(line)
  return (
    <li className="flex flex-wrap items-baseline gap-x-5 gap-y-1.5 px-5 py-3.5 text-sm sm:px-6">
      <span className="w-28">
        <Badge tone={tone}>{word}</Badge>
      </span>
      <div className="order-last min-w-0 basis-full sm:order-none sm:flex-1 sm:basis-60">
        <p className="break-words">
          {sentence} <Carrier line={line} />
        </p>
        {recipient !== null && <p className="text-xs break-all text-soft">For {recipient}</p>}
        {details.length > 0 && (
          <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-faint">
            {details.map(({ name, value }) => (
              <div key={name} className="flex min-w-0 gap-1.5">
                <dt>{name}</dt>
                <dd className="min-w-0 break-all text-soft">{isTime(value) ? <Moment at={value} /> : value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <span className="ml-auto w-20 text-right text-xs text-faint">
        <Moment at={line.at} />
      </span>
    </li>
  )
}

const isTime = (value: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:]{8}Z$/.test(value)

/** Who made the attempt, by the name of the channel where the key may read it. */
function Carrier({ line: { provider, channel_id: channelId } }: { line: MessageHistoryLine }) {
  const missing = useMissingScope('channels:read')
  if (provider === null) return null
  if (channelId === null || missing !== null) return <>By {providerName(provider)}.</>
  return <NamedCarrier provider={provider} channelId={channelId} />
}

function NamedCarrier({ provider, channelId }: { provider: string; channelId: string }) {
  const { data } = useChannels()
  const channel = data?.find(({ id }) => id === channelId)
  if (channel === undefined) return <>By {providerName(provider)}.</>
  return (
    <>
      By{' '}
      <Link to="/channels/$channelId" params={{ channelId }} className="text-link underline">
        {channelTitle(channel)}
      </Link>
      .
    </>
  )
}
