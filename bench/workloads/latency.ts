import { fate } from '../../test/support/load-client.ts'
import type { DatabaseMaker } from '../bench-database.ts'
import { figuresOf, type Outcome, percentile, type Units } from '../figures.ts'
import { accountFor, beginRun, cpuSeconds, cpuShares, settle } from '../run-step.ts'
import { openStage, type Partners, type Stage } from '../stage.ts'
import { undisturbed } from '../undisturbed.ts'

const perSecond = 1_000
const warmUpSeconds = 4
const seconds = 10

const units = {
  'offer to receiver, p50': 'ms',
  'offer to receiver, p99': 'ms',
  'offer to receiver, longest': 'ms',
  'offer to 202, p50': 'ms',
  'offer to 202, p99': 'ms',
  '202 to receiver, p50': 'ms',
  '202 to receiver, p99': 'ms',
  accepted: 'events',
  delivered: 'events',
  lost: 'events',
  duplicates: 'events',
} satisfies Units<string>

type LatencyRound = Record<keyof typeof units, number>

/** How long an event takes, at 1,000 events each second. The clock starts when it is offered, connection free or not. */
export async function measureLatency(maker: DatabaseMaker, partners: Partners, rounds: number): Promise<Outcome> {
  const done: LatencyRound[] = []
  for (let round = 1; round <= rounds; round++) {
    const stage = await openStage(maker, partners, { endpoints: 1 })
    try {
      const { figures } = await undisturbed(
        () => measureRound(stage),
        ({ others }) => others,
      )
      done.push(figures)
    } finally {
      await stage.close()
    }
  }
  return { workload: 'latency', title: `latency at ${perSecond} events/s`, figures: figuresOf(units, done) }
}

async function measureRound(stage: Stage): Promise<{ figures: LatencyRound; others: number }> {
  const events = perSecond * (warmUpSeconds + seconds)
  const run = await beginRun(stage, events)
  const before = cpuSeconds(stage)
  await stage.load.call('offer', perSecond, warmUpSeconds + seconds)
  await settle(stage)
  const { others } = cpuShares(before, cpuSeconds(stage), warmUpSeconds + seconds)
  const { fates, offeredAt, answeredAt } = await stage.load.call('record')
  const { firstAt } = await stage.receiver.call('arrivalsAt', 0)
  const measured = [...fates.keys()]
    .slice(perSecond * warmUpSeconds)
    .filter((number) => fates[number] === fate.accepted)
  const spans = (from: Float64Array, to: Float64Array) =>
    Float64Array.from(measured, (number) => to[number]! - from[number]!).sort()
  const whole = spans(offeredAt, firstAt)
  const answer = spans(offeredAt, answeredAt)
  const after = spans(answeredAt, firstAt)
  const account = await accountFor(stage, run)
  const figures = {
    'offer to receiver, p50': percentile(whole, 0.5),
    'offer to receiver, p99': percentile(whole, 0.99),
    'offer to receiver, longest': percentile(whole, 1),
    'offer to 202, p50': percentile(answer, 0.5),
    'offer to 202, p99': percentile(answer, 0.99),
    '202 to receiver, p50': percentile(after, 0.5),
    '202 to receiver, p99': percentile(after, 0.99),
    accepted: account.acceptedEvents,
    delivered: account.delivered,
    lost: account.lost,
    duplicates: account.duplicates,
  }
  return { figures, others }
}
