import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readGapSearch } from './gap-search.ts'
import { askedOf, reasonsOf } from './gap-words.ts'

test('the reasons are told with their numbers, and those without are not', () => {
  assert.equal(
    reasonsOf({ reasons: { declined: 11, low_confidence: 0, bad_feedback: 1 } }),
    '11 declined, 1 called bad',
  )
})

test('how often is told for one and for many', () => {
  assert.equal(askedOf({ question_count: 1, session_count: 1 }), 'asked once in 1 session')
  assert.equal(askedOf({ question_count: 14, session_count: 12 }), 'asked 14 times in 12 sessions')
})

test('open ones are shown where the address says nothing else', () => {
  assert.deepEqual(readGapSearch({ state: 'open', sort: 'count', page: 1 }), {})
  assert.deepEqual(readGapSearch({ state: 'dismissed', sort: 'last', page: 2 }), {
    state: 'dismissed',
    sort: 'last',
    page: 2,
  })
})
