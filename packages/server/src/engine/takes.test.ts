import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { eachDatabase, type OpenedDatabase } from '../../../../test/support/each-database.ts'
import { openNode } from '../../../../test/support/open-node.ts'
import { makeToyTable, ToyQueue } from '../../../../test/support/toy-queue.ts'
import type { Store } from '../store/index.ts'

eachDatabase((kind, open) => {
  let database: OpenedDatabase
  let store: Store

  before(async () => {
    database = await open()
    store = await openNode(database)
  })

  after(() => store.close())

  test('rows of a lane that a process does not take are left alone until it does', async (t) => {
    const taken = new Set(['ours'])
    const toy = new ToyQueue(store, await makeToyTable(store), { takes: (lane) => taken.has(lane) })
    t.after(() => toy.abandon())
    await toy.engine.start()
    await toy.insert({ id: 'a', lane: 'theirs' }, { id: 'b', lane: 'ours' })
    await toy.pass(5_000)
    assert.deepEqual(toy.begun, ['b'])
    assert.deepEqual(await toy.stateOf('a').then((state) => [state?.attempts, state?.owner]), [0, ''])
    taken.add('theirs')
    await toy.pass(1_000)
    assert.deepEqual(toy.begun, ['b', 'a'])
  })

  if (kind === 'postgres') {
    test('the process that takes a lane works on what another one was given', async (t) => {
      const table = await makeToyTable(store)
      const other = await openNode(database)
      t.after(() => other.close())
      const one = new ToyQueue(store, table, { takes: () => false })
      const two = new ToyQueue(other, table)
      t.after(() => one.abandon())
      t.after(() => two.abandon())
      for (const toy of [one, two]) await toy.engine.start()
      await one.insert({ id: 'a' })
      await two.pass(1_000)
      assert.deepEqual([one.begun, two.begun], [[], ['a']])
    })
  }
})
