import type { Usage } from '@posthorn/sdk'
import { planNamed } from '@posthorn/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useCredits } from '../billing/credits.ts'
import { useClient } from '../session/client.ts'
import { Answer } from '../ui/answer.tsx'
import { Card, Section } from '../ui/card.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { dayOf } from '../ui/format-time.ts'
import { TabPanels } from '../ui/tabs.tsx'
import { barsOf, channelKeys, channelSeries, type Granularity, type Measure, measures } from './bars.ts'
import { type DayRange, faultOfRange, rangeOf, type UsageRange, usageRanges } from './ranges.ts'
import { UsageChart } from './usage-chart.tsx'
import { UsageTable } from './usage-table.tsx'

export function UsageTab() {
  const client = useClient()
  const period = useQuery({
    queryKey: ['usage', 'period'],
    queryFn: () => client.account.usage(),
    refetchInterval: 15_000,
  })
  return (
    <div className="space-y-5">
      <Answer of={period}>{(usage) => <Period usage={usage} />}</Answer>
      <Breakdown />
    </div>
  )
}

function Period({ usage }: { usage: Usage }) {
  const { starts_at: start, ends_at: end } = usage.billing_period
  const { active, quota } = usage.usage.whatsapp_sessions
  return (
    <section aria-label="This billing period">
      <p className="mb-3 text-sm text-soft">
        Plan {planNamed(usage.plan).name}, billing period from {dayOf(start)} to {dayOf(end)}.
      </p>
      <ul className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        {channelKeys.map((key) => (
          <li key={key}>
            <QuotaCard name={channelSeries[key].name} counted={usage.usage[key]} />
          </li>
        ))}
        <li>
          <CreditsCard />
        </li>
      </ul>
      {(active > 0 || quota !== null) && (
        <p className="mt-3 text-sm text-soft">
          WhatsApp sessions: {active} connected{quota !== null && ` of ${quota}`}.
        </p>
      )}
    </section>
  )
}

interface Counted {
  readonly sent: number
  readonly received: number
  readonly quota: number | null
  readonly percentage: number | null
}

function QuotaCard({ name, counted: { sent, received, quota, percentage } }: { name: string; counted: Counted }) {
  return (
    <Card className="h-full p-4 sm:p-5">
      <h2 className="text-sm text-soft">{name}</h2>
      <p className="mt-1 text-2xl font-semibold tabular-nums">{sent.toLocaleString('en')}</p>
      <p className="text-xs text-faint">
        sent{quota === null ? ', no quota' : ` of ${quota.toLocaleString('en')}`} · {received.toLocaleString('en')}{' '}
        received
      </p>
      {percentage !== null && <Meter name={`${name} quota`} percentage={percentage} />}
    </Card>
  )
}

function Meter({ name, percentage }: { name: string; percentage: number }) {
  const tone = percentage >= 100 ? 'bg-bad' : percentage >= 80 ? 'bg-warn' : 'bg-ok'
  return (
    <>
      <div
        role="meter"
        aria-label={name}
        aria-valuenow={Math.min(100, percentage)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={`${percentage}% used`}
        className="mt-3 h-2 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset"
      >
        <div className={`h-full rounded-full ${tone}`} style={{ width: `${Math.min(100, percentage)}%` }} />
      </div>
      <p className={`mt-1 text-xs ${percentage >= 100 ? 'text-bad' : percentage >= 80 ? 'text-warn' : 'text-faint'}`}>
        {percentage}% used
      </p>
    </>
  )
}

function CreditsCard() {
  const { data } = useCredits()
  return (
    <Card className="h-full p-4 sm:p-5">
      <h2 className="text-sm text-soft">Credits</h2>
      <p className="mt-1 text-2xl font-semibold tabular-nums">
        {data === undefined ? '…' : (data.balance?.toLocaleString('en') ?? 'Free')}
      </p>
      <p className="text-xs text-faint">
        {data === undefined
          ? ''
          : data.balance === null
            ? 'the plan charges nothing'
            : `left · ${data.used.toLocaleString('en')} used`}
      </p>
      <p className="mt-3 text-xs">
        <Link to="/settings/billing" className="text-link underline">
          Billing
        </Link>
      </p>
    </Card>
  )
}

function Breakdown() {
  const client = useClient()
  const [name, setName] = useState<UsageRange | 'own'>('period')
  const [range, setRange] = useState<DayRange>(() => rangeOf('period', Date.now()))
  const [by, setBy] = useState<Granularity>('daily')
  const [measure, setMeasure] = useState<Measure>('sent')
  const fault = faultOfRange(range)
  const usage = useQuery({
    queryKey: ['usage', 'breakdown', range, by],
    queryFn: () => client.account.usage({ from_date: range.from, to_date: range.to, granularity: by }),
    enabled: fault === null,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  })
  const choose = (chosen: UsageRange | 'own') => {
    setName(chosen)
    if (chosen === 'own') return
    setRange(rangeOf(chosen, Date.now()))
    setBy(chosen === 'year' ? 'monthly' : 'daily')
  }
  return (
    <Section title="Day by day" description="Days are those of UTC.">
      <div className="mb-6 flex flex-wrap items-start gap-3">
        <SelectField label="Time" value={name} onChange={(event) => choose(event.target.value as UsageRange | 'own')}>
          {Object.entries(usageRanges).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
          <option value="own">Days of your choice</option>
        </SelectField>
        {name === 'own' && <OwnRange range={range} fault={fault} onChange={setRange} />}
        <SelectField label="In steps of" value={by} onChange={(event) => setBy(event.target.value as Granularity)}>
          <option value="daily">days</option>
          <option value="monthly">months</option>
        </SelectField>
        <SelectField label="Shown" value={measure} onChange={(event) => setMeasure(event.target.value as Measure)}>
          {Object.entries(measures).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </SelectField>
      </div>
      <Answer of={usage}>
        {({ daily_breakdown: lines }) => (
          <TabPanels
            label="Ways to look at it"
            tabs={[
              { name: 'Chart', content: <UsageChart bars={barsOf(lines, measure)} measure={measure} by={by} /> },
              { name: 'Table', content: <UsageTable lines={lines} by={by} /> },
            ]}
          />
        )}
      </Answer>
    </Section>
  )
}

function OwnRange({
  range,
  fault,
  onChange,
}: {
  range: DayRange
  fault: string | null
  onChange: (range: DayRange) => void
}) {
  return (
    <>
      <TextField
        label="First day"
        type="date"
        value={range.from}
        onChange={(event) => onChange({ ...range, from: event.target.value })}
      />
      <TextField
        label="Last day"
        type="date"
        value={range.to}
        error={fault}
        onChange={(event) => onChange({ ...range, to: event.target.value })}
      />
    </>
  )
}
