import type { Jobs } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import { DAY_MS } from '../../kernel/time.ts'
import type { BatchKind, Store, Transaction } from '../../store/index.ts'
import {
  addressOfSender,
  type Contact,
  type ContactAddress,
  findOrMakeContacts,
  nameContacts,
} from '../contacts/index.ts'
import { findOrMakeConversations, writeLastReceivedAt } from '../conversations/index.ts'
import type { RecordEvents } from '../events/index.ts'
import type { Credits } from '../usage/index.ts'
import { describeReceived } from './describe-received.ts'
import type { MediaLinks } from './media-links.ts'
import { type Message, NO_PROGRESS } from './message.ts'
import type { ReceivedMessage } from './port.ts'
import { receivedParts } from './receive-parts.ts'
import type { Incoming, Received, ReceivingChannel } from './received.ts'
import { insertReceived, keepFirst, placesOf } from './store-received.ts'

/** What is done in the transaction that takes messages in, before it is known outside that they came. */
export type OnReceived = (tx: Transaction, received: readonly Received[]) => Promise<void>

export interface ReceiveDeps {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly recordEvents: RecordEvents
  readonly credits: Pick<Credits, 'received'>
  readonly onReceived: readonly OnReceived[]
  /** The address of what came with a message; null: nothing that its carrier keeps. */
  readonly mediaLink: MediaLinks['linkOf']
  readonly jobs: Jobs
}

/**
 * Takes in what came by a channel: resolves when it is on disk, in the order in which it was given. Gives the ids of the
 * messages; null for one that had come before.
 */
export type ReceiveMessages = (
  channel: ReceivingChannel,
  messages: readonly ReceivedMessage[],
) => Promise<(string | null)[]>

const LONGEST_NAME = 200
/** A sender's clock may be wrong; a message is not taken for older, or newer, than this. */
const OLDEST_MS = 30 * DAY_MS

/**
 * One transaction for all that come in together: the message, whatever contact and conversation it is the first of, their
 * events, and what is done about it. What came before, over the same channel and under the same name, leaves nothing.
 */
export function createReceiveMessages(deps: ReceiveDeps): ReceiveMessages {
  const receive = (tx: Transaction, items: readonly Incoming[]): Promise<(string | null)[]> =>
    receiveAll(tx, items, deps)
  const incoming: BatchKind<Incoming, string | null> = { name: 'receive-message', run: receive }
  const parts = receivedParts({ ...deps, receive })
  return (channel, messages) =>
    Promise.all(
      messages.map((received) => deps.store.grouped.submit(received.part ? parts : incoming, { channel, received })),
    )
}

async function receiveAll(tx: Transaction, items: readonly Incoming[], deps: ReceiveDeps): Promise<(string | null)[]> {
  const now = deps.clock.now()
  const named = items.map((item) => ({ ...item, id: deps.newId.prefixed('msg') }))
  const first = await keepFirst(
    tx,
    named.map(({ id, channel, received }) => ({
      channelId: channel.id,
      providerMessageId: received.providerMessageId,
      messageId: id,
      receivedAt: now,
    })),
  )
  const fresh = named.filter(({ id }) => first.has(id))
  if (fresh.length > 0) {
    const received = await place(tx, fresh, deps)
    await insertReceived(tx, received)
    await writeLastReceivedAt(tx, latestOf(received))
    await deps.recordEvents(
      tx,
      received.map((each) => describeReceived(each, deps.mediaLink(each.message, each.content))),
    )
    await deps.credits.received(
      tx,
      received.map(({ message: { workspaceId, kind, createdAt } }) => ({ workspaceId, kind, at: createdAt })),
    )
    for (const act of deps.onReceived) await act(tx, received)
  }
  return named.map(({ id }) => (first.has(id) ? id : null))
}

type Fresh = Incoming & { readonly id: string }

/** Finds, or makes, the contact and the conversation of each. An answer joins the conversation of what it answers. */
async function place(tx: Transaction, fresh: readonly Fresh[], deps: ReceiveDeps): Promise<Received[]> {
  const now = deps.clock.now()
  const addresses = fresh.map(addressOf)
  const contacts = await nameContacts(tx, await findOrMakeContacts(tx, addresses, deps), addresses, deps)
  const answered = await placesOf(
    tx,
    fresh.flatMap(({ received }) => received.inReplyTo ?? []),
  )
  const placeOf = ({ channel, received }: Fresh) => {
    const place = answered.get(received.inReplyTo ?? '')
    return place?.workspaceId === channel.workspaceId ? place : undefined
  }
  const conversations = await findOrMakeConversations(
    tx,
    fresh.map((each, index) => ({
      workspaceId: each.channel.workspaceId,
      channelId: placeOf(each)?.channelId ?? each.channel.id,
      channelType: each.channel.type,
      contactId: placeOf(each)?.contactId ?? (contacts[index] as Contact).id,
    })),
    deps,
  )
  return fresh.map((each, index): Received => {
    const { id, channel, received } = each
    const contact = contacts[index] as Contact
    const conversation = conversations[index] as (typeof conversations)[number]
    const message: Message = {
      ...NO_PROGRESS,
      id,
      workspaceId: channel.workspaceId,
      callId: null,
      conversationId: conversation.id,
      contactId: contact.id,
      channelId: conversation.channelId,
      kind: received.content.kind,
      direction: 'inbound',
      address: received.from,
      segments: null,
      simulated: false,
      credits: 0,
      callbackWebhookId: null,
      state: 'delivered',
      provider: channel.provider,
      providerMessageId: received.providerMessageId,
      createdAt: now,
      deliveredAt: occurredAt(received, now),
      attempts: 0,
    }
    return {
      message,
      content: received.content,
      contact,
      channel: { ...channel, id: conversation.channelId },
      optOut: received.optOut ?? null,
    }
  })
}

function occurredAt({ occurredAt: at }: ReceivedMessage, now: number): number {
  return at === null || at > now || at < now - OLDEST_MS ? now : at
}

function addressOf({ channel, received }: Fresh): ContactAddress {
  return {
    ...addressOfSender(channel.type === 'email' ? 'email' : 'phone', received.from),
    workspaceId: channel.workspaceId,
    name: nameOf(received),
    source: channel.type,
  }
}

function nameOf({ senderName }: ReceivedMessage): string | null {
  const name = senderName?.replaceAll('\0', '').trim().slice(0, LONGEST_NAME) ?? ''
  return name === '' ? null : name
}

/** When each conversation was last written in by its contact. */
function latestOf(received: readonly Received[]): Map<string, number> {
  const latest = new Map<string, number>()
  for (const { message } of received) {
    const at = message.deliveredAt ?? message.createdAt
    latest.set(message.conversationId, Math.max(at, latest.get(message.conversationId) ?? at))
  }
  return latest
}
