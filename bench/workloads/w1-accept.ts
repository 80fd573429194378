import type { DatabaseMaker } from '../bench-database.ts'
import { figuresOf, type Outcome, type Units } from '../figures.ts'
import { findSustainedRate, thorough } from '../find-sustained-rate.ts'
import { measureCeiling } from '../measure-ceiling.ts'
import type { StepFigures } from '../run-step.ts'
import { openStage, type Partners } from '../stage.ts'

const units = {
  'sustained rate': 'events/s',
  ceiling: 'posts/s',
  'share of the ceiling': '',
  'server CPU per event': 'µs',
  'commits per delivery': '',
  'log per delivery': 'bytes',
  'CPU of the server': 'cores',
  'CPU of the database': 'cores',
  'CPU of the load': 'cores',
  'CPU of the receiver': 'cores',
  'CPU of everything else': 'cores',
  accepted: 'events',
  delivered: 'events',
  pending: 'events',
  'failed for good': 'events',
  lost: 'events',
  duplicates: 'events',
} satisfies Units<string>

type W1Round = Record<keyof typeof units, number>

/** W1: the highest rate of events at which the backlog does not grow, with one endpoint that answers 200 at once. */
export async function measureW1(
  maker: DatabaseMaker,
  partners: Partners,
  rounds: number,
  tell: (line: string) => void,
): Promise<Outcome> {
  const done: W1Round[] = []
  for (let round = 1; round <= rounds; round++) {
    const ceiling = await measureCeiling(partners)
    tell(`ceiling ${Math.round(ceiling)}/s`)
    const stage = await openStage(maker, partners, { endpoints: 1 })
    try {
      const { held } = await findSustainedRate(stage, thorough, (step) => tell(describeStep(step)))
      done.push(roundOf(held, ceiling))
    } finally {
      await stage.close()
    }
  }
  return {
    workload: 'W1',
    title: 'events accepted over HTTP and delivered to one endpoint',
    figures: figuresOf(units, done),
  }
}

export function describeStep(step: StepFigures): string {
  const { rate, backlogGrowth, sustained, cpu } = step
  const backlog = sustained ? 'holds' : `grows by ${Math.round(backlogGrowth)}/s`
  const shares = `server ${cpu.server.toFixed(2)}, database ${cpu.database.toFixed(2)}, others ${cpu.others.toFixed(2)}`
  return `${rate}/s: the backlog ${backlog} (cores: ${shares})`
}

function roundOf(held: StepFigures, ceiling: number): W1Round {
  const { cpu, account } = held
  return {
    'sustained rate': held.deliveredPerSecond,
    ceiling,
    'share of the ceiling': held.deliveredPerSecond / ceiling,
    'server CPU per event': (cpu.server / held.deliveredPerSecond) * 1e6,
    'commits per delivery': held.commitsPerDelivery,
    'log per delivery': held.logBytesPerDelivery,
    'CPU of the server': cpu.server,
    'CPU of the database': cpu.database,
    'CPU of the load': cpu.load,
    'CPU of the receiver': cpu.receiver,
    'CPU of everything else': cpu.others,
    accepted: account.acceptedEvents,
    delivered: account.delivered,
    pending: account.pending,
    'failed for good': account.failed,
    lost: account.lost,
    duplicates: account.duplicates,
  }
}
