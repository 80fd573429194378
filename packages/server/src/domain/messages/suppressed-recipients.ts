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
  message: 'The address is on the suppression list: it bounced, complained, unsubscribed, or was put there by hand.',
} as const

/** Where a recipient of e-mail would be suppressed. */
export function placeOf({
  workspaceId,
  simulated,
  address,
}: Pick<Message, 'workspaceId' | 'simulated' | 'address'>): Place {
  return { workspaceId, mode: modeOf(simulated), address: address.toLowerCase() }
}

/** Tells of recipients whether they are suppressed; others than those of e-mail never are. */
export async function findSuppressed(
  read: Reader,
  recipients: readonly Pick<Message, 'kind' | 'workspaceId' | 'simulated' | 'address'>[],
  now: number,
): Promise<(recipient: Pick<Message, 'kind' | 'workspaceId' | 'simulated' | 'address'>) => boolean> {
  const places = recipients.filter(({ kind }) => kind === 'email').map(placeOf)
  const found = places.length > 0 ? await suppressedAmong(read, places, now) : new Set<string>()
  return (recipient) => recipient.kind === 'email' && found.has(placeKey(placeOf(recipient)))
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
