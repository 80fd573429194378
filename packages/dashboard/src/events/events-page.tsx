import { Radio, Send } from 'lucide-react'
import { useState } from 'react'
import { useMissingScope } from '../session/me.ts'
import { Answer } from '../ui/answer.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { LiveSwitch } from '../ui/live-switch.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { EventLine } from './event-line.tsx'
import { type StreamFilter, useEventStream } from './event-stream.ts'
import { PublishDialog } from './publish-dialog.tsx'

const ranges = [
  { minutes: 15, name: 'Last 15 minutes' },
  { minutes: 60, name: 'Last hour' },
  { minutes: 1_440, name: 'Last 24 hours' },
  { minutes: 10_080, name: 'Last 7 days' },
]

export function EventsPage() {
  const missing = useMissingScope('webhooks:read')
  const mayNotPublish = useMissingScope('webhooks:write')
  const [publishing, setPublishing] = useState(false)
  return (
    <Page
      title="Events"
      description="Everything that happens in the workspace, whether or not an endpoint wants it, exactly as endpoints receive it."
      actions={
        <Button
          look="primary"
          icon={<Send className="size-4" aria-hidden />}
          reason={mayNotPublish}
          onClick={() => setPublishing(true)}
        >
          Publish an event
        </Button>
      }
    >
      <ScopeGate missing={missing} scope="webhooks:read">
        <Stream />
      </ScopeGate>
      {publishing && <PublishDialog onClose={() => setPublishing(false)} />}
    </Page>
  )
}

function Stream() {
  const [filter, setFilter] = useState<StreamFilter>({ type: '', sinceMinutes: 60 })
  const [live, setLive] = useState(true)
  const [open, setOpen] = useState<string | null>(null)
  const stream = useEventStream(filter, live)
  return (
    <>
      <Filters filter={filter} onChange={setFilter} live={live} onLive={setLive} />
      <Card className="overflow-hidden">
        <Answer of={stream} rows={6}>
          {({ events, hasMore }) => (
            <>
              {hasMore && (
                <p className="flex flex-wrap items-center justify-between gap-2 bg-info-soft px-5 py-2.5 text-sm text-info">
                  Newer events are still to be read.
                  <Button onClick={() => void stream.refetch()}>Read on</Button>
                </p>
              )}
              {events.length === 0 && <NoEvents filtered={filter.type !== ''} />}
              <ul className="divide-y divide-line">
                {events.map((event) => (
                  <EventLine
                    key={event.event_id}
                    event={event}
                    open={open === event.event_id}
                    onToggle={() => setOpen(open === event.event_id ? null : event.event_id)}
                  />
                ))}
              </ul>
            </>
          )}
        </Answer>
      </Card>
    </>
  )
}

interface FiltersProps {
  filter: StreamFilter
  onChange: (filter: StreamFilter) => void
  live: boolean
  onLive: (live: boolean) => void
}

function Filters({ filter, onChange, live, onLive }: FiltersProps) {
  const [type, setType] = useState(filter.type)
  return (
    <form
      className="mb-4 flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onChange({ ...filter, type: type.trim() })
      }}
    >
      <TextField
        label="Type or pattern"
        value={type}
        placeholder="sms.* or custom.order.paid"
        className="w-60 font-mono"
        spellCheck={false}
        onChange={(event) => setType(event.target.value)}
        onBlur={() => onChange({ ...filter, type: type.trim() })}
      />
      <SelectField
        label="Time"
        value={filter.sinceMinutes}
        onChange={(event) => onChange({ ...filter, sinceMinutes: Number(event.target.value) })}
      >
        {ranges.map(({ minutes, name }) => (
          <option key={minutes} value={minutes}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className="ml-auto">
        <LiveSwitch live={live} onChange={onLive} />
      </div>
    </form>
  )
}

function NoEvents({ filtered }: { filtered: boolean }) {
  return (
    <Empty icon={<Radio className="size-6" />} title="Nothing happened in this time">
      {filtered ? 'No event matches the type.' : 'Send a message or publish an event of your own, and it shows here.'}{' '}
      This page looks again by itself.
    </Empty>
  )
}
