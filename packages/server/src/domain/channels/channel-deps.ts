import type { Answer, Call } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { SecretBox } from '../../kernel/secret-box.ts'
import type { Store, Transaction } from '../../store/index.ts'
import type { RecordEvents } from '../events/index.ts'
import type { ChannelLines } from './channel-lines.ts'
import type { Providers } from './providers.ts'

/** What the use cases of this module are given. */
export interface ChannelDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  readonly box: SecretBox
  readonly recordEvents: RecordEvents
  readonly providers: Providers
  /** Where carriers reach this server, without a slash at the end; null: nobody knows. */
  readonly publicUrl: string | null
  readonly lines: Pick<ChannelLines, 'forget'>
  /** Runs a write and stores the answer of a call with an idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}
