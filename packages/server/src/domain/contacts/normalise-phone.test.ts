import assert from 'node:assert/strict'
import { test } from 'node:test'

import { normalisePhone } from './normalise-phone.ts'

for (const [given, expected] of [
  ['+5511999999999', '+5511999999999'],
  ['+55 (11) 99999-9999', '+5511999999999'],
  ['+44 7400 123456', '+447400123456'],
  ['+1.202.555.0123', '+12025550123'],
  // A national zero after the country code is a common slip, and the numbering plan knows it.
  ['+44 07400 123456', '+447400123456'],
  // Test numbers.
  ['+15005550000', '+15005550000'],
  ['+1 500 555 0999', '+15005550999'],
  // No country code, no plus sign, not a number of its country, too short, too long.
  ['11999999999', null],
  ['5511999999999', null],
  ['0015005550002', null],
  ['+1202555012', null],
  ['+999123456789', null],
  ['+55119', null],
  ['+1234567890123456', null],
  // Nothing beside the number.
  ['', null],
  ['+', null],
  ['call +5511999999999', null],
  ['+5511999999999;ext=12', null],
  ['+5511999999999 ext 12', null],
  ['maria@example.com', null],
] as const) {
  test(`${JSON.stringify(given)} is ${expected ?? 'no number'}`, () => assert.equal(normalisePhone(given), expected))
}
