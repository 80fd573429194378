import type { Clock } from '../../kernel/clock.ts'
import { HOUR_MS } from '../../kernel/time.ts'

/** A person and a few servers say less about one e-mail in an hour; machines that answer each other say more. */
const MOST_IN_AN_HOUR = 60
const MOST_KNOWN = 50_000

/**
 * How much comes back about one e-mail. What is too much is asked to come later, so that a ring of machines, or somebody
 * with a token and bad intentions, fills no history. Kept by this process alone: it saves work and decides nothing.
 */
export class MailPace {
  readonly #clock: Clock
  readonly #seen = new Map<string, { readonly until: number; count: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts a mail about these messages; false: it is one too many. */
  lets(messageIds: readonly string[]): boolean {
    const now = this.#clock.monotonic()
    if (this.#seen.size >= MOST_KNOWN) this.#seen.clear()
    return messageIds.every((id) => {
      const known = this.#seen.get(id)
      const hour = known && known.until > now ? known : { until: now + HOUR_MS, count: 0 }
      this.#seen.set(id, hour)
      return ++hour.count <= MOST_IN_AN_HOUR
    })
  }
}
