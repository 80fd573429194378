import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type GivenAnswer, matchExpected } from './match-expected.ts'

const quoting = (quote: string, documentId = 'doc_1'): GivenAnswer => ({
  answered: true,
  text: quote,
  citations: [{ documentId, quote }],
})
const expecting = (expected: string | null, documentId: string | null = null) => ({ expected, documentId })
const EXPRESS = 'Express shipping costs €9.90 and takes one working day.'

test('the passage itself matches, whatever its accents, marks and spaces', () => {
  assert.equal(matchExpected(quoting(EXPRESS), expecting(EXPRESS)), 'matches')
  assert.equal(matchExpected(quoting('O prazo é de  3 dias.'), expecting('o **prazo** e de 3 dias')), 'matches')
  assert.equal(matchExpected(quoting(EXPRESS), expecting('€9.90')), 'matches')
})

test('another number does not, however alike the rest is', () => {
  assert.equal(matchExpected(quoting(EXPRESS.replace('9.90', '7.90')), expecting(EXPRESS)), 'says_something_else')
  assert.equal(matchExpected(quoting('Open from 9:00.'), expecting('9:30')), 'says_something_else')
  assert.equal(matchExpected(quoting('It is 19.90 in all.'), expecting('9.90')), 'says_something_else')
})

test('a part of a long passage is enough, if it says something', () => {
  const long = `${EXPRESS} It is never free. Saturdays are no working days.`
  assert.equal(matchExpected(quoting(EXPRESS), expecting(long)), 'matches')
  assert.equal(matchExpected(quoting('It is'), expecting(long)), 'says_something_else')
})

test('in other words it matches where the numbers are the same', () => {
  const said = { answered: true, text: 'Express shipping costs 9.90 euros; it takes one working day', citations: [] }
  assert.equal(matchExpected(said, expecting(EXPRESS)), 'matches')
})

test('a table row matches as it is quoted', () => {
  const row = '| Ireland | €4.90 | 2–3 working days |'
  const answer = { answered: true, text: 'Ireland: Price: €4.90', citations: [{ documentId: 'doc_1', quote: row }] }
  assert.equal(matchExpected(answer, expecting(row, 'doc_1')), 'matches')
})

test('where nothing is expected, the document is looked at, if there is one', () => {
  assert.equal(matchExpected(quoting('Anything at all.'), expecting(null)), 'matches')
  assert.equal(matchExpected(quoting('Anything at all.', 'doc_2'), expecting(null, 'doc_1')), 'other_document')
  assert.equal(matchExpected(quoting('Anything at all.', 'doc_2'), expecting('Else.', 'doc_1')), 'other_document')
})

test('what was declined matches nothing', () => {
  const declined = { answered: false, text: 'I do not know about €9.90.', citations: [] }
  assert.equal(matchExpected(declined, expecting('€9.90')), 'declined')
  assert.equal(matchExpected(declined, expecting(null)), 'declined')
})
