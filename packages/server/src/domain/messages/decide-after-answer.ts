import type { CarrierAnswer } from './port.ts'

/** How long and how often a message is tried while its carrier cannot take it. */
export interface RetryPolicy {
  /** Before the second, third, … attempt; the last one repeats. */
  readonly waitsMs: readonly number[]
  /** From the message's acceptance. What is older than this is of no use to its recipient any more. */
  readonly giveUpAfterMs: number
}

export const retryPolicy: RetryPolicy = {
  waitsMs: [1_000, 5_000, 15_000, 60_000, 300_000],
  giveUpAfterMs: 4 * 3_600_000,
}

export type AfterAnswer =
  | { readonly next: 'sent' }
  | { readonly next: 'failed'; readonly code: string; readonly message: string }
  | { readonly next: 'retry'; readonly at: number; readonly because: string }
  /** Nothing more is done by itself: a report settles it, or a person does. */
  | { readonly next: 'unknown'; readonly detail: string }

export interface Attempt {
  readonly number: number
  readonly finishedAt: number
  readonly acceptedAt: number
  /** Whether another channel is there to make the next one: it need not wait for this one. */
  readonly elsewhere?: boolean
}

/** Decides what follows from a carrier's answer. Times are milliseconds since 1970. */
export function decideAfterAnswer(answer: CarrierAnswer, attempt: Attempt, policy: RetryPolicy): AfterAnswer {
  switch (answer.kind) {
    case 'accepted':
      return { next: 'sent' }
    case 'rejected':
      return { next: 'failed', code: answer.code, message: answer.message }
    case 'unknown':
      return { next: 'unknown', detail: answer.detail }
    case 'throttled': {
      // A carrier may ask for more time than the schedule gives it, never for less.
      const asked = attempt.elsewhere ? 0 : answer.retryAfterMs
      const at = attempt.finishedAt + Math.max(waitAfter(attempt, policy), asked)
      return retryUnlessTooLate(at, attempt.acceptedAt, policy, {
        code: 'carrier_throttled',
        detail: 'The carrier is taking no more for now.',
      })
    }
    case 'unavailable': {
      const at = attempt.finishedAt + waitAfter(attempt, policy)
      return retryUnlessTooLate(at, attempt.acceptedAt, policy, { code: 'carrier_unavailable', detail: answer.detail })
    }
  }
}

/** A channel that was not asked yet is asked after the shortest wait. */
function waitAfter({ number, elsewhere }: Attempt, { waitsMs }: RetryPolicy): number {
  return waitsMs[elsewhere ? 0 : Math.min(number - 1, waitsMs.length - 1)] ?? 0
}

function retryUnlessTooLate(
  at: number,
  acceptedAt: number,
  policy: RetryPolicy,
  why: { code: string; detail: string },
): AfterAnswer {
  if (at - acceptedAt <= policy.giveUpAfterMs) return { next: 'retry', at, because: `${why.code}: ${why.detail}` }
  return { next: 'failed', code: why.code, message: `${why.detail} The message grew too old to be of use.` }
}
