import type { Jobs } from '../../engine/index.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Store, Transaction } from '../../store/index.ts'
import type { Answerer } from '../chat/index.ts'
import type { ChooseShelves } from '../chat/port.ts'
import type { RecordEvents } from '../events/index.ts'
import type { NotifyOwners } from '../notifications/index.ts'
import type { BatchDocuments } from './batch-documents.ts'

export interface RolloutDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  readonly jobs: Jobs
  readonly recordEvents: RecordEvents
  readonly notifyOwners: NotifyOwners
  /** Runs a write and keeps its answer for the call's idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
  /** Asks the smoke questions. From the documents alone, so that they can be asked every minute and cost nothing. */
  readonly answer: Answerer
  readonly documents: BatchDocuments
  /** What sessions are shown beside what rollouts say: smoke questions are asked as a session would ask. */
  readonly asShown: (choose: ChooseShelves) => ChooseShelves
}
