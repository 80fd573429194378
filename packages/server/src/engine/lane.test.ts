import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Lane } from './lane.ts'
import type { Feedback, Task } from './queue.ts'

const task = (id: string, more: Partial<Task> = {}): Task => ({
  id,
  lane: 'lane',
  group: 'group',
  orderingKey: null,
  late: false,
  bytes: 1,
  ...more,
})

function laneWith(slots: { first: number; most: number }, tasks: readonly Task[]): Lane<Task> {
  const lane = new Lane<Task>('lane', 'group', slots)
  for (const each of tasks) lane.add(each)
  return lane
}

const many = (count: number, more: Partial<Task> = {}) =>
  Array.from({ length: count }, (_, index) => task(`task ${index}`, more))

/** Takes all that may start now. */
function takeAll(lane: Lane<Task>, lateAllowed = true): Task[] {
  const taken: Task[] = []
  for (let next = lane.take(lateAllowed); next; next = lane.take(lateAllowed)) taken.push(next)
  return taken
}

function answerAll(lane: Lane<Task>, tasks: readonly Task[], feedback: Feedback): void {
  for (const each of tasks) {
    lane.answered(each, feedback)
    lane.release(each)
  }
}

const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id)

test('tasks go out in the order in which they came, as many at once as the lane is wide', () => {
  const lane = laneWith({ first: 3, most: 8 }, many(5))
  const first = takeAll(lane)
  assert.deepEqual(ids(first), ['task 0', 'task 1', 'task 2'])
  assert.deepEqual([lane.inFlight, lane.waiting], [3, 2])
  lane.answered(first[1]!, 'good')
  assert.deepEqual(ids(takeAll(lane)), ['task 3'])
})

test('a round of good answers makes the lane one wider, up to the most', () => {
  const lane = laneWith({ first: 2, most: 5 }, many(1_000))
  const widths: number[] = []
  for (let round = 0; round < 6; round++) {
    answerAll(lane, takeAll(lane), 'good')
    widths.push(lane.width)
  }
  assert.deepEqual(widths, [3, 4, 5, 5, 5, 5])
})

test('a destination that struggles halves the lane, and never below one', () => {
  const lane = laneWith({ first: 16, most: 128 }, many(1_000))
  const widths: number[] = []
  for (let round = 0; round < 6; round++) {
    answerAll(lane, takeAll(lane), 'struggling')
    widths.push(lane.width)
  }
  assert.deepEqual(widths, [8, 4, 2, 1, 1, 1])
})

test('failures that were all under way before the first came back halve the lane once, the last of them too', () => {
  for (const width of [2, 3, 8, 100]) {
    const lane = laneWith({ first: width, most: 128 }, many(width))
    answerAll(lane, takeAll(lane), 'struggling')
    assert.equal(lane.width, Math.max(1, width >> 1), `of ${width}`)
  }
})

test('a failure of the next round counts again', () => {
  const lane = laneWith({ first: 8, most: 128 }, many(100))
  answerAll(lane, takeAll(lane), 'struggling')
  const next = takeAll(lane)
  assert.equal(next.length, 4)
  answerAll(lane, next.slice(0, 1), 'struggling')
  assert.equal(lane.width, 2)
})

test('slow answers make the lane narrower one by one, once a round', () => {
  const lane = laneWith({ first: 4, most: 8 }, many(100))
  const widths: number[] = []
  for (let round = 0; round < 5; round++) {
    answerAll(lane, takeAll(lane), 'slow')
    widths.push(lane.width)
  }
  assert.deepEqual(widths, [3, 2, 1, 1, 1])
})

test('a failure starts the count of good answers anew, and a lane that was narrowed grows back', () => {
  const lane = laneWith({ first: 4, most: 8 }, many(1_000))
  const round = takeAll(lane)
  answerAll(lane, round.slice(0, 3), 'good')
  answerAll(lane, round.slice(3), 'struggling')
  assert.equal(lane.width, 2)
  answerAll(lane, takeAll(lane).slice(0, 1), 'good')
  assert.equal(lane.width, 2)
  for (let time = 0; time < 3; time++) answerAll(lane, takeAll(lane), 'good')
  assert.ok(lane.width > 2)
})

