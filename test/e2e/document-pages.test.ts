// Pages of a real server on loopback: imported, fetched again on their time, and refused where they must be.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

import type { ReplyOf } from '@posthorn/contract'

import { checkRefusal } from '../support/contract-check.ts'
import { eachDatabase } from '../support/each-database.ts'
import { RecordingReceiver } from '../support/recording-receiver.ts'
import { RunningApp } from '../support/running-app.ts'

type Shown = ReplyOf<'documents.get'>

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

const html = (text: string): string =>
  `<!doctype html><title>Returns</title><nav>Menu</nav><main><h1>Returns</h1><p>${text}</p></main>`

function page(text: string, headers: Record<string, string> = {}) {
  return { headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: html(text) }
}

async function opened(
  context: Parameters<typeof RunningApp.start>[0],
  database: Parameters<typeof RunningApp.start>[1],
) {
  const app = await RunningApp.start(context, database)
  const site = await RecordingReceiver.start({ answer: 404 })
  context.after(() => site.close())
  const [own] = (await app.call('sites.list')).sites
  const params = { site_id: own!.id }
  const read = (id: string): Promise<Shown> => app.call('documents.get', { params: { ...params, document_id: id } })
  const until = async (id: string, what: string, holds: (shown: Shown) => boolean): Promise<Shown> => {
    let shown = await read(id)
    await app.until(`${what}: ${JSON.stringify(shown)}`, async () => holds((shown = await read(id))))
    return shown
  }
  const imported = async (
    path: string,
    body: { recrawl_every_hours?: number; title?: string } = {},
  ): Promise<Shown> => {
    const { id } = await app.call('documents.importUrl', {
      params,
      body: { url: site.origin + path, status: 'active', ...body },
    })
    return until(id, 'the page to be read', ({ readiness }) => readiness !== 'processing')
  }
  const content = async ({ id, version }: Shown) =>
    (await app.call('documents.version', { params: { ...params, document_id: id, version: String(version) } })).content
  const asked = (path: string) => site.requests.filter((request) => request.path === path)
  return { app, site, params, read, until, imported, content, asked }
}

