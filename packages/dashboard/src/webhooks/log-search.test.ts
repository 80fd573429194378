import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLogSearch, toLogQuery } from './log-search.ts'

test('the address is read, and what it cannot be is left out', () => {
  const search = { state: 'permanent_failure', type: 'sms.sent', within: '24h', page: 2 }
  assert.deepEqual(readLogSearch(search), search)
  assert.deepEqual(readLogSearch({ state: 'broken', type: '', within: '2y', page: '2', other: 1 }), {})
})

test('a time within is a time since, in whole minutes', () => {
  const now = Date.parse('2026-04-19T14:30:29Z')
  const query = toLogQuery({ within: '1h', state: 'retrying' }, now)
  assert.deepEqual(query, {
    state: 'retrying',
    event_type: undefined,
    since: '2026-04-19T13:30:00.000Z',
    page: 1,
    per_page: 25,
  })
})
