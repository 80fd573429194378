import assert from 'node:assert/strict'
import { test } from 'node:test'

import { orderOfAttempt } from './choose-channel.ts'

const route = ['a', 'b', 'c'].map((id) => ({ channel: { id } }))

test('an attempt asks from the top, or from behind the one that was tried last', () => {
  const order = (last: string | null) => orderOfAttempt(route, last).map(({ channel }) => channel.id)
  assert.deepEqual(order(null), ['a', 'b', 'c'])
  assert.deepEqual(order('a'), ['b', 'c', 'a'])
  assert.deepEqual(order('c'), ['a', 'b', 'c'])
  assert.deepEqual(order('gone'), ['a', 'b', 'c'])
})
