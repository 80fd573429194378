import type { Jobs } from '../../engine/index.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Random } from '../../kernel/random.ts'
import type { Store, Transaction } from '../../store/index.ts'
import type { RecordEvents } from '../events/index.ts'
import type { Answerer } from './answerer.ts'
import type { ChooseShelves } from './port.ts'
import type { Turns } from './take-turns.ts'

/** What the module's use cases are made of; each takes the part it needs. */
export interface ChatDeps {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly newId: NewId
  readonly log: Log
  readonly jobs: Jobs
  readonly recordEvents: RecordEvents
  readonly answer: Answerer
  readonly chooseShelves: ChooseShelves
  readonly turns: Turns
  /** Milliseconds in which a question is answered while its caller waits, and while nobody does. */
  readonly deadlineMs: number
  readonly asyncDeadlineMs: number
  readonly vetUrl: (url: string) => Promise<{ readonly ok: true } | { readonly ok: false; readonly message: string }>
  readonly callbackWebhook: (tx: Transaction, workspaceId: string, url: string) => Promise<string>
  /** Runs a write and keeps its answer for the call's idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}
