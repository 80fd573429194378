import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { Settled } from './queue.ts'

/** Waits between tries to write an outcome while the database does not answer. */
const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 5_000

/**
 * Writes outcomes until they are written. What was sent is sent: while the database is away the outcome is kept and
 * written later, never the attempt made again. If the process dies first the row is attempted again (at-least-once).
 */
export class SettleLine {
  size = 0
  readonly #clock: Clock
  readonly #log: Log

  constructor(clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
  }

  write(settle: () => Promise<Settled>, done: (settled: Settled) => void): void {
    this.size++
    void this.#tryUntilWritten(settle, FIRST_WAIT_MS).then((settled) => {
      this.size--
      done(settled)
    })
  }

  async #tryUntilWritten(settle: () => Promise<Settled>, waitMs: number): Promise<Settled> {
    try {
      return await settle()
    } catch (error) {
      this.#log.error({ err: error, retry_in_ms: waitMs }, 'outcome.not_written')
      await new Promise<void>((resolve) => this.#clock.setTimer(resolve, waitMs))
      return this.#tryUntilWritten(settle, Math.min(waitMs * 2, LONGEST_WAIT_MS))
    }
  }
}
