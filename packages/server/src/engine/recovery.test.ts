import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'

import { ChildNode } from '../../../../test/support/child-node.ts'
import { eachDatabase, type OpenedDatabase } from '../../../../test/support/each-database.ts'
import { openNode } from '../../../../test/support/open-node.ts'
import {
  makeToyTable,
  type ToyOptions,
  ToyQueue,
  type ToyRow,
  type ToyTable,
} from '../../../../test/support/toy-queue.ts'
import { until } from '../../../../test/support/until.ts'
import type { Store } from '../store/index.ts'

const DEAD = 'node_of_nobody'

const numbered = (count: number, more: Partial<ToyRow> = {}): ToyRow[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(index).padStart(4, '0'), ...more }))

eachDatabase((kind, open) => {
  let database: OpenedDatabase
  let store: Store

  before(async () => {
    database = await open()
    store = await openNode(database)
  })

  after(() => store.close())

  const toys: ToyQueue[] = []

  async function abandonToys(): Promise<void> {
    for (const toy of toys.splice(0)) await toy.abandon()
  }

  function toyOn(t: TestContext, node: Store, table: ToyTable, options: ToyOptions = {}): ToyQueue {
    const toy = new ToyQueue(node, table, options)
    toys.push(toy)
    t.after(abandonToys)
    return toy
  }

  /** A store that is closed with its test, after whatever was made with it. */
  async function anotherNode(t: TestContext): Promise<Store> {
    const node = await openNode(database)
    t.after(async () => {
      await abandonToys()
      await node.close()
    })
    return node
  }

  test('what a dead process had leased is taken up at the start, each row once, and finished', async (t) => {
    const toy = toyOn(t, store, await makeToyTable(store))
    await toy.leave(numbered(50), DEAD)
    await toy.engine.start()
    await toy.calm()
    assert.deepEqual(
      toy.begun.toSorted(),
      numbered(50).map(({ id }) => id),
    )
    assert.deepEqual(await toy.unfinished(), [])
  })

  test('what a dead process had leased for later is left until it is due', async (t) => {
    const toy = toyOn(t, store, await makeToyTable(store))
    await toy.leave([{ id: 'later', dueAt: toy.clock.now() + 10_000 }], DEAD)
    await toy.engine.start()
    await toy.pass(9_900)
    assert.deepEqual([toy.begun, (await toy.stateOf('later'))?.owner], [[], ''])
    await toy.pass(100)
    assert.deepEqual(toy.begun, ['later'])
  })

  test('rows that a dead process had finished are not touched', async (t) => {
    const toy = toyOn(t, store, await makeToyTable(store))
    await toy.leave([{ id: 'finished' }], DEAD)
    await store.transaction((tx) => tx.run(`update ${toy.table.name} set due_at = null`))
    await toy.engine.start()
    await toy.pass(3_000)
    assert.deepEqual(toy.begun, [])
    assert.deepEqual(await toy.stateOf('finished'), { attempts: 0, dueAt: null, owner: DEAD })
  })

  test('a process that dies while others work is noticed within a second', async (t) => {
    const toy = toyOn(t, store, await makeToyTable(store))
    await toy.engine.start()
    await toy.pass(5_000)
    await toy.leave([{ id: 'a' }], DEAD)
    await toy.pass(1_000)
    assert.deepEqual(toy.begun, ['a'])
  })

  test('rows leased by this process itself are not taken up while it holds them', async (t) => {
    const toy = toyOn(t, store, await makeToyTable(store))
    toy.perform = () => new Promise(() => undefined)
    await toy.engine.start()
    await toy.insert({ id: 'a' })
    await toy.pass(10_000, 1_000)
    assert.deepEqual(toy.begun, ['a'])
  })

  if (kind === 'postgres') {
    test('rows leased by a process that lives are not touched, however long its attempt takes', async (t) => {
      const other = await anotherNode(t)
      const table = await makeToyTable(store)
      const slow = toyOn(t, other, table)
      const idle = toyOn(t, store, table)
      const answer = Promise.withResolvers<undefined>()
      slow.perform = () => answer.promise.then(() => ({}))
      await slow.engine.start()
      await idle.engine.start()
      await slow.insert({ id: 'a' })
      await idle.pass(120_000, 1_000)
      assert.deepEqual([slow.begun, idle.begun], [['a'], []])
      assert.equal((await idle.stateOf('a'))?.owner, other.presence.nodeId)
      answer.resolve(undefined)
      await slow.calm()
      assert.deepEqual(await idle.stateOf('a'), { attempts: 1, dueAt: null, owner: '' })
    })

    test('of two processes that find a dead one exactly one takes up each of its rows', async (t) => {
      const other = await anotherNode(t)
      const table = await makeToyTable(store)
      const [one, two] = [toyOn(t, store, table), toyOn(t, other, table)]
      await one.leave(numbered(200), DEAD)
      await Promise.all([one.engine.start(), two.engine.start()])
      for (let time = 0; time < 5; time++) await Promise.all([one.pass(200), two.pass(200)])
      const begun = [...one.begun, ...two.begun].toSorted()
      assert.deepEqual(
        begun,
        numbered(200).map(({ id }) => id),
      )
      assert.deepEqual(await one.unfinished(), [])
    })

    test('two processes share the rows of one table, and no row is done twice', async (t) => {
      const other = await anotherNode(t)
      const table = await makeToyTable(store)
      const [one, two] = [toyOn(t, store, table, { slots: 2 }), toyOn(t, other, table, { slots: 2 })]
      await one.engine.start()
      await two.engine.start()
      const rows = Array.from({ length: 60 }, (_, lane) =>
        numbered(5).map(({ id }) => ({ id: `${lane} ${id}`, lane: `${lane}` })),
      )
      const half = rows.splice(0, 30).flat()
      await Promise.all([one.leave(rows.flat()), two.insert(...half)])
      for (let time = 0; time < 10; time++) await Promise.all([one.pass(200), two.pass(200)])
      const begun = [...one.begun, ...two.begun]
      assert.equal(begun.length, 300)
      assert.equal(new Set(begun).size, 300)
      assert.deepEqual(await one.unfinished(), [])
    })

    test('a row that one process leaves in the table is taken by another that has been woken, without waiting for its next look', async (t) => {
      const other = await anotherNode(t)
      const table = await makeToyTable(store)
      const [one, two] = [toyOn(t, store, table), toyOn(t, other, table)]
      await two.engine.start()
      await two.calm()
      await one.insert({ id: 'a' })
      await until('the other has begun it', async () => {
        await two.calm()
        return two.begun.length === 1
      })
      assert.deepEqual([one.begun, two.begun], [[], ['a']])
    })

    test('what a killed process had leased is taken up by one that lives', async (t) => {
      const child = new ChildNode(t, 'hold', database)
      const name = await child.said()
      const toy = toyOn(t, store, await makeToyTable(store))
      await toy.leave(numbered(5), name)
      await toy.engine.start()
      await toy.pass(5_000, 1_000)
      assert.deepEqual(toy.begun, [])
      await child.kill()
      await until('all of it is done', async () => {
        await toy.pass(1_000)
        return toy.begun.length === 5
      })
      assert.deepEqual(await toy.unfinished(), [])
    })

    async function losePresence(node: Store): Promise<void> {
      const before = node.presence.nodeId
      await node.read.all(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'posthorn ' || $1",
        [before],
      )
      await until('presence is regained', () => node.presence.nodeId !== null && node.presence.nodeId !== before)
    }

    test('an attempt that was under way when presence was lost is not made again: its outcome is written under the new name', async (t) => {
      const node = await anotherNode(t)
      const toy = toyOn(t, node, await makeToyTable(store), { slots: 1 })
      const answer = Promise.withResolvers<undefined>()
      toy.perform = () => answer.promise.then(() => ({}))
      await toy.engine.start()
      await toy.insert({ id: 'under way' }, { id: 'waiting' })
      await losePresence(node)
      await toy.calm()
      assert.deepEqual(toy.begun, ['under way'])
      assert.equal((await toy.stateOf('under way'))?.owner, node.presence.nodeId)
      answer.resolve(undefined)
      await toy.pass(1_000)
      assert.deepEqual(toy.begun, ['under way', 'waiting'])
      assert.deepEqual(await toy.unfinished(), [])
      assert.equal((await toy.stateOf('under way'))?.attempts, 1)
    })

    test('an outcome that could not be written before presence was lost is written after it, and the attempt is not made again', async (t) => {
      const node = await anotherNode(t)
      const toy = toyOn(t, node, await makeToyTable(store))
      let away = true
      toy.beforeSettle = () => {
        if (away) throw new Error('the database is away')
      }
      await toy.engine.start()
      await toy.insert({ id: 'a' })
      await toy.observed.quiet()
      await losePresence(node)
      await toy.pass(300)
      away = false
      await toy.pass(5_000, 1_000)
      assert.deepEqual([toy.begun, await toy.stateOf('a')], [['a'], { attempts: 1, dueAt: null, owner: '' }])
    })

    test('a process that lost its presence begins nothing of what another has taken up', async (t) => {
      const node = await anotherNode(t)
      const table = await makeToyTable(store)
      const [lost, other] = [toyOn(t, node, table, { slots: 1 }), toyOn(t, store, table)]
      const answer = Promise.withResolvers<undefined>()
      lost.perform = () => answer.promise.then(() => ({}))
      await lost.engine.start()
      await lost.insert({ id: '1' }, { id: '2' }, { id: '3' })
      await losePresence(node)
      await other.engine.start()
      await other.calm()
      assert.deepEqual(other.begun, ['1', '2', '3'])
      answer.resolve(undefined)
      await lost.pass(2_000, 1_000)
      assert.deepEqual(lost.begun, ['1'])
      for (const state of (await other.states()).values())
        assert.deepEqual(state, { attempts: 1, dueAt: null, owner: '' })
    })

    test('rows that were leased in the moment in which presence was lost are not begun under the name that is dead', async (t) => {
      const node = await anotherNode(t)
      const toy = toyOn(t, node, await makeToyTable(store))
      const owners: (string | undefined)[] = []
      toy.perform = async ({ id }) => {
        owners.push((await toy.stateOf(id))?.owner)
        return {}
      }
      let losses = 1
      toy.beforeLoad = async () => {
        if (losses-- > 0) await losePresence(node)
      }
      await toy.leave(numbered(3))
      await toy.engine.start()
      await toy.pass(2_000, 1_000)
      assert.equal(toy.begun.length, 3)
      assert.deepEqual(new Set(owners), new Set([node.presence.nodeId]))
      assert.deepEqual(await toy.unfinished(), [])
    })

    test('a row that was handed over under a name that is lost meanwhile is done once, under another', async (t) => {
      const node = await anotherNode(t)
      const toy = toyOn(t, node, await makeToyTable(store))
      await toy.engine.start()
      const name = node.presence.nodeId ?? ''
      await losePresence(node)
      await toy.leave([{ id: 'a' }], name)
      toy.handle.committed(
        [{ id: 'a', lane: 'lane', group: 'group', orderingKey: null, late: false, bytes: 1, attempts: 0 }],
        name,
      )
      await toy.observed.quiet()
      assert.deepEqual(toy.begun, [])
      await toy.pass(1_000)
      assert.deepEqual([toy.begun, await toy.unfinished()], [['a'], []])
    })
  }
})
