import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openDesk } from '../../../../../test/support/document-desk.ts'
import { eachSchema } from '../../../../../test/support/each-schema.ts'
import { MOST_TAKES, STUCK_MS } from './ingest-document.ts'
import type { FileText, RawFile, ReadingFailure } from './port.ts'

const fileOf = (text: string, name = 'hours.md'): RawFile => ({ name, mediaType: null, bytes: Buffer.from(text) })
const readAsText = (file: RawFile): Promise<FileText> =>
  Promise.resolve({ kind: 'read', title: null, content: Buffer.from(file.bytes).toString() })
const asFile = (text: string, name?: string) => ({ type: 'file', title: null, file: fileOf(text, name) }) as const

/** Work that is let go of by hand, in whatever order. */
function gates<Result>() {
  const waiting: { file: RawFile; open: (result: Result) => void }[] = []
  return {
    waiting,
    enter: (file: RawFile) => new Promise<Result>((open) => void waiting.push({ file, open })),
  }
}

eachSchema((_kind, open) => {
  test('a file is a draft until somebody uses it, and is read with its own title', async (t) => {
    const read = (): Promise<FileText> =>
      Promise.resolve({ kind: 'read', title: ' Opening\nhours ', content: 'We open at nine.' })
    const { add, ready, shelves, documents, call, site } = await openDesk(t, await open(), { read })
    const added = await add({ ...asFile('x'), category: 'a' })
    assert.deepEqual(
      [added.status, added.readiness, added.step, added.title, added.file_name, added.bytes],
      ['draft', 'processing', 'waiting', 'hours.md', 'hours.md', 1],
    )
    const done = await ready(added.id)
    assert.deepEqual(
      [done.readiness, done.title, done.chunks, done.language, done.indexedVersion, done.step, done.takes],
      ['ready', 'Opening hours', 1, 'en', null, null, 1],
    )
    assert.deepEqual(await shelves(added.id), [])
    const params = { site_id: site.siteId, document_id: added.id }
    await documents.routes['documents.update'](call(params, { status: 'active' }))
    assert.deepEqual(await shelves(added.id), ['live: v1 We open at nine.'])
    await documents.routes['documents.update'](call(params, { title: 'Mine' }))
    assert.deepEqual(await shelves(added.id), ['live: v2 We open at nine.'])
    assert.equal((await add(asFile('x', 'hours.md'))).id === added.id, false, 'no source_id, another document')
  })

  test('what cannot be read says why, the version before stays, and the same file again is another try', async (t) => {
    let failure: ReadingFailure | null = null
    const read = (file: RawFile) => (failure ? Promise.resolve(failure) : readAsText(file))
    const { add, ready, shelves, documents, call, site } = await openDesk(t, await open(), { read })
    const first = await add({ ...asFile('We open at nine.'), status: 'active', sourceId: 'f' })
    await ready(first.id)
    failure = { kind: 'failed', code: 'encrypted', message: 'It has a password.' }
    const second = await add({ ...asFile('We open at ten.'), sourceId: 'f' })
    assert.deepEqual([second.id, second.version, second.indexed_version], [first.id, 2, 1])
    const failed = await ready(first.id)
    assert.deepEqual(
      [failed.readiness, failed.failure, failed.step, failed.indexedVersion],
      ['failed', { code: 'encrypted', message: 'It has a password.' }, null, 1],
    )
    assert.deepEqual(await shelves(first.id), ['live: v1 We open at nine.'])
    failure = null
    const again = await add({ ...asFile('We open at ten.'), sourceId: 'f' })
    assert.deepEqual([again.version, again.readiness, again.failure, again.unchanged], [2, 'processing', null, false])
    await ready(first.id)
    assert.deepEqual(await shelves(first.id), ['live: v2 We open at ten.'])
    assert.equal((await add({ ...asFile('We open at ten.'), sourceId: 'f' })).unchanged, true)
    const params = { site_id: site.siteId, document_id: first.id }
    await documents.routes['documents.rollback'](call(params, { version: 1 }))
    assert.deepEqual(await shelves(first.id), ['live: v3 We open at nine.'])
    failure = { kind: 'failed', code: 'broken', message: 'It is broken.' }
    const blank = await add({ ...asFile(' ', 'blank.txt') })
    assert.equal((await ready(blank.id)).failure?.code, 'broken')
    failure = null
    await documents.routes['documents.retry'](call({ ...params, document_id: blank.id }))
    assert.equal((await ready(blank.id)).failure?.code, 'empty')
  })

  test('a page is fetched once, then read; where it cannot be fetched, that is said', async (t) => {
    const asked: string[] = []
    let failure: ReadingFailure | null = { kind: 'failed', code: 'robots_disallow', message: 'Its owner says no.' }
    const fetch = ({ url }: { url: string }) => {
      asked.push(url)
      return Promise.resolve(
        failure ?? ({ kind: 'fetched', file: fileOf('We open at nine.', 'page.html'), url, tag: '"1"' } as const),
      )
    }
    const { add, ready, shelves, store, documents, call, site } = await openDesk(t, await open(), {
      fetch,
      read: readAsText,
    })
    const url = 'https://shop.example/hours'
    const page = { type: 'url', title: null, url, recrawlEveryMs: 60_000, status: 'active', sourceId: 'p' } as const
    const added = await add(page)
    assert.deepEqual([added.title, added.source_url, added.status], [url, url, 'active'])
    assert.equal((await ready(added.id)).failure?.code, 'robots_disallow')
    failure = null
    await documents.routes['documents.retry'](call({ site_id: site.siteId, document_id: added.id }))
    const done = await ready(added.id)
    assert.deepEqual([done.readiness, done.bytes, done.fileName, done.title], ['ready', 16, 'page.html', url])
    assert.deepEqual(await shelves(added.id), ['live: v1 We open at nine.'])
    const [row] = await store.read.all<{ tag: string; due: number }>(
      'select crawl_tag as tag, recrawl_at - crawled_at as due from document',
    )
    assert.deepEqual([row?.tag, row?.due, asked], ['"1"', 60_000, [url, url]])
    assert.equal((await add(page)).unchanged, true, 'the same page under the same name')
  })

  test('of two versions that are read at once the later one wins, whichever is ready first', async (t) => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { enter, waiting } = gates<FileText>()
      const { add, ready, shelves, until, get, idle, counted } = await openDesk(t, await open(), { read: enter })
      const first = await add({ ...asFile('one'), status: 'active', sourceId: 'f' })
      await until('the first to be read', () => waiting.length === 1)
      await add({ ...asFile('two'), sourceId: 'f' })
      await until('both to be read', () => waiting.length === 2)
      for (const at of order) {
        const { file, open: finish } = waiting[at]!
        finish(await readAsText(file))
        await until('it to be settled', async () => (await shelves(first.id)).length > 0)
        const { indexedVersion } = await get(first.id)
        if (at === order[0]) assert.equal(indexedVersion, at + 1)
      }
      await ready(first.id)
      await idle()
      await counted()
      assert.equal((await get(first.id)).indexedVersion, 2)
      assert.deepEqual(await shelves(first.id), ['live: v2 two'], order.join())
    }
  })

  test('what is deleted or taken out of use while it is read is found by nobody', async (t) => {
    const { enter, waiting } = gates<FileText>()
    const { add, ready, shelves, until, documents, call, site, store } = await openDesk(t, await open(), {
      read: enter,
    })
    const gone = await add({ ...asFile('gone'), status: 'active' })
    const off = await add({ ...asFile('off'), status: 'active' })
    await until('both to be read', () => waiting.length === 2)
    const inSite = { site_id: site.siteId }
    await documents.routes['documents.delete'](call({ ...inSite, document_id: gone.id }))
    await documents.routes['documents.update'](call({ ...inSite, document_id: off.id }, { status: 'draft' }))
    for (const { file, open: finish } of waiting) finish(await readAsText(file))
    assert.equal((await ready(off.id)).readiness, 'ready')
    await until('the jobs to be done', async () => (await store.read.all('select id from job')).length === 0)
    assert.deepEqual([await shelves(gone.id), await shelves(off.id)], [[], []])
    assert.equal((await store.read.all('select document_id from document_file')).length, 1)
  })

  test('what is read on and on is taken up again, and given up in the end; a retry begins from nothing', async (t) => {
    const { enter, waiting } = gates<FileText>()
    const { add, get, ready, shelves, until, clock, documents, call, site } = await openDesk(t, await open(), {
      read: enter,
    })
    const { id } = await add({ ...asFile('We open at nine.'), status: 'active' })
    for (let take = 1; take <= MOST_TAKES; take++) {
      await until(`take ${take}`, () => waiting.length === take)
      const { takes, readiness, step } = await get(id)
      assert.deepEqual([takes, readiness, step], [take, 'processing', 'reading'])
      await clock.advance(STUCK_MS + 60_000)
    }
    const failed = await ready(id)
    assert.deepEqual([failed.readiness, failed.failure?.code], ['failed', 'stuck'])
    // Whoever hung comes back at last: it is too late.
    for (const { file, open: finish } of waiting) finish(await readAsText(file))
    await clock.advance(60_000)
    assert.deepEqual([(await get(id)).readiness, await shelves(id)], ['failed', []])
    await documents.routes['documents.retry'](call({ site_id: site.siteId, document_id: id }))
    await until('the retry', () => waiting.length === MOST_TAKES + 1)
    const last = waiting.at(-1)!
    last.open(await readAsText(last.file))
    assert.equal((await ready(id)).readiness, 'ready')
    assert.deepEqual(await shelves(id), ['live: v1 We open at nine.'])
  })

  test('one whose job is gone is found by the look for those that are stuck', async (t) => {
    const { add, get, ready, clock, store } = await openDesk(t, await open(), { read: readAsText })
    const long = 'The lamp shines at night. '.repeat(2_500)
    const { id } = await add({ type: 'text', title: 'Lamps', content: long })
    await store.transaction((tx) => tx.run('delete from job'))
    await clock.advance(STUCK_MS)
    assert.equal((await get(id)).step, 'waiting', 'others may have been before it')
    await clock.advance(6 * STUCK_MS)
    assert.equal((await ready(id)).readiness, 'ready')
  })
})
