import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { maskPersonalData } from './mask-personal-data.ts'

const masked: readonly (readonly [text: string, becomes: string])[] = [
  ['Where is my order 4711?', 'Where is my order [number]?'],
  ['Where is order #A-10293?', 'Where is order # [number]?'],
  ['Cadê meu pedido nº 88123?', 'Cadê meu pedido nº [number]?'],
  ['write to maria.silva+shop@example.com please', 'write to [email] please'],
  ['call me at +55 (11) 98765-4321', 'call me at [phone]'],
  ['my number is 07700900123', 'my number is [phone]'],
  ['meu CPF é 123.456.789-09', 'meu CPF é [phone]'],
  ['IBAN DE89370400440532013000?', 'IBAN [number]?'],
  ['Hi, my name is Ana Lima and I want a refund', 'Hi, my name is [name] and I want a refund'],
  ['see https://shop.example/orders/17?token=abc', 'see [link]'],
]

const untouched = [
  'Do you have the lamp in 220V or 110V?',
  'Can I pick it up on 24/12/2026 at 17:30?',
  'Is the E27 bulb 8 watts?',
  'Does it cost 1.200,50 euros?',
  'Order of the products?',
]

for (const [text, becomes] of masked)
  test(`${text} loses what names somebody`, () => assert.equal(maskPersonalData(text), becomes))

for (const text of untouched) test(`${text} is left as it is`, () => assert.equal(maskPersonalData(text), text))

test('no address and no run of five figures is left, whatever stands around it, and masking twice changes nothing', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'ann@example.com',
      '+44 7700 900123',
      '0351912345678',
      'AB12345',
      '#99887766',
      'order 17',
      '\ue000\ue100',
    ),
    fc.string({ maxLength: 12 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = maskPersonalData(pieces.join(' '))
      assert.doesNotMatch(text, /ann@example\.com|\d{5}/)
      assert.equal(maskPersonalData(text), text)
    }),
    { seed: 4, numRuns: 300 },
  )
})
