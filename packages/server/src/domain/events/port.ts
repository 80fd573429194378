import type { Answer, Call } from '../../kernel/call.ts'
import type { Transaction } from '../../store/index.ts'
import type { RecordedEvent } from './event.ts'

/** Schedules whatever must follow from events, in the transaction that records them. Webhooks fill it. */
export type FanOut = (tx: Transaction, events: readonly RecordedEvent[]) => Promise<void>

/** A call and what it will be answered once its work is on disk. */
export interface AnsweredCall {
  readonly call: Pick<Call, 'once'>
  readonly answer: Answer
}

/**
 * Stores the answers of calls that carry an idempotency key, in the transaction of their work. Returns the calls whose
 * work is to be done: all but those whose key was answered before, by another process or a moment ago.
 */
export type SaveAnswers = <Item extends AnsweredCall>(
  tx: Transaction,
  items: readonly Item[],
) => Promise<ReadonlySet<Item>>

/** How an event fares with each webhook that wants it, for the event's own page. */
export type DeliveriesOfEvent = (workspaceId: string, eventId: string) => Promise<readonly object[]>
