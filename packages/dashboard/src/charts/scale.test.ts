import assert from 'node:assert/strict'
import { test } from 'node:test'

import { labelled, runsOf, scaleEnd } from './scale.ts'

test('the scale ends at a round number that nothing is higher than', () => {
  assert.deepEqual(
    [0, 1, 4, 5, 9, 10, 11, 33, 41, 480, 1_234].map(scaleEnd),
    [4, 4, 4, 5, 10, 10, 20, 40, 50, 500, 2_000],
  )
})

test('the ends are labelled, and the middle where there is room', () => {
  assert.deepEqual(labelled([]), [])
  assert.deepEqual(labelled(['a']), ['a'])
  assert.deepEqual(labelled(['a', 'b', 'c', 'd', 'e']), ['a', 'c', 'e'])
})

test('a line is broken where nothing is known', () => {
  assert.deepEqual(runsOf([null, 1, 2, null, null, 3]), [
    { from: 1, values: [1, 2] },
    { from: 5, values: [3] },
  ])
  assert.deepEqual(runsOf([null]), [])
})
