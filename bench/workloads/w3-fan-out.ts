import { setTimeout as pause } from 'node:timers/promises'
import type { DatabaseMaker } from '../bench-database.ts'
import { type Figure, figuresOf, type Outcome, type Units } from '../figures.ts'
import { brief, findSustainedRate } from '../find-sustained-rate.ts'
import { openStage, type Partners, type Stage } from '../stage.ts'
import { describeStep } from './w1-accept.ts'

const fanOuts = [1, 2, 5, 10, 20]
/** PostgreSQL's processes report what they did at the latest after this long. */
const statisticsMs = 11_000

const units = {
  'deliveries/s': '',
  'events/s': '',
  'rows written per delivery': '',
  'commits per delivery': '',
  'log per delivery': 'bytes',
  'server CPU per delivery': 'µs',
  lost: 'deliveries',
  duplicates: 'deliveries',
} satisfies Units<string>

type FanOutRound = Record<keyof typeof units, number>

/** W3: the same as W1 with 1 to 20 endpoints that each get every event. */
export async function measureW3(
  maker: DatabaseMaker,
  partners: Partners,
  rounds: number,
  tell: (line: string) => void,
): Promise<Outcome> {
  const figures: Figure[] = []
  for (const endpoints of fanOuts) {
    const done: FanOutRound[] = []
    for (let round = 1; round <= rounds; round++) {
      const stage = await openStage(maker, partners, { endpoints })
      try {
        done.push(await measureRound(maker, stage, (line) => tell(`${endpoints} endpoints, ${line}`)))
      } finally {
        await stage.close()
      }
    }
    for (const figure of figuresOf(units, done)) figures.push({ ...figure, name: `${endpoints} × ${figure.name}` })
  }
  return { workload: 'W3', title: 'fan-out to 1 to 20 endpoints', figures }
}

async function measureRound(maker: DatabaseMaker, stage: Stage, tell: (line: string) => void): Promise<FanOutRound> {
  const { held } = await findSustainedRate(stage, brief, (step) => tell(describeStep(step)))
  return {
    'deliveries/s': held.deliveredPerSecond,
    'events/s': held.acceptedPerSecond,
    'rows written per delivery': await rowsPerDelivery(maker, stage),
    'commits per delivery': held.commitsPerDelivery,
    'log per delivery': held.logBytesPerDelivery,
    'server CPU per delivery': (held.cpu.server / held.deliveredPerSecond) * 1e6,
    lost: held.account.lost,
    duplicates: held.account.duplicates,
  }
}

/** PostgreSQL counts the rows itself. SQLite does not: there they follow from the tables, an update for each attempt. */
const rowsSql = {
  sqlite: `select (select count(*) from event) + (select count(*) from webhook_delivery)
    + 2 * (select count(*) from webhook_attempt) as written`,
  postgres: 'select sum(n_tup_ins + n_tup_upd) as written from pg_stat_user_tables',
}

async function rowsPerDelivery({ kind }: DatabaseMaker, { database }: Stage): Promise<number> {
  if (kind === 'postgres') await pause(statisticsMs)
  const [rows] = await database.read(rowsSql[kind])
  const [deliveries] = await database.read('select count(*) as made from webhook_delivery')
  return Number(rows!['written']) / Number(deliveries!['made'])
}
