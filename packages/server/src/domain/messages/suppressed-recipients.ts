import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import type { RecordEvents } from '../events/index.ts'
import { modeOf, type Place, placeKey, suppressedAmong } from '../suppressions/index.ts'
import { describeChange } from './describe-event.ts'
import { type Message, type MessageProgress, NO_PROGRESS } from './message.ts'
import { insertHistory } from './store-history.ts'
import { writeProgress } from './store-progress.ts'

/** Why a message to a suppressed address has failed, in the API, its event and its history. */
export const SUPPRESSED = {
  code: 'suppressed',
  message:
    'The address is on the suppression list: it bounced, complained, unsubscribed, said STOP, or was put there by hand.',
} as const

/** Where a recipient would be suppressed: each kind of message has its own list. */
export function placeOf({ kind, workspaceId, simulated, address }: Addressee): Place {
  return { workspaceId, mode: modeOf(simulated), channel: kind, address: address.toLowerCase() }
}

export type Addressee = Pick<Message, 'kind' | 'workspaceId' | 'simulated' | 'address'>

/** What is sent to whom. An answer to STOP or HELP says what its reader asked for, and goes to everybody. */
export interface Mailing extends Addressee {
  readonly isAnswer: boolean
}

/** Tells of recipients whether they are suppressed. */
export async function findSuppressed(
  read: Reader,
  mailings: readonly Mailing[],
  now: number,
): Promise<(mailing: Mailing) => boolean> {
  const places = mailings.filter(({ isAnswer }) => !isAnswer).map(placeOf)
  const found = places.length > 0 ? await suppressedAmong(read, places, now) : new Set<string>()
  return (mailing) => !mailing.isAnswer && found.has(placeKey(placeOf(mailing)))
}

/** How a message begins: queued, waiting for its time, or failed already. */
export function firstProgress(isSuppressed: boolean, scheduledAt: number | null, now: number): MessageProgress {
  if (!isSuppressed) return scheduledAt === null ? NO_PROGRESS : { ...NO_PROGRESS, state: 'scheduled' }
  return {
    ...NO_PROGRESS,
    state: 'failed',
    failedAt: now,
    errorCode: SUPPRESSED.code,
    errorMessage: SUPPRESSED.message,
  }
}

/** Writes why messages that were just inserted have failed, with the history and the events of it. */
export async function writeSuppressed(
  tx: Transaction,
  messages: readonly Message[],
  { clock, newId, recordEvents }: { clock: Clock; newId: NewId; recordEvents: RecordEvents },
): Promise<void> {
  const failed = messages.filter(({ state }) => state === 'failed')
  if (failed.length === 0) return
  const now = clock.now()
  await writeProgress(
    tx,
    failed.map((message) => ({ id: message.id, progress: message, dueAt: null })),
  )
  await insertHistory(
    tx,
    failed.map((message) => ({
      id: newId.prefixed('mst'),
      workspaceId: message.workspaceId,
      messageId: message.id,
      status: 'failed',
      applied: true,
      detail: SUPPRESSED,
      occurredAt: now,
      recordedAt: now,
    })),
  )
  const change = { status: 'failed', at: now, ...SUPPRESSED } as const
  await recordEvents(
    tx,
    failed.map((message) => describeChange(message, change, null)),
  )
}
