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
import { combineRecipients } from './combine-recipients.ts'
import { type MessageTask, toTask } from './message-task.ts'
import { idPrefixOf, type Message, type MessageKind } from './message.ts'
import type { NewMessage, Recipient } from './new-message.ts'
import { busyConversations, insertMessages, type QueuedMessage } from './store.ts'
import { findSuppressed, firstProgress, writeSuppressed } from './suppressed-recipients.ts'

export interface AcceptDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly recordEvents: RecordEvents
  readonly saveAnswers: SaveAnswers
  /** Finds or makes the webhook that gets the events of messages with this `callback_url`. */
  readonly callbackWebhook: (tx: Transaction, workspaceId: string, url: string) => Promise<string>
  /** Name of the carrier that will send it. */
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
      const ofCall = Map.groupBy(placed, ({ acceptance }) => acceptance)
      const answered = items.map((acceptance) => {
        const messages = (ofCall.get(acceptance) ?? []).map(({ message }) => message) as [Message, ...Message[]]
        return {
          call: acceptance.call,
          answer: dataAnswer(201, acceptance.render(combineRecipients(messages))),
        }
      })
      // A call that lost the race for its key takes back the contact it made as well: the group is written again, each
      // call by itself, and the one that lost fails alone.
      if ((await deps.saveAnswers(tx, answered)).size < items.length) throw new AnsweredBefore()
      await queueMessages(tx, placed, deps)
      await writeSuppressed(
        tx,
        placed.map(({ message }) => message),
        deps,
      )
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
    const type = message.content.kind
    return { workspaceId: message.workspaceId, type, provider: deps.providerOf(type, message.simulated) }
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
  const isSuppressed = await findSuppressed(tx, parts.map(addressee), now)
  return parts.map((part, index) => {
    const { message: asked } = part.acceptance
    const isFirst = asked.recipients[0] === part.recipient
    const { channel, contact } = placedOn[index] as (typeof placedOn)[number]
    const message: Message = {
      ...firstProgress(isSuppressed(addressee(part)), now),
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

function addressee({ acceptance: { message }, recipient }: Part) {
  const { workspaceId, simulated } = message
  return { kind: message.content.kind, workspaceId, simulated, address: recipient.address }
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
