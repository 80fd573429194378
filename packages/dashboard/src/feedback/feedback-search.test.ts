import assert from 'node:assert/strict'
import { test } from 'node:test'

import { changeFeedbackSearch, readFeedbackSearch, toFeedbackQuery } from './feedback-search.ts'

test('an address is read, and what it cannot be is left out', () => {
  assert.deepEqual(readFeedbackSearch({ feedback: 'so so', comment: 'with', within: 'toString', batch: 7, page: 1 }), {
    comment: 'with',
    batch: '7',
  })
})

test('the API is asked for whole minutes', () => {
  const now = Date.parse('2026-04-20T12:00:31Z')
  assert.deepEqual(toFeedbackQuery({ feedback: 'bad', comment: 'without', within: '7d' }, now), {
    feedback: 'bad',
    with_comment: false,
    batch_id: undefined,
    since: '2026-04-13T12:00:00Z',
  })
})

test('another filter begins on the first page', () => {
  assert.deepEqual(changeFeedbackSearch({ site: 'site_a', page: 2 }, { feedback: 'bad' }), {
    site: 'site_a',
    feedback: 'bad',
  })
})
