import type { Clock } from '../../kernel/clock.ts'
import type { Random } from '../../kernel/random.ts'
import { MINUTE_MS } from '../../kernel/time.ts'

/** For so long a message that comes a second time may be the first one again. */
const REPEATED_WITHIN_MS = 10 * MINUTE_MS
const MOST_REMEMBERED = 10_000

interface Remembered {
  readonly name: string
  readonly until: number
  /** Whether the SMSC can tell that we have it. */
  readonly isKnownToPeer: () => boolean
}

/**
 * Names for messages that come in, which SMPP gives none. Two that say the same are two messages ("yes", "yes"), unless
 * our answer to the first may not have reached the SMSC: then it sends that one again, and it gets its old name, by which
 * it is known.
 */
export class RepeatedDeliveries {
  readonly #clock: Clock
  readonly #random: Random
  readonly #remembered = new Map<string, Remembered>()

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  /** `fingerprint`: the same for the same PDU sent again. */
  nameOf(fingerprint: string): string {
    const known = this.#remembered.get(fingerprint)
    if (known && known.until > this.#clock.monotonic() && !known.isKnownToPeer()) return known.name
    return this.#random.bytes(16).toString('hex')
  }

  remember(fingerprint: string, name: string, isKnownToPeer: () => boolean): void {
    this.#remembered.delete(fingerprint)
    this.#remembered.set(fingerprint, { name, until: this.#clock.monotonic() + REPEATED_WITHIN_MS, isKnownToPeer })
    const [oldest] = this.#remembered.keys()
    if (this.#remembered.size > MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest)
  }
}
