import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { ChildNode } from '../../../../test/support/child-node.ts'
import { eachDatabase, type OpenedDatabase } from '../../../../test/support/each-database.ts'
import { openNode } from '../../../../test/support/open-node.ts'
import { batchTable, type Store, type Transaction } from './index.ts'

const entry = batchTable('entry', { id: 'text' })

eachDatabase((kind, open) => {
  let database: OpenedDatabase
  let store: Store

  before(async () => {
    database = await open()
    store = await openNode(database)
    const { id } = store.words
    await store.transaction(async (tx) => {
      await tx.run(`create table entry (id ${id} primary key)`)
      await tx.run('create table counter (count integer not null)')
      // Checked at the commit and not before: the one way to a commit that fails by itself.
      await tx.run(`create table late_check (id ${id} references entry (id) deferrable initially deferred)`)
    })
  })

  after(() => store.close())

  const add = (tx: Transaction, id: string) => tx.insertRows(entry, [{ id }])
  const has = async (id: string, from: Store = store) =>
    (await from.read.allIn('select id from entry where id in $keys', [id])).length === 1

  test('what a transaction wrote is there for everyone once it resolves, with the result of its work', async () => {
    const result = await store.transaction(async (tx) => {
      await add(tx, 'committed')
      assert.equal((await tx.all("select id from entry where id = 'committed'")).length, 1)
      assert.equal(await has('committed'), false, 'seen from outside before the commit')
      return 'the result'
    })
    assert.equal(result, 'the result')
    assert.equal(await has('committed'), true)
  })

  test('a transaction whose work rejects leaves nothing and hands on the error, and the next one works', async () => {
    const error = new Error('changed our mind')
    const rolledBack = store.transaction(async (tx) => {
      await add(tx, 'rolled back')
      throw error
    })
    await assert.rejects(rolledBack, (thrown) => thrown === error)
    await store.transaction((tx) => add(tx, 'next'))
    assert.deepEqual([await has('rolled back'), await has('next')], [false, true])
  })

  test('a transaction with a statement that fails leaves nothing of the statements before it', async () => {
    const failed = store.transaction(async (tx) => {
      await add(tx, 'before the failure')
      await tx.run('insert into nowhere (id) values ($1)', ['x'])
    })
    await assert.rejects(failed, /nowhere/)
    assert.equal(await has('before the failure'), false)
  })

  test('a transaction whose work passes over the failure of a statement is not committed all the same', async () => {
    let ran = 0
    for (const fail of [
      (tx: Transaction) => tx.run('insert into nowhere (id) values ($1)', ['x']),
      (tx: Transaction) => tx.insertNewRows(batchTable('nowhere', { id: 'text' }), ['id'], [{ id: 'x' }]),
    ]) {
      const passedOver = store.transaction(async (tx) => {
        tx.afterCommit(() => ran++)
        await add(tx, 'before what was passed over')
        await fail(tx).catch(() => undefined)
      })
      await assert.rejects(passedOver)
    }
    assert.deepEqual([await has('before what was passed over'), ran], [false, 0])
  })

  test('a row that is there already fails the transaction, be it at its insertion or at the commit', async () => {
    await store.transaction((tx) => add(tx, 'there already'))
    const again = store.transaction(async (tx) => {
      await add(tx, 'beside it')
      await add(tx, 'there already')
    })
    await assert.rejects(again, /unique/i)
    assert.equal(await has('beside it'), false)
  })

  test('after the commit, and before the caller hears of it, the callbacks run in their order', async () => {
    const heard: string[] = []
    await store.transaction(async (tx) => {
      tx.afterCommit(() => heard.push('first'))
      await add(tx, 'with callbacks')
      tx.afterCommit(() => heard.push('second'))
      heard.push('end of the work')
    })
    heard.push('resolved')
    assert.deepEqual(heard, ['end of the work', 'first', 'second', 'resolved'])
  })

  test('callbacks of a transaction that was rolled back never run, not after the next commit either', async () => {
    let ran = 0
    const rolledBack = store.transaction((tx) => {
      tx.afterCommit(() => ran++)
      return Promise.reject(new Error('changed our mind'))
    })
    await assert.rejects(rolledBack)
    await store.transaction((tx) => add(tx, 'unrelated'))
    assert.equal(ran, 0)
  })

  test('a commit that fails is a rejection, leaves nothing, and runs no callback', async () => {
    let ran = 0
    const failed = store.transaction(async (tx) => {
      tx.afterCommit(() => ran++)
      await add(tx, 'with a late check')
      await tx.run('insert into late_check (id) values ($1)', ['nobody'])
    })
    await assert.rejects(failed, /foreign key/i)
    assert.deepEqual([await has('with a late check'), ran], [false, 0])
    await store.transaction((tx) => add(tx, 'after a failed commit'))
    assert.equal(await has('after a failed commit'), true)
  })

  test('transactions that read, lock and write back at the same time lose none of their writes', async () => {
    await store.transaction((tx) => tx.run('insert into counter (count) values (0)'))
    const countUp = () =>
      store.transaction(async (tx) => {
        const [row] = await tx.all<{ count: number }>(`select count from counter ${store.words.forUpdate}`)
        await new Promise((resolve) => setImmediate(resolve))
        await tx.run('update counter set count = $1', [(row?.count ?? 0) + 1])
      })
    await Promise.all(Array.from({ length: 30 }, countUp))
    const [row] = await store.read.all('select count from counter')
    assert.equal(row?.['count'], 30)
    await store.transaction((tx) => tx.run('delete from counter'))
  })

  test('two stores on one database see what the other has committed, and nothing else', async () => {
    const other = await openNode(database, { serving: false })
    try {
      await store.transaction(async (tx) => {
        await add(tx, 'from the first')
        assert.equal(await has('from the first', other), false)
      })
      assert.equal(await has('from the first', other), true)
      await other.transaction((tx) => add(tx, 'from the second'))
      assert.equal(await has('from the second'), true)
    } finally {
      await other.close()
    }
  })

  test('processes that write at the same time wait for each other and lose none of their writes', async (t) => {
    await store.transaction((tx) => tx.run('insert into counter (count) values (0)'))
    const children = [new ChildNode(t, 'count', database), new ChildNode(t, 'count', database)]
    for (const child of children) assert.equal(await child.said(), 'ready')
    for (const child of children) child.go()
    assert.deepEqual(await Promise.all(children.map((child) => child.said())), ['counted', 'counted'])
    assert.deepEqual(await Promise.all(children.map((child) => child.ended())), [0, 0])
    const [row] = await store.read.all('select count from counter')
    assert.equal(row?.['count'], 200)
    await store.transaction((tx) => tx.run('delete from counter'))
  })

  if (kind === 'sqlite') {
    test('transactions take turns in the order in which they were asked for', async () => {
      const heard: string[] = []
      const take = (name: string) =>
        store.transaction(async () => {
          heard.push(`${name} begins`)
          await new Promise((resolve) => setImmediate(resolve))
          heard.push(`${name} ends`)
        })
      await Promise.all([take('first'), take('second'), take('third')])
      assert.deepEqual(
        heard,
        ['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]),
      )
    })
  }

  if (kind === 'postgres') {
    test('transactions run side by side: a slow one holds up no other', async () => {
      const slow = Promise.withResolvers<undefined>()
      const held = store.transaction(async (tx) => {
        await add(tx, 'slow')
        await slow.promise
      })
      await store.transaction((tx) => add(tx, 'quick'))
      assert.deepEqual([await has('quick'), await has('slow')], [true, false])
      slow.resolve(undefined)
      await held
      assert.equal(await has('slow'), true)
    })

    test('a connection that breaks in the middle is a rejection that leaves nothing, never the end of the process', async () => {
      const broken = store.transaction(async (tx) => {
        await add(tx, 'on a broken connection')
        const [row] = await tx.all<{ pid: number }>('select pg_backend_pid() as pid')
        await store.read.all('select pg_terminate_backend($1)', [row?.pid ?? 0])
        await add(tx, 'after it broke')
      })
      await assert.rejects(broken)
      await store.transaction((tx) => add(tx, 'on a new connection'))
      assert.deepEqual(
        [await has('on a broken connection'), await has('after it broke'), await has('on a new connection')],
        [false, false, true],
      )
    })

    test('a connection that breaks while the work waits for something else is noticed at the next statement', async () => {
      const error = await store
        .transaction(async (tx) => {
          const [row] = await tx.all<{ pid: number }>('select pg_backend_pid() as pid')
          await store.read.all('select pg_terminate_backend($1, 5000)', [row?.pid ?? 0])
          for (let time = 0; time < 5; time++) await store.read.all('select 1')
          await add(tx, 'too late')
        })
        .catch((thrown: unknown) => thrown)
      assert.ok(error instanceof Error)
      assert.equal(await has('too late'), false)
    })
  }
})
