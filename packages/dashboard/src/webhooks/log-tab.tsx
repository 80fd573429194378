import { deliveryStates } from '@posthorn/contract'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useLiveInterval } from '../session/live.ts'
import { Answer } from '../ui/answer.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { SelectField } from '../ui/field.tsx'
import { LiveSwitch } from '../ui/live-switch.tsx'
import { Pager } from '../ui/pager.tsx'
import { useEventCatalogue } from './event-catalogue.ts'
import { LogLine } from './log-line.tsx'
import { changeLogSearch, type Changes, type LogSearch, toLogQuery } from './log-search.ts'
import { useWebhook, useWebhookId } from './webhook.ts'

const route = getRouteApi('/settings/webhooks/$webhookId/log')

export function LogTab() {
  const webhook = useWebhook()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [live, setLive] = useState(true)
  const log = useEventLog(search, live)
  const [open, setOpen] = useState<string | null>(null)
  const filtered = Object.keys(search).length > 0
  // Another filter begins on its first page.
  const set = (changed: Changes) =>
    void navigate({ to: '.', search: changeLogSearch(search, { page: undefined, ...changed }), replace: true })
  return (
    <>
      <h2 className="sr-only">Event log</h2>
      <Filters search={search} onChange={set} live={live} onLive={setLive} />
      <Card className="overflow-hidden">
        <Answer of={log} rows={6}>
          {({ data, meta }) => (
            <>
              {data.length === 0 && <NoLines filtered={filtered} />}
              <ul className="divide-y divide-line">
                {data.map((line) => (
                  <LogLine
                    key={line.event_id}
                    {...{ line, webhook }}
                    open={open === line.event_id}
                    onToggle={() => setOpen(open === line.event_id ? null : line.event_id)}
                  />
                ))}
              </ul>
              <Pager meta={meta} onPage={(page) => set({ page })} />
            </>
          )}
        </Answer>
      </Card>
    </>
  )
}

function useEventLog(search: LogSearch, live: boolean) {
  const webhookId = useWebhookId()
  const client = useClient()
  return useQuery({
    queryKey: ['webhooks', webhookId, 'log', search],
    queryFn: () => client.webhooks.eventLog(webhookId, toLogQuery(search, Date.now())),
    refetchInterval: useLiveInterval(live),
    placeholderData: (previous) => previous,
  })
}

interface FiltersProps {
  search: LogSearch
  onChange: (changed: Changes) => void
  live: boolean
  onLive: (live: boolean) => void
}

function Filters({ search, onChange, live, onLive }: FiltersProps) {
  const { data: categories = [] } = useEventCatalogue()
  return (
    <div className="mb-4 flex flex-wrap items-end gap-3">
      <SelectField
        label="State"
        value={search.state ?? ''}
        onChange={(event) => onChange({ state: event.target.value })}
      >
        <option value="">Any</option>
        {deliveryStates.map((state) => (
          <option key={state} value={state}>
            {state.replace('_', ' ')}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Event type"
        value={search.type ?? ''}
        onChange={(event) => onChange({ type: event.target.value })}
      >
        <option value="">Any</option>
        {categories.flatMap(({ types }) => types.map(({ type }) => <option key={type}>{type}</option>))}
      </SelectField>
      <SelectField
        label="Time"
        value={search.within ?? ''}
        onChange={(event) => onChange({ within: event.target.value })}
      >
        <option value="">All that is kept</option>
        <option value="1h">The last hour</option>
        <option value="24h">The last 24 hours</option>
        <option value="7d">The last 7 days</option>
      </SelectField>
      <div className="ml-auto">
        <LiveSwitch live={live} onChange={onLive} />
      </div>
    </div>
  )
}

function NoLines({ filtered }: { filtered: boolean }) {
  return (
    <Empty icon={<ScrollText className="size-6" />} title={filtered ? 'No event matches' : 'No event yet'}>
      {filtered
        ? 'Widen the filters to see more. Lines are kept for 30 days.'
        : 'As soon as something happens that this endpoint subscribes to, it shows here: what was sent, what came back, and when it is tried again.'}
    </Empty>
  )
}
