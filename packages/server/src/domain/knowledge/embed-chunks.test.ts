import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test, type TestContext } from 'node:test'

import type { OpenedDatabase } from '../../../../../test/support/each-database.ts'
import { eachSchema } from '../../../../../test/support/each-schema.ts'
import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { json, KEY, OpenAiPeer } from '../../../../../test/support/openai-peer.ts'
import { openNode } from '../../../../../test/support/open-node.ts'
import { createJobs, Engine } from '../../engine/index.ts'
import { createOutboundClient } from '../../kernel/guarded-fetch/index.ts'
import { silentLog } from '../../kernel/log.ts'
import { createNewId } from '../../kernel/new-id.ts'
import { systemRandom } from '../../kernel/random.ts'
import { DAY_MS, SECOND_MS } from '../../kernel/time.ts'
import { createEmbedder } from '../../providers/openai/index.ts'
import { migrate, type Store } from '../../store/index.ts'
import { createEmbedding } from './embed-chunks.ts'
import { LIVE } from './indexed-document.ts'
import { makeChunks } from './make-chunks.ts'
import { createNearestVectors } from './nearest-vectors.ts'
import { createSearchByMeaning } from './search-by-meaning.ts'
import { searchKnowledge } from './search-knowledge.ts'
import { HealthRecord, watchEmbedder } from './service-health.ts'
import { removeChunks, replaceChunks } from './store.ts'
import { countMeanings, embeddingState } from './store-meaning.ts'
import type { Shelves } from './store-search.ts'

const SITE = { workspaceId: 'ws_ONE', siteId: 'site_ONE' }
const OTHER = { workspaceId: 'ws_TWO', siteId: 'site_TWO' }

/** A process that embeds, on a database that outlives it. */
async function processOn(store: Store, peer: OpenAiPeer, model = 'peer-embed') {
  const clock = new FakeClock()
  const client = createOutboundClient({
    clock,
    allowInsecure: true,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    maxConnectionsPerOrigin: 4,
    idleOriginMs: 60_000,
  })
  const engine = new Engine({ store, clock, log: silentLog })
  const jobs = createJobs(engine, { store, clock, newId: createNewId(clock, systemRandom), log: silentLog })
  const health = new HealthRecord(clock)
  const options = { download: client.download.bind(client), clock, userAgent: 'test' }
  const service = { url: peer.url, key: KEY, model, questionPrefix: '', documentPrefix: '' }
  const embedder = watchEmbedder(createEmbedder(service, options), health)
  const embedding = createEmbedding({ store, jobs, clock, log: silentLog, embedder })
  const nearest = createNearestVectors({ read: store.read, clock })
  const byMeaning = createSearchByMeaning({ read: store.read, clock, embedder, nearest, log: silentLog })
  const happen = async (): Promise<void> => {
    await clock.advance(0)
    await store.grouped.drained()
    await turn()
  }
  const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
    const since = performance.now()
    while (!(await holds())) {
      assert.ok(performance.now() - since < 20_000, `it did not come true that ${what}`)
      await happen()
    }
  }
  const end = async (): Promise<void> => {
    await embedding.stop()
    const stopped = engine.stop(0)
    await until('the engine has stopped', async () => (await Promise.race([stopped, turn()])) !== undefined)
    await client.close()
  }
  await engine.start()
  embedding.start()
  return { clock, health, embedding, engine, byMeaning, until, end }
}

