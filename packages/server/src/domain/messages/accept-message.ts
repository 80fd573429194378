import type { QueueHandle } from '../../engine/index.ts'
import { ApiError } from '../../kernel/api-error.ts'
import { type Answer, AnsweredBefore, type Call, dataAnswer } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { BatchKind, Store, Transaction } from '../../store/index.ts'
import { findOrMakeChannels } from '../channels/index.ts'
import { type Contact, findOrMakeContacts } from '../contacts/index.ts'
import { findOrMakeConversations } from '../conversations/index.ts'
import type { RecordEvents } from '../events/index.ts'
import type { SaveAnswers } from '../events/port.ts'
import type { Credits, Demand } from '../usage/index.ts'
import type { Batch } from './batch.ts'
import { combineRecipients } from './combine-recipients.ts'
import { isAnswer } from './content.ts'
import { type MessageTask, toTask } from './message-task.ts'
import { idPrefixOf, isWaiting, type Message, type MessageKind } from './message.ts'
import type { NewMessage, Recipient } from './new-message.ts'
import { pauseWaiting } from './pause-messages.ts'
import { busyConversations, insertMessages, type QueuedMessage } from './store.ts'
import { insertBatches } from './store-batches.ts'
import { findSuppressed, firstProgress, writeSuppressed } from './suppressed-recipients.ts'

export interface AcceptDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly recordEvents: RecordEvents
  readonly saveAnswers: SaveAnswers
  readonly credits: Pick<Credits, 'reserve'>
  /** Finds or makes the webhook that gets the events of messages with this `callback_url`. */
  readonly callbackWebhook: (tx: Transaction, workspaceId: string, url: string) => Promise<string>
  /** Name of the carrier that sends it where nobody entered a channel. */
  readonly providerOf: (kind: MessageKind, simulated: boolean) => string
  readonly queue: QueueHandle<MessageTask>
}

interface Acceptance {
  readonly call: Pick<Call, 'once'>
  readonly message: NewMessage
  /** Shows the message, all its recipients taken together, as the API's object. */
  readonly render: (message: Message) => object
}

/** What one call sends: all of it, or nothing. */
export interface AcceptedCall {
  readonly call: Pick<Call, 'once'>
  readonly workspaceId: string
  readonly kind: MessageKind
  readonly simulated: boolean
  readonly messages: readonly NewMessage[]
  /** Where they are a batch: what is written of it. */
  readonly batch: Batch | null
  /** The answer; it is given the messages in their order, all recipients of each taken together. */
  readonly answer: (messages: readonly Message[]) => Answer
}

export interface AcceptMessages {
  /** Takes in one message, gathered with what other calls bring. */
  one(acceptance: Acceptance): Promise<Answer>
  /** The same for a call with any number of messages. */
  all(call: AcceptedCall): Promise<Answer>
  /** The same in the caller's transaction, which then is the call's own. */
  within(tx: Transaction, call: AcceptedCall): Promise<Answer>
}

/** One recipient's part of a call. */
interface Part {
  readonly call: AcceptedCall
  readonly message: NewMessage
  readonly recipient: Recipient
  /** Of the message that it becomes. */
  readonly id: string
}

/**
 * Takes messages in: one transaction for all that arrive together holds the messages, which are their own queue rows,
 * whatever contact and conversation they are the first of, the credits that are reserved for them, and the idempotent replies.
 * A call that cannot be paid leaves nothing behind.
 */
export function createAcceptMessages(deps: AcceptDeps): AcceptMessages {
  const calls: BatchKind<AcceptedCall, Answer | ApiError> = {
    name: 'accept-message',
    run: (tx, items) => acceptCalls(tx, items, deps),
  }
  const all = async (call: AcceptedCall): Promise<Answer> => answerOrThrow(await deps.store.grouped.submit(calls, call))
  return {
    all,
    one({ call, message, render }) {
      const { workspaceId, simulated, content } = message
      const answer = ([accepted]: readonly Message[]): Answer => dataAnswer(201, render(accepted as Message))
      return all({ call, workspaceId, simulated, kind: content.kind, messages: [message], batch: null, answer })
    },
    async within(tx, call) {
      const [answer] = await acceptCalls(tx, [call], deps)
      return answerOrThrow(answer as Answer | ApiError)
    },
  }
}

