import type { Jobs } from '../../engine/index.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Random } from '../../kernel/random.ts'
import type { SecretBox } from '../../kernel/secret-box.ts'
import type { Transaction } from '../../store/index.ts'
import type { CheckDeps } from './check-domain.ts'
import type { Platform } from './render-domain.ts'

/** What the use cases of this module are given. */
export interface DomainDeps extends CheckDeps, Platform {
  readonly newId: NewId
  readonly random: Random
  readonly box: SecretBox
  readonly jobs: Jobs
  /** Runs a write and stores the answer of a call with an idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}