eachSchema((_kind, open) => {
  async function opened(t: TestContext, { peer: script = () => {} }: { peer?: (peer: OpenAiPeer) => void } = {}) {
    const database: OpenedDatabase = await open()
    const store = await openNode(database)
    await migrate(store, 1)
    for (const { workspaceId } of [SITE, OTHER])
      await store.transaction((tx) =>
        tx.run(
          "insert into workspace (id, name, plan, owner_emails, created_at, updated_at) values ($1, 'W', 'free', '[]', 1, 1)",
          [workspaceId],
        ),
      )
    const peer = await OpenAiPeer.start(t)
    script(peer)
    const put = (documentId: string, text: string, { shelf = LIVE, title = 'Page', site = SITE } = {}) =>
      store.transaction((tx) =>
        replaceChunks(
          tx,
          { ...site, documentId, version: 1, title, shelf },
          makeChunks(text, { title, language: 'en' }),
        ),
      )
    let running: Awaited<ReturnType<typeof processOn>> | null = null
    const start = async (model?: string) => {
      await running?.end()
      return (running = await processOn(store, peer, model))
    }
    t.after(async () => {
      await running?.end()
      await peer.close()
      await store.close()
    })
    const counts = (site = SITE) => countMeanings(store.read, site)
    const allHave =
      (site = SITE) =>
      async () => {
        const { chunks, withVector, refused } = await counts(site)
        return chunks > 0 && withVector + refused === chunks && !(await embeddingState(store.read)).working
      }
    const embedded = (): string[] => peer.embeddings.flatMap(({ input }) => input)
    return { store, peer, put, start, counts, allHave, embedded }
  }
  const shelves: Shelves = { ...SITE, shelves: [LIVE] }

  test('what waits gets its vector, once for each text; a text that comes back needs no second one', async (t) => {
    const { store, put, start, counts, allHave, embedded } = await opened(t)
    await put('doc_1', 'We ship parcels every weekday.\n\nRefunds take five days.')
    const { until, clock, health } = await start()
    await until('all have vectors', allHave())
    assert.deepEqual(embedded(), ['Page\nWe ship parcels every weekday.', 'Page\nRefunds take five days.'])
    assert.deepEqual(await counts(), { chunks: 2, withVector: 2, refused: 0 })
    assert.deepEqual(await embeddingState(store.read), { model: 'peer-embed', dimensions: 64, working: false })
    assert.equal(health.health.state, 'reachable')

    await put('doc_1', 'We ship parcels every weekday.\n\nRefunds take six days.')
    await put('doc_1', 'We ship parcels every weekday.', { shelf: 'batch:1' })
    assert.equal((await counts()).withVector, 0)
    await clock.advance(2 * SECOND_MS)
    await until('all have vectors again', allHave())
    assert.deepEqual(embedded().slice(2), ['Page\nRefunds take six days.'])
    assert.deepEqual(await counts(), { chunks: 3, withVector: 3, refused: 0 })
  })

  test('what is gone for long is forgotten; what is there is not', async (t) => {
    const { store, put, start, allHave } = await opened(t)
    await put('doc_1', 'Lamps are sold.')
    await put('doc_2', 'Rugs are sold.')
    const { until, clock } = await start()
    await until('all have vectors', allHave())
    await store.transaction((tx) => removeChunks(tx, { ...SITE, shelf: LIVE, documentIds: ['doc_2'] }))
    clock.step(8 * DAY_MS)
    await put('doc_3', 'Chairs are sold.')
    await clock.advance(2 * SECOND_MS)
    await until('all have vectors', allHave())
    const rows = await store.read.all<{ n: number }>('select cast(count(*) as integer) as n from knowledge_vector')
    assert.equal(rows[0]?.n, 2)
  })

  test('another model begins anew, and what the one before made is gone', async (t) => {
    const { store, put, peer, start, counts, allHave } = await opened(t)
    await put('doc_1', 'Lamps are sold.')
    const first = await start()
    await first.until('all have vectors', allHave())
    peer.dimensions = 32
    const second = await start('other-embed')
    await second.until('another model', async () => (await embeddingState(store.read)).model === 'other-embed')
    await second.until('all have vectors', allHave())
    assert.deepEqual(await embeddingState(store.read), { model: 'other-embed', dimensions: 32, working: false })
    assert.equal((await counts()).withVector, 1)
    const rows = await store.read.all<{ model: string }>('select model from knowledge_vector')
    assert.deepEqual(
      rows.map(({ model }) => model),
      ['other-embed'],
    )
  })

  test('a service that asks for time gets it, keeps no document back, and loses none', async (t) => {
    const { put, peer, start, counts, allHave } = await opened(t, {
      peer: (each) =>
        each.embeddingsScript.push(json(429, { error: { message: 'slow down' } }, { 'retry-after': '90' })),
    })
    await put('doc_1', 'Lamps are sold.')
    const { until, clock, health } = await start()
    await until('it asked for time', () => health.health.state === 'failing')
    assert.match(health.health.lastError ?? '', /429: slow down/)
    assert.deepEqual(await counts(), { chunks: 1, withVector: 0, refused: 0 })
    await clock.advance(80 * SECOND_MS)
    assert.equal(peer.embeddings.length, 1)
    await until('all have vectors', async () => {
      await clock.advance(SECOND_MS)
      return allHave()()
    })
    assert.equal(peer.embeddings.length, 2)
    assert.equal(health.health.state, 'reachable')
  })

  test('a text that the service refuses keeps no other back', async (t) => {
    const { put, start, counts, allHave } = await opened(t, {
      peer: (peer) => {
        const refuse = ({ input }: { input: readonly string[] }) =>
          input.some((text) => text.includes('cursed'))
            ? json(400, { error: { message: 'bad text' } })
            : peer.vectorsOf(input)
        peer.embeddingsScript.push(...Array.from({ length: 50 }, () => refuse))
      },
    })
    await put('doc_1', 'Lamps are sold.\n\nThis is a cursed text.\n\nRugs are sold.')
    const { until } = await start()
    await until('all are settled', allHave())
    assert.deepEqual(await counts(), { chunks: 3, withVector: 2, refused: 1 })
  })

  test('vectors of another length under the same name are not taken', async (t) => {
    const { put, peer, start, counts, allHave } = await opened(t)
    await put('doc_1', 'Lamps are sold.')
    const { until, clock } = await start()
    await until('all have vectors', allHave())
    peer.dimensions = 32
    await put('doc_2', 'Rugs are sold.')
    await clock.advance(2 * SECOND_MS)
    await until('it was asked', () => peer.embeddings.length === 2)
    await clock.advance(0)
    assert.deepEqual(await counts(), { chunks: 2, withVector: 1, refused: 0 })
  })

  test('a process that ends in the middle is continued by the next one', async (t) => {
    const { store, put, peer, start, allHave } = await opened(t)
    await put('doc_1', Array.from({ length: 80 }, (_, n) => `Article number ${n} costs ${n} euros.`).join('\n\n'))
    peer.embeddingsScript.push(({ input }) => peer.vectorsOf(input), 'never')
    const first = await start()
    await first.until('the second batch is asked for', () => peer.embeddings.length === 2)
    assert.equal((await embeddingState(store.read)).working, true)
    const second = await start()
    await second.until('all have vectors', async () => {
      await second.clock.advance(SECOND_MS)
      return allHave()()
    })
    assert.equal(new Set(peer.embeddings.flatMap(({ input }) => input)).size, 80)
  })

  test('what means the same is found; not by other sites, and not on shelves that are not shown', async (t) => {
    const { put, peer, start, allHave } = await opened(t)
    peer.concepts.push(['canine', 'dogs', 'hound'])
    await put('doc_1', 'Every hound is welcome.')
    await put('doc_2', 'Parking costs nothing.')
    await put('doc_3', 'Canine visitors sleep outside.', { shelf: 'batch:1' })
    await put('doc_4', 'Dogs bite.', { site: OTHER })
    const { until, byMeaning } = await start()
    await until('all have vectors', async () => (await allHave()()) && (await allHave(OTHER)()))
    const find = async (search: Shelves) =>
      (await byMeaning({ ...search, text: 'Are dogs allowed?' }))
        .filter(({ similarity }) => similarity > 0.5)
        .map(({ chunk }) => chunk.documentId)
    assert.deepEqual(await find(shelves), ['doc_1'])
    assert.deepEqual((await find({ ...SITE, shelves: [LIVE, 'batch:1'] })).sort(), ['doc_1', 'doc_3'])
    assert.deepEqual(await find({ ...SITE, shelves: [LIVE, 'batch:1'], hidden: ['doc_1'] }), ['doc_3'])
    assert.deepEqual(await find({ ...OTHER, shelves: [LIVE] }), ['doc_4'])
    assert.deepEqual(await find({ ...SITE, workspaceId: 'ws_TWO', shelves: [LIVE] }), [])
    assert.deepEqual(await find({ ...SITE, shelves: [] }), [])
    // The question is asked for once.
    assert.equal(peer.embeddings.filter(({ input }) => input[0] === 'Are dogs allowed?').length, 1)
  })

  test('candidates come from both, each once; without vectors nothing is other than it was', async (t) => {
    const { store, put, peer, start, allHave } = await opened(t)
    peer.concepts.push(['canine', 'dogs', 'mastiff'])
    await put('doc_1', 'Every mastiff comes in.')
    await put('doc_2', 'Dogs are washed on Mondays.')
    await put('doc_3', 'Parking costs nothing.')
    const search = { ...shelves, text: 'Are dogs allowed?', language: 'en' as const, synonyms: [] }
    const before = await searchKnowledge(store.read, search)
    assert.deepEqual(
      before.passages.map(({ chunk }) => chunk.documentId),
      ['doc_2'],
    )
    const { until, byMeaning } = await start()
    assert.deepEqual(await searchKnowledge(store.read, search), before)
    await until('all have vectors', allHave())
    assert.deepEqual(await searchKnowledge(store.read, search), before)
    const { passages } = await searchKnowledge(store.read, { ...search, byMeaning })
    assert.deepEqual(passages.map(({ chunk }) => chunk.documentId).sort(), ['doc_1', 'doc_2', 'doc_3'])
    const [first] = passages
    // What words say of a passage stays what it was; how likely it answers is told beside the others.
    const alone = { score: 0, similarity: 0, evidence: [], likelihood: 0 }
    assert.deepEqual({ ...first, ...alone }, { ...before.passages[0], ...alone })
    const scoreOf = (id: string): number => passages.find(({ chunk }) => chunk.documentId === id)?.score ?? NaN
    assert.ok(scoreOf('doc_1') > scoreOf('doc_3'))
  })

  test('without its service words alone find, at once, and the service is left alone for a while', async (t) => {
    const { store, put, peer, start, allHave } = await opened(t)
    await put('doc_1', 'Dogs are welcome.')
    const { until, byMeaning, clock } = await start()
    await until('all have vectors', allHave())
    const search = { ...shelves, language: 'en' as const, synonyms: [], byMeaning }
    const asked = peer.embeddings.length
    peer.embeddingsScript.push(json(401, {}), 'never')
    for (const text of ['Are dogs welcome?', 'Are dogs really welcome?']) {
      const { passages } = await searchKnowledge(store.read, { ...search, text })
      assert.deepEqual(
        passages.map(({ chunk, similarity }) => [chunk.documentId, similarity]),
        [['doc_1', undefined]],
      )
    }
    assert.equal(peer.embeddings.length, asked + 1)
    await clock.advance(30 * SECOND_MS)
    const silent = searchKnowledge(store.read, { ...search, text: 'Are dogs welcome?' })
    await until('it is asked again', () => peer.embeddings.length === asked + 2)
    await clock.advance(2 * SECOND_MS)
    assert.equal((await silent).passages.length, 1)
  })
})
