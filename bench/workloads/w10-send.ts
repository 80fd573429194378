import type { DatabaseMaker } from '../bench-database.ts'
import { figuresOf, type Outcome, type Units } from '../figures.ts'
import { findSustainedRate, thorough } from '../find-sustained-rate.ts'
import { measureCeiling } from '../measure-ceiling.ts'
import type { StepFigures } from '../run-step.ts'
import { openStage, type Partners } from '../stage.ts'
import { describeStep } from './w1-accept.ts'

const units = {
  'sustained rate': 'SMS/s',
  ceiling: 'posts/s',
  'share of the ceiling': '',
  'server CPU per SMS': 'µs',
  'commits per SMS': '',
  'log per SMS': 'bytes',
  'CPU of the server': 'cores',
  'CPU of the database': 'cores',
  'CPU of the load': 'cores',
  'CPU of everything else': 'cores',
  accepted: 'SMS',
  sent: 'SMS',
  pending: 'SMS',
  'failed for good': 'SMS',
  lost: 'SMS',
  duplicates: 'SMS',
} satisfies Units<string>

type W10Round = Record<keyof typeof units, number>

/** W10: the highest rate of SMS at which the backlog does not grow, from the API through to the simulated carrier. */
export async function measureW10(
  maker: DatabaseMaker,
  partners: Partners,
  rounds: number,
  tell: (line: string) => void,
): Promise<Outcome> {
  const done: W10Round[] = []
  for (let round = 1; round <= rounds; round++) {
    const ceiling = await measureCeiling(partners)
    tell(`ceiling ${Math.round(ceiling)}/s`)
    const stage = await openStage(maker, partners, { endpoints: 0, what: 'sms' })
    try {
      const { held } = await findSustainedRate(stage, thorough, (step) => tell(describeStep(step)))
      done.push(roundOf(held, ceiling))
    } finally {
      await stage.close()
    }
  }
  return {
    workload: 'W10',
    title: 'SMS accepted over HTTP and taken by the simulated carrier',
    figures: figuresOf(units, done),
  }
}

function roundOf(held: StepFigures, ceiling: number): W10Round {
  const { cpu, account, deliveredPerSecond } = held
  return {
    'sustained rate': deliveredPerSecond,
    ceiling,
    'share of the ceiling': deliveredPerSecond / ceiling,
    'server CPU per SMS': (cpu.server / deliveredPerSecond) * 1e6,
    'commits per SMS': held.commitsPerDelivery,
    'log per SMS': held.logBytesPerDelivery,
    'CPU of the server': cpu.server,
    'CPU of the database': cpu.database,
    'CPU of the load': cpu.load,
    'CPU of everything else': cpu.others,
    accepted: account.acceptedEvents,
    sent: account.delivered,
    pending: account.pending,
    'failed for good': account.failed,
    lost: account.lost,
    duplicates: account.duplicates,
  }
}
