import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { ChildNode } from '../../../../test/support/child-node.ts'
import { eachDatabase, type OpenedDatabase } from '../../../../test/support/each-database.ts'
import { FakeClock } from '../../../../test/support/fake-clock.ts'
import { openNode } from '../../../../test/support/open-node.ts'
import { type BatchKind, batchTable, GroupCommit, type Store } from './index.ts'

const entry = batchTable('entry', { id: 'text' })

/** Inserts each item as a row and answers with its id in capitals; notes the size of each group. */
function insertKind(groups: number[] = []): BatchKind<string, string> {
  return {
    name: 'insert',
    async run(tx, items) {
      groups.push(items.length)
      await tx.insertRows(
        entry,
        items.map((id) => ({ id })),
      )
      return items.map((id) => id.toUpperCase())
    },
  }
}

/** How each promise ended: its value, or the message of its error. */
async function endsOf(promises: readonly Promise<unknown>[]): Promise<unknown[]> {
  const ends = await Promise.allSettled(promises)
  return ends.map((end) => (end.status === 'fulfilled' ? end.value : `rejected: ${String(end.reason)}`))
}

/** Lets what is under way in memory go on. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}

eachDatabase((_kind, open) => {
  let database: OpenedDatabase
  let store: Store

  before(async () => {
    database = await open()
    store = await openNode(database)
    const { id } = store.words
    await store.transaction(async (tx) => {
      await tx.run(`create table entry (id ${id} primary key)`)
      await tx.run(`create table late_check (id ${id} references entry (id) deferrable initially deferred)`)
    })
  })

  after(() => store.close())

  const ids = async () => (await store.read.all<{ id: string }>('select id from entry order by id')).map(({ id }) => id)

  /** A group commit of the test's own, so that its figures begin at zero, on an empty table. */
  async function fresh(): Promise<{ grouped: GroupCommit; clock: FakeClock }> {
    await store.transaction((tx) => tx.run('delete from entry'))
    const clock = new FakeClock()
    const grouped = new GroupCommit({
      transaction: (work) => store.transaction(work),
      clock,
      isOutage: (error) => store.isOutage(error),
    })
    return { grouped, clock }
  }

  test('writes that come together are one transaction, and each caller has its own result', async () => {
    const { grouped } = await fresh()
    const groups: number[] = []
    const kind = insertKind(groups)
    const items = Array.from({ length: 100 }, (_, index) => `item ${String(index).padStart(3, '0')}`)
    const results = await Promise.all(items.map((item) => grouped.submit(kind, item)))
    assert.deepEqual(
      results,
      items.map((item) => item.toUpperCase()),
    )
    assert.deepEqual(groups, [100])
    assert.deepEqual(grouped.figures, { commits: 1, items: 100 })
    assert.deepEqual(await ids(), items)
  })

  test('a caller is answered after the commit and not before', async () => {
    const { grouped } = await fresh()
    const written = Promise.withResolvers<undefined>()
    const kind: BatchKind<string, string> = {
      name: 'held open',
      async run(tx, items) {
        const results = await insertKind().run(tx, items)
        await written.promise
        return results
      },
    }
    let answered = false
    const submitted = grouped.submit(kind, 'a').then(() => (answered = true))
    await turns()
    assert.deepEqual([answered, await ids()], [false, []])
    written.resolve(undefined)
    await submitted
    assert.deepEqual(await ids(), ['a'])
  })

  test('kinds that come together stand in the same transaction, each with its items in the order in which they came', async () => {
    const { grouped } = await fresh()
    const seen: string[] = []
    const kindNamed = (name: string): BatchKind<number, string> => ({
      name,
      run(_tx, items) {
        seen.push(`${name} ${items.join()}`)
        return Promise.resolve(items.map((item) => `${name} ${item}`))
      },
    })
    const [one, other] = [kindNamed('one'), kindNamed('other')]
    const submitted = [
      grouped.submit(one, 1),
      grouped.submit(other, 2),
      grouped.submit(one, 3),
      grouped.submit(other, 4),
    ]
    assert.deepEqual(await Promise.all(submitted), ['one 1', 'other 2', 'one 3', 'other 4'])
    assert.deepEqual(seen, ['one 1,3', 'other 2,4'])
    assert.deepEqual(grouped.figures, { commits: 1, items: 4 })
  })

  test('what comes while a group is being written is the next group, all of it', async () => {
    const { grouped } = await fresh()
    const groups: number[] = []
    const written = Promise.withResolvers<undefined>()
    const first: BatchKind<string, undefined> = {
      name: 'slow',
      run: (_tx, items) => written.promise.then(() => items.map(() => undefined)),
    }
    const slow = grouped.submit(first, 'slow')
    await turns()
    const kind = insertKind(groups)
    const next = Array.from({ length: 50 }, (_, index) => grouped.submit(kind, `item ${index}`))
    await turns()
    assert.deepEqual(groups, [])
    written.resolve(undefined)
    await Promise.all([slow, ...next])
    assert.deepEqual(groups, [50])
    assert.deepEqual(grouped.figures, { commits: 2, items: 51 })
  })

  test('one bad item fails alone: its neighbours succeed, with their own results, and nothing of it is left', async () => {
    const { grouped } = await fresh()
    await store.transaction((tx) => tx.insertRows(entry, [{ id: 'taken' }]))
    const kind = insertKind()
    const ends = await endsOf(['a', 'b', 'taken', 'c'].map((item) => grouped.submit(kind, item)))
    assert.deepEqual([ends[0], ends[1], ends[3]], ['A', 'B', 'C'])
    assert.match(String(ends[2]), /^rejected: .*unique/i)
    assert.deepEqual(await ids(), ['a', 'b', 'c', 'taken'])
    assert.deepEqual(grouped.figures, { commits: 3, items: 3 })
  })

  test('a bad item of one kind does not fail the items of another', async () => {
    const { grouped } = await fresh()
    const bad: BatchKind<string, string> = { name: 'bad', run: () => Promise.reject(new Error('will not do')) }
    const ends = await endsOf([grouped.submit(insertKind(), 'a'), grouped.submit(bad, 'x'), grouped.submit(bad, 'y')])
    assert.deepEqual(ends, ['A', 'rejected: Error: will not do', 'rejected: Error: will not do'])
    assert.deepEqual(await ids(), ['a'])
  })

  test('a bad item that came alone is rejected once, without a second try', async () => {
    const { grouped } = await fresh()
    let runs = 0
    const bad: BatchKind<string, string> = {
      name: 'bad',
      run() {
        runs++
        return Promise.reject(new Error('will not do'))
      },
    }
    assert.deepEqual(await endsOf([grouped.submit(bad, 'x')]), ['rejected: Error: will not do'])
    assert.equal(runs, 1)
    assert.deepEqual(grouped.figures, { commits: 0, items: 0 })
  })

  test('a commit that fails rejects everyone whose item it was for, and leaves nothing; the others are written', async () => {
    const { grouped } = await fresh()
    const dangling: BatchKind<string, string> = {
      name: 'dangling',
      async run(tx, items) {
        for (const id of items) await tx.run('insert into late_check (id) values ($1)', [id])
        return insertKind().run(
          tx,
          items.map((id) => `beside ${id}`),
        )
      },
    }
    const ends = await endsOf([
      grouped.submit(dangling, 'nobody'),
      grouped.submit(dangling, 'nobody else'),
      grouped.submit(insertKind(), 'a'),
    ])
    for (const end of ends.slice(0, 2)) assert.match(String(end), /^rejected: .*foreign key/i)
    assert.equal(ends[2], 'A')
    assert.deepEqual(await ids(), ['a'])
    assert.deepEqual(await store.read.all('select id from late_check'), [])
  })

  test('with the database away everyone is told at once: nothing is tried one by one', async () => {
    await fresh()
    let transactions = 0
    const away = new Error('the database is away')
    const grouped = new GroupCommit({
      transaction() {
        transactions++
        return Promise.reject(away)
      },
      clock: new FakeClock(),
      isOutage: (error) => error === away,
    })
    const kind = insertKind()
    const ends = await endsOf(['a', 'b', 'c'].map((item) => grouped.submit(kind, item)))
    assert.deepEqual(
      ends,
      Array.from({ length: 3 }, () => 'rejected: Error: the database is away'),
    )
    assert.equal(transactions, 1)
  })

  test('a kind that answers for fewer items than it got is an error, and nothing of it is written', async () => {
    const { grouped } = await fresh()
    const forgetful: BatchKind<string, string> = {
      name: 'forgetful',
      async run(tx, items) {
        await insertKind().run(tx, items)
        return []
      },
    }
    const ends = await endsOf([grouped.submit(forgetful, 'a'), grouped.submit(forgetful, 'b')])
    for (const end of ends) assert.match(String(end), /^rejected: .*forgetful answered 0/)
    assert.deepEqual(await ids(), [])
  })

  test('once writes come thick, the first of a group waits a moment for company, and no longer', async () => {
    const { grouped, clock } = await fresh()
    const groups: number[] = []
    const kind = insertKind(groups)
    await Promise.all(['a', 'b', 'c', 'd'].map((item) => grouped.submit(kind, item)))
    const first = grouped.submit(kind, 'e')
    await clock.advance(1)
    assert.deepEqual(groups, [4])
    const second = grouped.submit(kind, 'f')
    await clock.advance(0.5)
    await Promise.all([first, second])
    assert.deepEqual(groups, [4, 2])
    // Two are no crowd: the next one does not wait.
    await grouped.submit(kind, 'g')
    assert.deepEqual(groups, [4, 2, 1])
  })

  test('a full group does not wait for company', async () => {
    const { grouped } = await fresh()
    const groups: number[] = []
    const kind = insertKind(groups)
    const many = (name: string) => Array.from({ length: 500 }, (_, index) => grouped.submit(kind, `${name} ${index}`))
    await Promise.all(many('a'))
    await Promise.all(many('b'))
    assert.deepEqual(groups, [500, 500])
  })

  test('drained resolves when nothing is gathered or being written, failures included, and at once when idle', async () => {
    const { grouped, clock } = await fresh()
    await grouped.drained()
    const bad: BatchKind<string, string> = { name: 'bad', run: () => Promise.reject(new Error('will not do')) }
    const heard: string[] = []
    const hear = (name: string, promise: Promise<unknown>) =>
      void promise.then(
        () => heard.push(name),
        () => heard.push(`${name} failed`),
      )
    for (const item of ['a', 'b', 'c', 'd']) hear(item, grouped.submit(insertKind(), item))
    hear('x', grouped.submit(bad, 'x'))
    await turns()
    hear('late', grouped.submit(insertKind(), 'late'))
    const drained = grouped.drained().then(() => heard.push('drained'))
    while (heard.at(-1) !== 'drained') {
      await clock.advance(2)
      await turns()
    }
    await drained
    assert.deepEqual(heard, ['a', 'b', 'c', 'd', 'x failed', 'late', 'drained'])
    assert.deepEqual(await ids(), ['a', 'b', 'c', 'd', 'late'])
  })

  test('a process whose last wish is a write stays until it is written', async (t) => {
    const child = new ChildNode(t, 'group', database)
    assert.equal(await child.said(), '1,2,3,4,5')
    assert.equal(await child.ended(), 0)
  })
})
