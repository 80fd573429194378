import type { Event, EventDetail } from '@posthorn/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useClient } from '../session/client.ts'
import { Answer } from '../ui/answer.tsx'
import { classNames } from '../ui/class-names.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { Moment } from '../ui/moment.tsx'
import { StateBadge } from '../ui/state-badge.tsx'

export function EventLine({ event, open, onToggle }: { event: Event; open: boolean; onToggle: () => void }) {
  const panel = `event-${event.event_id}`
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={onToggle}
        className="flex w-full items-center gap-3 px-4 py-3 text-left text-sm hover:bg-sunken"
      >
        <ChevronRight
          aria-hidden
          className={classNames('size-4 shrink-0 text-faint transition-transform', open && 'rotate-90')}
        />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{event.event}</span>
          <span className="block truncate font-mono text-xs text-faint">{event.event_id}</span>
        </span>
        <span className="hidden max-w-80 min-w-0 truncate text-xs text-soft md:block">{glance(event)}</span>
        <span className="text-xs text-faint">
          <Moment at={event.timestamp} />
        </span>
      </button>
      {open && (
        <div id={panel} className="grid gap-5 border-t border-line bg-canvas px-4 py-5 sm:px-6 lg:grid-cols-[3fr_2fr]">
          <CodeBlock text={JSON.stringify(event, null, 2)} label="envelope" className="self-start" />
          <Ways event={event} />
        </div>
      )}
    </li>
  )
}

/** The few words of the data that tell one event from another. */
function glance(event: Event): string {
  const { data } = event
  return ['to', 'from', 'name', 'phone', 'email', 'content', 'subject', 'reason', 'error_code']
    .map((field) => data[field])
    .filter((value) => typeof value === 'string' && value !== '')
    .join(' · ')
}

/** How the event fares with each endpoint that wants it. */
function Ways({ event }: { event: Event }) {
  const client = useClient()
  const detail = useQuery({
    queryKey: ['events', 'one', event.event_id],
    queryFn: () => client.events.get(event.event_id),
    refetchInterval: ({ state }) =>
      state.data?.deliveries.some((way) => way.state === 'pending' || way.state === 'retrying') ? 3_000 : false,
  })
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-sm font-medium">Deliveries</h2>
      <Answer of={detail} rows={1}>
        {({ deliveries }) =>
          deliveries.length === 0 ? (
            <p className="text-sm text-faint">No endpoint wants this event.</p>
          ) : (
            <ul className="space-y-2">
              {deliveries.map((way) => (
                <Way key={way.webhook_id} way={way} type={event.event} />
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  )
}

function Way({ way, type }: { way: EventDetail['deliveries'][number]; type: string }) {
  return (
    <li>
      <Link
        to="/settings/webhooks/$webhookId/log"
        params={{ webhookId: way.webhook_id }}
        search={{ type }}
        className="block rounded-xl border border-line bg-surface p-3 text-sm hover:bg-sunken"
      >
        <span className="flex flex-wrap items-center justify-between gap-2">
          <StateBadge state={way.state} />
          <span className="text-xs text-faint">
            {way.attempts} {way.attempts === 1 ? 'attempt' : 'attempts'}
            {way.last_http_status !== null && ` · ${way.last_http_status}`}
          </span>
        </span>
        <span className="mt-1.5 block text-xs break-all text-soft">{way.url}</span>
      </Link>
    </li>
  )
}
