import assert from 'node:assert/strict'
import { test } from 'node:test'

import { FakeClock } from '../../../../test/support/fake-clock.ts'
import { silentLog } from '../kernel/log.ts'
import { Dispatcher } from './dispatcher.ts'
import type { Feedback, Performed, QueueDefinition, Settled, Task } from './queue.ts'

const task = (id: string, more: Partial<Task> = {}): Task => ({
  id,
  lane: 'lane',
  group: 'group',
  orderingKey: null,
  late: false,
  bytes: 1,
  ...more,
})

const numbered = (count: number, name: string, more: Partial<Task> = {}) =>
  Array.from({ length: count }, (_, index) => task(`${name} ${index}`, { lane: name, ...more }))

/** A dispatcher whose attempts begin when it says so and end when the test says so. */
class Bench {
  readonly clock = new FakeClock()
  readonly begun: string[] = []
  readonly settled: [id: string, owner: string][] = []
  /** What `settled` and `wantsMore` said to the queue. */
  readonly heard: (Settled | 'wants more')[] = []
  readonly dispatcher: Dispatcher<Task, string>
  settle: (task: Task) => Promise<Settled> = () => Promise.resolve({ dueAt: null })
  readonly #ends = new Map<string, (performed: Performed<string>) => void>()

  constructor(options: Partial<Pick<QueueDefinition<Task, string>, 'slots' | 'laneSlots' | 'perform'>> = {}) {
    this.dispatcher = new Dispatcher<Task, string>(
      {
        table: 'toy',
        ordered: false,
        slots: 8,
        laneSlots: { first: 4, most: 4 },
        load: () => Promise.resolve([]),
        perform: (started) => {
          this.begun.push(started.id)
          return new Promise((resolve) => this.#ends.set(started.id, resolve))
        },
        settle: (done, _outcome, owner) => {
          this.settled.push([done.id, owner])
          return this.settle(done)
        },
        ...options,
      },
      { settled: (settled) => this.heard.push(settled), wantsMore: () => this.heard.push('wants more') },
      this.clock,
      silentLog,
    )
  }

  get underWay(): string[] {
    return [...this.#ends.keys()]
  }

  async add(...tasks: readonly Task[]): Promise<void> {
    this.dispatcher.add(tasks, 'me')
    await turns()
  }

  async end(id: string, feedback: Feedback = 'good'): Promise<void> {
    const end = this.#ends.get(id)
    assert.ok(end, `${id} is not under way`)
    this.#ends.delete(id)
    end({ outcome: 'done', feedback })
    await turns()
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
}

test('no more is under way at once than there are slots, and the end of one begins the next', async () => {
  const bench = new Bench({ slots: 3 })
  await bench.add(...numbered(5, 'a', { lane: 'a' }))
  assert.deepEqual(bench.begun, ['a 0', 'a 1', 'a 2'])
  await bench.end('a 1')
  assert.deepEqual(bench.begun, ['a 0', 'a 1', 'a 2', 'a 3'])
  assert.deepEqual(bench.settled, [['a 1', 'me']])
  assert.deepEqual(bench.heard, [{ dueAt: null }])
})

test('a task that is added twice is done once', async () => {
  const bench = new Bench()
  await bench.add(task('a'), task('a'))
  await bench.add(task('a'))
  await bench.end('a')
  assert.deepEqual(bench.begun, ['a'])
  assert.equal(bench.dispatcher.holds('a'), false)
})

test('groups take turns: one task of a group is not kept waiting by a hundred of another', async () => {
  const bench = new Bench({ slots: 1, laneSlots: { first: 8, most: 8 } })
  await bench.add(...numbered(100, 'a', { group: 'a' }))
  await bench.add(task('b', { lane: 'b', group: 'b' }))
  await bench.end('a 0')
  await bench.end(bench.underWay[0]!)
  assert.ok(bench.begun.slice(0, 3).includes('b'), bench.begun.join())
})

test('groups take turns whatever the number of their lanes', async () => {
  const bench = new Bench({ slots: 2 })
  await bench.add(...Array.from({ length: 10 }, (_, lane) => numbered(5, `a${lane}`, { group: 'a' })).flat())
  await bench.add(...numbered(10, 'b', { group: 'b' }))
  while (bench.begun.length < 20) await bench.end(bench.underWay[0]!)
  const ofB = bench.begun.slice(2).filter((id) => id.startsWith('b')).length
  assert.ok(ofB >= 8 && ofB <= 10, `${ofB} of 18`)
})

test('lanes of one group take turns', async () => {
  const bench = new Bench({ slots: 2 })
  await bench.add(...numbered(10, 'a'), ...numbered(10, 'b'))
  while (bench.begun.length < 12) await bench.end(bench.underWay[0]!)
  const ofA = bench.begun.filter((id) => id.startsWith('a')).length
  assert.ok(ofA >= 5 && ofA <= 7, `${ofA} of 12`)
})

test('a lane that hangs keeps its own slots and nobody else waiting', async () => {
  const bench = new Bench({ slots: 8, laneSlots: { first: 2, most: 2 } })
  await bench.add(...numbered(50, 'hanging'))
  await bench.add(...numbered(20, 'well'))
  for (let index = 0; index < 20; index++) await bench.end(`well ${index}`)
  assert.deepEqual(
    bench.begun.filter((id) => id.startsWith('hanging')),
    ['hanging 0', 'hanging 1'],
  )
})

test('late attempts never take the last quarter of the slots, so a first one begins at once', async () => {
  const bench = new Bench({ slots: 8, laneSlots: { first: 4, most: 4 } })
  await bench.add(...['a', 'b', 'c', 'd'].flatMap((lane) => numbered(10, lane, { late: true })))
  assert.equal(bench.begun.length, 6)
  await bench.add(task('first 1', { lane: 'new' }), task('first 2', { lane: 'newer' }))
  assert.deepEqual(bench.begun.slice(6), ['first 1', 'first 2'])
})

test('a late attempt that found the slots for late ones taken begins when one of them is free, in whatever lane', async () => {
  const bench = new Bench({ slots: 4, laneSlots: { first: 3, most: 3 } })
  await bench.add(...numbered(3, 'a', { late: true }))
  await bench.add(...numbered(2, 'b', { late: true }), ...numbered(2, 'c', { late: true }))
  assert.deepEqual(bench.begun, ['a 0', 'a 1', 'a 2'])
  await bench.end('a 0')
  assert.equal(bench.begun.length, 4)
  while (bench.underWay.length > 0) await bench.end(bench.underWay[0]!)
  assert.deepEqual(bench.begun.toSorted(), ['a 0', 'a 1', 'a 2', 'b 0', 'b 1', 'c 0', 'c 1'])
})

test('a late attempt goes on waiting while only first ones end, and they begin meanwhile', async () => {
  const bench = new Bench({ slots: 4, laneSlots: { first: 3, most: 3 } })
  await bench.add(...numbered(3, 'a', { late: true }))
  await bench.add(task('late b', { lane: 'b', late: true }))
  for (const id of ['first 1', 'first 2']) {
    await bench.add(task(id, { lane: 'c' }))
    await bench.end(id)
  }
  assert.deepEqual(bench.begun.slice(3), ['first 1', 'first 2'])
  await bench.end('a 2')
  assert.equal(bench.begun.at(-1), 'late b')
})

test('work that fails in a way it should not keeps no slot, is settled by nobody, and the next one begins', async () => {
  for (const perform of [
    () => Promise.reject(new Error('a bug')),
    () => {
      throw new Error('a bug, at once')
    },
  ]) {
    const begun: string[] = []
    const bench = new Bench({
      slots: 1,
      perform(started) {
        begun.push(started.id)
        return perform()
      },
    })
    await bench.add(task('a'), task('b'), task('c', { lane: 'other' }))
    await turns()
    assert.deepEqual(begun.toSorted(), ['a', 'b', 'c'])
    assert.deepEqual(bench.settled, [])
    await bench.dispatcher.drain()
  }
})

test('an outcome that cannot be written is written later, and the attempt is not made again', async () => {
  const bench = new Bench()
  let tries = 0
  bench.settle = () => (++tries < 3 ? Promise.reject(new Error('the database is away')) : Promise.resolve({ dueAt: 5 }))
  await bench.add(task('a'), task('b', { lane: 'other' }))
  await bench.end('a')
  assert.equal(tries, 1)
  await bench.clock.advance(99)
  assert.equal(tries, 1)
  await bench.clock.advance(1)
  assert.deepEqual([tries, bench.heard], [2, []])
  assert.equal(bench.dispatcher.holds('a'), true)
  await bench.clock.advance(199)
  assert.equal(tries, 2, 'waits longer each time')
  await bench.clock.advance(1)
  assert.deepEqual([tries, bench.heard], [3, [{ dueAt: 5 }]])
  assert.deepEqual(bench.begun, ['a', 'b'])
  assert.equal(bench.dispatcher.holds('a'), false)
})

test('a slot is free as soon as the answer is there, not when it is written', async () => {
  const bench = new Bench({ slots: 1 })
  bench.settle = () => new Promise(() => undefined)
  await bench.add(task('a'), task('b'))
  await bench.end('a')
  assert.deepEqual(bench.begun, ['a', 'b'])
})

test('the next task of an ordering key begins when the outcome of the one before it is written, and not before', async () => {
  const bench = new Bench()
  const written = Promise.withResolvers<Settled>()
  bench.settle = () => written.promise
  await bench.add(task('k 1', { orderingKey: 'k' }), task('k 2', { orderingKey: 'k' }), task('other'))
  assert.deepEqual(bench.begun, ['k 1', 'other'])
  await bench.end('k 1')
  await bench.end('other')
  // A lane with nothing under way, and still not free to begin.
  await bench.add(task('k 3', { orderingKey: 'k' }))
  assert.deepEqual(bench.begun, ['k 1', 'other'])
  written.resolve({ dueAt: null })
  await turns()
  assert.deepEqual(bench.begun, ['k 1', 'other', 'k 2'])
})

test('an ordering key is held also where the lane has nothing else left', async () => {
  const bench = new Bench()
  const written = Promise.withResolvers<Settled>()
  bench.settle = ({ id }) => (id === 'k 1' ? written.promise : Promise.resolve({ dueAt: null }))
  await bench.add(task('k 1', { orderingKey: 'k' }), task('other'))
  await bench.end('k 1')
  await bench.end('other')
  await bench.add(task('k 2', { orderingKey: 'k' }))
  assert.deepEqual(bench.begun, ['k 1', 'other'])
})

test('draining begins nothing more and waits for what is under way and for what is being written', async () => {
  const bench = new Bench({ slots: 2 })
  const written = Promise.withResolvers<Settled>()
  bench.settle = () => written.promise
  await bench.add(...numbered(5, 'a'))
  let drained = false
  void bench.dispatcher.drain().then(() => (drained = true))
  await bench.end('a 0')
  await bench.end('a 1')
  assert.deepEqual([drained, bench.begun], [false, ['a 0', 'a 1']])
  assert.equal(bench.dispatcher.room('a'), 0)
  written.resolve({ dueAt: null })
  await turns()
  assert.equal(drained, true)
  assert.deepEqual(bench.dispatcher.dropWaiting(), ['a 2', 'a 3', 'a 4'])
  assert.deepEqual(bench.begun, ['a 0', 'a 1'])
})

test('a lane holds a bounded number of waiting tasks, and asks for more when half of them are gone', async () => {
  const bench = new Bench({ slots: 1 })
  const most = bench.dispatcher.room('a')
  assert.ok(most >= 200 && most <= 2_000, `${most}`)
  const tasks = numbered(2 * most, 'a')
  while (bench.dispatcher.room('a') > 0) await bench.add(...tasks.splice(0, bench.dispatcher.room('a')))
  assert.ok(bench.dispatcher.room('b') > 0)
  bench.dispatcher.markOverflow('a')
  let ended = 0
  for (; !bench.heard.includes('wants more'); ended++) await bench.end(`a ${ended}`)
  assert.ok(ended > most * 0.4 && ended < most * 0.6, `after ${ended} of ${most}`)
  await bench.end(`a ${ended}`)
  assert.equal(bench.heard.filter((each) => each === 'wants more').length, 1, 'asked once')
})

test('however many lanes stand still, there is room for another one', async () => {
  const bench = new Bench({ slots: 1_000, laneSlots: { first: 1, most: 1 } })
  let held = 0
  for (let lane = 0; lane < 2_000; lane++) {
    const room = bench.dispatcher.room(`hanging ${lane}`)
    assert.ok(room > 0, `no room for lane ${lane}`)
    bench.dispatcher.add(numbered(room, `hanging ${lane}`), 'me')
    held += room
  }
  assert.ok(held < 40_000, `${held} held`)
  assert.ok(bench.dispatcher.room('well') > 0)
})

test('however big the tasks of lanes that stand still, there is room for another one', async () => {
  const bench = new Bench({ slots: 1_000, laneSlots: { first: 1, most: 1 } })
  let held = 0
  for (let lane = 0; lane < 50; lane++) {
    const name = `hanging ${lane}`
    assert.ok(bench.dispatcher.room(name) > 0, `no room for lane ${lane} beside ${held} bytes`)
    for (let index = 0; bench.dispatcher.room(name) > 0; index++) {
      await bench.add(task(`${name} ${index}`, { lane: name, bytes: 256 * 1024 }))
      held += 256 * 1024
    }
  }
  assert.ok(held < 80 * 1024 * 1024, `${held} bytes held`)
})

test('what is forgotten gives its room back', async () => {
  const bench = new Bench({ slots: 1 })
  const most = bench.dispatcher.room('a')
  await bench.add(...numbered(100, 'a', { bytes: 1024 * 1024 }))
  assert.equal(bench.dispatcher.room('a'), 0)
  assert.equal(bench.dispatcher.dropWaiting().length, 99)
  assert.equal(bench.dispatcher.holds('a 7'), false)
  assert.ok(bench.dispatcher.room('a') > 0)
  await bench.end('a 0')
  assert.equal(bench.dispatcher.room('a'), most)
})
