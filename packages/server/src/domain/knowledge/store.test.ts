import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { eachSchema } from '../../../../../test/support/each-schema.ts'
import { openNode } from '../../../../../test/support/open-node.ts'
import { migrate, type Store } from '../../store/index.ts'
import { LIVE } from './indexed-document.ts'
import { makeChunks } from './make-chunks.ts'
import { removeChunks, replaceChunks } from './store.ts'
import { documentFrequencies, searchCandidates, sizesOf } from './store-search.ts'

const SITE = { workspaceId: 'ws_ONE', siteId: 'site_ONE' }

async function put(
  store: Store,
  documentId: string,
  text: string,
  other: Partial<{ workspaceId: string; siteId: string; shelf: string; title: string }> = {},
) {
  const document = { ...SITE, documentId, version: 1, title: 'Page', shelf: LIVE, ...other }
  await store.transaction((tx) =>
    replaceChunks(tx, document, makeChunks(text, { title: document.title, language: 'en' })),
  )
}

eachSchema((_kind, open) => {
  async function openStore(t: TestContext): Promise<Store> {
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
    return store
  }
  const find = async (store: Store, terms: string[], site = SITE, shelves = [LIVE]) => {
    const wanted = { terms: terms.map((term) => ({ term, weight: 1 })), limit: 50 }
    const found = await searchCandidates(store.read, { ...site, shelves }, wanted)
    return found.map(({ documentId, text }) => `${documentId}: ${text}`).sort()
  }
  const counts = async (store: Store, terms: string[]) =>
    Object.fromEntries(await documentFrequencies(store.read, { ...SITE, shelves: [LIVE] }, terms))

  test('a chunk is found by its words, its headings and its title, and comes back as it was put', async (t) => {
    const store = await openStore(t)
    const row = '| Ireland | €4.90 |'
    const source = `# Shipping\n\n## Prices\n\n| Zone | Price |\n|---|---|\n${row}`
    await put(store, 'doc_1', source, { title: 'Shipping' })
    for (const term of ['4_90', 'ireland', 'zone', 'price', 'ship'])
      assert.deepEqual(await find(store, [term]), [`doc_1: ${row}`], term)
    assert.deepEqual(await find(store, ['japan']), [])
    const wanted = { terms: [{ term: 'ireland', weight: 1 }], limit: 1 }
    const [chunk] = await searchCandidates(store.read, { ...SITE, shelves: [LIVE] }, wanted)
    const start = source.indexOf(row)
    assert.deepEqual(chunk, {
      ...{ number: 1, documentId: 'doc_1', version: 1, title: 'Shipping', shelf: LIVE, position: 0, kind: 'row' },
      ...{ language: 'en', headings: ['Prices'], lead: '| Zone | Price |', text: row, start, end: start + row.length },
    })
  })

  test('the live chunks of a hidden document are passed over, however many stand before what is shown', async (t) => {
    const store = await openStore(t)
    for (let n = 0; n < 30; n++) await put(store, `doc_old_${n}`, 'Lamps: lamp, lamp, lamp.')
    await put(store, 'doc_kept', 'Among a great many other things we also sell one lamp to each of our customers.')
    await put(store, 'doc_old_3', 'We now sell a lamp with two bulbs.', { shelf: 'batch:1' })
    const hidden = Array.from({ length: 30 }, (_, n) => `doc_old_${n}`)
    const find2 = async (shelves: string[]) => {
      const wanted = { terms: [{ term: 'lamp', weight: 1 }], limit: 2 }
      const found = await searchCandidates(store.read, { ...SITE, shelves, hidden }, wanted)
      return found.map(({ documentId, shelf }) => `${documentId} ${shelf}`).sort()
    }
    assert.deepEqual(await find2([LIVE, 'batch:1']), ['doc_kept live', 'doc_old_3 batch:1'])
    assert.deepEqual(await find2([LIVE]), ['doc_kept live'])
    assert.equal((await find(store, ['lamp'])).length, 31)
  })

  test('another site, another workspace and another shelf find nothing', async (t) => {
    const store = await openStore(t)
    await put(store, 'doc_1', 'We sell lamps.')
    await put(store, 'doc_1', 'We sell lamps in a trial.', { shelf: 'batch_1' })
    assert.deepEqual(await find(store, ['lamp']), ['doc_1: We sell lamps.'])
    assert.deepEqual(await find(store, ['lamp'], { ...SITE, siteId: 'site_TWO' }), [])
    assert.deepEqual(await find(store, ['lamp'], { ...SITE, workspaceId: 'ws_TWO' }), [])
    assert.deepEqual(await find(store, ['lamp'], SITE, ['batch_2']), [])
    assert.equal((await find(store, ['lamp'], SITE, [LIVE, 'batch_1'])).length, 2)
    await put(store, 'doc_2', 'Lamps of a-b.', { shelf: 'batch:a-b' })
    await put(store, 'doc_3', 'Lamps of a_b.', { shelf: 'batch:A_b' })
    assert.deepEqual(await find(store, ['lamp'], SITE, ['batch:a-b']), ['doc_2: Lamps of a-b.'])
    const own = await searchCandidates(
      store.read,
      { ...SITE, shelves: [] },
      { terms: [{ term: 'lamp', weight: 1 }], limit: 9 },
    )
    assert.deepEqual(own, [])
  })

  test('a document put again is found by its new words only, and the counts follow', async (t) => {
    const store = await openStore(t)
    await put(store, 'doc_1', 'We sell red lamps.\n\nLamps shine.')
    await put(store, 'doc_2', 'We sell rugs.')
    assert.deepEqual(await counts(store, ['lamp', 'rug', 'red', 'sell']), { lamp: 2, rug: 1, red: 1, sell: 2 })
    await put(store, 'doc_1', 'We sell green lamps.')
    assert.deepEqual(await find(store, ['red', 'shine']), [])
    assert.deepEqual(await find(store, ['green']), ['doc_1: We sell green lamps.'])
    assert.deepEqual(await counts(store, ['lamp', 'rug', 'red', 'sell', 'green']), {
      lamp: 1,
      rug: 1,
      sell: 2,
      green: 1,
    })
    assert.deepEqual(
      (await sizesOf(store.read, { ...SITE, shelves: [LIVE] })).map(({ language, chunks }) => [language, chunks]),
      [['en', 2]],
    )
  })

  test('a document that was taken away is found no more, and nothing is left of it; the others stay', async (t) => {
    const store = await openStore(t)
    await put(store, 'doc_1', 'We sell lamps.')
    await put(store, 'doc_2', 'We sell rugs.')
    await store.transaction((tx) => removeChunks(tx, { ...SITE, shelf: LIVE, documentIds: ['doc_1', 'doc_0'] }))
    assert.deepEqual(await find(store, ['lamp', 'rug']), ['doc_2: We sell rugs.'])
    assert.deepEqual(await counts(store, ['lamp', 'rug', 'sell']), { rug: 1, sell: 1 })
    await store.transaction((tx) => removeChunks(tx, { ...SITE, shelf: LIVE, documentIds: ['doc_2'] }))
    assert.deepEqual(await sizesOf(store.read, { ...SITE, shelves: [LIVE] }), [])
    assert.deepEqual(await store.read.all('select * from knowledge_term'), [])
    assert.deepEqual(await store.read.all('select * from knowledge_chunk'), [])
  })

  test('what was rolled back was never there', async (t) => {
    const store = await openStore(t)
    const document = { ...SITE, documentId: 'doc_1', version: 1, title: 'Page', shelf: LIVE }
    const failed = store.transaction(async (tx) => {
      await replaceChunks(tx, document, makeChunks('We sell lamps.', { title: 'Page', language: 'en' }))
      throw new Error('no')
    })
    await assert.rejects(failed, /no/)
    assert.deepEqual(await find(store, ['lamp']), [])
    assert.deepEqual(await counts(store, ['lamp']), {})
  })

  test('documents of one site that are put at the same time are counted each once', async (t) => {
    const store = await openStore(t)
    const ids = Array.from({ length: 12 }, (_, index) => `doc_${index}`)
    await Promise.all(ids.map((id) => put(store, id, `Lamps and rugs, number ${id}.`)))
    await Promise.all(ids.map((id) => put(store, id, id < 'doc_5' ? 'Lamps only.' : 'Rugs only.')))
    const [few, many] = [ids.filter((id) => id < 'doc_5').length, ids.filter((id) => id >= 'doc_5').length]
    assert.deepEqual(await counts(store, ['lamp', 'rug']), { lamp: few, rug: many })
  })

  test('text that no database takes is kept as it can be, and its spans stay true', async (t) => {
    const store = await openStore(t)
    await put(store, 'doc_1', 'Lamps \0 and \ud800 halves.', { title: 'a\0b' })
    const [found] = await find(store, ['lamp'])
    assert.equal(found, 'doc_1: Lamps \ufffd and \ufffd halves.')
  })

  test('a term that the index could not hold is refused, and is no query', async (t) => {
    const store = await openStore(t)
    await put(store, 'doc_1', 'We sell lamps.')
    for (const term of ['a b', 'lamp" OR "rug', "lamp' | 'x", '', 'lamp*'])
      await assert.rejects(find(store, [term]), /not a term/, term)
  })
})
