import type { Clock } from '../../kernel/clock.ts'
import type { Embedder, ModelFailure } from './port.ts'

export interface ServiceHealth {
  /** `unknown`: not called yet by this process. */
  readonly state: 'unknown' | 'reachable' | 'failing'
  /** Milliseconds since 1970. */
  readonly lastSuccessAt: number | null
  readonly lastError: string | null
  readonly lastErrorAt: number | null
}

/** How calls to a service fared, as this process saw it. */
export class HealthRecord {
  readonly #clock: Clock
  #health: ServiceHealth = { state: 'unknown', lastSuccessAt: null, lastError: null, lastErrorAt: null }

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get health(): ServiceHealth {
    return this.#health
  }

  /** A call that nobody waited for says nothing of the service. */
  note<Outcome extends { readonly kind: string }>(outcome: Outcome | ModelFailure): Outcome | ModelFailure {
    const now = this.#clock.now()
    if (outcome.kind !== 'failed') this.#health = { ...this.#health, state: 'reachable', lastSuccessAt: now }
    else {
      const { reason, detail } = outcome as ModelFailure
      if (reason !== 'cancelled')
        this.#health = { ...this.#health, state: 'failing', lastError: detail, lastErrorAt: now }
    }
    return outcome
  }
}

export function watchEmbedder(embedder: Embedder, record: HealthRecord): Embedder {
  return { model: embedder.model, embed: async (texts, call) => record.note(await embedder.embed(texts, call)) }
}
