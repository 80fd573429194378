// Files of strangers, from the upload to the answer's shelf, on both databases; hostile ones, and what others feel of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { constants, deflateRawSync, deflateSync } from 'node:zlib'

import type { ReplyOf } from '@posthorn/contract'

import { createClient } from '../../packages/sdk/src/index.ts'
import { docxOf, linesAt, pdfOf, word } from '../../packages/server/src/providers/files/files-fixture.ts'
import { checkRefusal } from '../support/contract-check.ts'
import { eachDatabase } from '../support/each-database.ts'
import { RunningApp } from '../support/running-app.ts'

type Shown = ReplyOf<'documents.get'>

async function opened(
  context: Parameters<typeof RunningApp.start>[0],
  database: Parameters<typeof RunningApp.start>[1],
) {
  const app = await RunningApp.start(context, database)
  const [site] = (await app.call('sites.list')).sites
  const params = { site_id: site!.id }
  const upload = async (name: string, bytes: Uint8Array | string, body: Record<string, string> = {}) =>
    app.call('documents.upload', { params, body, file: new File([bytes as Uint8Array<ArrayBuffer>], name) })
  const read = async (id: string): Promise<Shown> =>
    app.call('documents.get', { params: { ...params, document_id: id } })
  const settled = async (id: string): Promise<Shown> => {
    let shown = await read(id)
    await app.until('the file to be read', async () => {
      shown = await read(id)
      return shown.readiness !== 'processing'
    })
    return shown
  }
  const text = async ({ id, version }: Shown) =>
    (await app.call('documents.version', { params: { ...params, document_id: id, version: String(version) } })).content
  return { app, params, upload, settled, text }
}

const MEBIBYTE = 1024 * 1024

