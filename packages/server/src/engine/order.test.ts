import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import fc from 'fast-check'

import { eachDatabase, type OpenedDatabase } from '../../../../test/support/each-database.ts'
import { openNode } from '../../../../test/support/open-node.ts'
import {
  makeToyTable,
  type ToyOptions,
  ToyQueue,
  type ToyRow,
  type ToyTable,
} from '../../../../test/support/toy-queue.ts'
import type { Store } from '../store/index.ts'

/** Row `number` of a key, in the one lane that all keys share. */
const row = (orderingKey: string, number: number): ToyRow => ({ id: `${orderingKey} ${number}`, orderingKey })

const keyOf = (id: string) => id.slice(0, id.indexOf(' '))

eachDatabase((kind, open) => {
  let database: OpenedDatabase
  let store: Store

  before(async () => {
    database = await open()
    store = await openNode(database)
  })

  after(() => store.close())

  function toyOn(t: TestContext, node: Store, table: ToyTable, options: ToyOptions = {}): ToyQueue {
    const toy = new ToyQueue(node, table, options)
    t.after(() => toy.abandon())
    return toy
  }

  async function startToy(t: TestContext, options: ToyOptions = {}): Promise<ToyQueue> {
    const toy = toyOn(t, store, await makeToyTable(store, { ordered: true }), options)
    await toy.engine.start()
    return toy
  }

  /** Fails the test when two rows of one key are under way at once. */
  function watchKeys(...toys: readonly ToyQueue[]): void {
    for (const toy of toys) {
      const { perform } = toy
      toy.perform = (task) => {
        const underWay = toys.flatMap(({ underWay }) => [...underWay]).filter((id) => keyOf(id) === task.orderingKey)
        assert.deepEqual(underWay, [task.id])
        return perform(task)
      }
    }
  }

  test('rows of one key go one after the other, in the order of their ids, and other keys do not wait for them', async (t) => {
    const toy = await startToy(t)
    const answers = new Map<string, () => void>()
    toy.perform = ({ id }) => new Promise((resolve) => answers.set(id, () => resolve({})))
    await toy.insert(row('a', 1))
    await toy.insert(row('a', 2))
    await toy.insert(row('b', 1), row('b', 2))
    await toy.calm()
    assert.deepEqual(toy.begun, ['a 1', 'b 1'])
    answers.get('b 1')!()
    await toy.calm()
    assert.deepEqual(toy.begun, ['a 1', 'b 1', 'b 2'])
    await toy.pass(5_000)
    assert.deepEqual(toy.begun, ['a 1', 'b 1', 'b 2'])
    answers.get('a 1')!()
    await toy.calm()
    assert.deepEqual(toy.begun, ['a 1', 'b 1', 'b 2', 'a 2'])
  })

  test('the next row of a key begins when the one before it is written, without waiting for a look in its time', async (t) => {
    const toy = await startToy(t)
    await toy.insert(...[1, 2, 3, 4, 5].map((number) => row('a', number)))
    await toy.calm()
    assert.deepEqual(toy.begun, ['a 1', 'a 2', 'a 3', 'a 4', 'a 5'])
  })

  test('a row that is to be tried again holds back the rows of its key until it is finished, and no others', async (t) => {
    const toy = await startToy(t)
    toy.perform = ({ id, attempts }) => (id === 'a 1' && attempts < 2 ? { again: toy.clock.now() + 30_000 } : {})
    await toy.insert(row('a', 1))
    await toy.insert(row('a', 2))
    await toy.insert(row('b', 1))
    await toy.calm()
    assert.deepEqual(toy.begun, ['a 1', 'b 1'])
    await toy.pass(29_000, 1_000)
    await toy.insert(row('a', 3), row('b', 2))
    await toy.pass(999)
    assert.deepEqual(toy.begun, ['a 1', 'b 1', 'b 2'])
    // With rows waiting behind it, it may be found a fifth of a second late.
    await toy.pass(201)
    assert.deepEqual(toy.begun, ['a 1', 'b 1', 'b 2', 'a 1'])
    await toy.pass(30_400, 1_000)
    assert.deepEqual(toy.begun, ['a 1', 'b 1', 'b 2', 'a 1', 'a 1', 'a 2', 'a 3'])
  })

  test('rows without a key go at once, beside rows with one', async (t) => {
    const toy = await startToy(t, { laneSlots: { first: 8, most: 8 } })
    toy.perform = () => new Promise(() => undefined)
    await toy.insert(row('a', 1), row('a', 2), { id: 'free 1' }, { id: 'free 2' })
    await toy.calm()
    assert.deepEqual(toy.begun.toSorted(), ['a 1', 'free 1', 'free 2'])
  })

  test('a key whose first row is due later is held back by it, also when its other rows are due', async (t) => {
    const toy = await startToy(t)
    await toy.leave([{ ...row('a', 1), dueAt: toy.clock.now() + 10_000 }, row('a', 2)])
    await toy.pass(9_900)
    assert.deepEqual(toy.begun, [])
    await toy.pass(100)
    assert.deepEqual(toy.begun, ['a 1', 'a 2'])
  })

  test('whatever the attempts bring, rows of one key never overlap and end in the order of their ids', async (t) => {
    const table = await makeToyTable(store, { ordered: true })
    let run = 0
    const outcomes = fc.array(fc.record({ key: fc.nat(3), again: fc.nat(2), wait: fc.nat(400) }), {
      minLength: 1,
      maxLength: 25,
    })
    await fc.assert(
      fc.asyncProperty(outcomes, async (plan) => {
        run++
        const toy = toyOn(t, store, table)
        await toy.engine.start()
        const ended: string[] = []
        const rows = plan.map(({ key }, index) => row(`${run}-${key}`, 1_000 + index))
        const planOf = new Map(rows.map(({ id }, index) => [id, plan[index]!]))
        toy.perform = ({ id, attempts }) => {
          const { again, wait } = planOf.get(id)!
          if (attempts < again) return { again: toy.clock.now() + wait, feedback: 'struggling' }
          ended.push(id)
          return {}
        }
        watchKeys(toy)
        for (const each of rows) await toy.insert(each)
        await toy.pass(1_000 * rows.length, 200)
        await toy.abandon()
        for (const [key, own] of Map.groupBy(ended, keyOf)) assert.deepEqual(own, own.toSorted(), key)
        assert.equal(ended.length, rows.length)
        assert.deepEqual(await toy.unfinished(), [])
      }),
      { seed: 20260419, numRuns: kind === 'sqlite' ? 15 : 5, endOnFailure: true },
    )
  })

  if (kind === 'postgres') {
    test('two processes keep the order of a key between them', async (t) => {
      const other = await openNode(database)
      const table = await makeToyTable(store, { ordered: true })
      const [one, two] = [toyOn(t, store, table), toyOn(t, other, table)]
      t.after(async () => {
        await two.abandon()
        await other.close()
      })
      const ended: string[] = []
      for (const toy of [one, two]) {
        toy.perform = async ({ id, attempts }) => {
          await new Promise((resolve) => setImmediate(resolve))
          if (attempts === 0 && id.endsWith('3')) return { again: toy.clock.now() + 500 }
          ended.push(id)
          return {}
        }
      }
      watchKeys(one, two)
      await one.engine.start()
      await two.engine.start()
      for (let number = 10; number < 30; number++) {
        await (number % 2 === 0 ? one : two).insert(...['a', 'b', 'c'].map((key) => row(key, number)))
      }
      for (let time = 0; time < 40 && ended.length < 60; time++) await Promise.all([one.pass(200), two.pass(200)])
      assert.equal(ended.length, 60)
      for (const [key, own] of Map.groupBy(ended, keyOf)) assert.deepEqual(own, own.toSorted(), key)
    })
  }
})
