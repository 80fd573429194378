// Machines are shared. A measurement waits until nothing else runs, and is repeated when something else ran after all.
import { setTimeout as pause } from 'node:timers/promises'
import { cpuSecondsOfMachine } from './cpu-time.ts'

/** Shares of one core. What the kernel does for us counts as others', so it cannot be nothing. */
const quietShare = 0.1
const disturbedShare = 0.3
const lookMs = 500
const mostLooks = 60
const mostTries = 4

/** Waits, for half a minute at most, until the machine has nothing else to do. Returns the last share of a core. */
export async function awaitQuiet(): Promise<number> {
  let busy = 1
  for (let look = 0; look < mostLooks && busy > quietShare; look++) {
    const before = cpuSecondsOfMachine()
    await pause(lookMs)
    busy = ((cpuSecondsOfMachine() - before) * 1000) / lookMs
  }
  return busy
}

/** Measures again while others use much of the machine; of all tries the least disturbed one counts. */
export async function undisturbed<Result>(
  measure: () => Promise<Result>,
  othersDuring: (result: Result) => number,
): Promise<Result> {
  let best: { result: Result; others: number } | null = null
  for (let attempt = 0; attempt < mostTries; attempt++) {
    await awaitQuiet()
    const result = await measure()
    const others = othersDuring(result)
    if (!best || others < best.others) best = { result, others }
    if (others <= disturbedShare) break
  }
  return best!.result
}
