import type { Answer, Call } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { SecretBox } from '../../kernel/secret-box.ts'
import type { Store, Transaction } from '../../store/index.ts'
import type { ChannelLines } from '../channels/index.ts'
import type { RecordEvents } from '../events/index.ts'
import type { ReceiveMessages, Reports, ResumeWaiting } from '../messages/index.ts'
import type { NotifyOwners } from '../notifications/index.ts'
import type { SessionDriver } from './port.ts'

/** What this module is given. */
export interface SessionDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  readonly box: SecretBox
  readonly driver: SessionDriver
  readonly recordEvents: RecordEvents
  readonly notifyOwners: NotifyOwners
  readonly resumeWaiting: ResumeWaiting
  readonly receive: ReceiveMessages
  readonly reports: Pick<Reports, 'receive'>
  readonly lines: Pick<ChannelLines, 'forget'>
  /** Finds or makes the webhook that gets what is sent to it by name. */
  readonly callbackWebhook: (tx: Transaction, workspaceId: string, url: string) => Promise<string>
  readonly vetUrl: (url: string) => Promise<{ ok: true } | { ok: false; message: string }>
  /** Runs a write and stores the answer of a call with an idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}
