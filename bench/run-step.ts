import { setTimeout as pause } from 'node:timers/promises'
import { cpuSecondsOf, cpuSecondsOfFamily, cpuSecondsOfMachine } from './cpu-time.ts'
import { type Account, reconcile, reconcileSms } from './reconcile.ts'
import type { Stage } from './stage.ts'

/** Bytes of a request's body; the signed envelope is about 165 bytes longer. */
export const bodyBytes = 600
/**
 * Connections of the load. Only as many are busy as it takes to answer what is offered; but where they are all busy the
 * load no longer offers what it should, and with half as many it was the load that set the limit.
 */
const connections = 256
/** How long a step's work may take after the last offer. */
const settleMs = 60_000
const sampleMs = 100
/** A backlog that grows by less than this share of the rate does not grow: it is what one sample differs by. */
const growthShare = 0.01

let runs = 0

export interface StepOptions {
  /** Events offered each second. */
  readonly rate: number
  readonly seconds: number
  /** Offered at the same rate before the window that is measured. */
  readonly warmUpSeconds: number
}

/** Shares of one core's time. */
export interface CpuShares {
  readonly server: number
  readonly database: number
  readonly load: number
  readonly receiver: number
  /** Everything else on the machine: a figure taken while this is large is a bad figure. */
  readonly others: number
}

export interface StepFigures {
  readonly rate: number
  /** Measured in the window. */
  readonly offeredPerSecond: number
  readonly acceptedPerSecond: number
  readonly deliveredPerSecond: number
  /** Growth of what was offered and has not arrived, in events each second. */
  readonly backlogGrowth: number
  readonly sustained: boolean
  readonly cpu: CpuShares
  readonly commitsPerDelivery: number
  readonly logBytesPerDelivery: number
  readonly account: Account
}

interface Sample {
  readonly at: number
  readonly offered: number
  readonly accepted: number
  readonly arrived: number
}

/** A run of events: begins it at the load and at the receiver. */
export async function beginRun(stage: Stage, events: number): Promise<number> {
  const run = ++runs
  const { apiKey, what } = stage
  await stage.arrivals.begin(run, events)
  await stage.load.call('begin', stage.server.url, { apiKey, connections, bodyBytes, run, events, what })
  return run
}

async function sample({ load, arrivals }: Stage): Promise<Sample> {
  const [{ offered, accepted }, arrived] = await Promise.all([load.call('figures'), arrivals.count()])
  return { at: performance.now(), offered, accepted, arrived }
}

/** Waits until everything offered is answered and everything accepted has arrived; false when that takes too long. */
export async function settle({ load, arrivals, endpoints, what }: Stage, mostMs = settleMs): Promise<boolean> {
  const deadline = performance.now() + mostMs
  while (performance.now() < deadline) {
    const [{ idle, accepted }, arrived] = await Promise.all([load.call('figures'), arrivals.count()])
    if (idle && arrived >= accepted * waysOf({ endpoints, what })) return true
    await pause(20)
  }
  return false
}

/** Accounts for the run: what the load saw, what the receiver saw, and where needed what the database says. */
export async function accountFor(stage: Stage, run: number): Promise<Account> {
  const { fates } = await stage.load.call('record')
  if (stage.what === 'sms') return reconcileSms({ run, fates, read: (sql) => stage.database.read(sql) })
  const times: Uint8Array[] = []
  for (const endpoint of stage.endpoints.keys()) {
    times.push((await stage.receiver.call('arrivalsAt', endpoint)).times)
  }
  const webhookIds = stage.endpoints.map(({ webhookId }) => webhookId)
  return reconcile({ run, fates, times, webhookIds, read: (sql) => stage.database.read(sql) })
}

/** Processor time used so far by each part of the bench, and by the whole machine. */
export function cpuSeconds({ server, database, load, receiver }: Stage) {
  const databasePid = database.cpuPid()
  return {
    server: cpuSecondsOf(server.pid),
    database: databasePid === null ? 0 : cpuSecondsOfFamily(databasePid),
    load: cpuSecondsOf(load.pid),
    receiver: cpuSecondsOf(receiver.pid),
    bench: cpuSecondsOf(process.pid),
    machine: cpuSecondsOfMachine(),
  }
}

export function cpuShares(
  from: ReturnType<typeof cpuSeconds>,
  to: ReturnType<typeof cpuSeconds>,
  seconds: number,
): CpuShares {
  const share = (name: keyof typeof from) => (to[name] - from[name]) / seconds
  const ours = share('server') + share('database') + share('load') + share('receiver') + share('bench')
  return {
    server: share('server'),
    database: share('database'),
    load: share('load'),
    receiver: share('receiver'),
    others: Math.max(0, share('machine') - ours),
  }
}

/** Offers events at one rate and measures what comes of it, the account of every event included. */
export async function runStep(stage: Stage, { rate, seconds, warmUpSeconds }: StepOptions): Promise<StepFigures> {
  const run = await beginRun(stage, Math.ceil(rate * (seconds + warmUpSeconds)) + 1)
  const offering = stage.load.call('offer', rate, seconds + warmUpSeconds)
  await pause(warmUpSeconds * 1000)
  const [cpuBefore, logBefore] = [cpuSeconds(stage), await stage.database.log()]
  const samples = [await sample(stage)]
  const endAt = performance.now() + seconds * 1000 - sampleMs
  while (performance.now() < endAt) {
    await pause(sampleMs)
    samples.push(await sample(stage))
  }
  const [cpuAfter, logAfter] = [cpuSeconds(stage), await stage.database.log()]
  await offering
  await settle(stage)
  const [first, last] = [samples[0]!, samples.at(-1)!]
  const windowSeconds = (last.at - first.at) / 1000
  const perSecond = (name: 'offered' | 'accepted' | 'arrived') => (last[name] - first[name]) / windowSeconds
  const backlogGrowth = growthOf(samples, waysOf(stage))
  const deliveries = last.arrived - first.arrived
  return {
    rate,
    offeredPerSecond: perSecond('offered'),
    acceptedPerSecond: perSecond('accepted'),
    deliveredPerSecond: perSecond('arrived'),
    backlogGrowth,
    sustained: backlogGrowth <= rate * growthShare && perSecond('offered') >= rate * (1 - growthShare),
    cpu: cpuShares(cpuBefore, cpuAfter, windowSeconds),
    commitsPerDelivery: (logAfter.commits - logBefore.commits) / deliveries,
    logBytesPerDelivery: (logAfter.bytes - logBefore.bytes) / deliveries,
    account: await accountFor(stage, run),
  }
}

/** Arrivals that each event, or SMS, should lead to. */
function waysOf({ endpoints, what }: Pick<Stage, 'endpoints' | 'what'>): number {
  return what === 'sms' ? 1 : endpoints.length
}

/** Compares the mean backlog of the window's last third with that of its first: single samples jump with each commit. */
function growthOf(samples: readonly Sample[], endpoints: number): number {
  const third = Math.max(1, Math.floor(samples.length / 3))
  const mean = (part: readonly Sample[], of: (each: Sample) => number) =>
    part.reduce((sum, each) => sum + of(each), 0) / part.length
  const [early, late] = [samples.slice(0, third), samples.slice(-third)]
  const backlog = ({ offered, arrived }: Sample) => offered - arrived / endpoints
  const seconds = (mean(late, ({ at }) => at) - mean(early, ({ at }) => at)) / 1000
  return seconds > 0 ? (mean(late, backlog) - mean(early, backlog)) / seconds : 0
}
