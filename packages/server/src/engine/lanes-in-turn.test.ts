import assert from 'node:assert/strict'
import { test } from 'node:test'

import { lanesInTurn } from './lanes-in-turn.ts'

const names = (lanes: readonly { lane: string }[]) => lanes.map(({ lane }) => lane).join('')
const lanes = ['a', 'b', 'c', 'd', 'e', 'f'].map((lane) => ({ lane }))

test('a claim goes on after the lane where the last one stopped, and round to the beginning', () => {
  assert.equal(names(lanesInTurn(lanes, '')), 'abcdef')
  assert.equal(names(lanesInTurn(lanes, 'b')), 'cdefab')
  assert.equal(names(lanesInTurn(lanes, 'bb')), 'cdefab')
  assert.equal(names(lanesInTurn(lanes, 'f')), 'abcdef')
  assert.deepEqual(lanesInTurn([], 'b'), [])
})

test('claims of a few lanes at a time come by every lane, however many have always more', () => {
  const served = new Map(lanes.map(({ lane }) => [lane, 0]))
  let last = ''
  for (let claim = 0; claim < 30; claim++) {
    for (const { lane } of lanesInTurn(lanes, last).slice(0, 2)) {
      served.set(lane, served.get(lane)! + 1)
      last = lane
    }
  }
  assert.deepEqual([...served.values()], [10, 10, 10, 10, 10, 10])
})
