import type { ReactNode } from 'react'
import { providerName } from '../channels/channel-words.ts'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { wholeTime } from '../ui/format-time.ts'
import { Moment } from '../ui/moment.tsx'
import { Notice } from '../ui/notice.tsx'
import type { AnyMessage } from './sent.ts'

export function MessageFacts({ message }: { message: AnyMessage }) {
  return (
    <Section title="What became of it">
      <div className="space-y-5">
        {message.error_message !== null && (
          <Notice tone="bad">
            <p className="font-medium">{message.error_message}</p>
            {message.error_code !== null && <p className="mt-0.5 font-mono text-xs">{message.error_code}</p>}
          </Notice>
        )}
        <Facts>
          <Fact name="To">{recipientsOf(message)}</Fact>
          <Fact name="From">{senderOf(message) ?? <span className="text-faint">as the channel says</span>}</Fact>
          <Fact name="Carried by">{providerName(message.provider)}</Fact>
          {timesOf(message).map(({ name, at }) => (
            <Fact key={name} name={name}>
              <Time at={at} />
            </Fact>
          ))}
        </Facts>
        <Content message={message} />
      </div>
    </Section>
  )
}

const recipientsOf = ({ to }: AnyMessage): ReactNode =>
  Array.isArray(to)
    ? to.map((address) => (
        <span key={address} className="block break-all">
          {address}
        </span>
      ))
    : to

function senderOf(message: AnyMessage): string | null {
  if (message.object === 'sms.message') return message.sender_id
  if (message.object === 'email.message')
    return message.from_name ? `${message.from_name} <${message.from}>` : message.from
  return message.from
}

/** The times that there are, in the order in which they come. */
function timesOf(message: AnyMessage): { name: string; at: string }[] {
  const later =
    message.object === 'email.message'
      ? [
          { name: 'Opened', at: message.opened_at },
          { name: 'Link followed', at: message.clicked_at },
          { name: 'Marked as spam', at: message.complained_at },
          { name: 'Bounced', at: message.bounce?.bounced_at ?? null },
        ]
      : message.object === 'whatsapp.message'
        ? [{ name: 'Read', at: message.read_at }]
        : []
  return [
    { name: 'Accepted', at: message.created_at },
    { name: 'Scheduled for', at: message.scheduled_at },
    { name: 'Sent', at: message.sent_at },
    { name: 'Delivered', at: message.delivered_at },
    ...later,
    { name: 'Failed', at: message.failed_at },
    { name: 'Cancelled', at: message.cancelled_at },
  ].filter((time): time is { name: string; at: string } => time.at !== null)
}

function Time({ at }: { at: string }) {
  return (
    <>
      {wholeTime(at)}
      <span className="block text-xs text-faint">
        <Moment at={at} />
      </span>
    </>
  )
}

function Content({ message }: { message: AnyMessage }) {
  const text = message.object === 'email.message' ? message.subject : message.content
  if (text === null) return null
  return (
    <div>
      <h3 className="mb-1 text-xs text-faint">{message.object === 'email.message' ? 'Subject' : 'Text'}</h3>
      <p className="max-h-60 overflow-auto rounded-xl bg-sunken px-4 py-3 text-sm break-words whitespace-pre-wrap">
        {text}
      </p>
      {message.object === 'sms.message' && (
        <p className="mt-1 text-xs text-faint">
          {message.segments} {message.segments === 1 ? 'segment' : 'segments'}, {message.encoding}
        </p>
      )}
    </div>
  )
}
