import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'

import fastify from 'fastify'

import { registerDashboard } from './dashboard-files.ts'

/** A server over a folder beside which a secret stands. */
async function serve(context: TestContext, built = true) {
  const folder = mkdtempSync(join(tmpdir(), 'posthorn-dashboard-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const distDir = join(folder, 'dist')
  const build = () => {
    mkdirSync(join(distDir, 'assets'), { recursive: true })
    writeFileSync(join(distDir, 'index.html'), '<!doctype html><title>Posthorn</title>')
    writeFileSync(join(distDir, 'theme.js'), 'theme()')
    writeFileSync(join(distDir, '.env'), 'secret')
    writeFileSync(join(distDir, 'assets', 'index-Abc123.js'), 'start()')
    writeFileSync(join(folder, 'secret.txt'), 'secret')
  }
  if (built) build()
  const app = fastify()
  context.after(() => app.close())
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not found' }))
  await registerDashboard(app, { distDir })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { port: number }
  return { port, build, get: (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' }) }
}

test('the root and the folder without its slash lead to the dashboard', async (context) => {
  const { get } = await serve(context)
  for (const path of ['/', '/dashboard']) {
    const answer = await get(path)
    assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/dashboard/'], path)
  }
})

test('the page comes fresh, for every address inside of it', async (context) => {
  const { get } = await serve(context)
  for (const path of [
    '/dashboard/',
    '/dashboard/index.html',
    '/dashboard/events',
    '/dashboard/settings/webhooks/019d/log?page=2',
  ]) {
    const answer = await get(path)
    assert.equal(answer.status, 200, path)
    assert.match(await answer.text(), /<title>Posthorn/)
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/)
    assert.equal(answer.headers.get('cache-control'), 'no-cache')
  }
})

test('hashed files are kept for a year, the others are not', async (context) => {
  const { get } = await serve(context)
  const asset = await get('/dashboard/assets/index-Abc123.js')
  assert.equal(await asset.text(), 'start()')
  assert.equal(asset.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  assert.match(asset.headers.get('content-type') ?? '', /javascript/)
  const theme = await get('/dashboard/theme.js')
  assert.equal(theme.headers.get('cache-control'), 'no-cache')
})

test('every answer is protected, and lets no script be inline', async (context) => {
  const { get } = await serve(context)
  for (const path of ['/dashboard/', '/dashboard/assets/index-Abc123.js', '/dashboard/missing.js']) {
    const { headers } = await get(path)
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /script-src 'self';/)
    assert.doesNotMatch(policy, /unsafe/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
  }
})

test('a file that is not there is 404, and not the page', async (context) => {
  const { get } = await serve(context)
  const answer = await get('/dashboard/assets/old-0000.js')
  assert.equal(answer.status, 404)
  assert.doesNotMatch(await answer.text(), /<title>/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
})

test('nothing outside the folder, and nothing hidden, can be read', async (context) => {
  const { port } = await serve(context)
  for (const path of [
    '/dashboard/../secret.txt',
    '/dashboard/assets/../../secret.txt',
    '/dashboard/%2e%2e/secret.txt',
    '/dashboard/..%2fsecret.txt',
    '/dashboard/..%5csecret.txt',
    '/dashboard/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/dashboard//../secret.txt',
    '/dashboard/.env',
    '/dashboard/assets/%00secret.txt',
  ]) {
    const answer = await raw(port, path)
    assert.doesNotMatch(answer, /secret$/, path)
    assert.doesNotMatch(answer, /^HTTP\/1\.1 5/, path)
  }
})

test('before it is built the page says how to build it, and afterwards it is there', async (context) => {
  const { get, build } = await serve(context, false)
  const missing = await get('/dashboard/')
  assert.equal(missing.status, 503)
  assert.match(await missing.text(), /npm run build -w @posthorn\/dashboard/)
  assert.equal((await get('/dashboard/assets/index-Abc123.js')).status, 404)
  build()
  assert.equal((await get('/dashboard/')).status, 200)
})

/** Asks without letting anybody tidy the path up first. */
function raw(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
    )
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => (answer += String(chunk)))
    socket.on('end', () => resolve(answer))
    socket.on('error', reject)
  })
}
