import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  eventCategories,
  eventTypes,
  expandPatterns,
  isEventType,
  matchesType,
  parseEventPattern,
  renamedEvents,
} from './index.ts'

test('names, categories, everything and custom names are read', () => {
  assert.deepEqual(parseEventPattern('message.received'), { kind: 'type', type: 'message.received' })
  assert.deepEqual(parseEventPattern('message.*'), { kind: 'category', category: 'message' })
  assert.deepEqual(parseEventPattern('message'), { kind: 'category', category: 'message' })
  assert.deepEqual(parseEventPattern('*'), { kind: 'all' })
  assert.deepEqual(parseEventPattern('custom.order.paid'), { kind: 'custom-type', type: 'custom.order.paid' })
  assert.deepEqual(parseEventPattern('custom.order.*'), { kind: 'custom-prefix', prefix: 'custom.order.' })
  assert.deepEqual(parseEventPattern('custom.*'), { kind: 'custom-prefix', prefix: 'custom.' })
  assert.deepEqual(parseEventPattern('custom'), { kind: 'custom-prefix', prefix: 'custom.' })
})

const refusal = (item: string) => {
  const pattern = parseEventPattern(item)
  assert.equal(pattern.kind, 'refused', item)
  return pattern.kind === 'refused' ? pattern.message : ''
}

test('older names are refused with the right one', () => {
  const right: [string, string][] = [
    ['conversation.started', 'conversation.created'],
    ['conversation.ended', 'conversation.closed'],
    ['conversation.transferred', 'agent.transferred'],
    ['whatsapp.session.disconnected', 'session.disconnected'],
    ['whatsapp.message.received', 'message.received'],
    ['whatsapp.delivered', 'message.delivered'],
    ['whatsapp.*', 'message.*'],
    ['whatsapp.something', 'message.*'],
  ]
  for (const [old, name] of right) {
    assert.ok(refusal(old).includes(`"${old}"`), refusal(old))
    assert.ok(refusal(old).includes(`"${name}"`), refusal(old))
    assert.notEqual(parseEventPattern(name).kind, 'refused')
  }
})

test('a refusal names the item and offers what exists', () => {
  assert.match(refusal('message.receivd'), /"message\.receivd".*message\.received/)
  assert.match(refusal('foo'), /"foo".*message\.\*.*"\*"/)
  for (const item of [
    '',
    '.',
    '*.*',
    'message.',
    'message.**',
    'Message.Received',
    ' message.received',
    'custom.',
    'custom.A',
    'custom..a',
    'custom.a.b.c.d.e.f',
    '__proto__',
    'toString',
  ]) {
    refusal(item)
  }
  assert.ok(refusal('x'.repeat(5000)).length < 400)
})

test('no right name is itself refused or in the catalogue under the old name', () => {
  for (const [old, name] of Object.entries(renamedEvents)) {
    assert.ok(!isEventType(old))
    assert.notEqual(parseEventPattern(name).kind, 'refused', name)
  }
})

test('patterns expand to the catalogue, each type once', () => {
  assert.deepEqual(expandPatterns(['credit', 'credit.low', 'custom.a']), ['credit.low', 'credit.depleted', 'custom.a'])
  assert.deepEqual(expandPatterns(['*']), [...eventTypes, 'custom.*'])
  assert.deepEqual(expandPatterns(['custom', 'custom.*', 'custom.b.*']), ['custom.*', 'custom.b.*'])
  assert.deepEqual(new Set(expandPatterns(eventCategories)), new Set(eventTypes))
})

test('matching agrees with the patterns', () => {
  assert.ok(matchesType(['message.*'], 'message.read'))
  assert.ok(!matchesType(['message.*'], 'contact.created'))
  assert.ok(!matchesType(['message.received'], 'message.read'))
  assert.ok(matchesType(['*'], 'custom.anything'))
  assert.ok(matchesType(['custom.order.*'], 'custom.order.paid'))
  assert.ok(!matchesType(['custom.order.*'], 'custom.orders.paid'))
  assert.ok(!matchesType(['custom.order.*'], 'custom.order'))
  assert.ok(!matchesType(['message'], 'custom.message'))
  assert.ok(!matchesType([], 'message.read'))
})

test('all 21 types of the reference, the session type of the other, and ours are there', () => {
  const named = [
    'conversation.created conversation.closed conversation.reopened conversation.assigned',
    'message.received message.sent message.delivered message.read message.failed',
    'contact.created contact.updated contact.deleted',
    'agent.handoff_started agent.handoff_completed agent.transferred',
    'channel.connected channel.disconnected channel.error',
    'credit.low credit.depleted plan.changed session.disconnected session.connected',
    'sms.sent sms.delivered sms.failed',
    'email.sent email.delivered email.opened email.clicked email.bounced email.complained email.failed',
    'rollout.started rollout.expanded rollout.paused rollout.finished',
    'chat.completed chat.failed',
  ].flatMap((line) => line.split(' '))
  assert.deepEqual([...eventTypes].sort(), named.sort())
})
