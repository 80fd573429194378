import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'

import fastify from 'fastify'

import { registerReferencePage } from './reference-page.ts'

async function server() {
  const app = fastify()
  await registerReferencePage(app, { openapi: () => ({ openapi: '3.1.0' }) })
  return app
}

test('the document is served as it is now', async () => {
  const answer = await (await server()).inject('/openapi.json')
  assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
  assert.deepEqual(answer.json(), { openapi: '3.1.0' })
})

test('the page may talk to this server only, and loads scripts from nowhere else', async () => {
  const app = await server()
  for (const path of ['/docs', '/docs/']) {
    const answer = await app.inject(path)
    assert.equal(answer.statusCode, 200)
    const policy = String(answer.headers['content-security-policy'])
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /connect-src 'self'(;|$)/)
    assert.match(policy, /script-src 'self'(;|$)/)
    assert.doesNotMatch(answer.payload, /https?:\/\//)
    for (const [, source] of answer.payload.matchAll(/<script src="([^"]+)"/g)) {
      assert.equal((await app.inject(source ?? '')).statusCode, 200, source)
    }
  }
})

test('the viewer is compressed where the browser reads that, and not sent twice', async () => {
  const app = await server()
  const plain = await app.inject('/docs/viewer.js')
  const compressed = await app.inject({ url: '/docs/viewer.js', headers: { 'accept-encoding': 'gzip, br' } })
  assert.equal(plain.headers['content-encoding'], undefined)
  assert.equal(compressed.headers['content-encoding'], 'gzip')
  assert.equal(gunzipSync(compressed.rawPayload).toString(), plain.payload)
  assert.match(plain.payload, /createApiReference/)
  const again = await app.inject({ url: '/docs/viewer.js', headers: { 'if-none-match': String(plain.headers.etag) } })
  assert.equal(again.statusCode, 304)
  assert.equal(again.payload, '')
})
