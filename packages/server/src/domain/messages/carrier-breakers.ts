import type { CarrierAnswer } from './port.ts'

/** When a channel is left alone, and for how long. */
export interface BreakerPolicy {
  /** Answers in a row, `unavailable` or `throttled`, after which it is. */
  readonly opensAfter: number
  /** Until the first trial; doubled after each trial that fails. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
}

export const breakerPolicy: BreakerPolicy = { opensAfter: 5, firstPauseMs: 30_000, longestPauseMs: 300_000 }

interface Breaker {
  failures: number
  /** Wall clock, of the first failure of the row. */
  since: number
  /** Nothing is sent before this, by the clock that does not jump. */
  restsUntil: number
  /** 0: closed. */
  pauseMs: number
  /** Whether somebody is finding out if it works again. */
  trying: boolean
}

/** Leave to call a channel's carrier once. To be given back with the answer, whatever that is. */
export interface Pass {
  /** `answer` null: it was not called after all. Gives the failures in a row where this one opened the breaker. */
  end(answer: CarrierAnswer | null): { readonly failures: number; readonly since: number } | null
}

/**
 * One circuit breaker for each channel.
 *
 *   closed ──five failures in a row──▶ open ──pause over──▶ one trial ──taken──▶ closed
 *                                        ▲                     └──failed──┘ (twice the pause, at most five minutes)
 *
 * A carrier that asks for a pause gets it, open or closed. What nobody can say (`unknown`) neither opens nor closes.
 * The state is this process's own and begins closed: a few attempts find out again what another process knows.
 */
export class CarrierBreakers {
  readonly #clock: { now(): number; monotonic(): number }
  readonly #policy: BreakerPolicy
  readonly #breakers = new Map<string, Breaker>()

  constructor(clock: { now(): number; monotonic(): number }, policy: BreakerPolicy = breakerPolicy) {
    this.#clock = clock
    this.#policy = policy
  }

  /** Whether `enter` would give a pass now. */
  wouldLet(channelId: string): boolean {
    const breaker = this.#breakers.get(channelId)
    if (!breaker) return true
    return breaker.restsUntil <= this.#clock.monotonic() && !(breaker.pauseMs > 0 && breaker.trying)
  }

  enter(channelId: string): Pass | null {
    if (!this.wouldLet(channelId)) return null
    const breaker = this.#breakers.get(channelId)
    const isTrial = breaker !== undefined && breaker.pauseMs > 0
    if (isTrial) breaker.trying = true
    return { end: (answer) => this.#end(channelId, answer, isTrial) }
  }

  #end(channelId: string, answer: CarrierAnswer | null, isTrial: boolean): ReturnType<Pass['end']> {
    if (answer === null) {
      if (isTrial) this.#breakerOf(channelId).trying = false
      return null
    }
    switch (answer.kind) {
      case 'accepted':
      case 'rejected':
        this.#breakers.delete(channelId)
        return null
      case 'unknown':
        if (isTrial) this.#rest(this.#breakerOf(channelId), 0, isTrial)
        return null
      case 'throttled':
        return this.#failed(channelId, answer.retryAfterMs, isTrial)
      case 'unavailable':
        return this.#failed(channelId, 0, isTrial)
    }
  }

  #failed(channelId: string, askedMs: number, isTrial: boolean): ReturnType<Pass['end']> {
    const breaker = this.#breakerOf(channelId)
    breaker.failures++
    const wasOpen = breaker.pauseMs > 0
    const opens = !wasOpen && breaker.failures >= this.#policy.opensAfter
    if (opens || isTrial) this.#rest(breaker, askedMs, isTrial)
    else breaker.restsUntil = Math.max(breaker.restsUntil, this.#clock.monotonic() + askedMs)
    return opens ? { failures: breaker.failures, since: breaker.since } : null
  }

  #rest(breaker: Breaker, askedMs: number, isTrial: boolean): void {
    const { firstPauseMs, longestPauseMs } = this.#policy
    breaker.pauseMs = breaker.pauseMs === 0 ? firstPauseMs : Math.min(breaker.pauseMs * 2, longestPauseMs)
    breaker.restsUntil = this.#clock.monotonic() + Math.max(breaker.pauseMs, askedMs)
    if (isTrial) breaker.trying = false
  }

  #breakerOf(channelId: string): Breaker {
    let breaker = this.#breakers.get(channelId)
    if (!breaker) {
      breaker = { failures: 0, since: this.#clock.now(), restsUntil: 0, pauseMs: 0, trying: false }
      this.#breakers.set(channelId, breaker)
    }
    return breaker
  }
}
