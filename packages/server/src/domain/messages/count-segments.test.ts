import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'

import { countSegments } from './count-segments.ts'

for (const [what, text, segments, encoding] of [
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
  ['one accent makes all of it wide', `${'a'.repeat(70)}ã`, 2, 'UCS-2'],
] as const) {
  test(`${what}: ${segments} of ${encoding}`, () => assert.deepEqual(countSegments(text), { segments, encoding }))
}

test('plain text is counted as the library counts it', () => {
  const plain = 'aZ09 \n@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&\'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà'
  const character = fc.constantFrom(...plain.split(/(?:)/u))
  fc.assert(
    fc.property(fc.string({ unit: character, minLength: 1, maxLength: 400 }), (text) => {
      const counted = new SegmentedMessage(text)
      assert.deepEqual(countSegments(text), { segments: counted.segmentsCount, encoding: counted.encodingName })
    }),
    { numRuns: 60 },
  )
})
