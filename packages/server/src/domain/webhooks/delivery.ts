import type { DeliveryError, DeliveryState, DeliveryTrigger } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'

/** One event's way to one webhook, which is also the row that the engine works on. */
export interface Delivery {
  readonly id: string
  readonly workspaceId: string
  readonly webhookId: string
  readonly eventId: string
  readonly eventType: string
  readonly state: DeliveryState
  /** POSTs made. */
  readonly attempts: number
  /** `attempts` when the present round of the ladder began; a resend begins a new one. */
  readonly roundStart: number
  readonly trigger: DeliveryTrigger
  /** Id under which the next attempt will be known. */
  readonly nextAttemptId: string
  readonly lastHttpStatus: number | null
  readonly lastError: DeliveryError | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly dueAt: number | null
  /** '' while nobody works on it. */
  readonly leaseOwner: string
}

/** One POST that has ended. */
export interface Attempt {
  readonly id: string
  readonly webhookId: string
  readonly eventId: string
  readonly eventType: string
  readonly number: number
  readonly trigger: DeliveryTrigger
  readonly success: boolean
  readonly httpStatus: number | null
  readonly responseTimeMs: number | null
  readonly error: DeliveryError | null
  readonly permanent: boolean
  readonly slow: boolean
  readonly nextRetryAt: number | null
  readonly scheduledAt: number
  readonly startedAt: number
  readonly finishedAt: number
}

/** The API's delivery object (contract 3.2) of an attempt that has ended. */
export function renderAttempt(attempt: Attempt) {
  return {
    id: attempt.id,
    webhook_id: attempt.webhookId,
    event_id: attempt.eventId,
    event_type: attempt.eventType,
    event: attempt.eventType,
    status: attempt.success ? 'success' : 'failed',
    http_status: attempt.httpStatus,
    status_code: attempt.httpStatus,
    attempt: attempt.number,
    trigger: attempt.trigger,
    response_time_ms: attempt.responseTimeMs,
    slow: attempt.slow,
    error: attempt.error,
    permanent: attempt.permanent,
    delivered_at: isoTime(attempt.startedAt),
    next_retry_at: isoTimeOrNull(attempt.nextRetryAt),
    created_at: isoTime(attempt.scheduledAt),
  }
}

/** The API's delivery object of the attempt that is still to come. */
export function renderPending(delivery: Delivery) {
  return {
    id: delivery.nextAttemptId,
    webhook_id: delivery.webhookId,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    event: delivery.eventType,
    status: 'pending',
    http_status: null,
    status_code: null,
    attempt: delivery.attempts + 1,
    trigger: delivery.trigger,
    response_time_ms: null,
    slow: false,
    error: null,
    permanent: false,
    delivered_at: null,
    next_retry_at: isoTimeOrNull(delivery.dueAt),
    created_at: isoTime(delivery.updatedAt),
  }
}
