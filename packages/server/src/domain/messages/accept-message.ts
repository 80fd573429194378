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
import { combineRecipients } from './combine-recipients.ts'
import { isAnswer } from './content.ts'
import { type MessageTask, toTask } from './message-task.ts'
import { idPrefixOf, type Message, type MessageKind } from './message.ts'
import type { NewMessage, Recipient } from './new-message.ts'
import { pauseWaiting } from './pause-messages.ts'
import { busyConversations, insertMessages, type QueuedMessage } from './store.ts'
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

/** One recipient's part of a call. */
interface Part {
  readonly acceptance: Acceptance
  readonly recipient: Recipient
  /** Of the message that it becomes. */
  readonly id: string
}

/**
 * Takes messages in: one transaction for all that arrive together holds the messages, which are their own queue rows,
 * whatever contact and conversation they are the first of, the credits that are reserved for them, and the idempotent replies.
 * A call that cannot be paid leaves nothing behind.
 */
export function createAcceptMessage(deps: AcceptDeps): (acceptance: Acceptance) => Promise<Answer> {
  const acceptances: BatchKind<Acceptance, Answer | ApiError> = {
    name: 'accept-message',
    async run(tx, items) {
      const calls = items.map((acceptance) => partsOf(acceptance, deps.newId))
      const isSuppressed = await findSuppressed(tx, calls.flat().map(addressee), deps.clock.now())
      const toSend = calls.map((parts) => parts.filter((part) => !isSuppressed(addressee(part))))
      const { refusals, costs, emptied } = await deps.credits.reserve(tx, items.map(demandOf(toSend)))
      const parts = calls.filter((_, index) => refusals[index] === null).flat()
      if (parts.length === 0) return refusals.filter((refusal) => refusal !== null)
      const placed = await placeParts(tx, parts, { costs, isSuppressed }, deps)
      const answered = [...Map.groupBy(placed, ({ acceptance }) => acceptance)].map(([acceptance, own]) => {
        const messages = own.map(({ message }) => message) as [Message, ...Message[]]
        const { call, render } = acceptance
        return { acceptance, call, answer: dataAnswer(201, render(combineRecipients(messages))) }
      })
      // A call that lost the race for its key takes back the contact it made as well: the group is written again, each
      // call by itself, and the one that lost fails alone.
      if ((await deps.saveAnswers(tx, answered)).size < answered.length) throw new AnsweredBefore()
      await queueMessages(tx, placed, deps)
      await writeSuppressed(
        tx,
        placed.map(({ message }) => message),
        deps,
      )
      await pauseWaiting(tx, emptied, deps)
      const answers = new Map(answered.map(({ acceptance, answer }) => [acceptance, answer]))
      return items.map((acceptance, index) => refusals[index] ?? (answers.get(acceptance) as Answer))
    },
  }
  return async (acceptance) => {
    const answer = await deps.store.grouped.submit(acceptances, acceptance)
    if (answer instanceof ApiError) throw answer
    return answer
  }
}

function partsOf(acceptance: Acceptance, newId: NewId): Part[] {
  const { id, content, recipients } = acceptance.message
  return recipients.map((recipient, index) => ({
    acceptance,
    recipient,
    id: index === 0 ? id : newId.prefixed(idPrefixOf[content.kind]),
  }))
}

/** What each call has to pay for: its recipients but for those that are suppressed. */
function demandOf(toSend: readonly (readonly Part[])[]) {
  return ({ message }: Acceptance, index: number): Demand => {
    const { workspaceId, content, simulated, segments } = message
    const messages = (toSend[index] ?? []).map(({ id, recipient: { address } }) => ({ id, address, segments }))
    return { workspaceId, kind: content.kind, simulated, messages }
  }
}

type IsSuppressed = Awaited<ReturnType<typeof findSuppressed>>

interface PlacedPart extends Part {
  readonly message: Message
  readonly contact: Contact
}

/** Finds, or makes, the channel, the contact and the conversation of each part. */
async function placeParts(
  tx: Transaction,
  parts: readonly Part[],
  { costs, isSuppressed }: { costs: ReadonlyMap<string, number>; isSuppressed: IsSuppressed },
  deps: AcceptDeps,
): Promise<PlacedPart[]> {
  const now = deps.clock.now()
  const kinds = parts.map(({ acceptance: { message } }) => {
    const { workspaceId, simulated } = message
    const type = message.content.kind
    return { workspaceId, simulated, type, provider: deps.providerOf(type, simulated) }
  })
  const channels = await findOrMakeChannels(tx, kinds, deps)
  const addresses = parts.map(({ acceptance, recipient }) => ({
    workspaceId: acceptance.message.workspaceId,
    ...recipient.contact,
  }))
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
    const { message: asked } = part.acceptance
    const { channel, contact } = placedOn[index] as (typeof placedOn)[number]
    const message: Message = {
      ...firstProgress(isSuppressed(addressee(part)), now),
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
      callbackWebhookId: callbacks.get(callbackKey(asked)) ?? null,
      provider: channel.provider,
      createdAt: now,
      attempts: 0,
    }
    return { ...part, message, contact }
  })
}

function addressee({ acceptance: { message }, recipient }: Part) {
  const { workspaceId, simulated, content } = message
  return { kind: content.kind, workspaceId, simulated, address: recipient.address, isAnswer: isAnswer(content) }
}

async function findCallbacks(tx: Transaction, parts: readonly Part[], deps: AcceptDeps): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const { acceptance } of parts) {
    const { workspaceId, callbackUrl } = acceptance.message
    const key = callbackKey(acceptance.message)
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
 * in the table, where the engine takes it up when its turn has come: in memory it would overtake a retry. One that has
 * failed already is nobody's work.
 */
async function queueMessages(
  tx: Transaction,
  placed: readonly PlacedPart[],
  { queue, clock }: AcceptDeps,
): Promise<void> {
  const busy = await busyConversations(tx, [...new Set(placed.map(({ message }) => message.conversationId))])
  const queued = placed.map(
    ({ message, contact, acceptance: { message: asked } }): QueuedMessage & { task: MessageTask } => {
      const lane = message.channelId
      const task = toTask(message, { content: asked.content, contactName: contact.name, lane, callingSince: null })
      const isOver = message.state === 'failed'
      const mustWait = isOver || busy.has(message.conversationId)
      if (!isOver) busy.add(message.conversationId)
      return {
        message,
        content: asked.content,
        lane,
        task,
        leaseOwner: mustWait ? '' : queue.ownerFor(lane, task.bytes),
      }
    },
  )
  await insertMessages(tx, queued)
  tx.afterCommit(() => {
    const work = queued.filter(({ message }) => message.state === 'queued')
    for (const [owner, leased] of Map.groupBy(work, (each) => each.leaseOwner)) {
      if (owner === '') queue.scheduled(clock.now())
      else
        queue.committed(
          leased.map(({ task }) => task),
          owner,
        )
    }
  })
}
