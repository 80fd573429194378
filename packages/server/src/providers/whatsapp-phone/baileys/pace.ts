import type { Clock } from '../../../kernel/clock.ts'
import type { Random } from '../../../kernel/random.ts'
import { SECOND_MS } from '../../../kernel/time.ts'

/** Milliseconds between two messages of one session. */
export interface Spacing {
  readonly leastMs: number
  readonly mostMs: number
}

/** Wire contract 2.6: about 30 a minute, never in step. Numbers that write faster, or like a clock, are banned sooner. */
export const usualSpacing: Spacing = { leastMs: SECOND_MS, mostMs: 3 * SECOND_MS }

/** What has to wait longer for its turn waits in the table. */
const LONGEST_WAIT_MS = 30 * SECOND_MS

/** Gives the messages of one session their turns. */
export class Pace {
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #random: Random
  readonly #spacing: Spacing
  #nextAt = 0

  constructor(clock: Pick<Clock, 'monotonic'>, random: Random, spacing: Spacing) {
    this.#clock = clock
    this.#random = random
    this.#spacing = spacing
  }

  /** Takes the next turn: how long to wait for it. Where that is too long none is taken, and `later` says when to ask again. */
  take(): { readonly waitMs: number } | { readonly laterMs: number } {
    const now = this.#clock.monotonic()
    const at = Math.max(now, this.#nextAt)
    if (at - now > LONGEST_WAIT_MS) return { laterMs: at - now }
    const { leastMs, mostMs } = this.#spacing
    this.#nextAt = at + leastMs + this.#random.below(mostMs - leastMs + 1)
    return { waitMs: at - now }
  }
}
