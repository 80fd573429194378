import type { Clock, Timer } from '../../packages/server/src/kernel/clock.ts'

interface PendingTimer {
  at: number
  order: number
  callback: () => void
}

/**
 * A clock that stands still until a test moves it. `advance` fires the timers on the way one by one, in order, and
 * lets the event loop run after each, so that work a timer starts (and the timers that work sets) happens in its time.
 */
export class FakeClock implements Clock {
  #now: number
  #elapsed = 0
  #order = 0
  readonly #timers = new Set<PendingTimer>()

  constructor(startsAt: number = Date.UTC(2026, 3, 19, 14, 30, 0)) {
    this.#now = startsAt
  }

  now(): number {
    return this.#now + this.#elapsed
  }

  monotonic(): number {
    return this.#elapsed
  }

  setTimer(callback: () => void, ms: number): Timer {
    const timer = { at: this.#elapsed + Math.max(0, ms), order: this.#order++, callback }
    this.#timers.add(timer)
    return { cancel: () => void this.#timers.delete(timer) }
  }

  /** Steps the wall clock without any time passing, as an operator or NTP would. */
  step(ms: number): void {
    this.#now += ms
  }

  /** Lets `ms` milliseconds pass. */
  async advance(ms: number): Promise<void> {
    const target = this.#elapsed + ms
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.at <= target).sort(byTime)[0]
      if (!next) break
      this.#elapsed = Math.max(this.#elapsed, next.at)
      this.#timers.delete(next)
      next.callback()
      await settle()
    }
    this.#elapsed = target
    await settle()
  }
}

function byTime(one: PendingTimer, other: PendingTimer): number {
  return one.at - other.at || one.order - other.order
}

/** Gives promises and immediates that are already on their way the chance to run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}
