import { setTimeout as pause } from 'node:timers/promises'

/** For what happens outside of the test, in a database or another process: far more than it ever takes. */
const LONGEST_MS = 30_000

/** Resolves as soon as `holds` does; rejects, naming `what`, when it does not come true. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const since = performance.now()
  while (!(await holds())) {
    if (performance.now() - since > LONGEST_MS) throw new Error(`it did not come true that ${what}`)
    await pause(2)
  }
}
