import { setTimeout as pause } from 'node:timers/promises'
import { leasedNumbers } from '../../test/support/load-leftovers.ts'
import type { DatabaseMaker } from '../bench-database.ts'
import { figuresOf, type Outcome, type Units } from '../figures.ts'
import { accountFor, beginRun, settle } from '../run-step.ts'
import { openStage, type Partners, type Stage } from '../stage.ts'

const perSecond = 2_000
const kills = 10
const betweenKillsMs = 3_000
/** What was on its way to the receiver when the server died arrives within this time. */
const arrivalMs = 100

const units = {
  kills: '',
  accepted: 'events',
  delivered: 'events',
  pending: 'events',
  'failed for good': 'events',
  lost: 'events',
  duplicates: 'events',
  'unanswered calls': 'calls',
  'leased at the kills': 'rows',
  'sent but not yet written at the kills': 'rows',
  'restart to listening, longest': 'ms',
} satisfies Units<string>

type KillRound = Record<keyof typeof units, number>

/** W6: the server is killed (SIGKILL) every few seconds under load and started again on what the kill left. */
export async function measureW6(
  maker: DatabaseMaker,
  partners: Partners,
  rounds: number,
  tell: (line: string) => void,
): Promise<Outcome> {
  const done: KillRound[] = []
  for (let round = 1; round <= rounds; round++) {
    const stage = await openStage(maker, partners, { endpoints: 1 })
    try {
      done.push(await measureRound(stage, tell))
    } finally {
      await stage.close()
    }
  }
  return {
    workload: 'W6',
    title: `kill -9 every ${betweenKillsMs / 1000} s at ${perSecond} events/s`,
    figures: figuresOf(units, done),
  }
}

async function measureRound(stage: Stage, tell: (line: string) => void): Promise<KillRound> {
  const seconds = ((kills + 1) * betweenKillsMs) / 1000
  const run = await beginRun(stage, perSecond * seconds)
  const offering = stage.load.call('offer', perSecond, seconds)
  const seen = { leased: 0, sent: 0, longestMs: 0 }
  for (let kill = 1; kill <= kills; kill++) {
    await pause(betweenKillsMs)
    const { leased, sent, startMs } = await killOnce(stage)
    tell(
      `kill ${kill}: ${leased} rows leased, ${sent} of them already sent; listens again after ${Math.round(startMs)} ms`,
    )
    seen.leased += leased
    seen.sent += sent
    seen.longestMs = Math.max(seen.longestMs, startMs)
  }
  await offering
  await settle(stage)
  // Whatever comes a second time comes now.
  await pause(1_000)
  const account = await accountFor(stage, run)
  return {
    kills,
    accepted: account.acceptedEvents,
    delivered: account.delivered,
    pending: account.pending,
    'failed for good': account.failed,
    lost: account.lost,
    duplicates: account.duplicates,
    'unanswered calls': account.unansweredEvents,
    'leased at the kills': seen.leased,
    'sent but not yet written at the kills': seen.sent,
    'restart to listening, longest': seen.longestMs,
  }
}

async function killOnce(stage: Stage): Promise<{ leased: number; sent: number; startMs: number }> {
  await stage.server.kill()
  await stage.load.call('disconnect')
  await pause(arrivalMs)
  const leased = await leasedNumbers(stage.database.installation)
  const { times } = await stage.receiver.call('arrivalsAt', 0)
  const sent = leased.filter((number) => times[number]! > 0).length
  const restartedAt = performance.now()
  await stage.restart()
  await stage.load.call('connectTo', stage.server.url)
  return { leased: leased.length, sent, startMs: performance.now() - restartedAt }
}
