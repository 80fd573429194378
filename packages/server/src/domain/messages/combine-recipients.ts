import { type MessageState, messageStates } from '@posthorn/contract'

import type { Message } from './message.ts'

/**
 * How a call with several recipients fares as a whole. Its state is that of the recipient who is furthest behind, those
 * for whom it is over without having been sent left aside; it has failed, or was cancelled, when it is over for all of them.
 * So it, too, only moves forward.
 */
export function combineRecipients(messages: readonly [Message, ...Message[]]): Message {
  const [first, ...others] = messages
  if (others.length === 0) return first
  const underWay = messages.filter(({ state }) => state !== 'failed' && state !== 'cancelled')
  const end = messages.some(({ state }) => state === 'cancelled') ? 'cancelled' : 'failed'
  const state = underWay
    .map((message) => message.state)
    .reduce<MessageState>(furtherBehind, underWay.length > 0 ? 'read' : end)
  const failed = state === 'failed' ? messages.find((message) => message.errorCode !== null) : undefined
  return {
    ...first,
    state,
    errorCode: failed?.errorCode ?? null,
    errorMessage: failed?.errorMessage ?? null,
    sentAt: latest(messages.map((message) => message.sentAt)),
    deliveredAt: latest(messages.map((message) => message.deliveredAt)),
    readAt: latest(messages.map((message) => message.readAt)),
    failedAt: state === 'failed' ? latest(messages.map((message) => message.failedAt)) : null,
    cancelledAt: state === 'cancelled' ? latest(messages.map((message) => message.cancelledAt)) : null,
  }
}

function furtherBehind(one: MessageState, other: MessageState): MessageState {
  return messageStates.indexOf(one) < messageStates.indexOf(other) ? one : other
}

function latest(times: readonly (number | null)[]): number | null {
  return times.reduce((one, other) => (other === null || (one !== null && one >= other) ? one : other), null)
}
