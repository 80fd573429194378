import type { DeliveryError, RetryPolicy } from '@posthorn/contract'

import type { OutboundOutcome } from '../../kernel/guarded-fetch/index.ts'
import { HOUR_MS } from '../../kernel/time.ts'

/** What follows one attempt. */
export type Decision =
  | { readonly next: 'delivered' }
  | { readonly next: 'retry'; readonly at: number; readonly error: DeliveryError }
  | { readonly next: 'permanent_failure'; readonly error: DeliveryError }
  | { readonly next: 'cancelled'; readonly error: DeliveryError }

/** Waits that `extended` adds after the standard ones: about three days in all (contract 4.5). */
const EXTENDED_WAITS_MS = [1, 3, 6, 12, 24, 24].map((hours) => hours * HOUR_MS)
/** A receiver may ask for more time, but not for so much that its events go stale unseen. */
const MOST_ASKED_WAIT_MS = HOUR_MS
/** A receiver that takes longer than this passes, but is flagged (contract A1). */
const SLOW_MS = 5_000

export function waitsOf(policy: RetryPolicy, standardWaitsMs: readonly number[]): readonly number[] {
  return policy === 'extended' ? [...standardWaitsMs, ...EXTENDED_WAITS_MS] : standardWaitsMs
}

/**
 * Decides what follows one attempt. Pure: the whole retry policy can be read, and tested, here. `number` counts the
 * attempts of this round, 1 for the first; n waits mean n retries (contract 4.5, A2).
 */
export function decideAfterAttempt(
  outcome: OutboundOutcome,
  attempt: { readonly number: number; readonly finishedAt: number; readonly webhookActive: boolean },
  waitsMs: readonly number[],
): Decision {
  const error = errorOf(outcome)
  if (error === null) return { next: 'delivered' }
  if (!attempt.webhookActive) return { next: 'cancelled', error }
  const waitMs = waitsMs[attempt.number - 1]
  if (waitMs === undefined) return { next: 'permanent_failure', error }
  // A receiver may ask for more time than the schedule gives it, never for less.
  return { next: 'retry', at: attempt.finishedAt + Math.max(waitMs, askedWaitMs(outcome)), error }
}

/** Why an attempt failed, in the contract's words; null when it succeeded: a 2xx in time (contract 4.4). */
export function errorOf(outcome: OutboundOutcome): DeliveryError | null {
  if (outcome.kind === 'failed') return outcome.error === 'cancelled' ? 'connection' : outcome.error
  if (outcome.httpStatus >= 200 && outcome.httpStatus < 300) return null
  return outcome.httpStatus >= 300 && outcome.httpStatus < 400 ? 'redirect' : 'http_status'
}

export function isSlow(outcome: OutboundOutcome): boolean {
  return errorOf(outcome) === null && outcome.durationMs > SLOW_MS
}

function askedWaitMs(outcome: OutboundOutcome): number {
  if (outcome.kind === 'failed' || outcome.retryAfterSeconds === null) return 0
  if (outcome.httpStatus !== 429 && outcome.httpStatus !== 503) return 0
  return Math.min(outcome.retryAfterSeconds * 1000, MOST_ASKED_WAIT_MS)
}
