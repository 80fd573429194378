import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moved } from './moved.ts'

test('an item changes places with its neighbour, and stays at the ends', () => {
  const items = ['a', 'b', 'c']
  assert.deepEqual(moved(items, 1, -1), ['b', 'a', 'c'])
  assert.deepEqual(moved(items, 1, 1), ['a', 'c', 'b'])
  assert.deepEqual([moved(items, 0, -1), moved(items, 2, 1)], [items, items])
})
