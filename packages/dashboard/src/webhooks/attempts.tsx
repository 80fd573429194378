import type { Delivery, EventLogLine } from '@posthorn/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { Answer } from '../ui/answer.tsx'
import { classNames } from '../ui/class-names.ts'
import { CopyIcon } from '../ui/copy.tsx'
import { milliseconds } from '../ui/format-time.ts'
import { Moment } from '../ui/moment.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { AttemptDetail } from './attempt-detail.tsx'
import { useWebhookId } from './webhook.ts'

/** The attempts of one event, newest first, and the one that is looked at. */
export function Attempts({ line }: { line: EventLogLine }) {
  const webhookId = useWebhookId()
  const client = useClient()
  const [picked, setPicked] = useState<string | null>(null)
  const attempts = useQuery({
    // What changes the line has made an attempt: ask again.
    queryKey: ['webhooks', webhookId, 'attempts', line.event_id, line.state, line.attempts],
    queryFn: () => client.deliveries.list(webhookId, { event_id: line.event_id, per_page: 100 }),
    placeholderData: (previous) => previous,
  })
  return (
    <Answer of={attempts} rows={2}>
      {({ data }) => {
        const shown = data.find(({ id }) => id === picked) ?? data.find(({ status }) => status !== 'pending') ?? data[0]
        return (
          <div className="space-y-5">
            <p className="flex items-center gap-1 font-mono text-xs text-soft">
              <span className="min-w-0 truncate">{line.event_id}</span>
              <CopyIcon text={line.event_id} label="Copy the event id" />
            </p>
            <ol aria-label="Attempts" className="flex gap-2 overflow-x-auto pb-1">
              {data.map((attempt) => (
                <li key={attempt.id}>
                  <AttemptButton attempt={attempt} picked={attempt === shown} onPick={() => setPicked(attempt.id)} />
                </li>
              ))}
            </ol>
            {shown && <AttemptDetail webhookId={webhookId} deliveryId={shown.id} />}
          </div>
        )
      }}
    </Answer>
  )
}

function AttemptButton({ attempt, picked, onPick }: { attempt: Delivery; picked: boolean; onPick: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={picked}
      onClick={onPick}
      className={classNames(
        'min-w-36 rounded-xl whitespace-nowrap border bg-surface px-3 py-2 text-left text-xs hover:bg-sunken',
        picked ? 'border-ink ring-1 ring-ink' : 'border-line',
      )}
    >
      <span className="flex items-center justify-between gap-3">
        <span className="font-medium">Attempt {attempt.attempt}</span>
        <StateBadge state={attempt.status} />
      </span>
      <span className="mt-1.5 block text-soft">
        {attempt.http_status ?? attempt.error?.replace('_', ' ') ?? 'due'}
        {attempt.response_time_ms !== null && ` · ${milliseconds(attempt.response_time_ms)}`}
        {attempt.trigger !== 'automatic' && ` · ${attempt.trigger === 'manual' ? 'by hand' : 'test'}`}
      </span>
      <span className="block text-faint">
        <Moment at={attempt.delivered_at ?? attempt.next_retry_at} />
      </span>
    </button>
  )
}