function answerOrThrow(answer: Answer | ApiError): Answer {
  if (answer instanceof ApiError) throw answer
  return answer
}

async function acceptCalls(
  tx: Transaction,
  items: readonly AcceptedCall[],
  deps: AcceptDeps,
): Promise<(Answer | ApiError)[]> {
  const calls = items.map((call) => partsOf(call, deps.newId))
  const isSuppressed = await findSuppressed(tx, calls.flat().map(addressee), deps.clock.now())
  const toSend = calls.map((parts) => parts.filter((part) => !isSuppressed(addressee(part))))
  const { refusals, costs, emptied } = await deps.credits.reserve(tx, items.map(demandOf(toSend)))
  const paid = items.filter((_, index) => refusals[index] === null)
  if (paid.length === 0) return refusals.filter((refusal) => refusal !== null)
  const parts = calls.filter((_, index) => refusals[index] === null).flat()
  const placed = await placeParts(tx, parts, { costs, isSuppressed }, deps)
  const byCall = Map.groupBy(placed, ({ call }) => call)
  const answered = paid.map((item) => ({
    item,
    call: item.call,
    answer: item.answer(combined(byCall.get(item) ?? [])),
  }))
  // A call that lost the race for its key takes back the contact it made as well: the group is written again, each
  // call by itself, and the one that lost fails alone.
  if ((await deps.saveAnswers(tx, answered)).size < answered.length) throw new AnsweredBefore()
  await insertBatches(
    tx,
    paid.flatMap(({ batch }) => batch ?? []),
  )
  await queueMessages(tx, placed, deps)
  await writeSuppressed(
    tx,
    placed.map(({ accepted }) => accepted),
    deps,
  )
  await pauseWaiting(tx, emptied, deps)
  const answers = new Map(answered.map(({ item, answer }) => [item, answer]))
  return items.map((item, index) => refusals[index] ?? (answers.get(item) as Answer))
}

/** The messages of a call, in its order, the recipients of each taken together. */
function combined(placed: readonly PlacedPart[]): Message[] {
  const groups = Map.groupBy(placed, ({ message }) => message)
  return [...groups.values()].map((own) =>
    combineRecipients(own.map(({ accepted }) => accepted) as [Message, ...Message[]]),
  )
}

function partsOf(call: AcceptedCall, newId: NewId): Part[] {
  return call.messages.flatMap((message) =>
    message.recipients.map((recipient, index) => ({
      call,
      message,
      recipient,
      id: index === 0 ? message.id : newId.prefixed(idPrefixOf[call.kind]),
    })),
  )
}

/** What each call has to pay for: its recipients but for those that are suppressed. */
function demandOf(toSend: readonly (readonly Part[])[]) {
  return ({ workspaceId, kind, simulated }: AcceptedCall, index: number): Demand => {
    const messages = (toSend[index] ?? []).map(({ id, message: { segments }, recipient: { address } }) => ({
      id,
      address,
      segments,
    }))
    return { workspaceId, kind, simulated, messages }
  }
}

type IsSuppressed = Awaited<ReturnType<typeof findSuppressed>>

interface PlacedPart extends Part {
  readonly accepted: Message
  readonly contact: Contact
}