test('a lane that was narrowed starts nothing until fewer are under way than it is wide', () => {
  const lane = laneWith({ first: 8, most: 8 }, many(20))
  const round = takeAll(lane)
  lane.answered(round[0]!, 'struggling')
  for (const each of round.slice(1, 4)) {
    lane.answered(each, 'good')
    assert.equal(lane.take(true), null)
  }
  lane.answered(round[4]!, 'good')
  assert.notEqual(lane.take(true), null)
})

test('late attempts take at most half of the slots while first ones wait, and all of them when none do', () => {
  const lane = laneWith({ first: 4, most: 4 }, [
    ...many(4, { late: true }),
    task('first 1'),
    task('first 2'),
    task('first 3'),
  ])
  assert.deepEqual(
    takeAll(lane).map(({ late }) => late),
    [true, true, false, false],
  )
  const late = laneWith({ first: 4, most: 4 }, many(5, { late: true }))
  assert.equal(takeAll(late).length, 4)
})

test('a late attempt that may not go lets first ones go before it, and stays', () => {
  const lane = laneWith({ first: 4, most: 4 }, [task('late', { late: true }), task('first')])
  assert.deepEqual(ids(takeAll(lane, false)), ['first'])
  assert.equal(lane.waiting, 1)
  assert.deepEqual(ids(takeAll(lane, true)), ['late'])
})

test('tasks of one ordering key go one after the other, and others pass them', () => {
  const key = (id: string, orderingKey: string) => task(id, { orderingKey })
  const lane = laneWith({ first: 4, most: 4 }, [
    key('a 1', 'a'),
    key('a 2', 'a'),
    key('b 1', 'b'),
    task('free'),
    key('a 3', 'a'),
  ])
  const [a1, ...others] = takeAll(lane)
  assert.deepEqual(ids([a1!, ...others]), ['a 1', 'b 1', 'free'])
  lane.answered(a1!, 'good')
  assert.equal(lane.take(true), null, 'an attempt whose outcome is not written yet still holds its key')
  lane.release(a1!)
  assert.deepEqual(ids(takeAll(lane)), ['a 2'])
})

test('a lane is idle when nothing is under way, nothing waits, nothing overflowed and no key is held', () => {
  const lane = laneWith({ first: 4, most: 4 }, [task('a 1', { orderingKey: 'a' })])
  assert.equal(lane.idle, false)
  const [a1] = takeAll(lane)
  assert.equal(lane.idle, false)
  lane.answered(a1!, 'good')
  assert.equal(lane.idle, false, 'the outcome is not written yet')
  lane.release(a1!)
  assert.equal(lane.idle, true)
  lane.overflow = true
  assert.equal(lane.idle, false)
})

test('a lane can be emptied: nothing of it starts any more, and what is under way still ends', () => {
  const lane = laneWith({ first: 1, most: 4 }, [...many(2), task('late', { late: true })])
  const [first] = takeAll(lane, false)
  assert.deepEqual(ids(lane.drop()), ['task 1', 'late'])
  assert.deepEqual([lane.waiting, lane.inFlight], [0, 1])
  lane.answered(first!, 'good')
  assert.equal(lane.take(true), null)
})

test('a long line keeps its order while it is taken from and added to', () => {
  const lane = laneWith({ first: 1, most: 1 }, [])
  const taken: string[] = []
  for (let index = 0; index < 1_000; index++) {
    lane.add(task(`a ${index}`))
    lane.add(task(`b ${index}`))
    const next = lane.take(true)!
    taken.push(next.id)
    answerAll(lane, [next], 'good')
  }
  assert.deepEqual(
    taken,
    Array.from({ length: 1_000 }, (_, index) => `${index % 2 === 0 ? 'a' : 'b'} ${index >> 1}`),
  )
})
