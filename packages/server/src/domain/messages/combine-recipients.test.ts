import assert from 'node:assert/strict'
import { test } from 'node:test'

import { canMove, type MessageState } from '@posthorn/contract'
import fc from 'fast-check'

import { combineRecipients } from './combine-recipients.ts'
import { type Message, NO_PROGRESS } from './message.ts'

function message(state: MessageState, rest: Partial<Message> = {}): Message {
  return {
    ...NO_PROGRESS,
    id: 'eml_1',
    workspaceId: 'ws_1',
    callId: null,
    conversationId: 'conv_1',
    contactId: 'cnt_1',
    channelId: 'chan_1',
    kind: 'email',
    direction: 'outbound',
    address: 'maria@example.com',
    segments: null,
    simulated: false,
    credits: 0,
    callbackWebhookId: null,
    provider: 'simulator',
    createdAt: 0,
    attempts: 0,
    ...rest,
    state,
  }
}

for (const [states, expected] of [
  [['queued', 'delivered'], 'queued'],
  [['sent', 'delivered'], 'sent'],
  [['failed', 'delivered'], 'delivered'],
  [['failed', 'queued'], 'queued'],
  [['failed', 'failed'], 'failed'],
] as const) {
  test(`${states.join(' and ')} is ${expected}`, () => {
    assert.equal(combineRecipients([message(states[0]), message(states[1])]).state, expected)
  })
}

test('the error shows only when it failed for all', () => {
  const lost = { errorCode: 'hard_bounce', errorMessage: '550', failedAt: 9 }
  assert.equal(combineRecipients([message('failed', lost), message('sent')]).errorCode, null)
  const all = combineRecipients([message('failed', { ...lost, failedAt: 8 }), message('failed', lost)])
  assert.deepEqual([all.errorCode, all.failedAt], ['hard_bounce', 9])
})

test('the whole moves forward only, as its parts do', () => {
  const state = fc.constantFrom<MessageState>('queued', 'sent', 'delivered', 'failed')
  fc.assert(
    fc.property(state, state, state, (one, other, next) => {
      fc.pre(canMove('message', one, next))
      const before = combineRecipients([message(one), message(other)]).state
      const after = combineRecipients([message(next), message(other)]).state
      assert.ok(before === after || canMove('message', before, after), `${before} to ${after}`)
    }),
  )
})
