/**
 * Why a model gave nothing. `unreachable`: no connection, or it broke. `timeout`: too slow. `rate_limited`: later. `refused`:
 * the request is not to its liking (400, 413, 422), and the same one never will be. `denied`: key, address or model name
 * (401, 403, 404). `unwell`: 5xx. `malformed`: an answer, and not one of this interface. `too_long`: longer than is read.
 * `cancelled`: nobody waits any more.
 */
export type ModelFailureReason =
  'unreachable' | 'timeout' | 'rate_limited' | 'refused' | 'denied' | 'unwell' | 'malformed' | 'too_long' | 'cancelled'

export interface ModelFailure {
  readonly kind: 'failed'
  readonly reason: ModelFailureReason
  /** A sentence for people, without secrets. */
  readonly detail: string
  /** Milliseconds that it asked to be left alone for; null: it did not say. */
  readonly retryAfterMs: number | null
}

export interface Embedded {
  readonly kind: 'embedded'
  /** One for each text, in order, all of one length. */
  readonly vectors: readonly Float32Array[]
}

/** Turns texts into vectors that are near to each other where texts mean alike. */
export interface Embedder {
  /** Vectors of one model are comparable with each other alone. */
  readonly model: string
  /** `kind` is for models that read questions and documents differently. */
  embed(
    texts: readonly string[],
    call: {
      readonly kind: 'document' | 'question'
      /** Milliseconds for all of it, further tries included. */
      readonly withinMs: number
      readonly signal?: AbortSignal
    },
  ): Promise<Embedded | ModelFailure>
}