eachDatabase((_kind, open) => {
  test('a page is imported, and fetched again on its time: only what has changed makes a version', async (context) => {
    const { app, site, params, until, imported, content, asked } = await opened(context, await open())
    site.answerWith(
      page('Free for 30 days.', { etag: '"one"', 'last-modified': 'Sat, 18 Apr 2026 10:00:00 GMT' }),
      '/help',
    )
    const first = await imported('/help#top', { recrawl_every_hours: 24 })
    assert.deepEqual([first.type, first.title, first.readiness, first.indexed_version], ['url', 'Returns', 'ready', 1])
    assert.equal(await content(first), '# Returns\n\nFree for 30 days.')
    assert.deepEqual(
      [first.source_url, first.crawl?.every_hours, first.crawl?.failure],
      [`${site.origin}/help`, 24, null],
    )
    assert.equal(asked('/help')[0]?.headers['user-agent'], 'Posthorn/0.1.0')
    assert.equal(asked('/robots.txt').length, 1)

    site.answerWith({ status: 304 }, '/help')
    await app.sleep(24 * HOUR_MS)
    const before = first.crawl?.crawled_at
    const second = await until(first.id, 'the page to be asked for again', ({ crawl }) => crawl?.crawled_at !== before)
    assert.deepEqual([second.version, second.crawl?.failure], [1, null])
    assert.equal(asked('/help')[1]?.headers['if-none-match'], '"one"')
    assert.equal(asked('/help')[1]?.headers['if-modified-since'], 'Sat, 18 Apr 2026 10:00:00 GMT')

    // Other bytes that say the same.
    site.answerWith(page('Free for 30 days.<script>token = 7</script>'), '/help')
    await app.sleep(24 * HOUR_MS)
    const third = await until(
      first.id,
      'the page to be read again',
      ({ crawl }) => crawl?.crawled_at !== second.crawl?.crawled_at,
    )
    assert.equal(third.version, 1)

    site.answerWith(page('Free for 60 days.'), '/help')
    await app.sleep(24 * HOUR_MS)
    const changed = await until(
      first.id,
      'the new version',
      ({ version, readiness }) => version === 2 && readiness === 'ready',
    )
    assert.equal(await content(changed), '# Returns\n\nFree for 60 days.')
    assert.equal(changed.indexed_version, 2)
    const { versions } = await app.call('documents.versions', { params: { ...params, document_id: first.id } })
    assert.deepEqual(
      versions.map(({ origin, made_by }) => [origin, made_by.startsWith('key_')]),
      [
        ['crawled', false],
        ['created', true],
      ],
    )

    // The same address again is nothing new, and an interval may be set apart.
    const again = await app.call('documents.setRecrawl', {
      params: { ...params, document_id: first.id },
      body: { recrawl_every_hours: null },
    })
    assert.deepEqual([again.crawl?.every_hours, again.crawl?.next_at], [null, null])
    const count = asked('/help').length
    await app.sleep(48 * HOUR_MS)
    await app.quiet()
    assert.equal(asked('/help').length, count)
  })

  test('a page that fails keeps its text, says why, is tried sooner than usual, and recovers', async (context) => {
    const { app, site, until, imported, content, asked } = await opened(context, await open())
    site.answerWith(page('Free.'), '/help')
    const first = await imported('/help', { recrawl_every_hours: 24 })
    site.answerWith(503, '/help')
    await app.sleep(24 * HOUR_MS)
    const failed = await until(first.id, 'the failure to show', ({ crawl }) => crawl?.failure !== null)
    assert.deepEqual(
      [failed.crawl?.failure?.code, failed.readiness, failed.indexed_version],
      ['unreachable', 'ready', 1],
    )
    assert.match(failed.crawl?.failure?.message ?? '', /503/)
    assert.equal(await content(failed), '# Returns\n\nFree.')
    assert.equal(Date.parse(failed.crawl?.next_at ?? '') - app.clock.now() <= 5 * MINUTE_MS, true)
    await app.sleep(5 * MINUTE_MS)
    const twice = await until(first.id, 'another try', ({ crawl }) => crawl?.next_at !== failed.crawl?.next_at)
    const wait = Date.parse(twice.crawl?.next_at ?? '') - Date.parse(failed.crawl?.next_at ?? '')
    assert.ok(wait >= 10 * MINUTE_MS && wait < 11 * MINUTE_MS, String(wait))
    site.answerWith(page('Cheap.'), '/help')
    await app.sleep(10 * MINUTE_MS)
    const mended = await until(
      first.id,
      'the page to be back',
      ({ version, readiness }) => version === 2 && readiness === 'ready',
    )
    assert.equal(mended.crawl?.failure, null)
    assert.equal(asked('/help').length, 4)
  })

  test('a page is fetched again when somebody asks, and a restart loses no fetch', async (context) => {
    const { app, site, params, until, imported } = await opened(context, await open())
    site.answerWith(page('One.'), '/help')
    const first = await imported('/help')
    assert.deepEqual([first.crawl?.every_hours, first.crawl?.next_at], [null, null])
    site.answerWith(page('Two.'), '/help')
    const params_ = { ...params, document_id: first.id }
    await app.call('documents.recrawl', { params: params_ })
    await app.restart()
    await until(first.id, 'the new version', ({ version, readiness }) => version === 2 && readiness === 'ready')
    const text = await app.call('documents.createText', { params, body: { title: 'T', content: 'Text.' } })
    const inText = { ...params, document_id: text.id }
    for (const id of ['documents.recrawl', 'documents.setRecrawl'] as const) {
      const { row, reply } = await app.send(id, { params: inText, body: { recrawl_every_hours: 1 } })
      assert.equal(checkRefusal(row, reply).status, 409)
    }
  })

  test('robots.txt is obeyed, redirects are followed and vetted, and what cannot be fetched says why', async (context) => {
    const { app, site, params, imported, content, asked } = await opened(context, await open())
    const robots = 'User-agent: *\nDisallow: /\n\nUser-agent: posthorn\nDisallow: /private\nAllow: /private/open$\n'
    site.answerWith({ body: robots }, '/robots.txt')
    for (const path of ['/help', '/private/open', '/private/x']) site.answerWith(page(`At ${path}.`), path)
    assert.equal((await imported('/help')).readiness, 'ready')
    assert.equal((await imported('/private/open')).readiness, 'ready')
    assert.equal((await imported('/private/x')).failure?.code, 'robots_disallow')
    assert.equal(asked('/private/x').length, 0)

    const to = (location: string) => ({ status: 302, headers: { location } })
    site.answerWith(to('/b'), '/a')
    site.answerWith(to(`${site.origin}/help#x`), '/b')
    assert.equal(await content(await imported('/a')), '# Returns\n\nAt /help.')
    site.answerWith(to('/private/x'), '/sly')
    assert.equal((await imported('/sly')).failure?.code, 'robots_disallow')
    site.answerWith(to('/loop'), '/loop')
    assert.equal((await imported('/loop')).failure?.code, 'unreachable')
    assert.equal(asked('/loop').length, 6)
    site.answerWith(to('file:///etc/passwd'), '/file')
    assert.equal((await imported('/file')).failure?.code, 'blocked_url')

    site.answerWith(
      { headers: { 'content-type': 'text/html', 'content-encoding': 'gzip' }, body: gzipSync(html('Packed.')) },
      '/gzip',
    )
    assert.equal((await imported('/gzip')).readiness, 'ready')
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
    site.answerWith({ headers: { 'content-type': 'text/html', 'content-encoding': 'gzip' }, body: bomb }, '/bomb')
    assert.equal((await imported('/bomb')).failure?.code, 'expands_too_much')
    site.answerWith({ headers: { 'content-type': 'text/plain' }, body: Buffer.alloc(21 * 1024 * 1024, 'a') }, '/large')
    assert.equal((await imported('/large')).failure?.code, 'too_large')
    site.answerWith({ headers: { 'content-type': 'image/png' }, body: 'x' }, '/image')
    assert.equal((await imported('/image')).failure?.code, 'unsupported_type')
    assert.equal((await imported('/gone')).failure?.code, 'not_found')
    site.answerWith(403, '/login')
    assert.equal((await imported('/login')).failure?.code, 'unreachable')

    for (const url of ['ftp://example.com/x', 'https://user:pw@example.com/', 'nonsense', 'https://exa mple.com']) {
      const { row, reply } = await app.send('documents.importUrl', { params, body: { url } })
      assert.equal(checkRefusal(row, reply).type, 'blocked_url', url)
    }
  })

  test('a site whose robots.txt cannot be read is left alone', async (context) => {
    const { site, imported, asked } = await opened(context, await open())
    site.answerWith(500, '/robots.txt')
    site.answerWith(page('Hello.'), '/help')
    assert.equal((await imported('/help')).failure?.code, 'robots_disallow')
    assert.equal(asked('/help').length, 0)
  })
})

