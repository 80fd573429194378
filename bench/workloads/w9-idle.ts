import { setTimeout as pause } from 'node:timers/promises'
import type { DatabaseMaker } from '../bench-database.ts'
import { cpuSecondsOf, cpuSecondsOfFamily, residentMegabytes } from '../cpu-time.ts'
import { figuresOf, type Outcome, type Units } from '../figures.ts'
import { beginRun, settle } from '../run-step.ts'
import { openStage, type Partners, type Stage } from '../stage.ts'

/** A server that has worked is measured, not one that was just started: what it keeps is part of the figure. */
const workedOff = 20_000
const restMs = 5_000
const seconds = 20

const units = {
  'CPU of the server': '%',
  'CPU of the database': '%',
  'resident memory after the start': 'MB',
  'resident memory after 20,000 events': 'MB',
} satisfies Units<string>

type IdleRound = Record<keyof typeof units, number>

/** W9: what a server costs that has nothing to do. */
export async function measureW9(maker: DatabaseMaker, partners: Partners, rounds: number): Promise<Outcome> {
  const done: IdleRound[] = []
  for (let round = 1; round <= rounds; round++) {
    const stage = await openStage(maker, partners, { endpoints: 1 })
    try {
      done.push(await measureRound(stage))
    } finally {
      await stage.close()
    }
  }
  return { workload: 'W9', title: 'idle', figures: figuresOf(units, done) }
}

async function measureRound(stage: Stage): Promise<IdleRound> {
  const fresh = residentMegabytes(stage.server.pid)
  await beginRun(stage, workedOff)
  await stage.load.call('push', workedOff)
  await settle(stage)
  await stage.load.call('end')
  await pause(restMs)
  const databasePid = stage.database.cpuPid()
  const used = () => ({
    server: cpuSecondsOf(stage.server.pid),
    database: databasePid === null ? 0 : cpuSecondsOfFamily(databasePid),
  })
  const before = used()
  await pause(seconds * 1000)
  const after = used()
  return {
    'CPU of the server': ((after.server - before.server) / seconds) * 100,
    'CPU of the database': ((after.database - before.database) / seconds) * 100,
    'resident memory after the start': fresh,
    'resident memory after 20,000 events': residentMegabytes(stage.server.pid),
  }
}
