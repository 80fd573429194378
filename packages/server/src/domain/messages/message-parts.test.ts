import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { choosePart, decidePart, type MessagePart, partsAfter } from './message-parts.ts'

const attempt = { messageId: 'sms_1', attempt: 1, channelId: 'chan_1', recipient: '+5511999999999', createdAt: 1 }
const part = (more: Partial<MessagePart> = {}): MessagePart => ({
  ...attempt,
  number: 1,
  total: 1,
  name: '1a',
  state: 'sent',
  ...more,
})

test('a message is delivered with its last part and fails with the first, in whatever order and however often it is told', () => {
  const reports = fc.array(fc.record({ number: fc.integer({ min: 1, max: 3 }), good: fc.boolean() }), { maxLength: 12 })
  fc.assert(
    fc.property(reports, (told) => {
      let parts: readonly MessagePart[] = partsAfter({ total: 3, ids: ['a', 'b', 'c'] }, attempt)
      const decided: string[] = []
      for (const { number, good } of told) {
        const change = good ? { status: 'delivered' as const } : { status: 'failed' as const, code: 'x', message: 'x' }
        const decision = decidePart(parts, { ...attempt, number }, change)
        parts = decision.parts
        if (decision.decides) decided.push(change.status)
      }
      const first = new Map<number, boolean>()
      for (const { number, good } of told) if (!first.has(number)) first.set(number, good)
      const failures = [...first.values()].filter((good) => !good).length
      const all = first.size === 3 && failures === 0
      assert.deepEqual(decided, all ? ['delivered'] : Array.from({ length: failures }, () => 'failed'))
    }),
  )
})

test('a part of which the others are not known does not speak for the message, unless it failed', () => {
  const parts = partsAfter({ total: 2, ids: ['a'] }, attempt)
  assert.equal(decidePart(parts, { ...attempt, number: 1 }, { status: 'delivered' }).decides, false)
  assert.equal(
    decidePart(parts, { ...attempt, number: 1 }, { status: 'failed', code: 'x', message: 'x' }).decides,
    true,
  )
  assert.equal(decidePart(parts, { ...attempt, number: 1 }, { status: 'sent' }).decides, true)
  assert.deepEqual(partsAfter(undefined, attempt), [])
})

test('the part is the one that went to the number, by the likeliest spelling, the latest', () => {
  const name = { channelId: 'chan_1', ids: ['26', '1a', '38'], numbers: ['5511999999999', '15005550006'] }
  const own = part()
  // Decimal in the receipt, hexadecimal in the answer; and somebody else's message has the decimal as its name.
  assert.equal(choosePart([part({ name: '26', recipient: '+5511888888888' }), own], name), own)
  const exact = part({ name: '26' })
  assert.equal(choosePart([own, exact], name), exact)
  const later = part({ name: '26', createdAt: 2 })
  assert.equal(choosePart([exact, later], name), later)
  assert.equal(choosePart([part({ channelId: 'chan_2', name: '26' })], name), undefined)
})

test('a report that names no number of ours is believed only where nothing else fits', () => {
  const name = { channelId: 'chan_1', ids: ['1a', '26'], numbers: ['999'] }
  assert.equal(choosePart([part()], name)?.name, '1a')
  assert.equal(choosePart([part({ name: '26' })], name), undefined)
  assert.equal(choosePart([part(), part({ recipient: '+5511888888888' })], name), undefined)
  // A national form of the number.
  assert.equal(choosePart([part(), part({ name: '26' })], { ...name, numbers: ['011999999999'] })?.name, '1a')
})
