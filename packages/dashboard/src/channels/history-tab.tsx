import type { ChannelHistoryLine } from '@posthorn/sdk'
import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { Answer } from '../ui/answer.tsx'
import { Badge, type BadgeTone } from '../ui/badge.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { Moment } from '../ui/moment.tsx'
import { Pager } from '../ui/pager.tsx'
import { useChannelId } from './channel.ts'

export function HistoryTab() {
  return <ChannelHistory channelId={useChannelId()} />
}

/** Every change, drop, recovery and test. */
export function ChannelHistory({ channelId }: { channelId: string }) {
  const client = useClient()
  const [page, setPage] = useState(1)
  const history = useQuery({
    queryKey: ['channels', channelId, 'history', page],
    queryFn: () => client.channels.history(channelId, { page }),
    placeholderData: (previous) => previous,
    refetchInterval: 10_000,
  })
  return (
    <Card className="overflow-hidden">
      <h2 className="sr-only">History</h2>
      <Answer of={history}>
        {({ data, meta }) =>
          data.length === 0 ? (
            <Empty icon={<History className="size-6" />} title="Nothing happened yet">
              Changes, drops, recoveries and tests of this channel show here.
            </Empty>
          ) : (
            <>
              <ul className="divide-y divide-line">
                {data.map((line) => (
                  <HistoryRow key={line.id} line={line} />
                ))}
              </ul>
              <Pager meta={meta} onPage={setPage} />
            </>
          )
        }
      </Answer>
    </Card>
  )
}

const tones: Readonly<Record<ChannelHistoryLine['what'], BadgeTone>> = {
  created: 'info',
  changed: 'info',
  connected: 'ok',
  disconnected: 'idle',
  failing: 'bad',
  recovered: 'ok',
  check_passed: 'ok',
  check_failed: 'bad',
}

const words: Partial<Record<ChannelHistoryLine['what'], string>> = {
  check_passed: 'test passed',
  check_failed: 'test failed',
}

function HistoryRow({ line }: { line: ChannelHistoryLine }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-5 gap-y-1 px-5 py-3.5 text-sm">
      <span className="w-32">
        <Badge tone={tones[line.what]}>{words[line.what] ?? line.what}</Badge>
      </span>
      <span className="order-last min-w-0 basis-full break-words sm:order-none sm:flex-1 sm:basis-60">
        {line.message !== null && (
          <span className="block">
            {line.message}
            {line.code !== null && <span className="ml-2 font-mono text-xs text-faint">{line.code}</span>}
          </span>
        )}
        <span className="block text-xs break-all text-faint">{line.by === null ? 'by itself' : `by ${line.by}`}</span>
      </span>
      <span className="ml-auto w-20 text-right text-xs text-faint">
        <Moment at={line.at} />
      </span>
    </li>
  )
}
