import assert from 'node:assert/strict'
import { test } from 'node:test'

import { analyseText } from './analyse-text.ts'
import type { Language } from './language.ts'
import { siblingOf, siblingsIn } from './siblings.ts'

function daysIn(text: string, language: Language): number[] {
  const named = siblingsIn(text, analyseText(text, language), language)
  return [...(named.get(0) ?? [])].sort()
}

test('a range of days names those in between, also over the end of the week', () => {
  assert.deepEqual(daysIn('Monday to Friday, 9:00 to 18:00', 'en'), [0, 1, 2, 3, 4])
  assert.deepEqual(daysIn('Tuesday–Thursday and Sunday', 'en'), [1, 2, 3, 6])
  assert.deepEqual(daysIn('Friday to Monday', 'en'), [0, 4, 5, 6])
  assert.deepEqual(daysIn('De segunda-feira a sexta', 'pt'), [0, 1, 2, 3, 4])
  assert.deepEqual(daysIn('Montag bis Samstag', 'de'), [0, 1, 2, 3, 4, 5])
  assert.deepEqual(daysIn('du lundi au mercredi', 'fr'), [0, 1, 2])
})

test('two days are no range, and every day is all of them', () => {
  assert.deepEqual(daysIn('Wednesday and Saturday', 'en'), [2, 5])
  assert.deepEqual(daysIn('open daily', 'en'), [0, 1, 2, 3, 4, 5, 6])
  assert.deepEqual(daysIn('nothing of the kind', 'en'), [])
})

test('a month between two others is named by their range', () => {
  const text = 'April to October'
  const months = siblingsIn(text, analyseText(text, 'en'), 'en').get(1)
  assert.ok(months?.has(6) && !months.has(0))
})

test('the same thing is the same sibling in every language', () => {
  const [saturday] = analyseText('Saturday', 'en')
  const [samstag] = analyseText('Samstag', 'de')
  assert.deepEqual(siblingOf(saturday?.term ?? '', 'en'), siblingOf(samstag?.term ?? '', 'de'))
  assert.equal(siblingOf('delivery', 'en'), undefined)
})
