/**
 * A sliding window of 60 seconds for each key (contract 2.6). Calls are counted in slices of 100 ms rather than one by
 * one, so that a key costs the same whatever its limit; a slice leaves the window as a whole, at most 100 ms late, so
 * the limit is never exceeded.
 */
const WINDOW_MS = 60_000
const SLICE_MS = 100
const SLICES = WINDOW_MS / SLICE_MS + 1

export interface RateDecision {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Milliseconds until the oldest counted call leaves the window. */
  readonly resetInMs: number
}

interface Counter {
  readonly slices: Uint32Array
  /** Number of the newest slice that `slices` knows of. */
  newest: number
  total: number
}

export class RateLimiter {
  readonly #counters = new Map<string, Counter>()
  #sweptAt = 0

  /** Counts one call of `name` at `now` (monotonic milliseconds), unless the limit is reached: refused calls do not count. */
  hit(name: string, limit: number, now: number): RateDecision {
    const counter = this.#counterAt(name, now)
    const allowed = counter.total < limit
    if (allowed) {
      const slot = counter.newest % SLICES
      counter.slices[slot] = (counter.slices[slot] ?? 0) + 1
      counter.total++
    }
    return decision(counter, allowed, limit, now)
  }

  /** What `hit` would find, without counting. */
  look(name: string, limit: number, now: number): RateDecision {
    const counter = this.#counterAt(name, now)
    return decision(counter, counter.total < limit, limit, now)
  }

  #counterAt(name: string, now: number): Counter {
    const slice = Math.floor(now / SLICE_MS)
    this.#sweep(slice)
    let counter = this.#counters.get(name)
    if (!counter) this.#counters.set(name, (counter = { slices: new Uint32Array(SLICES), newest: slice, total: 0 }))
    const steps = Math.min(slice - counter.newest, SLICES)
    for (let step = 1; step <= steps; step++) {
      const slot = (counter.newest + step) % SLICES
      counter.total -= counter.slices[slot] ?? 0
      counter.slices[slot] = 0
    }
    if (steps === SLICES) counter.slices.fill(0)
    if (slice > counter.newest) counter.newest = slice
    return counter
  }

  /** Forgets, once a minute, whoever has not called for a whole window. */
  #sweep(slice: number): void {
    if (slice - this.#sweptAt < SLICES) return
    this.#sweptAt = slice
    for (const [name, counter] of this.#counters) if (slice - counter.newest >= SLICES) this.#counters.delete(name)
  }
}

function decision(counter: Counter, allowed: boolean, limit: number, now: number): RateDecision {
  return { allowed, limit, remaining: Math.max(0, limit - counter.total), resetInMs: untilOldestLeaves(counter, now) }
}

function untilOldestLeaves(counter: Counter, now: number): number {
  if (counter.total === 0) return 0
  for (let age = SLICES - 1; age >= 0; age--) {
    const slice = counter.newest - age
    if (slice >= 0 && (counter.slices[slice % SLICES] ?? 0) > 0) return (slice + SLICES) * SLICE_MS - now
  }
  return 0
}
