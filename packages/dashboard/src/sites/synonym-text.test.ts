import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readSynonyms, textOfSynonyms } from './synonym-text.ts'

test('synonyms are read as they are written, and written as they are read', () => {
  const read = readSynonyms('refund, money back ; refund\n\n boleto, invoice \n')
  assert.deepEqual(read, {
    ok: true,
    groups: [
      ['refund', 'money back'],
      ['boleto', 'invoice'],
    ],
  })
  assert.equal(read.ok && textOfSynonyms(read.groups), 'refund, money back\nboleto, invoice')
  assert.deepEqual(readSynonyms(' \n'), { ok: true, groups: [] })
})

test('a word alone is told by its line', () => {
  assert.deepEqual(readSynonyms('a, b\nalone'), { ok: false, problem: 'Line 2 has one word only: “alone”.' })
})
