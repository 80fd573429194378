import type { Feedback } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { OutboundOutcome } from '../../kernel/guarded-fetch/index.ts'
import { errorOf } from './decide-after-attempt.ts'
import type { DeliveryTask } from './delivery-task.ts'
import type { PostWebhook } from './port.ts'
import type { SecretKeys } from './secrets.ts'
import { signRequest, type SigningWords } from './sign-request.ts'

/** A receiver has this long from the start of connecting to the end of its headers (contract 4.4). */
export const RECEIVER_LIMIT_MS = 10_000
/** An answer slower than this says that the destination has enough to do. */
const STRAINED_MS = 2_000

/** What one attempt brought. `outcome` null: nothing was sent, since the webhook is no longer active. */
export interface AttemptOutcome {
  readonly outcome: OutboundOutcome | null
  readonly startedAt: number
  readonly finishedAt: number
}

export interface AttemptDeps {
  readonly clock: Clock
  readonly post: PostWebhook
  readonly secrets: SecretKeys
  readonly words: SigningWords
  /** Whether the webhook was deactivated or deleted after the task was made. */
  readonly isStopped: (webhookId: string) => boolean
}

/** Makes one signed POST of an event to a webhook. */
export async function attemptDelivery(deps: AttemptDeps, task: DeliveryTask): Promise<AttemptOutcome> {
  const { clock, post, secrets, words } = deps
  const startedAt = clock.now()
  const { destination } = task
  if (destination === null || deps.isStopped(task.webhookId)) return { outcome: null, startedAt, finishedAt: startedAt }
  const parts = {
    eventId: task.eventId,
    eventType: task.eventType,
    attemptId: task.attemptId,
    attempt: task.attempts + 1,
    raw: task.raw,
    bodySignature: destination.signatures.includes('body'),
    test: false,
  }
  const headers = signRequest(parts, secrets.open(destination.secrets), startedAt, words)
  const outcome = await post({ target: destination.target, headers, body: task.raw, timeoutMs: RECEIVER_LIMIT_MS })
  return { outcome, startedAt, finishedAt: clock.now() }
}

/** What the outcome says of the destination's strength. A refusal that comes at once is no sign of strain. */
export function feedbackOf({ outcome }: AttemptOutcome): Feedback {
  if (outcome === null) return 'good'
  if (outcome.kind === 'failed') return 'struggling'
  if (outcome.httpStatus === 429 || outcome.httpStatus >= 500) return 'struggling'
  return errorOf(outcome) === null && outcome.durationMs > STRAINED_MS ? 'slow' : 'good'
}
