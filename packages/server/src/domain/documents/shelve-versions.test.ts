import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openDesk } from '../../../../../test/support/document-desk.ts'
import { eachSchema } from '../../../../../test/support/each-schema.ts'
import { ApiError } from '../../kernel/api-error.ts'
import { LIVE, moveChunks } from '../knowledge/index.ts'
import type { ShelfOf } from './new-document.ts'
import { promote, putOnShelf, restore, setDraft, type Shelved, withdraw } from './shelve-versions.ts'

const SHELF = 'batch:b'
/** A rollout has the batch `b`, and refuses the batch `paused`. */
const shelfOf: ShelfOf = (_tx, { batchId }) =>
  Promise.resolve(
    batchId === 'paused'
      ? { refused: new ApiError('CONFLICT', { words: { reason: 'The rollout is paused' } }) }
      : { shelf: batchId === 'b' ? SHELF : LIVE },
  )
const text = (content: string, sourceId = 'one') => ({ type: 'text', title: 'Hours', content, sourceId }) as const
const results = (shelved: readonly Shelved[]) => shelved.map(({ result, version }) => `${result} ${version}`)

eachSchema((_kind, open) => {
  test('what comes with a batch stands on its shelf beside what everybody has, until it is given to all', async (t) => {
    const { add, shelves, store, deps, site, get, counted } = await openDesk(t, await open(), { shelfOf })
    const { id } = await add(text('We open at nine.'))
    const tried = await add({ ...text('We open at ten.'), batchId: 'b' })
    assert.deepEqual([tried.version, tried.indexed_version, tried.readiness], [2, 1, 'ready'])
    const both = [`${SHELF}: v2 We open at ten.`, 'live: v1 We open at nine.']
    assert.deepEqual(await shelves(id), both)
    assert.equal((await add({ ...text('We open at ten.'), batchId: 'b' })).unchanged, true)
    await assert.rejects(add({ ...text('We open at six.'), batchId: 'paused' }), /paused/)
    const many = { ...site, documentIds: [id, 'doc_none'], shelf: SHELF }
    const failed = store.transaction(async (tx) => {
      await promote(tx, deps, many)
      throw new Error('no')
    })
    await assert.rejects(failed, /no/)
    assert.deepEqual(await shelves(id), both, 'all of it is the transaction of the caller')
    const moved = await store.transaction((tx) => promote(tx, deps, many))
    assert.deepEqual(results(moved), ['done 2', 'not_found null'])
    assert.deepEqual([await shelves(id), (await get(id)).indexedVersion], [['live: v2 We open at ten.'], 2])
    await counted()
    const back = await store.transaction((tx) => restore(tx, deps, { ...many, batchId: 'b', madeBy: 'rollout' }))
    assert.deepEqual(results(back), ['done 3', 'not_found null'])
    assert.deepEqual(await shelves(id), ['live: v3 We open at nine.'])
    await counted()
    assert.equal(
      (await add({ ...text('We open at ten.'), batchId: 'b' })).version,
      4,
      'what was taken back may come again',
    )
  })

  test('a batch that is taken back leaves what everybody has, and what it brought is a draft', async (t) => {
    const { add, shelves, store, deps, site, get, counted } = await openDesk(t, await open(), { shelfOf })
    const old = await add(text('We open at nine.'))
    await add({ ...text('We open at ten.'), batchId: 'b' })
    const fresh = await add({ ...text('New lamps.', 'two'), batchId: 'b' })
    const documentIds = [old.id, fresh.id]
    const many = { ...site, documentIds, shelf: SHELF }
    assert.deepEqual(results(await store.transaction((tx) => withdraw(tx, deps, many))), ['done 2', 'done 1'])
    assert.deepEqual(await shelves(old.id), ['live: v1 We open at nine.'])
    assert.deepEqual([(await shelves(fresh.id)).length, (await get(fresh.id)).status], [0, 'draft'])
    assert.deepEqual(results(await store.transaction((tx) => withdraw(tx, deps, many))), ['none null', 'none null'])
    await counted()
    const again = await add({ ...text('We open at ten.'), batchId: 'b' })
    assert.deepEqual([again.version, again.unchanged], [3, false], 'it is on no shelf, so this is no repetition')
    const { length } = await store.transaction((tx) => setDraft(tx, deps, { ...site, documentIds }))
    assert.deepEqual([length, await shelves(old.id), (await get(old.id)).indexedVersion], [2, [], null])
  })

  test('what was changed for everybody since then is neither overwritten nor taken back', async (t) => {
    const { add, shelves, store, deps, site } = await openDesk(t, await open(), { shelfOf })
    const { id } = await add(text('We open at nine.'))
    await add({ ...text('We open at ten.'), batchId: 'b' })
    await add(text('We open at eleven.'))
    assert.deepEqual(await shelves(id), ['live: v3 We open at eleven.'], 'what is later ends the trial')
    const many = { ...site, documentIds: [id], shelf: SHELF }
    assert.deepEqual(results(await store.transaction((tx) => promote(tx, deps, many))), ['none null'])
    await add({ ...text('We open at twelve.'), batchId: 'b' })
    await store.transaction((tx) => promote(tx, deps, many))
    await add(text('We never open.'))
    const back = await store.transaction((tx) => restore(tx, deps, { ...many, batchId: 'b', madeBy: 'rollout' }))
    assert.deepEqual([results(back), await shelves(id)], [['overtaken 5'], ['live: v5 We never open.']])
  })

  test('what is not read yet goes where it belongs when it is', async (t) => {
    const { add, shelves, store, deps, site, ready } = await openDesk(t, await open(), { shelfOf })
    const long = 'The lamp shines at night. '.repeat(2_500)
    const { id } = await add({ ...text(long), batchId: 'b' })
    await store.transaction((tx) => promote(tx, deps, { ...site, documentIds: [id], shelf: SHELF }))
    const done = await ready(id)
    assert.deepEqual([done.status, done.indexedVersion], ['active', 1])
    assert.deepEqual([...new Set((await shelves(id)).map((line) => line.split(' ')[0]))], ['live:'])
  })

  test("what came before its rollout is put on its shelf, if it is not everybody's", async (t) => {
    const { add, shelves, store, deps, site, documents, call } = await openDesk(t, await open(), { shelfOf })
    const used = await add(text('We open at nine.'))
    const draft = await add({ ...text('Drafts are tried.', 'two'), status: 'draft', batchId: 'early' })
    const many = { ...site, documentIds: [used.id, draft.id], shelf: SHELF }
    assert.deepEqual(results(await store.transaction((tx) => putOnShelf(tx, deps, many))), ['overtaken 1', 'done 1'])
    assert.deepEqual([await shelves(used.id), await shelves(draft.id)], [['live: v1 We open at nine.'], []])
    const params = { site_id: site.siteId, document_id: draft.id }
    await documents.routes['documents.update'](call(params, { status: 'active' }))
    assert.deepEqual(await shelves(draft.id), [`${SHELF}: v1 Drafts are tried.`])
  })

  test('chunks that move are the same rows, found by the same terms', async (t) => {
    const { add, shelves, store, site, counted } = await openDesk(t, await open(), { shelfOf })
    const { id } = await add({ ...text('We open at nine.'), batchId: 'b' })
    const rows = () => store.read.all<{ number: number; words: string }>('select number, words from knowledge_chunk')
    const [before] = await rows()
    const move = (from: string, to: string) =>
      store.transaction((tx) => moveChunks(tx, { ...site, documentId: id, from, to }))
    assert.equal(await move(SHELF, 'other'), true)
    assert.equal(await move(SHELF, 'other'), false, 'nothing is there any more')
    const [after] = await rows()
    assert.deepEqual(
      [after?.number, after?.words.split(' ').slice(1)],
      [before?.number, before?.words.split(' ').slice(1)],
    )
    assert.match(after?.words ?? '', /__other /)
    assert.deepEqual(await shelves(id), ['other: v1 We open at nine.'])
    await counted()
  })
})
