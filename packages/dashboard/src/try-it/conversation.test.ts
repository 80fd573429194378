import assert from 'node:assert/strict'
import { test } from 'node:test'

import { beginTurn, endTurn, hearEvent, type Turn } from './conversation.ts'

const hear = (turn: Turn, ...events: [string, unknown][]): Turn =>
  events.reduce((now, [type, data]) => hearEvent(now, { type, data }), turn)

const answer = { request_id: 'req_a', answer: 'From nine to six.', answered: true, sources: [] }

test('an answer grows piece by piece, and the last word is that of the whole', () => {
  const asked = beginTurn(1, 'When are you open?')
  const half = hear(
    asked,
    ['request', { request_id: 'req_a' }],
    ['text', { text: 'From ' }],
    ['text', { text: 'nine' }],
  )
  assert.deepEqual([half.state, half.text], ['asking', 'From nine'])
  const whole = hear(half, ['sources', { sources: [{ title: 'Hours' }] }], ['answer', answer])
  assert.deepEqual([whole.state, whole.text, whole.answer?.request_id], ['answered', 'From nine to six.', 'req_a'])
  assert.equal(endTurn(whole), whole)
})

test('an error ends it with the words of the server, and a stream that breaks off with ours', () => {
  const asked = hear(beginTurn(1, 'x'), ['text', { text: 'From' }])
  assert.equal(hear(asked, ['error', { error: 'timeout', message: 'Too slow.' }]).error?.message, 'Too slow.')
  assert.equal(endTurn(asked).state, 'failed')
})

test('what is not known changes nothing', () => {
  const asked = beginTurn(1, 'x')
  assert.equal(hear(asked, ['text', { words: 1 }]).text, '')
  assert.equal(hear(asked, ['ping', {}]), asked)
})
