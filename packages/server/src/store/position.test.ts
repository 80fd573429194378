import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'

import { eachDatabase } from '../../../../test/support/each-database.ts'
import { openNode } from '../../../../test/support/open-node.ts'
import { until } from '../../../../test/support/until.ts'
import { batchTable, type Store } from './index.ts'

const entry = batchTable('entry', { id: 'text' })

/** Reads on from where it stopped, a few rows at a time, as a cursor over events does. */
class Follower {
  readonly read: string[] = []
  readonly #store: Store
  #at = { position: 0, id: '' }

  constructor(store: Store) {
    this.#store = store
  }

  async catchUp(): Promise<void> {
    for (;;) {
      const rows = await this.#store.read.all<{ position: number; id: string }>(
        `select position, id from entry where (position > $1 or (position = $1 and id > $2)) and ${this.#store.words.positionSettled}
         order by position, id limit 3`,
        [this.#at.position, this.#at.id],
      )
      this.read.push(...rows.map(({ id }) => id))
      this.#at = rows.at(-1) ?? this.#at
      if (rows.length === 0) return
    }
  }
}

/** Ends what a test that failed has left open, so that its store can be closed. */
const leftOpen = new Set<() => void>()

/** A transaction that has written its rows and waits to be told to commit, or to roll back. */
async function openWriter(store: Store, ids: readonly string[]): Promise<(commit: boolean) => Promise<void>> {
  const end = Promise.withResolvers<boolean>()
  const written = Promise.withResolvers<undefined>()
  const transaction = store
    .transaction(async (tx) => {
      await tx.insertRows(
        entry,
        ids.map((id) => ({ id })),
      )
      written.resolve(undefined)
      if (!(await end.promise)) throw new Error('rolled back')
    })
    .catch(() => undefined)
  await written.promise
  leftOpen.add(() => end.resolve(false))
  return async (commit) => {
    end.resolve(commit)
    await transaction
  }
}

eachDatabase((kind, open) => {
  async function openTable(t: TestContext): Promise<Store> {
    const store = await openNode(await open(), { serving: false })
    t.after(async () => {
      for (const end of leftOpen) end()
      await store.close()
    })
    const { id, position } = store.words
    await store.transaction((tx) => tx.run(`create table entry (id ${id} not null unique, position ${position})`))
    return store
  }

  test('a reader that follows positions reads every row once, in the order of its transactions', async (t) => {
    const store = await openTable(t)
    const follower = new Follower(store)
    await follower.catchUp()
    assert.deepEqual(follower.read, [])
    const groups = [['a', 'b', 'c', 'd'], ['e'], ['z'], ['f', 'y']]
    for (const group of groups) {
      await (
        await openWriter(store, group)
      )(true)
      await until('the rows are settled', async () => {
        await follower.catchUp()
        return follower.read.includes(group.at(-1) ?? '')
      })
    }
    assert.deepEqual(follower.read, groups.flat())
  })

  if (kind === 'postgres') {
    test('rows of a transaction that commits late are not stepped over by one that began later and committed first', async (t) => {
      const store = await openTable(t)
      const follower = new Follower(store)
      const late = await openWriter(store, ['late 1', 'late 2'])
      const quick = await openWriter(store, ['quick'])
      await quick(true)
      await follower.catchUp()
      assert.deepEqual(follower.read, [], 'read what a later commit could undercut')
      assert.equal((await store.read.all('select id from entry')).length, 1)
      await late(true)
      await until('all rows are settled', async () => {
        await follower.catchUp()
        return follower.read.length === 3
      })
      assert.deepEqual(follower.read, ['late 1', 'late 2', 'quick'])
    })

    test('a transaction that was rolled back holds up nobody and leaves no row to read', async (t) => {
      const store = await openTable(t)
      const follower = new Follower(store)
      const late = await openWriter(store, ['rolled back'])
      const quick = await openWriter(store, ['quick'])
      await quick(true)
      await late(false)
      await until('the row is settled', async () => {
        await follower.catchUp()
        return follower.read.length > 0
      })
      assert.deepEqual(follower.read, ['quick'])
    })

    test('whatever the order in which transactions begin and end, every committed row is read exactly once', async (t) => {
      const store = await openTable(t)
      let run = 0
      // Each number is a step: it begins a writer, or ends one of those that are open.
      const play = fc.array(fc.nat(11), { minLength: 4, maxLength: 24 })
      await fc.assert(
        fc.asyncProperty(play, async (moves) => {
          run++
          await store.transaction((tx) => tx.run('delete from entry'))
          const follower = new Follower(store)
          const writers: { id: string; end: (commit: boolean) => Promise<void> }[] = []
          const committed: string[] = []
          const endOne = async (pick: number) => {
            const [writer] = writers.splice(pick % writers.length, 1)
            if (!writer) return
            await writer.end(pick !== 11)
            if (pick !== 11) committed.push(writer.id)
          }
          for (const [index, move] of moves.entries()) {
            if (writers.length < 6 && move % 2 === 0) {
              const id = `${run} ${index}`
              writers.push({ id, end: await openWriter(store, [id]) })
            } else if (writers.length > 0) await endOne(move)
            await follower.catchUp()
          }
          while (writers.length > 0) await endOne(0)
          await until('all rows are settled', async () => {
            await follower.catchUp()
            return follower.read.length >= committed.length
          })
          assert.deepEqual([...follower.read].sort(), committed.sort())
        }),
        { seed: 20260419, numRuns: 25, endOnFailure: true },
      )
    })
  }
})
