import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Transaction } from '../../store/index.ts'
import { type EventDraft, recorded, type RecordedEvent } from './event.ts'
import type { FanOut } from './port.ts'
import { insertEvents } from './store.ts'

/** Records what happened, and schedules what follows from it, in the caller's transaction. */
export type RecordEvents = (tx: Transaction, drafts: readonly EventDraft[]) => Promise<readonly RecordedEvent[]>

export interface EventDeps {
  readonly clock: Clock
  readonly newId: NewId
  readonly fanOut: FanOut
}

export function createRecordEvents({ clock, newId, fanOut }: EventDeps): RecordEvents {
  return async (tx, drafts) => {
    const events = drafts.map((draft) => recorded(newId.prefixed('evt'), draft))
    await writeEvents(tx, events, { clock, fanOut })
    return events
  }
}

/** The same for events that already have their id. */
export async function writeEvents(
  tx: Transaction,
  events: readonly RecordedEvent[],
  { clock, fanOut }: Pick<EventDeps, 'clock' | 'fanOut'>,
): Promise<void> {
  if (events.length === 0) return
  await insertEvents(tx, events, false, clock.now())
  await fanOut(tx, events)
}