test('addresses of the inside are refused when a page is imported, and when it is fetched', async (context) => {
  const { createPageFetcher } = await import('../../packages/server/src/providers/web/index.ts')
  const { createOutboundClient, vetUrl } = await import('../../packages/server/src/kernel/guarded-fetch/index.ts')
  const { FakeClock } = await import('../support/fake-clock.ts')
  const site = await RecordingReceiver.start()
  context.after(() => site.close())
  const clock = new FakeClock()
  const policy = { allowInsecure: false, allowAddresses: [] as string[] }
  // A name that says one thing when it is vetted and another when it is dialled.
  let asked = 0
  const resolve = () =>
    Promise.resolve([{ address: ++asked === 1 ? '93.184.216.34' : '127.0.0.1', family: 4 as const }])
  const client = createOutboundClient({ ...policy, clock, resolve, maxConnectionsPerOrigin: 2, idleOriginMs: 1_000 })
  context.after(() => client.close())
  const vet = (url: string) => vetUrl(url, { ...policy, resolve })
  const fetcher = createPageFetcher({ clock, outbound: { client, vet }, product: 'Posthorn', version: '1' })
  for (const url of [
    `https://rebound.example:${site.port}/`,
    'https://169.254.169.254/latest/meta-data',
    `http://127.0.0.1:${site.port}/`,
  ]) {
    const outcome = await fetcher.fetch({ url, tag: null })
    assert.equal(outcome.kind === 'failed' && outcome.code, 'blocked_url', url)
  }
  assert.equal(site.requests.length, 0)
})
