import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Language } from './language.ts'
import { stemWord } from './stem-word.ts'
import { isOneFamily } from './word-families.ts'

const family = (one: string, other: string, language: Language): boolean =>
  isOneFamily(stemWord(one, language), stemWord(other, language), language)

test('verbs and what is made of them are one family', () => {
  assert.ok(family('deliver', 'delivery', 'en'))
  assert.ok(family('reserve', 'reservation', 'en'))
  assert.ok(family('agendo', 'agendamento', 'pt'))
  assert.ok(family('estacionar', 'estacionamento', 'pt'))
  assert.ok(family('liefern', 'lieferung', 'de'))
})

test('words that only begin alike are not', () => {
  assert.ok(!family('contact', 'contract', 'en'))
  assert.ok(!family('station', 'statue', 'en'))
  assert.ok(!family('porta', 'portugues', 'pt'))
  assert.ok(!family('car', 'care', 'en'))
})
