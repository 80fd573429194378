import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { ChildNode } from '../../../../../test/support/child-node.ts'
import { eachDatabase, type OpenedDatabase } from '../../../../../test/support/each-database.ts'
import { openNode } from '../../../../../test/support/open-node.ts'
import type { Store } from '../store.ts'
import { migrate, migrations, NewerDatabase } from './migrate.ts'
import { type Migration, runStatements } from './migration.ts'

const NOW = Date.UTC(2026, 3, 19)

function step(number: number, run: Migration['run']): Migration {
  return { number, name: `step-${number}`, why: 'for the tests', run }
}

const makeTable = (name: string) => (tx: Parameters<Migration['run']>[0]) =>
  runStatements(tx, `create table ${name} (id text)`)
const steps = [step(1, makeTable('first')), step(2, makeTable('second'))]

eachDatabase((_kind, open) => {
  async function openStore(t: TestContext, database?: OpenedDatabase): Promise<Store> {
    const store = await openNode(database ?? (await open()), { serving: false })
    t.after(() => store.close())
    return store
  }

  const applied = (store: Store) =>
    store.read
      .all<{ number: number }>('select number from schema_migration order by number')
      .then((rows) => rows.map(({ number }) => number))
  const hasTable = (store: Store, name: string) =>
    store.read.all(`select * from ${name}`).then(
      () => true,
      () => false,
    )

  test('a new database gets every step, and one that is up to date nothing', async (t) => {
    const store = await openStore(t)
    const names = migrations.map(({ name }) => name)
    const latest = migrations.at(-1)?.number ?? 0
    assert.deepEqual(await migrate(store, NOW), { from: 0, to: latest, applied: names })
    assert.deepEqual(await migrate(store, NOW), { from: latest, to: latest, applied: [] })
    assert.deepEqual(
      await applied(store),
      migrations.map(({ number }) => number),
    )
  })

  test('the steps of the product are numbered from one without a gap, and say why', () => {
    assert.deepEqual(
      migrations.map(({ number }) => number),
      migrations.map((_, index) => index + 1),
    )
    for (const { why } of migrations) assert.notEqual(why.trim(), '')
  })

  test('an older database gets the steps that it lacks and keeps what is in it', async (t) => {
    const store = await openStore(t)
    await migrate(store, NOW, steps.slice(0, 1))
    await store.transaction((tx) => tx.run("insert into first (id) values ('kept')"))
    assert.deepEqual(await migrate(store, NOW + 1, steps), { from: 1, to: 2, applied: ['step-2'] })
    assert.deepEqual(
      (await store.read.all('select id from first')).map(({ id }) => id),
      ['kept'],
    )
    const rows = await store.read.all('select name, applied_at from schema_migration order by number')
    assert.deepEqual(
      rows.map((row) => [row['name'], row['applied_at']]),
      [
        ['step-1', NOW],
        ['step-2', NOW + 1],
      ],
    )
  })

  test('a database of a newer release is refused with what to do, and left as it is', async (t) => {
    const store = await openStore(t)
    await migrate(store, NOW, [...steps, step(7, makeTable('seventh'))])
    await assert.rejects(migrate(store, NOW, steps), (error) => {
      assert.ok(error instanceof NewerDatabase)
      assert.match(error.message, /schema 7/)
      assert.match(error.message, /up to 2/)
      assert.match(error.message, /newer release|backup/)
      return true
    })
    assert.deepEqual(await applied(store), [1, 2, 7])
  })

  test('a step that fails takes back itself and the steps before it, and the next try does them all', async (t) => {
    const store = await openStore(t)
    await migrate(store, NOW, steps.slice(0, 1))
    const failing = step(3, async (tx) => {
      await makeTable('third')(tx)
      await tx.run('insert into first (id) values ($1)', ['half done'])
      throw new Error('the step failed')
    })
    await assert.rejects(migrate(store, NOW, [...steps, failing]), /the step failed/)
    assert.deepEqual(await applied(store), [1])
    assert.deepEqual([await hasTable(store, 'second'), await hasTable(store, 'third')], [false, false])
    assert.deepEqual(await store.read.all('select id from first'), [])
    const mended = step(3, makeTable('third'))
    assert.deepEqual((await migrate(store, NOW, [...steps, mended])).applied, ['step-2', 'step-3'])
  })

  test('a step with a mistake in its SQL is an error and leaves nothing, not even of a new database', async (t) => {
    const store = await openStore(t)
    const mistaken = step(2, (tx) => runStatements(tx, 'create table second (id text)\n\ncreate tabel third (id text)'))
    await assert.rejects(migrate(store, NOW, [...steps.slice(0, 1), mistaken]), /syntax/)
    for (const name of ['first', 'second', 'schema_migration']) assert.equal(await hasTable(store, name), false, name)
  })

  test('of processes that start together one does the steps, and the others find them done', async (t) => {
    const database = await open()
    const children = [1, 2, 3].map(() => new ChildNode(t, 'migrate', database))
    for (const child of children) assert.equal(await child.said(), 'ready')
    for (const child of children) child.go()
    const did = await Promise.all(children.map((child) => child.said()))
    assert.deepEqual(await Promise.all(children.map((child) => child.ended())), [0, 0, 0])
    assert.deepEqual(did.sort(), [migrations.map(({ name }) => name).join(), 'nothing', 'nothing'].sort())
    const store = await openStore(t, database)
    assert.equal((await migrate(store, NOW)).applied.length, 0)
  })
})
