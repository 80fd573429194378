import type { Jobs } from '../../engine/index.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Store, Transaction } from '../../store/index.ts'
import type { ShelfOf } from './new-document.ts'
import type { FileReader, PageFetcher } from './port.ts'

export interface DocumentDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  readonly jobs: Jobs
  /** Runs a write and keeps its answer for the call's idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
  readonly reader: FileReader
  readonly fetcher: PageFetcher
  readonly shelfOf: ShelfOf
}

/** Who gives a document: an API key by its id, or what made it by its name. */
export interface Giver {
  readonly workspaceId: string
  readonly madeBy: string
}
