import type { DeliveryRates } from '@posthorn/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChartNoAxesColumn } from 'lucide-react'
import { useState } from 'react'
import { channelTitle, providerName, typeNames } from '../channels/channel-words.ts'
import { useClient } from '../session/client.ts'
import { Answer } from '../ui/answer.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { SelectField } from '../ui/field.tsx'
import { useNow } from '../ui/moment.tsx'
import { lastDays } from './ranges.ts'

const spans = [
  { days: 1, name: 'Today' },
  { days: 7, name: 'The last 7 days' },
  { days: 31, name: 'The last 31 days' },
]

/** What became of what was sent, by channel. */
export function DeliveryTab() {
  const client = useClient()
  const [days, setDays] = useState(7)
  const { from, to } = lastDays(days, useNow(60_000))
  const rates = useQuery({
    queryKey: ['delivery-rates', from, to],
    queryFn: () => client.account.deliveryRates({ from_date: from, to_date: to }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <SelectField label="Accepted" value={days} onChange={(event) => setDays(Number(event.target.value))}>
          {spans.map((span) => (
            <option key={span.days} value={span.days}>
              {span.name}
            </option>
          ))}
        </SelectField>
        <p className="max-w-md text-xs text-faint">
          Each message counts once, by what is known of it now; an e-mail once for each recipient. The rate is that of
          the messages whose end is known. Days are those of UTC.
        </p>
      </div>
      <Card className="overflow-hidden">
        <Answer of={rates}>
          {({ channels }) =>
            channels.length === 0 ? (
              <Empty icon={<ChartNoAxesColumn className="size-6" />} title="Nothing was sent in this time">
                As soon as messages are accepted, they are counted here by the channel that carries them.
              </Empty>
            ) : (
              <RatesTable channels={channels} />
            )
          }
        </Answer>
      </Card>
    </>
  )
}

type Rates = DeliveryRates['channels'][number]

const columns = [
  { key: 'accepted', name: 'Accepted' },
  { key: 'queued', name: 'Queued' },
  { key: 'sent', name: 'Sent' },
  { key: 'delivered', name: 'Delivered' },
  { key: 'failed', name: 'Failed' },
  { key: 'bounced', name: 'Bounced' },
] as const

function RatesTable({ channels }: { channels: readonly Rates[] }) {
  return (
    <div role="region" aria-label="Delivery rates by channel" tabIndex={0} className="relative overflow-x-auto">
      <table className="w-full text-right text-sm tabular-nums">
        <thead className="text-xs text-faint">
          <tr>
            <th scope="col" className="px-5 py-3 text-left font-normal">
              Channel
            </th>
            {columns.map(({ key, name }) => (
              <th key={key} scope="col" className="px-3 py-3 font-normal">
                {name}
              </th>
            ))}
            <th scope="col" className="px-5 py-3 font-normal">
              Rate
            </th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <RatesRow key={channel.channel_id} rates={channel} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RatesRow({ rates }: { rates: Rates }) {
  return (
    <tr className="border-t border-line">
      <th scope="row" className="min-w-52 px-5 py-3 text-left font-normal">
        <Link
          to="/channels/$channelId"
          params={{ channelId: rates.channel_id }}
          className="font-medium break-words hover:underline"
        >
          {channelTitle(rates)}
        </Link>
        <span className="block text-xs text-faint">
          {rates.provider === 'simulator'
            ? typeNames[rates.type]
            : `${typeNames[rates.type]} · ${providerName(rates.provider)}`}
        </span>
        <Shares rates={rates} />
      </th>
      {columns.map(({ key }) => (
        <td key={key} className={`px-3 py-3 ${toneOf(key, rates[key])}`}>
          {rates[key].toLocaleString('en')}
        </td>
      ))}
      <td className="px-5 py-3 font-medium">
        {rates.delivery_rate === null ? (
          <span className="font-normal text-faint">unknown</span>
        ) : (
          `${rates.delivery_rate}%`
        )}
      </td>
    </tr>
  )
}

function toneOf(key: (typeof columns)[number]['key'], value: number): string {
  if (value === 0) return 'text-faint'
  return key === 'failed' || key === 'bounced' ? 'text-bad' : ''
}

const shares = [
  { key: 'delivered', colour: 'bg-ok' },
  { key: 'sent', colour: 'bg-info' },
  { key: 'queued', colour: 'bg-line-strong' },
  { key: 'failed', colour: 'bg-bad' },
  { key: 'bounced', colour: 'bg-warn' },
] as const

/** The same as a strip; the numbers beside it say it in words. */
function Shares({ rates }: { rates: Rates }) {
  return (
    <span aria-hidden className="mt-2 flex h-1.5 w-full max-w-56 gap-px overflow-hidden rounded-full bg-sunken">
      {shares
        .filter(({ key }) => rates[key] > 0)
        .map(({ key, colour }) => (
          <span key={key} className={colour} style={{ flexGrow: rates[key] }} />
        ))}
    </span>
  )
}
