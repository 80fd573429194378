import type { QueueHandle } from '../../engine/index.ts'
import { type Answer, AnsweredBefore, type Call, dataAnswer } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { BatchKind, Store, Transaction } from '../../store/index.ts'
import { findOrMakeChannels } from '../channels/index.ts'
import { type Contact, findOrMakeContacts } from '../contacts/index.ts'
import { findOrMakeConversations } from '../conversations/index.ts'
import type { RecordEvents } from '../events/index.ts'
import type { SaveAnswers } from '../events/port.ts'
import { type MessageTask, toTask } from './message-task.ts'
import { idPrefixOf, type Message, type MessageKind, NO_PROGRESS } from './message.ts'
import type { NewMessage, Recipient } from './new-message.ts'
import { busyConversations, insertMessages, type QueuedMessage } from './store.ts'

export interface AcceptDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly recordEvents: RecordEvents
  readonly saveAnswers: SaveAnswers
  /** Finds or makes the webhook that gets the events of messages with this `callback_url`. */
  readonly callbackWebhook: (tx: Transaction, workspaceId: string, url: string) => Promise<string>
  /** Name of the carrier that sends it where nobody entered a channel. */
  readonly providerOf: (kind: MessageKind, simulated: boolean) => string
  readonly queue: QueueHandle<MessageTask>
}

interface Acceptance {
  readonly call: Pick<Call, 'once'>
  readonly message: NewMessage
  /** Shows the message, the first where there are several, as the API's object. */
  readonly render: (message: Message) => object
}

/** One recipient's part of a call. */
interface Part {
  readonly acceptance: Acceptance
  readonly recipient: Recipient
}

/**
 * Takes messages in: one transaction for all that arrive together holds the messages, which are their own queue rows,
 * whatever contact and conversation they are the first of, and the idempotent replies.
 */
export function createAcceptMessage(deps: AcceptDeps): (acceptance: Acceptance) => Promise<Answer> {
  const acceptances: BatchKind<Acceptance, Answer> = {
    name: 'accept-message',
    async run(tx, items) {
      const parts = items.flatMap((acceptance) =>
        acceptance.message.recipients.map((recipient) => ({ acceptance, recipient })),
      )
      const placed = await placeParts(tx, parts, deps)
      const answered = placed
        .filter(({ message }) => message.callId === null)
        .map(({ acceptance: { call, render }, message }) => ({ call, answer: dataAnswer(201, render(message)) }))
      // A call that lost the race for its key takes back the contact it made as well: the group is written again, each
      // call by itself, and the one that lost fails alone.
      if ((await deps.saveAnswers(tx, answered)).size < items.length) throw new AnsweredBefore()
      await queueMessages(tx, placed, deps)
      return answered.map(({ answer }) => answer)
    },
  }
  return (acceptance) => deps.store.grouped.submit(acceptances, acceptance)
}

interface PlacedPart extends Part {
  readonly message: Message
  readonly contact: Contact
}

/** Finds, or makes, the channel, the contact and the conversation of each part. */
async function placeParts(tx: Transaction, parts: readonly Part[], deps: AcceptDeps): Promise<PlacedPart[]> {
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
    const isFirst = asked.recipients[0] === part.recipient
    const { channel, contact } = placedOn[index] as (typeof placedOn)[number]
    const message: Message = {
      ...NO_PROGRESS,
      id: isFirst ? asked.id : deps.newId.prefixed(idPrefixOf[asked.content.kind]),
      workspaceId: asked.workspaceId,
      callId: isFirst ? null : asked.id,
      conversationId: conversations[index]?.id ?? '',
      contactId: contact.id,
      channelId: channel.id,
      kind: asked.content.kind,
      direction: 'outbound',
      address: part.recipient.address,
      segments: asked.segments,
      simulated: asked.simulated,
      callbackWebhookId: callbacks.get(callbackKey(asked)) ?? null,
      provider: channel.provider,
      createdAt: now,
      attempts: 0,
    }
    return { ...part, message, contact }
  })
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
 * in the table, where the engine takes it up when its turn has come: in memory it would overtake a retry.
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
      const mustWait = busy.has(message.conversationId)
      busy.add(message.conversationId)
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
    for (const [owner, leased] of Map.groupBy(queued, (each) => each.leaseOwner)) {
      if (owner === '') queue.scheduled(clock.now())
      else
        queue.committed(
          leased.map(({ task }) => task),
          owner,
        )
    }
  })
}
