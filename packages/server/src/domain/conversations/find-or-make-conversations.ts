import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Transaction } from '../../store/index.ts'
import type { RecordEvents } from '../events/index.ts'
import { type Conversation, conversationKey, describeConversation, type Pairing } from './conversation.ts'
import { conversationsByPairing, insertNewConversations, writeLastMessageAt } from './store.ts'

export interface ConversationDeps {
  readonly clock: Clock
  readonly newId: NewId
  readonly recordEvents: RecordEvents
}

/**
 * The conversation of each pairing, in the same order, marked as written in just now; those that are not there yet are
 * made, with their event. Two processes may make the same one at once: the unique index lets one of them in, and the
 * other reads what it wrote.
 */
export async function findOrMakeConversations(
  tx: Transaction,
  wanted: readonly Pairing[],
  deps: ConversationDeps,
): Promise<Conversation[]> {
  const pairings = new Map(wanted.map((pairing) => [conversationKey(pairing), pairing]))
  const found = await conversationsByPairing(tx, [...pairings.values()])
  await writeLastMessageAt(tx, [...found.values()].map(({ id }) => id).sort(), deps.clock.now())
  // Sorted, so that two processes that make the same rows wait for each other in one direction only.
  const missing = [...pairings].filter(([key]) => !found.has(key)).sort(([one], [other]) => (one < other ? -1 : 1))
  if (missing.length > 0) {
    const made = await make(
      tx,
      missing.map(([, pairing]) => pairing),
      deps,
    )
    for (const [key, conversation] of made) found.set(key, conversation)
  }
  return wanted.map((pairing) => {
    const conversation = found.get(conversationKey(pairing))
    if (!conversation) throw new Error(`conversation ${conversationKey(pairing)} was neither found nor made`)
    return conversation
  })
}

async function make(
  tx: Transaction,
  pairings: readonly Pairing[],
  deps: ConversationDeps,
): Promise<Map<string, Conversation>> {
  const fresh = pairings.map((pairing) => ({ pairing, conversation: newConversation(pairing, deps) }))
  const inserted = await insertNewConversations(
    tx,
    fresh.map(({ conversation }) => conversation),
  )
  const made = fresh.filter(({ conversation }) => inserted.has(conversationKey(conversation)))
  await deps.recordEvents(
    tx,
    made.map(({ pairing, conversation }) => ({
      workspaceId: conversation.workspaceId,
      type: 'conversation.created',
      data: describeConversation(conversation, pairing.channelType),
      occurredAt: conversation.createdAt,
    })),
  )
  const lost = fresh.filter(({ conversation }) => !inserted.has(conversationKey(conversation)))
  const found =
    lost.length > 0
      ? await conversationsByPairing(
          tx,
          lost.map(({ pairing }) => pairing),
        )
      : new Map<string, Conversation>()
  for (const { conversation } of made) found.set(conversationKey(conversation), conversation)
  return found
}

function newConversation(pairing: Pairing, { clock, newId }: ConversationDeps): Conversation {
  const { workspaceId, contactId, channelId } = pairing
  return { id: newId.prefixed('conv'), workspaceId, contactId, channelId, status: 'open', createdAt: clock.now() }
}
