import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { COMPLETE_WITHIN_MS, joinParts, type ReceivedSet, takePart } from './join-parts.ts'
import type { ReceivedMessage } from './port.ts'

const partOf = (number: number, total: number, text: string, more: Partial<ReceivedMessage> = {}): ReceivedMessage => ({
  providerMessageId: `${number} ${text}`,
  from: '+5511999999999',
  senderName: null,
  content: { kind: 'sms', text, senderId: null, encoding: 'GSM-7', callbackUrl: null },
  occurredAt: null,
  part: { reference: '7', total, number },
  ...more,
})

/** Takes parts one after the other; the texts of what was received. */
function taken(parts: readonly ReceivedMessage[], at = (_index: number): number => 0) {
  let set: ReceivedSet | null = null
  const texts: string[] = []
  for (const [index, part] of parts.entries()) {
    const result = takePart(set, part, at(index))
    set = result.set
    texts.push(...result.whole.map(({ content }) => (content.kind === 'sms' ? content.text : '')))
  }
  return { set, texts }
}

test('parts in any order, and some of them twice, are one message, received once', () => {
  const text = fc.string({ minLength: 1, maxLength: 5 })
  const inOrder = fc.array(text, { minLength: 2, maxLength: 6 }).chain((texts) => {
    const numbers = texts.map((_, index) => index)
    const shuffled = fc.shuffledSubarray(numbers, { minLength: numbers.length, maxLength: numbers.length })
    return fc.record({ texts: fc.constant(texts), order: shuffled, again: fc.array(fc.constantFrom(...numbers)) })
  })
  fc.assert(
    fc.property(inOrder, ({ texts, order, again }) => {
      const sent = [...order, ...again].map((index) => partOf(index + 1, texts.length, texts[index] as string))
      assert.deepEqual(taken(sent).texts, [texts.join('')])
      const doubled = order
        .flatMap((index) => [index, index])
        .map((index) => partOf(index + 1, texts.length, texts[index] as string))
      assert.deepEqual(taken(doubled).texts, [texts.join('')])
    }),
  )
})

test('a reference that is used again begins another message, and what was incomplete is received as it is', () => {
  assert.deepEqual(taken([partOf(1, 3, 'a'), partOf(3, 3, 'c'), partOf(1, 2, 'x'), partOf(2, 2, 'y')]).texts, [
    'ac',
    'xy',
  ])
  assert.deepEqual(taken([partOf(1, 2, 'a'), partOf(1, 2, 'x'), partOf(2, 2, 'y')]).texts, ['a', 'xy'])
  // Complete, and the same again: at once a repetition, later another message.
  const twice = [partOf(1, 2, 'a'), partOf(2, 2, 'b'), partOf(1, 2, 'a'), partOf(2, 2, 'b')]
  assert.deepEqual(taken(twice).texts, ['ab'])
  assert.deepEqual(taken(twice, (index) => (index < 2 ? 0 : COMPLETE_WITHIN_MS)).texts, ['ab', 'ab'])
})

test('what was cut within a character is whole again, and wide when a part is', () => {
  const wide = { kind: 'sms', text: '\ude00!', senderId: null, encoding: 'UCS-2', callbackUrl: null } as const
  const { set } = taken([partOf(2, 2, '', { content: wide }), partOf(1, 2, 'Hi \ud83d')])
  const joined = joinParts(set as ReceivedSet)
  assert.deepEqual(joined.content, { ...wide, text: 'Hi 😀!' })
  assert.equal('part' in joined, false)
  assert.deepEqual(taken([partOf(1, 2, '5\u001b'), partOf(2, 2, 'e')]).texts, ['5€'])
})
