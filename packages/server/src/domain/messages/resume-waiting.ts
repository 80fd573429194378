import type { QueueHandle } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Store, Transaction } from '../../store/index.ts'
import type { MessageTask } from './message-task.ts'
import { makeDue } from './store-waiting.ts'

/** Has the messages that wait for a channel tried at once: it is there again. In the transaction that says so. */
export type ResumeWaiting = (tx: Transaction, channelId: string) => Promise<void>

export interface ResumeDeps {
  readonly store: Store
  readonly clock: Clock
  readonly queue: QueueHandle<MessageTask>
}

export function createResumeWaiting({ store, clock, queue }: ResumeDeps): ResumeWaiting {
  return async (tx, channelId) => {
    const now = clock.now()
    const resumed = await makeDue(tx, store.words, channelId, now)
    if (resumed > 0) tx.afterCommit(() => queue.scheduled(now))
  }
}
