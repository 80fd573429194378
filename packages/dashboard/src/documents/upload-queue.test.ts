import assert from 'node:assert/strict'
import { test } from 'node:test'

import { changeSending, isUnderWay, nextToSend, queued } from './upload-queue.ts'

const file = new File(['x'], 'x.md')
const queue = [1, 2, 3].map((id) => queued(id, file))

test('two are sent at once, and the next when one of them ended', () => {
  assert.deepEqual(
    nextToSend(queue).map(({ id }) => id),
    [1, 2],
  )
  const underWay = changeSending(changeSending(queue, 1, { state: 'sending' }), 2, { state: 'sending' })
  assert.deepEqual(nextToSend(underWay), [])
  assert.deepEqual(
    nextToSend(changeSending(underWay, 1, { state: 'failed' })).map(({ id }) => id),
    [3],
  )
})

test('a queue is under way until each has ended', () => {
  assert.ok(isUnderWay(queue))
  assert.ok(!isUnderWay(queue.map((each) => ({ ...each, state: 'sent' }))))
})