/** Finds, or makes, the channel, the contact and the conversation of each part. */
async function placeParts(
  tx: Transaction,
  parts: readonly Part[],
  { costs, isSuppressed }: { costs: ReadonlyMap<string, number>; isSuppressed: IsSuppressed },
  deps: AcceptDeps,
): Promise<PlacedPart[]> {
  if (parts.length === 0) return []
  const now = deps.clock.now()
  const kinds = parts.map(({ call: { workspaceId, kind, simulated }, message }) => ({
    workspaceId,
    simulated,
    type: kind,
    provider: deps.providerOf(kind, simulated),
    only: message.session?.channelId ?? null,
  }))
  const channels = await findOrMakeChannels(tx, kinds, deps)
  const addresses = parts.map(({ call, recipient }) => ({ workspaceId: call.workspaceId, ...recipient.contact }))
  const contacts = await findOrMakeContacts(tx, addresses, deps)
  const placedOn = channels.map((channel, index) => ({ channel, contact: contacts[index] as Contact }))
  const conversations = await findOrMakeConversations(
    tx,
    placedOn.map(({ channel, contact }) => ({
      workspaceId: channel.workspaceId,
      channelId: channel.id,
      channelType: channel.type,
      contactId: contact.id,
    })),
    deps,
  )
  const callbacks = await findCallbacks(tx, parts, deps)
  return parts.map((part, index) => {
    const { message: asked } = part
    const { channel, contact } = placedOn[index] as (typeof placedOn)[number]
    const scheduledAt = asked.scheduledAt ?? null
    const accepted: Message = {
      ...firstProgress(isSuppressed(addressee(part)), scheduledAt, now),
      id: part.id,
      workspaceId: asked.workspaceId,
      callId: part.id === asked.id ? null : asked.id,
      conversationId: conversations[index]?.id ?? '',
      contactId: contact.id,
      channelId: channel.id,
      kind: asked.content.kind,
      direction: 'outbound',
      address: part.recipient.address,
      segments: asked.segments,
      simulated: asked.simulated,
      credits: costs.get(part.id) ?? 0,
      callbackWebhookId: callbacks.get(callbackKey(asked)) ?? asked.session?.webhookId ?? null,
      provider: channel.provider,
      createdAt: now,
      scheduledAt,
      attempts: 0,
    }
    return { ...part, accepted, contact }
  })
}

function addressee({ call: { workspaceId, kind, simulated }, message: { content }, recipient }: Part) {
  return { kind, workspaceId, simulated, address: recipient.address, isAnswer: isAnswer(content) }
}

async function findCallbacks(tx: Transaction, parts: readonly Part[], deps: AcceptDeps): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const { message } of parts) {
    const { workspaceId, callbackUrl } = message
    const key = callbackKey(message)
    if (callbackUrl !== null && !found.has(key))
      found.set(key, await deps.callbackWebhook(tx, workspaceId, callbackUrl))
  }
  return found
}

function callbackKey({ workspaceId, callbackUrl }: NewMessage): string {
  return `${workspaceId}\n${callbackUrl ?? ''}`
}

/**
 * Writes the messages and hands over those that may go at once. A message whose conversation has one on its way is left
 * in the table, where the engine takes it up when its turn has come: in memory it would overtake a retry. So is one whose
 * time is yet to come. One that has failed already is nobody's work.
 */
async function queueMessages(
  tx: Transaction,
  placed: readonly PlacedPart[],
  { queue, clock }: AcceptDeps,
): Promise<void> {
  const busy = await busyConversations(tx, [...new Set(placed.map(({ accepted }) => accepted.conversationId))])
  const queued = placed.map(
    ({ accepted: message, contact, call, message: { content } }): QueuedMessage & { task: MessageTask } => {
      const lane = message.channelId
      const task = toTask(message, { content, contactName: contact.name, lane, callingSince: null })
      const goesNow = message.state === 'queued' && !busy.has(message.conversationId)
      if (message.state === 'queued') busy.add(message.conversationId)
      return {
        message,
        content,
        batchId: call.batch?.id ?? null,
        lane,
        task,
        leaseOwner: goesNow ? queue.ownerFor(lane, task.bytes) : '',
      }
    },
  )
  await insertMessages(tx, queued)
  tx.afterCommit(() => {
    const work = queued.filter(({ message }) => isWaiting(message.state))
    for (const [owner, own] of Map.groupBy(work, (each) => each.leaseOwner)) {
      if (owner === '') queue.scheduled(Math.min(...own.map(({ message }) => message.scheduledAt ?? clock.now())))
      else
        queue.committed(
          own.map(({ task }) => task),
          owner,
        )
    }
  })
}
