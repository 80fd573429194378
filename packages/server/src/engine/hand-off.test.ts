import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'

import { eachDatabase } from '../../../../test/support/each-database.ts'
import { openNode } from '../../../../test/support/open-node.ts'
import { makeToyTable, type ToyOptions, ToyQueue, type ToyRow } from '../../../../test/support/toy-queue.ts'
import type { Store } from '../store/index.ts'

const numbered = (count: number, name: string, more: Partial<ToyRow> = {}): ToyRow[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${name} ${String(index).padStart(4, '0')}`,
    lane: name,
    ...more,
  }))

eachDatabase((_kind, open) => {
  let store: Store

  before(async () => {
    store = await openNode(await open())
  })

  after(() => store.close())

  async function startToy(t: TestContext, options: ToyOptions = {}): Promise<ToyQueue> {
    const toy = new ToyQueue(store, await makeToyTable(store), options)
    t.after(() => toy.abandon())
    await toy.engine.start()
    await toy.calm()
    toy.observed.forget()
    return toy
  }

  test('a row that has just been committed is worked on at once, without a look at the table or another statement', async (t) => {
    const toy = await startToy(t)
    await toy.insert({ id: 'a' })
    await toy.observed.quiet()
    assert.deepEqual(toy.begun, ['a'])
    assert.deepEqual(await toy.stateOf('a'), { attempts: 1, dueAt: null, owner: '' })
    assert.deepEqual([toy.looks, toy.loaded], [0, []])
    const written = toy.observed.statements.filter((sql) => !sql.startsWith('select'))
    assert.deepEqual(written, [], 'the row was inserted and updated, and nothing claimed it')
  })

  test('a row is leased to this process by its own insert', async (t) => {
    const toy = await startToy(t)
    const answered = Promise.withResolvers<undefined>()
    toy.perform = () => answered.promise.then(() => ({}))
    await toy.insert({ id: 'a' })
    assert.deepEqual(await toy.stateOf('a'), { attempts: 0, dueAt: toy.clock.now(), owner: store.presence.nodeId })
    answered.resolve(undefined)
    await toy.observed.quiet()
    assert.deepEqual(await toy.stateOf('a'), { attempts: 1, dueAt: null, owner: '' })
  })

  test('a row of a transaction that was rolled back is not worked on', async (t) => {
    const toy = await startToy(t)
    await toy.insert({ id: 'a' })
    await assert.rejects(toy.insert({ id: 'b' }, { id: 'a' }), /unique/i)
    await toy.pass(2_000)
    assert.deepEqual(toy.begun, ['a'])
    assert.equal(await toy.stateOf('b'), undefined)
  })

  test('before its start an engine leases nothing and begins nothing, and afterwards it takes what waits', async (t) => {
    const toy = new ToyQueue(store, await makeToyTable(store))
    t.after(() => toy.abandon())
    await toy.insert({ id: 'a' })
    await toy.pass(2_000)
    assert.deepEqual([toy.begun, (await toy.stateOf('a'))?.owner, toy.looks], [[], '', 0])
    await toy.engine.start()
    await toy.calm()
    assert.deepEqual([toy.begun, toy.loaded], [['a'], ['a']])
  })

  test('a retry is taken at its time: not before, late by nothing, and with the row leased anew', async (t) => {
    const toy = await startToy(t)
    const firstAt = toy.clock.now()
    const begunAt: number[] = []
    toy.perform = ({ attempts }) => {
      begunAt.push(toy.clock.now() - firstAt)
      return attempts < 2 ? { again: toy.clock.now() + [5_000, 60_000][attempts]! } : {}
    }
    await toy.insert({ id: 'a' })
    await toy.observed.quiet()
    assert.deepEqual(await toy.stateOf('a'), { attempts: 1, dueAt: firstAt + 5_000, owner: '' })
    await toy.pass(4_999)
    assert.deepEqual(begunAt, [0])
    await toy.pass(1)
    await toy.pass(60_000, 1_000)
    assert.deepEqual(begunAt, [0, 5_000, 65_000])
    assert.deepEqual(await toy.stateOf('a'), { attempts: 3, dueAt: null, owner: '' })
    assert.deepEqual(toy.loaded, ['a', 'a'])
  })

  test('a retry after less than a second is taken at its time as well', async (t) => {
    const toy = await startToy(t)
    const firstAt = toy.clock.now()
    const begunAt: number[] = []
    toy.perform = ({ attempts }) => {
      begunAt.push(toy.clock.now() - firstAt)
      return attempts < 3 ? { again: toy.clock.now() + 70 } : {}
    }
    await toy.insert({ id: 'a' })
    await toy.calm()
    await toy.pass(300, 5)
    assert.deepEqual(begunAt, [0, 70, 140, 210])
  })

  test('a row that is due later is left alone until then, whoever wrote it', async (t) => {
    const toy = await startToy(t)
    const dueAt = toy.clock.now() + 90_000
    await toy.leave([{ id: 'later', dueAt }, { id: 'now' }])
    await toy.pass(1_000)
    assert.deepEqual(toy.begun, ['now'])
    await toy.pass(88_999, 1_000)
    assert.deepEqual([toy.begun, (await toy.stateOf('later'))?.owner], [['now'], ''])
    await toy.pass(1)
    assert.deepEqual(toy.begun, ['now', 'later'])
  })

  test('a row that nobody told of is found within a second', async (t) => {
    const toy = await startToy(t)
    await toy.leave([{ id: 'a' }])
    await toy.pass(1_000)
    assert.deepEqual(toy.begun, ['a'])
  })

  test('an idle queue looks at the table once a second and asks nothing else', async (t) => {
    const toy = await startToy(t)
    await toy.pass(20_000)
    assert.ok(toy.looks >= 19 && toy.looks <= 21, `${toy.looks} looks`)
    assert.equal(toy.observed.statements.length, toy.looks * 2)
  })

  test('the clock set back or forth by an hour changes neither what is due in how long, nor the looks', async (t) => {
    const toy = await startToy(t)
    toy.clock.step(-3_600_000)
    await toy.leave([{ id: 'a', dueAt: toy.clock.now() }])
    await toy.pass(1_100)
    assert.deepEqual(toy.begun, ['a'])
    toy.clock.step(7_200_000)
    await toy.leave([{ id: 'b', dueAt: toy.clock.now() }])
    await toy.pass(1_100)
    assert.deepEqual(toy.begun, ['a', 'b'])
  })

  test('what a lane cannot hold stays in the table, free for others, and is taken when there is room', async (t) => {
    const toy = await startToy(t, { slots: 4, laneSlots: { first: 1, most: 1 } })
    const ends = new Map<string, () => void>()
    toy.perform = ({ id }) => new Promise((resolve) => ends.set(id, () => resolve({})))
    await toy.insert(...numbered(40, 'a', { bytes: 512 * 1024 }))
    await toy.insert({ id: 'a last', lane: 'a' })
    await toy.calm()
    assert.deepEqual([(await toy.stateOf('a last'))?.owner, toy.begun.length], ['', 1])
    await toy.leave(numbered(100, 'b'))
    await toy.pass(1_000)
    assert.equal(toy.begun.filter((id) => id.startsWith('b')).length, 1, 'a full lane keeps no other waiting')
    while (ends.size > 0) {
      for (const end of ends.values()) end()
      ends.clear()
      await toy.calm()
    }
    await toy.pass(1_000)
    for (const end of ends.values()) end()
    await toy.calm()
    assert.deepEqual(await toy.unfinished(), [])
    assert.equal(toy.begun.length, 141)
    assert.equal(new Set(toy.begun).size, 141)
  })

  test('a lane that hangs, with a long line behind it, delays no other: neither rows handed over nor rows in the table', async (t) => {
    const toy = await startToy(t, { slots: 16 })
    toy.perform = ({ lane }) => (lane === 'hanging' ? new Promise(() => undefined) : {})
    await toy.insert(...numbered(300, 'hanging'))
    await toy.leave(numbered(300, 'hanging').map((row) => ({ ...row, id: `${row.id} in the table` })))
    await toy.pass(1_000)
    await toy.leave(numbered(20, 'in the table'))
    await toy.insert(...numbered(20, 'handed over'))
    await toy.observed.quiet()
    assert.equal(toy.begun.filter((id) => id.startsWith('handed over')).length, 20)
    await toy.pass(1_000)
    assert.equal(toy.begun.filter((id) => id.startsWith('in the table')).length, 20)
    assert.equal(toy.begun.filter((id) => id.startsWith('hanging')).length, 4)
  })

  test('many lanes that hang, with long lines, delay no other', async (t) => {
    const toy = await startToy(t, { slots: 1_000, laneSlots: { first: 1, most: 1 } })
    toy.perform = ({ lane }) => (lane.startsWith('hanging') ? new Promise(() => undefined) : {})
    const bytes = 256 * 1024
    await toy.leave(Array.from({ length: 60 }, (_, lane) => numbered(20, `hanging ${lane}`, { bytes })).flat())
    await toy.pass(2_000)
    await toy.leave(numbered(5, 'well'))
    await toy.insert({ id: 'handed over', lane: 'well too' })
    await toy.observed.quiet()
    assert.ok(toy.begun.includes('handed over'))
    await toy.pass(1_000)
    assert.equal(toy.begun.filter((id) => id.startsWith('well')).length, 5)
  })

  test('a claim takes a bounded number of rows, and is followed by others until every lane has its own', async (t) => {
    const toy = await startToy(t, { slots: 2_000, laneSlots: { first: 1, most: 1 } })
    const claims: number[] = []
    toy.beforeLoad = (ids) => void claims.push(ids.length)
    toy.perform = () => new Promise(() => undefined)
    const lanes = Array.from({ length: 300 }, (_, lane) => `lane ${String(lane).padStart(3, '0')}`)
    await toy.leave(lanes.flatMap((lane) => numbered(5, lane)))
    await toy.pass(1_000)
    assert.ok(Math.max(...claims) <= 1_000, `${Math.max(...claims)} rows in one claim`)
    assert.equal(toy.loaded.length, 1_500)
    assert.equal(toy.begun.length, 300)
  })

  test('a single task of one group is not the last after a hundred of another, though all come from the table', async (t) => {
    const toy = await startToy(t, { slots: 2, laneSlots: { first: 2, most: 2 } })
    await toy.leave([...numbered(100, 'a', { group: 'a' }), ...numbered(1, 'b', { group: 'b' })])
    await toy.pass(1_000)
    assert.equal(toy.begun.length, 101)
    assert.ok(toy.begun.indexOf('b 0000') < 5, `at place ${toy.begun.indexOf('b 0000')}`)
  })

  test('an outcome that cannot be written keeps the row leased, is written later, and the attempt is not made again', async (t) => {
    const toy = await startToy(t)
    let failures = 3
    toy.beforeSettle = () => {
      if (failures-- > 0) throw new Error('the database does not answer')
    }
    await toy.insert({ id: 'a' })
    await toy.calm()
    assert.deepEqual(await toy.stateOf('a'), { attempts: 0, dueAt: toy.clock.now(), owner: store.presence.nodeId })
    await toy.pass(700)
    assert.deepEqual([toy.begun, await toy.stateOf('a')], [['a'], { attempts: 1, dueAt: null, owner: '' }])
  })

  test('work that throws is made again after the audit has found its row, and keeps no slot meanwhile', async (t) => {
    const toy = await startToy(t, { slots: 1, laneSlots: { first: 1, most: 1 } })
    let bugs = 1
    toy.perform = ({ id }) => {
      if (id === 'a' && bugs-- > 0) throw new Error('a bug')
      return {}
    }
    await toy.insert({ id: 'a' }, { id: 'b' })
    await toy.calm()
    assert.deepEqual(toy.begun, ['a', 'b'])
    assert.deepEqual(await toy.stateOf('a'), { attempts: 0, dueAt: toy.clock.now(), owner: store.presence.nodeId })
    await toy.pass(25_000, 1_000)
    assert.deepEqual(toy.begun, ['a', 'b'], 'not in a hot loop')
    await toy.pass(40_000, 1_000)
    assert.deepEqual([toy.begun, await toy.unfinished()], [['a', 'b', 'a'], []])
  })

  test('rows leased by this process that it does not hold are given back by the audit, and rows that it holds are not', async (t) => {
    const toy = await startToy(t)
    toy.perform = ({ id }) => (id === 'held' ? new Promise(() => undefined) : {})
    await toy.insert({ id: 'held' })
    await toy.leave([{ id: 'stray', lane: 'other' }], store.presence.nodeId ?? '')
    await toy.pass(45_000, 1_000)
    assert.deepEqual(toy.begun, ['held'], 'missed once: it may be on its way')
    await toy.pass(20_000, 1_000)
    assert.deepEqual(toy.begun, ['held', 'stray'])
    assert.equal((await toy.stateOf('held'))?.owner, store.presence.nodeId)
    await toy.pass(120_000, 1_000)
    assert.deepEqual(toy.begun, ['held', 'stray'])
  })

  test('rows that are gone or cannot be read are given back and do not stop the others', async (t) => {
    const toy = await startToy(t)
    toy.beforeLoad = async (ids) => {
      if (!ids.includes('gone')) return
      await toy.observed.store.transaction((tx) => tx.run(`delete from ${toy.table.name} where id = 'gone'`))
    }
    await toy.leave([{ id: 'gone' }, { id: 'there' }])
    await toy.pass(1_000)
    assert.deepEqual([toy.begun, await toy.unfinished()], [['there'], []])
  })

  test('a look that fails is made again, and nothing is lost by it', async (t) => {
    const toy = await startToy(t)
    let failures = 1
    toy.beforeLoad = () => {
      if (failures-- > 0) throw new Error('the database does not answer')
    }
    await toy.leave([{ id: 'a' }])
    await toy.pass(1_000)
    assert.deepEqual(toy.begun, [])
    await toy.leave([{ id: 'b' }])
    await toy.pass(1_000)
    assert.deepEqual(toy.begun, ['b'])
    await toy.pass(61_000, 1_000)
    assert.deepEqual([toy.begun, await toy.unfinished()], [['b', 'a'], []])
  })

  test('a row whose next attempt is due the moment its outcome is written is taken at once, not by the audit', async (t) => {
    const toy = await startToy(t)
    const heard = Promise.withResolvers<undefined>()
    toy.perform = ({ attempts }) => (attempts === 0 ? { again: toy.clock.now() } : {})
    toy.afterSettle = async ({ attempts }) => {
      if (attempts === 0) await heard.promise
    }
    await toy.insert({ id: 'a' })
    await toy.observed.quiet()
    assert.deepEqual(await toy.stateOf('a'), { attempts: 1, dueAt: toy.clock.now(), owner: '' })
    // A look finds the row before the engine has heard that its outcome is on disk.
    await toy.pass(1_000)
    heard.resolve(undefined)
    await toy.calm()
    assert.deepEqual([toy.begun, await toy.stateOf('a')], [['a', 'a'], { attempts: 2, dueAt: null, owner: '' }])
  })
})
