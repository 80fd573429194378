import type { Jobs, Settled } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { BatchKind, Store, Transaction } from '../../store/index.ts'
import type { EventDraft, RecordEvents } from '../events/index.ts'
import { type NewSuppression, suppress } from '../suppressions/index.ts'
import type { Credits } from '../usage/index.ts'
import { decideChange, type MessageChange } from './change-message.ts'
import { type AfterAnswer, decideAfterAnswer, type RetryPolicy } from './decide-after-answer.ts'
import type { MessageContent } from './content.ts'
import type { MessageTask } from './message-task.ts'
import { describeChange } from './describe-event.ts'
import type { CarriedBy, Message, MessageProgress } from './message.ts'
import { type MessagePart, partsAfter } from './message-parts.ts'
import { pauseWaiting } from './pause-messages.ts'
import type { CarrierAnswer } from './port.ts'
import { foreseenReports } from './report-jobs.ts'
import { sendingEnd } from './sending-end.ts'
import { type HistoryLine, insertHistory } from './store-history.ts'
import { suppressionAfter } from './suppression-after.ts'
import { insertParts } from './store-parts.ts'
import { type HeldMessage, holdMessages, writeSettled } from './store-progress.ts'

export interface SendOutcome {
  readonly answer: CarrierAnswer
  /** Whom the message was given to; null: nobody. */
  readonly by: CarriedBy | null
  /** Whether another channel is there to make the next attempt. */
  readonly elsewhere: boolean
  /** What it says now, where that is not what it said before. */
  readonly content?: MessageContent
  /** Milliseconds since 1970. */
  readonly finishedAt: number
}

export type SettleMessage = (task: MessageTask, outcome: SendOutcome, owner: string) => Promise<Settled>

export interface SettleDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly recordEvents: RecordEvents
  readonly jobs: Pick<Jobs, 'enqueue'>
  readonly credits: Pick<Credits, 'settle' | 'depletedAmong'>
  readonly retryPolicy: RetryPolicy
}

interface Settlement {
  readonly task: MessageTask
  readonly outcome: SendOutcome
  readonly owner: string
}

/** What one attempt leaves behind. */
interface Aftermath {
  readonly message: Message
  readonly progress: MessageProgress
  readonly segments: number | null
  readonly attempts: number
  readonly dueAt: number | null
  readonly line: Pick<HistoryLine, 'status' | 'applied' | 'detail'>
  readonly event: EventDraft | null
}

/** Writes what carriers answered: the state, the history, the event and the reports to come, in one transaction. */
export function createSettleMessage(deps: SettleDeps): SettleMessage {
  const settlements: BatchKind<Settlement, Settled> = {
    name: 'settle-message',
    async run(tx, items) {
      const held = await holdMessages(
        tx,
        deps.store.words,
        items.map(({ task }) => task.id),
      )
      const aftermaths = items.map((item) => {
        const row = held.get(item.task.id)
        // A lease that was lost in the meantime: what follows is the new owner's to write.
        return row?.leaseOwner === item.owner ? { item, ...aftermathOf(row, item, deps.retryPolicy) } : null
      })
      const written = aftermaths.filter((each) => each !== null)
      await writeSettled(
        tx,
        written.map((each) => ({ ...each, id: each.message.id })),
      )
      const now = deps.clock.now()
      await insertHistory(
        tx,
        written.map(({ item, message, line }) => ({
          ...line,
          id: deps.newId.prefixed('mst'),
          workspaceId: message.workspaceId,
          messageId: message.id,
          occurredAt: item.outcome.finishedAt,
          recordedAt: now,
        })),
      )
      await insertParts(
        tx,
        written.flatMap((each) => partsSent(each, now)),
      )
      await suppress(
        tx,
        deps,
        written.flatMap((each) => optOutsOf(each)),
      )
      await deps.recordEvents(
        tx,
        written.flatMap(({ event }) => event ?? []),
      )
      const answers = written.map(({ item, message }) => ({ message, answer: item.outcome.answer }))
      await deps.jobs.enqueue(tx, foreseenReports(answers, now))
      await deps.credits.settle(
        tx,
        written.flatMap(({ message, progress }) => sendingEnd(message, progress, now) ?? []),
      )
      await pauseUnpaid(tx, written, deps)
      return aftermaths.map((each) => ({ dueAt: each?.dueAt ?? null }))
    },
  }
  return (task, outcome, owner) => deps.store.grouped.submit(settlements, { task, outcome, owner })
}