eachDatabase((_kind, open) => {
  test('files of every kind are uploaded, read in the background, and given back as they came', async (context) => {
    const { app, params, upload, settled, text } = await opened(context, await open())
    const page = linesAt(60, 700, ['Parcels arrive within three days.'])
    const files: [string, Uint8Array | string, string, RegExp][] = [
      ['hours.md', '# Our hours\n\nNine to five.', 'Our hours', /Nine to five/],
      ['notes.txt', Buffer.from('Ol\xe1, est\xe1 aberto.', 'latin1'), 'notes.txt', /Olá, está aberto/],
      ['prices.csv', 'Lamp;Price\nAurora;49 EUR', 'prices.csv', /\| Aurora \| 49 EUR \|/],
      [
        'page.html',
        '<!doctype html><title>Returns</title><nav>Menu</nav><main><p>Free returns.</main>',
        'Returns',
        /^Free returns\.$/,
      ],
      [
        'manual.docx',
        docxOf(word.paragraph('Manual', 'Titel') + word.paragraph('Press the button.')),
        'Manual',
        /Press the button/,
      ],
      ['terms.pdf', pdfOf([page], { title: 'Terms' }), 'Terms', /Parcels arrive/],
    ]
    for (const [name, bytes, title, says] of files) {
      const accepted = await upload(name, bytes)
      assert.deepEqual(
        [accepted.type, accepted.status, accepted.readiness, accepted.file_name],
        ['file', 'draft', 'processing', name],
      )
      const shown = await settled(accepted.id)
      assert.deepEqual([shown.readiness, shown.title, shown.failure], ['ready', title, null], JSON.stringify(shown))
      assert.match((await text(shown)) ?? '', says)
      const response = await fetch(`${app.url}/api/v1/m2m/sites/${params.site_id}/documents/${shown.id}/file`, {
        headers: { 'x-api-key': app.key },
      })
      assert.deepEqual(Buffer.from(await response.arrayBuffer()), Buffer.from(bytes))
      assert.equal(response.headers.get('content-type'), 'application/octet-stream')
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
      assert.equal(response.headers.get('content-disposition'), `attachment; filename*=UTF-8''${name}`)
    }
    const typed = await app.call('documents.createText', { params, body: { title: 'T', content: 'Text.' } })
    const none = await app.send('documents.file', { params: { ...params, document_id: typed.id } })
    assert.equal(checkRefusal(none.row, none.reply).status, 404)
  })

  test('the same file under a source_id is no work, another is a new version; a retried upload is done once', async (context) => {
    const { app, params, upload, settled } = await opened(context, await open())
    const body = { source_id: 'price-list', status: 'active', title: 'Prices', category: '' }
    const first = await upload('prices.csv', 'Lamp,Price\nAurora,49', body)
    assert.deepEqual([first.title, first.category, first.unchanged], ['Prices', null, false])
    assert.equal((await settled(first.id)).indexed_version, 1)
    const same = await app.send('documents.upload', {
      params,
      body,
      file: new File(['Lamp,Price\nAurora,49'], 'prices.csv'),
    })
    assert.deepEqual([same.reply.status, (same.reply.body as { unchanged: boolean }).unchanged], [200, true])
    const second = await upload('prices.csv', 'Lamp,Price\nAurora,59', body)
    assert.deepEqual([second.id, second.version, second.indexed_version], [first.id, 2, 1])
    assert.equal((await settled(first.id)).indexed_version, 2)

    const headers = { 'idempotency-key': 'upload-1' }
    const once = async (content: string, title: string) =>
      app.send('documents.upload', { params, headers, body: { title }, file: new File([content], 'a.md') })
    const made = await once('One.', 'A')
    const again = await once('One.', 'A')
    assert.deepEqual(again.reply.body, made.reply.body)
    assert.equal(again.reply.headers.get('idempotent-replayed'), 'true')
    for (const [content, title] of [
      ['Two.', 'A'],
      ['One.', 'B'],
    ] as const) {
      const { row, reply } = await once(content, title)
      assert.equal(checkRefusal(row, reply).type, 'idempotency_key_reused')
    }
  })

  test('a file that cannot be read says why and what to do; the version before stays in answers', async (context) => {
    const { upload, settled } = await opened(context, await open())
    const body = { source_id: 'terms', status: 'active' }
    const good = await upload('terms.md', 'Returns are free.', body)
    await settled(good.id)
    const bad = await upload('terms.pdf', '%PDF-1.7 broken', body)
    const failed = await settled(bad.id)
    assert.deepEqual(
      [failed.id, failed.readiness, failed.failure?.code, failed.indexed_version],
      [good.id, 'failed', 'broken', 1],
    )
    assert.match(failed.failure?.message ?? '', /save it again/i)
    const mended = await upload('terms.md', 'Returns cost nothing.', body)
    assert.deepEqual([(await settled(mended.id)).readiness, (await settled(mended.id)).indexed_version], ['ready', 3])
  })

  test('while a bomb is read, everybody else is served', async (context) => {
    const { app, upload, settled } = await opened(context, await open())
    const block = deflateRawSync(Buffer.alloc(MEBIBYTE, ' '), { finishFlush: constants.Z_FULL_FLUSH })
    const blanks = [
      Buffer.from([0x78, 0x9c]),
      ...Array.from({ length: 3_000 }, () => block),
      deflateSync('').subarray(2),
    ]
    const bomb = await upload('bomb.pdf', pdfOf([[]], { stream: Buffer.concat(blanks) }))
    const archive = await upload('bomb.docx', docxOf(word.paragraph(' '.repeat(30 * MEBIBYTE))))
    const waits: number[] = []
    const timed = async (): Promise<number> => {
      const began = performance.now()
      await app.call('system.me')
      return performance.now() - began
    }
    let done = false
    const busy = (async () => {
      while (!done) waits.push(await timed())
    })()
    const [first, second] = [await settled(bomb.id), await settled(archive.id)]
    done = true
    await busy
    assert.ok(['expands_too_much', 'took_too_long'].includes(first.failure?.code ?? ''), JSON.stringify(first.failure))
    assert.equal(second.failure?.code, 'expands_too_much')
    // What a call takes on this machine, as busy as it is now.
    const usual = Math.max(...(await Promise.all(Array.from({ length: 5 }, timed))))
    const slow = waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.95)] ?? Infinity
    assert.ok(waits.length > 20, `${waits.length} calls`)
    assert.ok(slow < Math.max(500, 10 * usual), `95 of 100 calls within ${slow} ms, usually ${usual} ms`)
  })

  test('uploads are refused before their bytes are taken: unknown callers, missing scopes, what is too large', async (context) => {
    const { app, params } = await opened(context, await open())
    const path = `/api/v1/m2m/sites/${params.site_id}/documents`
    const large = new FormData()
    large.append('file', new File([Buffer.alloc(22 * MEBIBYTE)], 'a.txt'))
    assert.equal((await app.api('POST', path, large, { key: null })).status, 401)
    const reader = await app.keyWith({ scopes: ['documents:read'] })
    assert.equal((await app.api('POST', path, large, { key: reader })).status, 403)
    const refused = await app.send('documents.upload', {
      params,
      file: new File([Buffer.alloc(22 * MEBIBYTE)], 'a.txt'),
    })
    const { status, message } = checkRefusal(refused.row, refused.reply)
    assert.equal(status, 413)
    assert.match(message, /20971520 bytes/)
    for (const [body, type] of [
      ['{}', 'application/json'],
      ['', undefined],
    ] as const) {
      const headers = { ...(type === undefined ? {} : { 'content-type': type }) }
      assert.equal((await app.api('POST', path, body, { headers })).status, 415)
    }
    const broken = await app.api('POST', path, 'x', { headers: { 'content-type': 'multipart/form-data' } })
    assert.equal(broken.status, 400)
    const twice = new FormData()
    twice.append('file', new File(['a'], 'a.txt'))
    twice.append('file', new File(['b'], 'b.txt'))
    assert.match((await app.api('POST', path, twice)).text, /one file/)
    const wrong = await app.send('documents.upload', { params, body: { status: 'sometimes' } })
    assert.match(checkRefusal(wrong.row, wrong.reply).message, /status: it must be one of draft, active/)
    assert.equal((await app.call('documents.list', { params })).meta.total, 0)
  })

  test('the client sends what programs have, and gets the file back', async (context) => {
    const { app, params, settled } = await opened(context, await open())
    const client = createClient({ baseUrl: app.url, apiKey: app.key })
    const bytes = new TextEncoder().encode('# Hours\n\nNine to five.')
    const sent = await client.documents.upload(params.site_id, {
      file: { name: '../über.md', data: bytes },
      status: 'active',
    })
    assert.equal((await settled(sent.id)).file_name, 'über.md')
    assert.deepEqual(await client.documents.file(params.site_id, sent.id), bytes)
    const blob = await client.documents.upload(params.site_id, { file: new Blob(['Plain text.']) })
    assert.equal((await settled(blob.id)).readiness, 'ready')
  })
})
