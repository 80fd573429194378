import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'

import { ApiError } from '../kernel/api-error.ts'
import { createFormReader, discardRest, type Form } from './read-form.ts'

const read = createFormReader({ field: 'file', description: 'A file.' }, 1024 * 1024)

/** A server that reads one form with each request, and what it read. */
async function serve(context: TestContext): Promise<{ url: string; seen: (Form | ApiError)[] }> {
  const seen: (Form | ApiError)[] = []
  const answer = async (request: IncomingMessage): Promise<number> => {
    try {
      seen.push(await read(request))
      return 200
    } catch (error) {
      assert.ok(error instanceof ApiError, String(error))
      seen.push(error)
      return error.code === 'PAYLOAD_TOO_LARGE' ? 413 : 400
    }
  }
  const server = createServer((request, response) => {
    void answer(request).then((status) => {
      response.writeHead(status).end()
      discardRest(request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(() => server.closeAllConnections())
  context.after(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

async function sendForm(url: string, parts: readonly (readonly [string, string | File])[]): Promise<number> {
  const form = new FormData()
  for (const [name, value] of parts) form.append(name, value)
  return (await fetch(url, { method: 'POST', body: form })).status
}

async function sendRaw(url: string, body: string, contentType = 'multipart/form-data; boundary=x'): Promise<number> {
  return (await fetch(url, { method: 'POST', body, headers: { 'content-type': contentType } })).status
}

const part = (disposition: string, content: string, type = 'text/plain'): string =>
  `--x\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`

test('a form gives its file, its fields, and nothing unseen in their names', async (context) => {
  const { url, seen } = await serve(context)
  const file = new File(['Grüße'], 'prices.csv', { type: 'text/csv' })
  assert.equal(
    await sendForm(url, [
      ['title', 'Preise'],
      ['file', file],
      ['category', ''],
    ]),
    200,
  )
  const [form] = seen as Form[]
  assert.deepEqual(form?.fields, { title: 'Preise', category: '' })
  assert.deepEqual([form?.file.name, form?.file.mediaType], ['prices.csv', 'text/csv'])
  assert.equal(Buffer.from(form?.file.bytes ?? []).toString(), 'Grüße')
  const names: [string, string][] = [
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\hours.md', 'hours.md'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['..', 'file'],
    [`${'n'.repeat(400)}.docx`, `${'n'.repeat(195)}.docx`],
  ]
  for (const [given, kept] of names) {
    assert.equal(
      await sendRaw(url, `${part(`name="file"; filename="${given.replaceAll('\\', '\\\\')}"`, 'x')}--x--\r\n`),
      200,
    )
    assert.equal((seen.at(-1) as Form).file.name, kept)
  }
  const star = `${part('name="file"; filename*=UTF-8\'\'ol%C3%A1.md', 'x')}--x--\r\n`
  assert.equal(await sendRaw(url, star), 200)
  assert.equal((seen.at(-1) as Form).file.name, 'olá.md')
})

test('what is no such form is refused with what is wrong', async (context) => {
  const { url, seen } = await serve(context)
  const file = part('name="file"; filename="a.md"', 'text')
  const cases: [string, string, string, string][] = [
    ['no file', `${part('name="title"', 'T')}--x--\r\n`, 'multipart/form-data; boundary=x', 'file'],
    ['two files', `${file}${file}--x--\r\n`, 'multipart/form-data; boundary=x', 'file'],
    [
      'another field',
      `${part('name="upload"; filename="a"', 'T')}--x--\r\n`,
      'multipart/form-data; boundary=x',
      'upload',
    ],
    ['a text for a file', `${part('name="file"', 'T')}--x--\r\n`, 'multipart/form-data; boundary=x', 'file'],
    [
      'a field twice',
      `${part('name="title"', 'A')}${part('name="title"', 'B')}${file}--x--\r\n`,
      'multipart/form-data; boundary=x',
      'title',
    ],
    [
      'a long field',
      `${part('name="title"', 'A'.repeat(70_000))}${file}--x--\r\n`,
      'multipart/form-data; boundary=x',
      'title',
    ],
    [
      'many fields',
      `${Array.from({ length: 60 }, (_, at) => part(`name="f${at}"`, 'A')).join('')}${file}--x--\r\n`,
      'multipart/form-data; boundary=x',
      'body',
    ],
    ['no end', file, 'multipart/form-data; boundary=x', 'body'],
    ['another boundary', `${file}--x--\r\n`, 'multipart/form-data; boundary=y', 'body'],
    ['no boundary', `${file}--x--\r\n`, 'multipart/form-data', 'body'],
    ['nothing', '', 'multipart/form-data; boundary=x', 'body'],
    ['no parts', '--x--\r\n', 'multipart/form-data; boundary=x', 'file'],
    ['headers without end', `--x\r\n${'A: b\r\n'.repeat(10_000)}`, 'multipart/form-data; boundary=x', 'body'],
  ]
  for (const [name, body, type, param] of cases) {
    assert.equal(await sendRaw(url, body, type), 400, name)
    const error = seen.at(-1) as ApiError
    assert.deepEqual([error.code, error.param], ['VALIDATION_ERROR', param], name)
  }
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
    assert.equal(await sendRaw(url, '{}', type), 400)
    assert.equal((seen.at(-1) as ApiError).code, 'UNSUPPORTED_MEDIA_TYPE')
  }
})

test('a file beyond the limit is refused as soon as that is known, with the limit', async (context) => {
  const { url, seen } = await serve(context)
  const most = new File([Buffer.alloc(1024 * 1024)], 'a.bin')
  assert.equal(await sendForm(url, [['file', most]]), 200)
  const over = new File([Buffer.alloc(1024 * 1024 + 1)], 'a.bin')
  assert.equal(await sendForm(url, [['file', over]]), 413)
  assert.match((seen.at(-1) as ApiError).message, /1048576 bytes/)
  const far = new File([Buffer.alloc(6 * 1024 * 1024)], 'a.bin')
  assert.equal(await sendForm(url, [['file', far]]), 413)
  // Of unknown length, and without end: answered long before, and hung up.
  const { port } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  let sent = 0
  let reply = ''
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 'a'), Buffer.from('\r\n')])
  const open = `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n`
  const head = part('name="file"; filename="a"', '').slice(0, -2)
  socket.write(`${open}${head.length.toString(16)}\r\n${head}\r\n`)
  const write = (): void => {
    while (!socket.destroyed && socket.write(chunk)) sent += chunk.length
  }
  socket.on('drain', write).on('data', (data) => (reply += data.toString()))
  socket.on('error', () => undefined)
  write()
  await new Promise((resolve) => socket.once('close', resolve))
  assert.match(reply, /^HTTP\/1\.1 413/)
  assert.ok(sent < 64 * 1024 * 1024, `${sent} bytes`)
})

test('a sender that goes away in the middle leaves nothing waiting', async (context) => {
  const { url, seen } = await serve(context)
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(
    `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 5000\r\n\r\n${part('name="file"; filename="a"', 'text')}`,
    () => socket.destroy(),
  )
  while (seen.length === 0) await new Promise((resolve) => setImmediate(resolve))
  assert.equal((seen[0] as ApiError).param, 'body')
})
