import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'

import { decodeGsm7, encodeGsm7, joinEscapes, splitSms, suggestReplacements, toPlainText } from './index.ts'

const alphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
  'abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€'
const gsmText = (maxLength = 400) =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), maxLength }).filter((text) => !text.includes('\r\n'))
/** Letters, accents, symbols, emoji with skin and joiners, flags. */
const anyText = fc.string({
  unit: fc.constantFrom('a', 'Z', '€', '{', 'ç', 'ã', '漢', '“', '😀', '👍🏽', '👨‍👩‍👧', '🇧🇷', 'é', '\n'),
  maxLength: 250,
})

for (const [what, text, segments, encoding] of [
  ['no text', '', 1, 'GSM-7'],
  ['160 plain characters', 'a'.repeat(160), 1, 'GSM-7'],
  ['161 plain characters', 'a'.repeat(161), 2, 'GSM-7'],
  ['306 plain characters', 'a'.repeat(306), 2, 'GSM-7'],
  ['307 plain characters', 'a'.repeat(307), 3, 'GSM-7'],
  ['80 characters that count twice', '{'.repeat(80), 1, 'GSM-7'],
  ['81 characters that count twice', '€'.repeat(81), 2, 'GSM-7'],
  ['a character that counts twice does not straddle two segments', `${'a'.repeat(152)}{${'a'.repeat(152)}`, 3, 'GSM-7'],
  ['accents that the alphabet has', 'àéùñÄÖÜß', 1, 'GSM-7'],
  ['70 characters that it has not', 'ç'.repeat(70), 1, 'UCS-2'],
  ['71 characters that it has not', 'ç'.repeat(71), 2, 'UCS-2'],
  ['35 emoji', '😀'.repeat(35), 1, 'UCS-2'],
  ['36 emoji', '😀'.repeat(36), 2, 'UCS-2'],
  ['66 emoji, of which 33 fit into 67 units', '😀'.repeat(66), 2, 'UCS-2'],
  ['67 emoji', '😀'.repeat(67), 3, 'UCS-2'],
  ['one accent makes all of it wide', `${'a'.repeat(70)}ã`, 2, 'UCS-2'],
] as const) {
  test(`${what}: ${segments} of ${encoding}`, () => {
    const split = splitSms(text)
    assert.deepEqual([split.parts.length, split.encoding], [segments, encoding])
  })
}

test('texts are counted as a carrier’s own library counts them', () => {
  fc.assert(
    fc.property(fc.oneof(gsmText(), anyText), (text) => {
      fc.pre(text !== '')
      const counted = new SegmentedMessage(text)
      const { parts, encoding } = splitSms(text)
      assert.deepEqual([parts.length, encoding], [counted.segmentsCount, counted.encodingName])
    }),
    { numRuns: 150 },
  )
})

test('the parts are the text, none is too long, and none begins or ends within a character', () => {
  fc.assert(
    fc.property(fc.oneof(gsmText(), anyText, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
      const { parts, encoding, unitsLeft } = splitSms(text)
      assert.equal(parts.join(''), text)
      const most = encoding === 'GSM-7' ? (parts.length > 1 ? 153 : 160) : parts.length > 1 ? 67 : 70
      const sizes = parts.map((part) => (encoding === 'GSM-7' ? encodeGsm7(part).length : part.length))
      assert.ok(sizes.every((size) => size <= most))
      assert.equal(unitsLeft, most - sizes.at(-1)!)
      if (text.isWellFormed()) assert.ok(parts.every((part) => part.isWellFormed()))
    }),
  )
})

test('the character that forces UCS-2 is named: the first one, where it stands', () => {
  assert.deepEqual(splitSms('Ola {Joao}, sua€ conexao'.replace('ao,', 'ão,')).forcedBy, null)
  assert.deepEqual(splitSms('{Olá} João, conexão').forcedBy, { character: 'á', codePoint: 'U+00E1', index: 3 })
  assert.deepEqual(splitSms('Hi 😀😀').forcedBy, { character: '😀', codePoint: 'U+1F600', index: 3 })
  assert.equal(splitSms(alphabet).forcedBy, null)
})

test('the alphabet is read as it is written, also when an escape falls between two parts', () => {
  fc.assert(fc.property(gsmText(), (text) => assert.equal(decodeGsm7(encodeGsm7(text)), text)))
  const bytes = encodeGsm7('ab€[')
  assert.deepEqual([...bytes], [0x61, 0x62, 0x1b, 0x65, 0x1b, 0x3c])
  for (let at = 0; at <= bytes.length; at++) {
    const halves = decodeGsm7(bytes.subarray(0, at)) + decodeGsm7(bytes.subarray(at))
    assert.equal(joinEscapes(halves), 'ab€[')
  }
  // An escape that nobody continues is nothing to show.
  assert.equal(joinEscapes(decodeGsm7(Buffer.from([0x61, 0x1b]))), 'a')
  assert.equal(decodeGsm7(Buffer.from([0x1b, 0x41])), 'A')
  assert.throws(() => encodeGsm7('ç'))
})

test('typographic characters are written plainly, but only where that makes the text GSM-7', () => {
  assert.equal(toPlainText('“It’s” – 5\u00a0€… «ok»'), '"It\'s" - 5 €... "ok"')
  assert.equal(toPlainText('“Olá”'), '“Olá”')
  assert.equal(toPlainText('a-b [c] ^'), 'a-b [c] ^')
  assert.equal(toPlainText('cafe\u0301'), 'café')
  fc.assert(fc.property(gsmText(), (text) => assert.equal(toPlainText(text), text)))
})

test('each character that costs is listed once, with what could stand for it', () => {
  assert.deepEqual(
    suggestReplacements('ã “x” ã 漢').map(({ character, index, count, replacement }) => [
      character,
      index,
      count,
      replacement,
    ]),
    [
      ['ã', 0, 2, 'a'],
      ['“', 2, 1, '"'],
      ['”', 4, 1, '"'],
      ['漢', 8, 1, null],
    ],
  )
  assert.deepEqual(suggestReplacements('plain € {text}'), [])
})
