import assert from 'node:assert/strict'
import { test } from 'node:test'

import { costOf } from './price-book.ts'

const sms = (address: string, segments: number) => costOf({ kind: 'sms', address, segments })

test('an SMS costs the price of its country for each segment, rounded up once', () => {
  assert.equal(sms('+5511999999999', 1), 1)
  assert.equal(sms('+5511999999999', 7), 7)
  // 2.5 credits a segment: 3 for one, 5 for two, 8 for three.
  assert.deepEqual(
    [1, 2, 3].map((segments) => sms('+4915112345678', segments)),
    [3, 5, 8],
  )
})

test('the longest prefix is the country, and what has no row costs what everywhere else does', () => {
  // +351 has a row of its own, +352 has none, and neither is +35.
  assert.equal(sms('+351912345678', 2), 3)
  assert.equal(sms('+352621123456', 2), 6)
  assert.equal(sms('+15005550000', 1), 1)
})

test('a WhatsApp message has no segments, and an e-mail costs the same everywhere', () => {
  assert.equal(costOf({ kind: 'whatsapp', address: '+4915112345678', segments: null }), 2)
  assert.equal(costOf({ kind: 'email', address: 'maria@example.com', segments: null }), 1)
})
