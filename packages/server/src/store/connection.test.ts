import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { eachDatabase } from '../../../../test/support/each-database.ts'
import { openNode } from '../../../../test/support/open-node.ts'
import { batchTable, type Store } from './index.ts'

const thing = batchTable('thing', { id: 'text', owner: 'text', name: 'text', count: 'integer', at: 'time' })
const thingName = batchTable('thing', { id: 'text', name: 'text' })

interface Thing {
  id: string
  owner: string
  name: string | null
  count: number | null
  at: number | null
}

interface Tables {
  thing: Thing
}

const plain: Omit<Thing, 'id'> = { owner: '', name: null, count: null, at: null }
const byBytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other))

eachDatabase((_kind, open) => {
  let store: Store

  before(async () => {
    store = await openNode(await open())
    const { id, time } = store.words
    await store.transaction((tx) =>
      tx.run(
        `create table thing (id ${id} not null, owner ${id} not null, name text, count integer, at ${time}, primary key (id, owner))`,
      ),
    )
  })

  after(() => store.close())

  /** Starts a test on an empty table. */
  async function empty(): Promise<void> {
    await store.transaction((tx) => tx.run('delete from thing'))
  }

  const insert = (rows: readonly (Partial<Thing> & { id: string })[]) =>
    store.transaction((tx) =>
      tx.insertRows(
        thing,
        rows.map((row) => ({ ...plain, ...row })),
      ),
    )

  /** What the table holds: the named columns of each row, in the order of their keys. */
  async function held(...columns: (keyof Thing)[]): Promise<unknown[][]> {
    const rows = await store.read.all('select * from thing order by owner, id')
    return rows.map((row) => columns.map((column) => row[column]))
  }

  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

  test('values come back as they went in: nulls, 64-bit times, big texts, emoji, and what SQL or an array might trip over', async () => {
    await empty()
    const odd = ['', 'NULL', 'null', '{}', '{a,b}', '"', "'", '\\', '\\n', '\n\r\t', '$1', '?', '; drop table thing']
    const texts = [null, ...odd, 'größe 📯👩‍👩‍👧', 'ｆ', 'x'.repeat(2_000_000)]
    const numbers = [null, 0, 1, -1, 2_147_483_647, -2_147_483_648]
    const times = [
      null,
      0,
      1_776_609_000_000,
      -62_135_596_800_000,
      8_640_000_000_000_000,
      Number.MAX_SAFE_INTEGER,
      -Number.MAX_SAFE_INTEGER,
    ]
    const expected = texts.map((name, index) => ({
      id: String(index).padStart(2, '0'),
      owner: '',
      name,
      count: numbers[index % numbers.length] ?? null,
      at: times[index % times.length] ?? null,
    }))
    await insert(expected)
    assert.deepEqual(
      await held('id', 'owner', 'name', 'count', 'at'),
      expected.map((row) => Object.values(row)),
    )
    for (const row of expected) {
      const found = await store.read.all<{ id: string }>('select id from thing where name = $1 and id = $2', [
        row.name,
        row.id,
      ])
      assert.deepEqual(idsOf(found), row.name === null ? [] : [row.id])
    }
  })

  test('placeholders are numbered: their order is free and one may stand twice', async () => {
    await empty()
    await insert([
      { id: 'a', name: 'one', count: 1 },
      { id: 'b', name: 'two', count: 2 },
    ])
    const find = 'select id from thing where count < $2 and name = $1 and name <= $1'
    assert.deepEqual(idsOf(await store.read.all(find, ['two', 3])), ['b'])
    assert.deepEqual(await store.read.all(find, ['two', 2]), [])
  })

  test('run says how many rows it changed, and a later run of the same statement is not confused with it', async () => {
    await empty()
    await insert([{ id: 'a' }, { id: 'b' }, { id: 'c' }])
    const rename = (name: string, id: string) =>
      store.transaction((tx) => tx.run('update thing set name = $1 where id >= $2', [name, id]))
    assert.deepEqual([await rename('x', 'b'), await rename('y', 'd'), await rename('z', 'a')], [2, 0, 3])
  })

  test('many keys at once find their rows; unknown keys find nothing, a doubled key finds its row once, no keys find none', async () => {
    await empty()
    await insert([
      { id: 'a', name: 'one' },
      { id: "b'", name: 'two' },
      { id: 'c"\\,{}', name: 'three' },
    ])
    const find = async (keys: string[]) =>
      (await store.read.allIn<{ name: string }>('select name from thing where id in $keys order by id', keys)).map(
        ({ name }) => name,
      )
    assert.deepEqual(await find(['c"\\,{}', 'a', 'a', 'unknown', "b'"]), ['one', 'two', 'three'])
    assert.deepEqual(await find([]), [])
    const keys = Array.from({ length: 20_000 }, (_, index) => `key_${index}`)
    assert.deepEqual(await find([...keys, 'a']), ['one'])
  })

  test('a statement for many keys takes its own values from $2 on, and counts the rows it changed', async () => {
    await empty()
    await insert([{ id: 'a' }, { id: 'b' }, { id: 'c', name: 'kept' }])
    const change = (keys: string[]) =>
      store.transaction((tx) =>
        tx.runIn('update thing set name = $2 where id in $keys and name is null', keys, ['new']),
      )
    assert.equal(await change(['a', 'b', 'c', 'd']), 2)
    assert.equal(await change([]), 0)
    assert.deepEqual(await held('name'), [['new'], ['new'], ['kept']])
  })

  test('empty batches do nothing and are no error', async () => {
    await empty()
    await store.transaction(async (tx) => {
      await tx.insertRows(thing, [])
      assert.deepEqual(await tx.insertNewRows(thing, ['owner', 'id'], []), new Set())
      assert.deepEqual(await tx.updateRows(thing, ['id'], []), new Set())
    })
    assert.deepEqual(await held('id'), [])
  })

  test('a batch is as long as it has to be', async () => {
    await empty()
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      id: `id_${String(index).padStart(6, '0')}`,
      count: index,
    }))
    await insert(many)
    const renamed = await store.transaction((tx) =>
      tx.updateRows(
        thingName,
        ['id'],
        many.map(({ id }) => ({ id, name: `name of ${id}` })),
      ),
    )
    assert.equal(renamed.size, many.length)
    const [sum] = await store.read.all<{ rows: number; counts: number; named: number }>(
      "select count(*) as rows, sum(count) as counts, count(case when name = 'name of ' || id then 1 end) as named from thing",
    )
    assert.deepEqual({ ...sum }, { rows: 20_000, counts: 199_990_000, named: 20_000 })
  })

  test('a batch with one row that cannot be written writes none of its rows', async () => {
    await empty()
    await insert([{ id: 'b', name: 'first' }])
    await assert.rejects(insert([{ id: 'a' }, { id: 'b' }, { id: 'c' }]), /unique/i)
    await assert.rejects(insert([{ id: 'd' }, { id: 'e' }, { id: 'd' }]), /unique/i)
    assert.deepEqual(await held('id', 'name'), [['b', 'first']])
  })

  test('inserting what is new leaves the rows that are there alone and names those it inserted, by all of their key', async () => {
    await empty()
    await insert([{ id: 'a', name: 'old' }])
    const inserted = await store.transaction((tx) =>
      tx.insertNewRows(
        thing,
        ['owner', 'id'],
        [
          { ...plain, id: 'a', name: 'new' },
          { ...plain, id: 'a', owner: 'other', name: 'new' },
          { ...plain, id: 'b', name: 'first of two' },
          { ...plain, id: 'b', name: 'second of two' },
        ],
      ),
    )
    assert.deepEqual(inserted, new Set(['other\na', '\nb']))
    assert.deepEqual(await held('owner', 'id', 'name'), [
      ['', 'a', 'old'],
      ['', 'b', 'first of two'],
      ['other', 'a', 'new'],
    ])
  })

  test('inserting what is new passes over the key that it was given, and over no other rule of the table', async () => {
    await store.transaction((tx) => tx.run('create table coded (id text primary key, code text not null unique)'))
    const coded = batchTable('coded', { id: 'text', code: 'text' })
    await store.transaction((tx) => tx.insertRows(coded, [{ id: 'a', code: 'taken' }]))
    const insertNew = (id: string) =>
      store.transaction((tx) => tx.insertNewRows(coded, ['id'], [{ id, code: 'taken' }]))
    assert.deepEqual(await insertNew('a'), new Set())
    await assert.rejects(insertNew('b'), /unique/i)
  })

  test('rows can also be inserted where they are missing without asking which were, and the others are left alone', async () => {
    await empty()
    await insert([{ id: 'a', name: 'old' }])
    await store.transaction(async (tx) => {
      await tx.insertMissingRows(
        thing,
        ['owner', 'id'],
        [
          { ...plain, id: 'a', name: 'new' },
          { ...plain, id: 'b', name: 'new' },
        ],
      )
      await tx.insertMissingRows(thing, ['owner', 'id'], [])
      assert.equal((await tx.all('select id from thing')).length, 2, 'the next statement sees them')
    })
    assert.deepEqual(await held('id', 'name'), [
      ['a', 'old'],
      ['b', 'new'],
    ])
  })

  test('counting adds to the rows that are there and inserts the others, however many count at once', async () => {
    await empty()
    const tally = batchTable('thing', { id: 'text', owner: 'text', count: 'integer', at: 'time' })
    await insert([{ id: 'a', name: 'kept', count: 40, at: 2 ** 40 }])
    const rows = ['a', 'b'].map((id, index) => ({ id, owner: '', count: index + 1, at: 1 }))
    await Promise.all(
      Array.from({ length: 10 }, () =>
        store.transaction(async (tx) => {
          await tx.addToRows(tally, ['owner', 'id'], rows)
          await tx.addToRows(tally, ['owner', 'id'], [])
        }),
      ),
    )
    assert.deepEqual(await held('id', 'name', 'count', 'at'), [
      ['a', 'kept', 50, 2 ** 40 + 10],
      ['b', null, 20, 10],
    ])
  })

  test('an update of many rows sets each to its own values, nulls too, and names those it found', async () => {
    await empty()
    await insert([
      { id: 'a', name: 'old', count: 1 },
      { id: 'b', name: 'old', count: 2 },
      { id: 'c', name: 'old', count: 3 },
    ])
    const found = await store.transaction((tx) =>
      tx.updateRows(
        thingName,
        ['id'],
        [
          { id: 'b', name: null },
          { id: 'unknown', name: 'nobody' },
          { id: 'a', name: 'new' },
        ],
      ),
    )
    assert.deepEqual(found, new Set(['a', 'b']))
    assert.deepEqual(await held('id', 'name', 'count'), [
      ['a', 'new', 1],
      ['b', null, 2],
      ['c', 'old', 3],
    ])
  })

  test('an update finds its rows by all columns of its key and names them by the first', async () => {
    await empty()
    await insert([
      { id: 'a', owner: 'me' },
      { id: 'a', owner: 'you' },
      { id: 'b', owner: 'you' },
    ])
    const found = await store.transaction((tx) =>
      tx.updateRows(
        thing,
        ['id', 'owner'],
        [
          { ...plain, id: 'a', owner: 'me', name: 'mine' },
          { ...plain, id: 'b', owner: 'me', name: 'not mine' },
        ],
      ),
    )
    assert.deepEqual(found, new Set(['a']))
    assert.deepEqual(await held('owner', 'id', 'name'), [
      ['me', 'a', 'mine'],
      ['you', 'a', null],
      ['you', 'b', null],
    ])
  })

  test('a guarded update touches only rows that still say what the guard says', async () => {
    await empty()
    await insert([
      { id: 'a', owner: 'me' },
      { id: 'b', owner: 'you' },
    ])
    const values = [
      { id: 'a', name: 'new' },
      { id: 'b', name: 'new' },
    ]
    const update = (owner: string) =>
      store.transaction((tx) => tx.updateRows(thingName, ['id'], values, { column: 'owner', value: owner }))
    assert.deepEqual(await update('nobody'), new Set())
    assert.deepEqual(await update('me'), new Set(['a']))
    assert.deepEqual(await held('id', 'name'), [
      ['a', 'new'],
      ['b', null],
    ])
  })

  test('a row that stands twice in one update is found once and has the values of one of the two, whole', async () => {
    await empty()
    await insert([{ id: 'a' }])
    const found = await store.transaction((tx) =>
      tx.updateRows(
        thing,
        ['owner', 'id'],
        [
          { ...plain, id: 'a', name: 'one', count: 1 },
          { ...plain, id: 'a', name: 'two', count: 2 },
        ],
      ),
    )
    assert.deepEqual(found, new Set(['']))
    const [values = []] = await held('name', 'count')
    assert.ok(['one 1', 'two 2'].includes(values.join(' ')), values.join(' '))
  })

  test('ids are compared and ordered byte by byte, whatever the locale of the database', async () => {
    await empty()
    const ids = 'a B Z _ é e z 10 9 - evt_01 EVT_01 evt-01 ~ 📯 ｆ ä ab a_b aB'.split(' ')
    await insert(ids.map((id) => ({ id })))
    const sorted = [...ids].sort(byBytes)
    assert.deepEqual((await held('id')).flat(), sorted)
    for (const id of ids) {
      const after = await store.read.all<{ id: string }>('select id from thing where id > $1 order by id', [id])
      assert.deepEqual(idsOf(after), sorted.slice(sorted.indexOf(id) + 1))
    }
    const [ends] = await store.read.all('select min(id) as least, max(id) as most from thing')
    assert.deepEqual({ ...ends }, { least: sorted[0], most: sorted.at(-1) })
  })

  test('the query builder writes, reads, counts and returns on both databases', async () => {
    await empty()
    const { changed, deleted, returned } = await store.transaction(async (tx) => {
      const db = tx.tables<Tables>()
      await db
        .insertInto('thing')
        .values([
          { ...plain, id: 'a', count: 1 },
          { ...plain, id: 'b', count: 2 },
        ])
        .execute()
      const changed = await db
        .updateTable('thing')
        .set({ name: 'new', at: 8_640_000_000_000_000 })
        .where('count', '>', 1)
        .executeTakeFirst()
      const returned = await db
        .insertInto('thing')
        .values({ ...plain, id: 'c' })
        .returning(['id', 'name'])
        .execute()
      const deleted = await db.deleteFrom('thing').where('id', '=', 'unknown').executeTakeFirst()
      return { changed, deleted, returned }
    })
    assert.equal(changed.numUpdatedRows, 1n)
    assert.equal(deleted.numDeletedRows, 0n)
    assert.deepEqual(
      returned.map((row) => ({ ...row })),
      [{ id: 'c', name: null }],
    )
    const read = store.read.tables<Tables>().selectFrom('thing')
    assert.deepEqual(
      { ...(await read.selectAll().where('id', '=', 'b').executeTakeFirst()) },
      { id: 'b', owner: '', name: 'new', count: 2, at: 8_640_000_000_000_000 },
    )
    assert.deepEqual(
      { ...(await read.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirst()) },
      { total: 3 },
    )
    const some = read.select('id').where('id', 'in', ['c', 'a']).orderBy('id', 'desc').limit(1)
    assert.deepEqual(idsOf(await some.execute()), ['c'])
  })

  test('what the builder writes stands in the transaction: rolled back with it, and never in one of its own', async () => {
    await empty()
    await assert.rejects(
      store.transaction(async (tx) => {
        await tx
          .tables<Tables>()
          .insertInto('thing')
          .values({ ...plain, id: 'a' })
          .execute()
        assert.equal((await tx.tables<Tables>().selectFrom('thing').selectAll().execute()).length, 1)
        throw new Error('changed our mind')
      }),
      /changed our mind/,
    )
    assert.deepEqual(await held('id'), [])
    const own = store.read
      .tables<Tables>()
      .transaction()
      .execute(() => Promise.resolve())
    await assert.rejects(own, /store\.transaction/)
  })

  test('a statement that is wrong is an error, and the connection is as good as before', async () => {
    await empty()
    await assert.rejects(store.read.all('select * from nowhere'), /nowhere/)
    await assert.rejects(store.read.all('selekt'), /syntax/)
    await assert.rejects(
      store.transaction((tx) => tx.insertRows(batchTable('nowhere', { id: 'text' }), [{ id: 'a' }])),
      /nowhere/,
    )
    await insert([{ id: 'a' }])
    assert.deepEqual(await held('id'), [['a']])
  })
})
