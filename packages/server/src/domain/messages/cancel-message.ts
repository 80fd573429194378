import { isAllowed } from '@posthorn/contract'

import { ApiError, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import type { QueueHandle } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Store, Transaction } from '../../store/index.ts'
import type { Credits } from '../usage/index.ts'
import { combineRecipients } from './combine-recipients.ts'
import type { MessageTask } from './message-task.ts'
import { kindOfId, type Message } from './message.ts'
import type { Carrier } from './port.ts'
import { renderSummary } from './render-summary.ts'
import { sendingEnd } from './sending-end.ts'
import { batchOf, messagesOfCall } from './store.ts'
import { batchById, waitingOfBatch } from './store-batches.ts'
import { insertHistory } from './store-history.ts'
import { type HeldMessage, holdMessages, writeCancelled } from './store-progress.ts'

export interface CancelDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly credits: Pick<Credits, 'settle'>
  readonly queue: Pick<QueueHandle<MessageTask>, 'scheduled'>
  readonly carrierNamed: (provider: string) => Carrier | undefined
  /** Runs a write and keeps its answer for the call's idempotency key in the same transaction. */
  readonly write: (call: Pick<Call, 'once'>, work: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
}

/** Cancels a message: of an e-mail with several recipients, what of it can be. */
export function cancelMessage(deps: CancelDeps, call: Call<'messages.cancel'>): Promise<Answer> {
  const { workspaceId } = call.caller
  const id = call.params.message_id
  return deps.write(call, async (tx) => {
    const kind = kindOfId(id)
    const rows = kind === undefined ? [] : await messagesOfCall(tx, workspaceId, kind, id)
    if (kind === undefined || rows.length === 0) throw notFound('message')
    const { cancelled, kept } = await cancelHeld(
      tx,
      rows.map(({ message }) => message.id),
      deps,
    )
    const [first] = kept
    if (cancelled.length === 0 && first) throw notCancellable(first)
    const after = [...cancelled, ...kept.map(({ message }) => message)].sort(byId) as [Message, ...Message[]]
    const to = after.map(({ address }) => address)
    return dataAnswer(200, renderSummary(combineRecipients(after), { to, batchId: await batchOf(tx, workspaceId, id) }))
  })
}

/** Cancels what of a batch is not sent yet, nor being sent. */
export function cancelBatch(deps: CancelDeps, call: Call<'batches.cancel'>): Promise<Answer> {
  const { workspaceId } = call.caller
  const id = call.params.batch_id
  return deps.write(call, async (tx) => {
    const batch = await batchById(tx, workspaceId, id)
    if (!batch) throw notFound('batch')
    const { cancelled } = await cancelHeld(tx, await waitingOfBatch(tx, workspaceId, id), deps)
    return dataAnswer(200, {
      batch_id: id,
      cancelled: cancelled.length,
      kept: batch.accepted - cancelled.length,
    })
  })
}

/**
 * Cancels those of these messages, all of one workspace, that no carrier is being asked to take. Whoever claims a message
 * holds its row, as this does, so it is either sent or cancelled. One that a process has leased and not begun is cancelled,
 * too, where the beginning is noted in the row: the note then finds the lease gone (see `MarkCalling`).
 */
async function cancelHeld(
  tx: Transaction,
  ids: readonly string[],
  deps: CancelDeps,
): Promise<{ cancelled: Message[]; kept: HeldMessage[] }> {
  const held = [...(await holdMessages(tx, deps.store.words, ids)).values()]
  const now = deps.clock.now()
  const [over = [], kept = []] = [true, false].map((may) => held.filter((row) => mayCancel(row, deps) === may))
  const cancelled = over.map(({ message }): Message => ({ ...message, state: 'cancelled', cancelledAt: now }))
  await writeCancelled(
    tx,
    cancelled.map((message) => ({ id: message.id, progress: message })),
  )
  await insertHistory(
    tx,
    cancelled.map(({ id: messageId, workspaceId }) => ({
      id: deps.newId.prefixed('mst'),
      workspaceId,
      messageId,
      status: 'cancelled',
      applied: true,
      detail: null,
      occurredAt: now,
      recordedAt: now,
    })),
  )
  await deps.credits.settle(
    tx,
    over.flatMap(({ message }, index) => sendingEnd(message, cancelled[index] as Message, now) ?? []),
  )
  // What stood behind them in their conversations may go.
  if (cancelled.length > 0) tx.afterCommit(() => deps.queue.scheduled(now))
  return { cancelled, kept }
}

function mayCancel({ message, dueAt, leaseOwner, callingSince }: HeldMessage, { carrierNamed }: CancelDeps): boolean {
  if (!isAllowed('message', 'cancel', message.state) || dueAt === null || callingSince !== null) return false
  return leaseOwner === '' || carrierNamed(message.provider)?.idempotentByMessageId !== true
}

/** 409 with its state and why that is in the way. */
function notCancellable({ message, dueAt }: HeldMessage): ApiError {
  const reason = !isAllowed('message', 'cancel', message.state)
    ? 'that is its end, or it is on its way already'
    : dueAt === null
      ? 'it was given to a carrier, and nobody knows yet whether it was taken'
      : 'it is being sent at this moment'
  return new ApiError('MESSAGE_NOT_CANCELLABLE', { words: { state: message.state, reason } })
}

function byId(one: Message, other: Message): number {
  return one.id < other.id ? -1 : 1
}
