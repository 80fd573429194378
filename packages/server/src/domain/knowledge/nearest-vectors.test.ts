import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import fc from 'fast-check'

import { eachSchema } from '../../../../../test/support/each-schema.ts'
import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { openNode } from '../../../../../test/support/open-node.ts'
import { migrate } from '../../store/index.ts'
import { createNearestVectors } from './nearest-vectors.ts'
import { addVectors, type NewVector } from './store-meaning.ts'
import { bytesOf, cosineOf, distanceOf, floatsOf, signsOf, unitOf, wordsOf } from './vector.ts'

const SET = { workspaceId: 'ws_ONE', siteId: 'site_ONE', model: 'm' }
const DIMENSIONS = 96

/** The same numbers on every run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
}

/** Texts about some topics: as vectors of texts are, in heaps. */
function madeUp(count: number, seed = 7): NewVector[] {
  const from = (next: () => number): Float32Array => Float32Array.from({ length: DIMENSIONS }, next)
  const ofTopics = numbers(3)
  const topics = Array.from({ length: 40 }, () => from(ofTopics))
  const next = numbers(seed)
  const vector = (): Float32Array => from(next)
  return Array.from({ length: count }, (_, n) => {
    const topic = topics[n % topics.length] as Float32Array
    const noise = vector()
    return {
      ...SET,
      hash: `hash_${seed}_${n}`,
      vector: unitOf(topic.map((value, at) => value + 0.7 * (noise[at] ?? 0))),
    }
  })
}

const exact = (all: readonly NewVector[], vector: Float32Array, limit: number) =>
  all
    .map(({ hash, vector: other }) => ({ hash, similarity: cosineOf(vector, other) }))
    .sort((one, other) => other.similarity - one.similarity)
    .slice(0, limit)

eachSchema((_kind, open) => {
  async function opened(t: TestContext, limits: { mostBytes?: number; comparedBytes?: number } = {}) {
    const store = await openNode(await open(), { serving: false })
    t.after(() => store.close())
    await migrate(store, 1)
    for (const id of ['ws_ONE', 'ws_TWO'])
      await store.transaction((tx) =>
        tx.run(
          "insert into workspace (id, name, plan, owner_emails, created_at, updated_at) values ($1, 'W', 'free', '[]', 1, 1)",
          [id],
        ),
      )
    const clock = new FakeClock()
    const nearest = createNearestVectors({ read: store.read, clock, ...limits })
    const add = (vectors: readonly NewVector[], model = 'm') =>
      store.transaction((tx) => addVectors(tx, { model, madeAt: 1 }, vectors))
    return { store, clock, nearest, add }
  }

  test('of a few everything is compared: what is found is what is nearest', async (t) => {
    const { nearest, add } = await opened(t)
    const all = madeUp(300)
    await add(all)
    for (const { vector } of madeUp(5, 11)) {
      const found = await nearest(SET, vector, 20)
      assert.deepEqual(
        found.map(({ hash }) => hash),
        exact(all, vector, 20).map(({ hash }) => hash),
      )
    }
    assert.equal((await nearest(SET, all[0]!.vector, 1))[0]?.hash, all[0]?.hash)
  })

  test('of many nearly all of the nearest are found, with the similarity that they have', async (t) => {
    const { nearest, add } = await opened(t, { comparedBytes: 1_000 * DIMENSIONS * 4 })
    const all = madeUp(6_000)
    await add(all)
    let hits = 0
    for (const { vector } of madeUp(20, 11)) {
      const found = new Map((await nearest(SET, vector, 200)).map(({ hash, similarity }) => [hash, similarity]))
      for (const { hash, similarity } of exact(all, vector, 10)) {
        const said = found.get(hash)
        if (said === undefined) continue
        hits++
        assert.ok(Math.abs(said - similarity) < 1e-5)
      }
    }
    assert.ok(hits >= 0.97 * 200, `${hits} of 200`)
  })

  test('what comes in is found at the next question; what is gone is not said, and forgotten after a while', async (t) => {
    const { store, clock, nearest, add } = await opened(t)
    const [one, two] = madeUp(2) as [NewVector, NewVector]
    await add([one])
    assert.deepEqual(
      (await nearest(SET, two.vector, 5)).map(({ hash }) => hash),
      [one.hash],
    )
    await add([two])
    assert.deepEqual(
      (await nearest(SET, two.vector, 5)).map(({ hash }) => hash),
      [two.hash, one.hash],
    )
    await store.transaction((tx) => tx.run('delete from knowledge_vector where text_hash = $1', [two.hash]))
    assert.deepEqual(
      (await nearest(SET, two.vector, 5)).map(({ hash }) => hash),
      [one.hash],
    )
    await clock.advance(600_000)
    assert.deepEqual(
      (await nearest(SET, two.vector, 5)).map(({ hash }) => hash),
      [one.hash],
    )
  })

  test('sites, workspaces, models and lengths are apart', async (t) => {
    const { nearest, add } = await opened(t)
    const [one] = madeUp(1) as [NewVector]
    await add([one, { ...one, siteId: 'site_TWO' }, { ...one, workspaceId: 'ws_TWO' }])
    await add([one], 'other')
    assert.equal((await nearest(SET, one.vector, 5)).length, 1)
    assert.equal((await nearest({ ...SET, siteId: 'site_THREE' }, one.vector, 5)).length, 0)
    assert.equal((await nearest({ ...SET, model: 'third' }, one.vector, 5)).length, 0)
    assert.equal((await nearest(SET, unitOf(Float32Array.from([1, 2])), 5)).length, 0)
    assert.equal((await nearest(SET, one.vector, 5)).length, 1)
  })

  test('memory has a bound: the site asked longest ago goes, and of one too large a part is found', async (t) => {
    const { nearest, add } = await opened(t, { mostBytes: 100 * (DIMENSIONS / 8) })
    const all = madeUp(300)
    await add(all)
    await add([{ ...(all[0] as NewVector), siteId: 'site_TWO' }])
    for (let again = 0; again < 2; again++) {
      assert.equal((await nearest(SET, all[0]!.vector, 500)).length, 100)
      assert.equal((await nearest({ ...SET, siteId: 'site_TWO' }, all[0]!.vector, 500)).length, 1)
    }
  })

  test('questions at the same time load a site once each, and find the same', async (t) => {
    const { nearest, add } = await opened(t)
    const all = madeUp(2_500)
    await add(all)
    const vector = all[3]!.vector
    const [one, two] = await Promise.all([nearest(SET, vector, 10), nearest(SET, vector, 10)])
    assert.deepEqual(one, two)
    assert.equal(new Set(one.map(({ hash }) => hash)).size, 10)
  })
})

test('signs differ in as many places as numbers differ in sign; bytes come back as they were', () => {
  const vector = fc.float32Array({ minLength: 70, maxLength: 70, noNaN: true, noDefaultInfinity: true })
  fc.assert(
    fc.property(vector, vector, (one, other) => {
      const differ = one.filter((value, at) => value > 0 !== (other[at] ?? 0) > 0).length
      assert.equal(distanceOf(signsOf(one), Uint32Array.from([9, 9, 9, ...signsOf(other)]), 3), differ)
      assert.deepEqual(floatsOf(Buffer.concat([Buffer.from('x'), bytesOf(one)]).subarray(1)), one)
      assert.deepEqual(wordsOf(bytesOf(signsOf(one))), signsOf(one))
      if (!one.some((value) => value !== 0)) return
      assert.ok(Math.abs(cosineOf(unitOf(one), unitOf(one)) - 1) < 1e-4)
    }),
  )
})
