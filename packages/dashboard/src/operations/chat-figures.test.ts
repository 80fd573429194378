import assert from 'node:assert/strict'
import { test } from 'node:test'

import { feedbackStacks, lowShares, outcomeStacks, percentName } from './chat-figures.ts'
import { changeChatSearch, readChatSearch, toStatisticsQuery } from './chat-search.ts'

const day = {
  date: '2026-04-19',
  requests: 10,
  answered: 6,
  declined: 3,
  failed: 1,
  timeouts: 1,
  hung_up: 0,
  low_confidence: 4,
  good: 2,
  bad: 1,
}
const quiet = { ...day, requests: 0, answered: 0, declined: 0, failed: 0, low_confidence: 0, good: 0, bad: 0 }

test('a day without answers has no share of low confidence, which is not none', () => {
  assert.deepEqual(lowShares([day, quiet]), [44.4, null])
})

test('each day has its parts', () => {
  assert.deepEqual(
    outcomeStacks([day])[0]?.parts.map(({ name, value }) => `${name} ${value}`),
    ['Answered 6', 'Declined 3', 'Failed 1'],
  )
  assert.deepEqual(
    feedbackStacks([day, quiet]).map(({ parts }) => parts.map(({ value }) => value)),
    [
      [2, 1],
      [0, 0],
    ],
  )
  assert.equal(percentName(null), '–')
})

test('the address says what is shown, and the usual is left out of it', () => {
  assert.deepEqual(readChatSearch({ days: 7, site: '', environment: 'staging', integration: ' ' }), {
    environment: 'staging',
  })
  assert.deepEqual(changeChatSearch({ site: 'site_a', page: 2 }, { days: '31' }), { site: 'site_a', days: 31 })
  assert.deepEqual(readChatSearch({ days: 'toString' }), {})
})

test('days are those of UTC, today included', () => {
  assert.deepEqual(toStatisticsQuery({}, Date.parse('2026-04-20T23:00:00Z')), {
    from_date: '2026-04-14',
    to_date: '2026-04-20',
    environment: undefined,
    integration: undefined,
  })
})
