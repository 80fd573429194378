import type { ChatStatistics } from '@posthorn/sdk'
import type { ReactNode } from 'react'
import { milliseconds } from '../ui/format-time.ts'
import { Card } from '../ui/card.tsx'
import { percentName } from './chat-figures.ts'

type Latency = ChatStatistics['latency']['sync']

/** The figures of the whole period. */
export function Figures({ statistics }: { statistics: ChatStatistics }) {
  const { requests, timeouts, hung_up: hungUp, failed, latency } = statistics
  return (
    <section aria-label="In this period">
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Figure name="Questions">
          {requests.toLocaleString('en')}
          <Small>{percentName(statistics.answered_share)} answered, the rest declined</Small>
        </Figure>
        <Figure name="Async completion, P50 / P95">
          <LatencyWords latency={latency.async} />
          <Small>from submission to the answer, which is polled</Small>
        </Figure>
        <Figure name="Sync latency, P50 / P95">
          <LatencyWords latency={latency.sync} />
          <Small>from acceptance to the answer</Small>
        </Figure>
        <Figure name="Timeouts" bad={timeouts > 0}>
          {timeouts.toLocaleString('en')}
          <Small>
            {hungUp.toLocaleString('en')} hung up before the answer, {failed.toLocaleString('en')} failed in all
          </Small>
        </Figure>
      </ul>
      {statistics.unfinished > 0 && (
        <p className="mt-3 text-sm text-soft">
          {statistics.unfinished.toLocaleString('en')} not finished yet
          {statistics.unfinished_after_45_s > 0 &&
            `; ${statistics.unfinished_after_45_s.toLocaleString('en')} took or take longer than 45 s, which is how long callers poll`}
          .
        </p>
      )}
    </section>
  )
}

function Figure({ name, bad = false, children }: { name: string; bad?: boolean; children: ReactNode }) {
  return (
    <li>
      <Card className="h-full px-5 py-4">
        <p className="text-xs text-faint">{name}</p>
        <p className={`mt-1 text-xl font-semibold tracking-tight tabular-nums ${bad ? 'text-bad' : ''}`}>{children}</p>
      </Card>
    </li>
  )
}

const Small = ({ children }: { children: ReactNode }) => (
  <span className="mt-1 block text-xs font-normal tracking-normal text-faint">{children}</span>
)

function LatencyWords({ latency: { p50_ms: half, p95_ms: most } }: { latency: Latency }) {
  if (half === null || most === null) return <span className="font-normal text-faint">none yet</span>
  return (
    <>
      {milliseconds(half)} <span className="font-normal text-faint">/</span> {milliseconds(most)}
    </>
  )
}
