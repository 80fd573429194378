import type { Answer, Call } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Store, Transaction } from '../../store/index.ts'

/** What the use cases of this module are given. */
export interface SuppressionDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  /** Runs a write and stores the answer of a call with an idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}
