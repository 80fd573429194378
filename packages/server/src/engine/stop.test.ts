import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'

import { ChildNode } from '../../../../test/support/child-node.ts'
import { eachDatabase, type OpenedDatabase } from '../../../../test/support/each-database.ts'
import { openNode } from '../../../../test/support/open-node.ts'
import { makeToyTable, type ToyOptions, ToyQueue } from '../../../../test/support/toy-queue.ts'
import type { Store } from '../store/index.ts'

eachDatabase((_kind, open) => {
  let database: OpenedDatabase
  let store: Store

  before(async () => {
    database = await open()
    store = await openNode(database)
  })

  after(() => store.close())

  /** An engine with one slot, whose attempts end when the test says so. */
  async function startToy(t: TestContext, options: ToyOptions = {}): Promise<{ toy: ToyQueue; answer: () => void }> {
    const toy = new ToyQueue(store, await makeToyTable(store), { slots: 1, ...options })
    t.after(() => toy.abandon())
    const answered = Promise.withResolvers<undefined>()
    toy.perform = () => answered.promise.then(() => ({}))
    await toy.engine.start()
    await toy.calm()
    return { toy, answer: () => answered.resolve(undefined) }
  }

  test('a stop waits for what is under way and for its outcome, begins nothing, and gives back what waits', async (t) => {
    const { toy, answer } = await startToy(t)
    const written = Promise.withResolvers<undefined>()
    toy.beforeSettle = () => written.promise
    await toy.insert({ id: 'under way' }, { id: 'waiting 1' }, { id: 'waiting 2' })
    let ended: string | null = null
    const stopped = toy.engine.stop(10_000).then((end) => (ended = end))
    await toy.calm()
    for (const id of ['waiting 1', 'waiting 2']) {
      assert.deepEqual(await toy.stateOf(id), { attempts: 0, dueAt: toy.clock.now(), owner: '' })
    }
    answer()
    await toy.calm()
    assert.equal(ended, null, 'the outcome is not on disk yet')
    written.resolve(undefined)
    assert.equal(await stopped, 'drained')
    assert.deepEqual(toy.begun, ['under way'])
    assert.deepEqual(await toy.stateOf('under way'), { attempts: 1, dueAt: null, owner: '' })
  })

  test('an idle engine stops at once, also one that never started', async (t) => {
    const { toy } = await startToy(t)
    assert.equal(await toy.engine.stop(10_000), 'drained')
    const unstarted = new ToyQueue(store, await makeToyTable(store))
    assert.equal(await unstarted.engine.stop(10_000), 'drained')
  })

  test('a stop ends at its deadline, with what is under way still leased, so that it is taken up after this process', async (t) => {
    const { toy } = await startToy(t)
    await toy.insert({ id: 'hanging' }, { id: 'waiting' })
    let ended: string | null = null
    const stopped = toy.engine.stop(10_000).then((end) => (ended = end))
    await toy.pass(9_999, 1_000)
    assert.equal(ended, null)
    await toy.pass(1)
    assert.equal(await stopped, 'deadline')
    assert.equal((await toy.stateOf('hanging'))?.owner, store.presence.nodeId)
    assert.equal((await toy.stateOf('waiting'))?.owner, '')
  })

  test('after a stop nothing is leased, begun or looked at, whatever is written and however long it waits', async (t) => {
    const { toy } = await startToy(t)
    await toy.engine.stop(10_000)
    toy.observed.forget()
    await toy.insert({ id: 'a' })
    await toy.pass(60_000, 5_000)
    assert.deepEqual([toy.begun, (await toy.stateOf('a'))?.owner, toy.looks], [[], '', 0])
  })

  test('a retry that comes due while the engine stops is not begun', async (t) => {
    const { toy, answer } = await startToy(t, { slots: 2 })
    const { perform } = toy
    toy.perform = (task) => (task.id === 'retry' ? { again: toy.clock.now() + 1_000 } : perform(task))
    await toy.insert({ id: 'retry' }, { id: 'under way' })
    await toy.calm()
    const stopped = toy.engine.stop(60_000)
    await toy.pass(5_000, 1_000)
    answer()
    assert.equal(await stopped, 'drained')
    assert.deepEqual(toy.begun, ['retry', 'under way'])
    assert.equal((await toy.stateOf('retry'))?.owner, '')
  })

  test('a stop in the middle of a look begins nothing while it waits for the look, and gives back what the look leased', async (t) => {
    const { toy, answer } = await startToy(t)
    await toy.insert({ id: 'under way' }, { id: 'waiting' })
    const read = Promise.withResolvers<undefined>()
    const looking = Promise.withResolvers<undefined>()
    toy.beforeLoad = () => {
      looking.resolve(undefined)
      return read.promise
    }
    await toy.leave([{ id: 'leased by the look', lane: 'other' }])
    await toy.clock.advance(1_000)
    await looking.promise
    const stopped = toy.engine.stop(10_000)
    answer()
    await toy.observed.quiet()
    assert.deepEqual(toy.begun, ['under way'])
    read.resolve(undefined)
    assert.equal(await stopped, 'drained')
    assert.deepEqual(toy.begun, ['under way'])
    for (const id of ['waiting', 'leased by the look']) assert.equal((await toy.stateOf(id))?.owner, '', id)
  })

  test('another engine takes what a stopped one gave back', async (t) => {
    const { toy, answer } = await startToy(t)
    await toy.insert({ id: 'under way' }, { id: 'waiting' })
    const stopped = toy.engine.stop(10_000)
    answer()
    await stopped
    const next = new ToyQueue(store, toy.table)
    t.after(() => next.abandon())
    await next.engine.start()
    await next.calm()
    assert.deepEqual(next.begun, ['waiting'])
    assert.deepEqual(await next.unfinished(), [])
  })

  test('a process that only waits for its engine to stop stays until it has, or the deadline is there', async (t) => {
    const child = new ChildNode(t, 'stop', database)
    assert.equal(await child.said(), 'deadline')
    assert.equal(await child.ended(), 0)
  })
})