/** Without credits nothing is tried again: what the carrier did not take waits for them. */
async function pauseUnpaid(tx: Transaction, written: readonly Aftermath[], deps: SettleDeps): Promise<void> {
  const waiting = written.filter(({ message, dueAt }) => dueAt !== null && message.credits > 0)
  if (waiting.length === 0) return
  const depleted = await deps.credits.depletedAmong(
    tx,
    waiting.map(({ message }) => message.workspaceId),
  )
  await pauseWaiting(tx, depleted, deps)
}

function aftermathOf({ message }: HeldMessage, { task, outcome }: Settlement, policy: RetryPolicy): Aftermath {
  const { answer, by, elsewhere, finishedAt } = outcome
  const acceptedAt = message.scheduledAt ?? message.createdAt
  const attempt = { number: task.attempt, finishedAt, acceptedAt, elsewhere }
  const after = decideAfterAnswer(answer, attempt, policy)
  const accepted = answer.kind === 'accepted' ? answer : null
  const current: Message = {
    ...message,
    ...by,
    // Its time had come.
    state: message.state === 'scheduled' ? 'queued' : message.state,
    segments: accepted?.segments ?? message.segments,
    providerMessageId: accepted?.providerMessageId ?? message.providerMessageId,
  }
  const rest = { message: current, segments: current.segments, attempts: task.attempt }
  const change = changeOf(after, finishedAt)
  if (change === null) {
    // A report that came during the attempt says that the carrier has the message after all: it is not tried again.
    const dueAt = after.next === 'retry' && current.state === 'queued' ? after.at : null
    return { ...rest, progress: current, dueAt, line: unchangedLine(after, by), event: null }
  }
  const decision = decideChange({ kind: message.kind, progress: current, engagements: new Set() }, change)
  const line = {
    status: change.status,
    applied: decision.kind === 'apply',
    detail: { ...placeOf(by), ...detailOf(change, current) },
  }
  if (decision.kind === 'record') return { ...rest, progress: current, dueAt: null, line, event: null }
  const sent = {
    content: outcome.content ?? task.content,
    contactName: task.contactName,
    costUsd: accepted?.costUsd ?? null,
  }
  return { ...rest, progress: decision.progress, dueAt: null, line, event: describeChange(current, change, sent) }
}

/** Whoever the carrier says wants nothing is asked no more. */
function optOutsOf({ item, message }: Aftermath & { item: Settlement }): NewSuppression[] {
  const { answer, finishedAt: at } = item.outcome
  if (answer.kind !== 'rejected') return []
  const { code, message: words } = answer
  return suppressionAfter({ ...message, errorCode: null }, { status: 'failed', code, message: words, at }, true)
}

/** What the carrier calls the parts that it took. */
function partsSent({ item, message, attempts }: Aftermath & { item: Settlement }, now: number): MessagePart[] {
  const { answer, by } = item.outcome
  if (!('parts' in answer) || by === null) return []
  const { id: messageId, address: recipient } = message
  return partsAfter(answer.parts, { messageId, attempt: attempts, channelId: by.channelId, recipient, createdAt: now })
}

function changeOf(after: AfterAnswer, at: number): MessageChange | null {
  switch (after.next) {
    case 'sent':
      return { status: 'sent', at }
    case 'failed':
      return { status: 'failed', at, code: after.code, message: after.message }
    case 'retry':
    case 'unknown':
      return null
  }
}

/** Who carried the attempt. */
function placeOf(by: CarriedBy | null): object {
  return by === null ? {} : { channel_id: by.channelId, provider: by.provider }
}

function unchangedLine(after: AfterAnswer, by: CarriedBy | null): Pick<HistoryLine, 'status' | 'applied' | 'detail'> {
  if (after.next === 'retry') {
    const detail = { ...placeOf(by), because: after.because, at: after.at }
    return { status: 'retrying', applied: false, detail }
  }
  const why = 'detail' in after ? { detail: after.detail } : {}
  return { status: 'unknown', applied: false, detail: { ...placeOf(by), ...why } }
}

function detailOf(change: MessageChange, message: Message): object {
  if (change.status === 'failed') return { code: change.code, message: change.message }
  return { provider_message_id: message.providerMessageId }
}
