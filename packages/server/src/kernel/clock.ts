/** A timer that has been set and can be taken back. */
export interface Timer {
  cancel(): void
}

/** The time of day and the passing of time; handed in everywhere, so that tests can hold both still. */
export interface Clock {
  /** Wall-clock time in milliseconds since 1970-01-01T00:00:00Z. May jump when the machine's clock is set. */
  now(): number
  /** Milliseconds since some fixed moment; never jumps. For durations only. */
  monotonic(): number
  /** Calls back once after `ms` milliseconds. Does not keep the process alive by itself. */
  setTimer(callback: () => void, ms: number): Timer
}

/** setTimeout keeps its delay in 32 bits; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(callback, ms) {
    const handle = setTimeout(callback, Math.min(Math.max(0, ms), LONGEST_TIMER_MS))
    handle.unref()
    return { cancel: () => clearTimeout(handle) }
  },
}

/** Resolves after `ms` milliseconds of the clock's time. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.setTimer(resolve, ms))
}

/** Calls `work` every `ms` milliseconds of the clock's time until cancelled. */
export function repeat(clock: Clock, ms: number, work: () => void): Timer {
  const again = (): Timer =>
    clock.setTimer(() => {
      timer = again()
      work()
    }, ms)
  let timer = again()
  return { cancel: () => timer.cancel() }
}
