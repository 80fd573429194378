/** Whether a call that failed is made again, and when. Pure: the whole policy can be read, and tested, here. */

export type Failure =
  | { readonly kind: 'unanswered' }
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly type: string
      readonly retryAfterSeconds: number | null
    }

export type RetryDecision = { readonly again: false } | { readonly again: true; readonly waitMs: number }

const firstWaitMs = 1_000
const longestWaitMs = 60_000

/**
 * Never after 400, 401, 403 or 404: the same call would fail the same way. A call that was asked to wait longer than a
 * minute (an hourly limit, for one) is not made again either: its caller knows better what to do with the time.
 */
export function decideRetry(
  failure: Failure,
  retriesSoFar: number,
  { maxRetries, random }: { maxRetries: number; random: () => number },
): RetryDecision {
  if (retriesSoFar >= maxRetries || !mayPass(failure)) return { again: false }
  const backoffMs = jittered(Math.min(longestWaitMs, firstWaitMs * 2 ** retriesSoFar), random)
  if (failure.kind === 'unanswered' || failure.retryAfterSeconds === null) return { again: true, waitMs: backoffMs }
  const askedMs = failure.retryAfterSeconds * 1_000
  if (askedMs > longestWaitMs) return { again: false }
  // A little more than asked, and not the same for everybody: those who were refused together do not return together.
  return { again: true, waitMs: askedMs + Math.round(random() * Math.min(1_000, askedMs / 4)) }
}

function mayPass(failure: Failure): boolean {
  if (failure.kind === 'unanswered') return true
  // The first call with this Idempotency-Key is still running: its answer will be ours.
  if (failure.type === 'idempotency_in_progress') return true
  return failure.status === 429 || failure.status >= 500
}

/** Half of the wait is certain, half is chance. */
const jittered = (waitMs: number, random: () => number): number => Math.round(waitMs / 2 + (random() * waitMs) / 2)
