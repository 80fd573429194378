import { isAllowed } from '@posthorn/contract'

import { ApiError, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { type Delivery, renderPending } from './delivery.ts'
import { attemptById } from './store-attempts.ts'
import { deliveryOf, resendDeliveries } from './store-deliveries.ts'
import { webhookById } from './store-webhooks.ts'
import { stateOf } from './webhook.ts'
import type { WebhookDeps } from './webhook-deps.ts'

/**
 * Sends an event to a webhook again: the same event id and bytes, a new attempt, and the whole ladder behind it. A retry
 * that was pending is replaced, so that the event is not on its way twice.
 */
export async function resendDelivery(deps: WebhookDeps, call: Call<'deliveries.retry'>): Promise<Answer> {
  const { caller, params } = call
  const now = deps.clock.now()
  const answer = await deps.write(call, async (tx) => {
    const webhook = await webhookById(tx, caller.workspaceId, params.webhook_id)
    if (!webhook) throw notFound('webhook')
    if (!isAllowed('webhook', 'receive', stateOf(webhook))) throw new ApiError('WEBHOOK_INACTIVE')
    const delivery = await deliveryBehind(deps, call)
    if (!delivery) throw notFound('delivery')
    if (!isAllowed('delivery', 'resend', delivery.state)) throw underWay()
    const resent = resentRow(delivery, deps.newId.uuid(), now)
    const found = await resendDeliveries(tx, [resent])
    if (found.size === 0) throw underWay()
    const pending: Delivery = {
      ...delivery,
      state: 'pending',
      trigger: 'manual',
      nextAttemptId: resent.next_attempt_id,
      dueAt: now,
      updatedAt: now,
    }
    return dataAnswer(202, renderPending(pending))
  })
  deps.queue.scheduled(now)
  return answer
}

function underWay(): ApiError {
  return new ApiError('CONFLICT', {
    words: { reason: 'An attempt of this event is under way; look at its outcome first' },
  })
}

/** The row after a resend: due now, a new round of the ladder, its attempts counted on. */
export function resentRow(delivery: Delivery, nextAttemptId: string, now: number) {
  return {
    id: delivery.id,
    state: 'pending',
    round_start: delivery.attempts,
    next_attempt_id: nextAttemptId,
    trigger_kind: 'manual',
    updated_at: now,
    due_at: now,
  }
}

/** The delivery that an attempt, made or still to come, belongs to. Test deliveries belong to none. */
async function deliveryBehind(deps: WebhookDeps, call: Call<'deliveries.retry'>): Promise<Delivery | undefined> {
  const { workspaceId } = call.caller
  const { webhook_id: webhookId, delivery_id: id } = call.params
  const made = await attemptById(deps.store.read, workspaceId, webhookId, id)
  if (made) return deliveryOf(deps.store.read, workspaceId, { webhookId, eventId: made.attempt.eventId })
  return deliveryOf(deps.store.read, workspaceId, { webhookId, nextAttemptId: id })
}
