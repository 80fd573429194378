import type { QueueHandle } from '../../engine/index.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Random } from '../../kernel/random.ts'
import type { SecretBox } from '../../kernel/secret-box.ts'
import type { Store, Transaction } from '../../store/index.ts'
import type { DeliveryTask } from './delivery-task.ts'
import type { VetWebhookUrl } from './port.ts'
import type { StoppedWebhooks } from './stopped-webhooks.ts'

/** What the use cases of this module are given. */
export interface WebhookDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly random: Random
  readonly box: SecretBox
  readonly queue: QueueHandle<DeliveryTask>
  readonly vetUrl: VetWebhookUrl
  readonly stopped: StoppedWebhooks
  /** Runs a write and stores the answer of a call with an idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}
