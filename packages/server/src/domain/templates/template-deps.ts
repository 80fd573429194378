import type { Jobs } from '../../engine/index.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Store, Transaction } from '../../store/index.ts'
import type { ChannelLines } from '../channels/index.ts'
import type { TemplateLine } from './port.ts'

/** Tells the owners of a workspace, in the transaction of what happened. */
export type TellOwners = (
  tx: Transaction,
  notice: { workspaceId: string; kind: string; subject: string; text: string },
) => Promise<void>

/** What the use cases of this module are given. */
export interface TemplateDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  readonly jobs: Jobs
  readonly lines: Pick<ChannelLines<TemplateLine>, 'entered'>
  readonly tellOwners: TellOwners
  /** How long the simulated review takes. */
  readonly simulatedReviewMs: number
  /** Runs a write and stores the answer of a call with an idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}
