import { setTimeout as pause } from 'node:timers/promises'
import { cpuSecondsOfMachine } from './cpu-time.ts'

const quietShare = 0.1
const lookMs = 1_000
const mostLooks = 90

/** Waits, for a minute and a half at most, until the machine has nothing else to do. Returns the last share of a core. */
export async function awaitQuiet(): Promise<number> {
  let busy = 1
  for (let look = 0; look < mostLooks && busy > quietShare; look++) {
    const before = cpuSecondsOfMachine()
    await pause(lookMs)
    busy = ((cpuSecondsOfMachine() - before) * 1000) / lookMs
  }
  return busy
}
