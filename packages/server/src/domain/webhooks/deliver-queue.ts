import type { QueueDefinition } from '../../engine/index.ts'
import type { Store } from '../../store/index.ts'
import { type AttemptDeps, type AttemptOutcome, attemptDelivery, feedbackOf } from './attempt-delivery.ts'
import { type DeliveryTask, loadTasks } from './delivery-task.ts'
import { type SettleDeps, settleAttempts } from './settle-attempts.ts'

/** Attempts under way at once on one process. */
const SLOTS = 1_024
/** Sockets to one endpoint: to begin with, and at most. */
export const LANE_SLOTS = { first: 16, most: 128 }

/** Webhook deliveries as work for the engine. */
export function deliverQueue(
  deps: AttemptDeps & SettleDeps & { store: Store },
): QueueDefinition<DeliveryTask, AttemptOutcome> {
  const settlements = settleAttempts(deps)
  return {
    table: 'webhook_delivery',
    ordered: false,
    slots: SLOTS,
    laneSlots: LANE_SLOTS,
    load: loadTasks,
    async perform(task) {
      const attempt = await attemptDelivery(deps, task)
      return { outcome: attempt, feedback: feedbackOf(attempt) }
    },
    async settle(task, attempt, owner) {
      return { dueAt: await deps.store.grouped.submit(settlements, { task, attempt, owner }) }
    },
  }
}
