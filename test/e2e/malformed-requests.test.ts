// Contract 2.5: requests that are broken before any route could look at them, and bodies at the edge of what is taken.
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { describe, test } from 'node:test'

import { routes } from '@posthorn/contract'

import { checkRefusal, type Reply } from '../support/contract-check.ts'
import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { sendRaw } from '../support/raw-request.ts'
import { RunningApp } from '../support/running-app.ts'

const MEBIBYTE = 1_048_576
const event = (data: string) => Buffer.from(`{"type":"custom.thing","data":${data}}`)

describe('a malformed request', () => {
  eachSchema((_kind, open) => {
    const started = async (context: Parameters<typeof RunningApp.start>[0], env: Record<string, string> = {}) => {
      const app = await RunningApp.start(context, await open(), { env })
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const send = (
        method: string,
        path: string,
        body: Buffer | null = null,
        headers: Record<string, string> = {},
      ): Promise<Reply> =>
        sendRaw(app.url, {
          method,
          path,
          body,
          headers: { 'x-api-key': app.key, 'content-type': 'application/json', ...headers },
        })
      return { app, raw, send }
    }

    test('is answered in the one shape, with a request id and the rate, whatever is wrong with it', async (context) => {
      const { app, raw, send } = await started(context)
      const state = await raw.state()
      const cases: [string, number, string, Promise<Reply>][] = [
        ['unknown path', 404, 'NOT_FOUND', send('GET', '/v1/nowhere')],
        ['unknown root', 404, 'NOT_FOUND', send('POST', '/')],
        ['path with a slash too many', 404, 'NOT_FOUND', send('GET', '/v1/me/')],
        ['path in capitals', 404, 'NOT_FOUND', send('GET', '/V1/ME')],
        ['broken percent-encoding', 400, 'VALIDATION_ERROR', send('GET', '/v1/events/%ZZ')],
        ['half a character', 400, 'VALIDATION_ERROR', send('GET', '/v1/events/%F0%9F')],
        ['a NUL in the path', 400, 'VALIDATION_ERROR', send('GET', '/v1/events/%00')],
        ['a NUL in the query', 400, 'VALIDATION_ERROR', send('GET', '/v1/events?cursor=%00')],
        ['an id as long as a novel', 404, 'NOT_FOUND', send('GET', `/v1/events/${'x'.repeat(2_000)}`)],
        ['an encoded slash', 404, 'NOT_FOUND', send('GET', '/v1/webhooks/..%2f..%2fadmin')],
        ['another method', 405, 'METHOD_NOT_ALLOWED', send('PATCH', '/v1/events', event('{}'))],
        ['another method on an id', 405, 'METHOD_NOT_ALLOWED', send('POST', '/v1/api-keys/x', event('{}'))],
        ['no body', 400, 'VALIDATION_ERROR', send('POST', '/v1/events')],
        ['an empty body', 400, 'VALIDATION_ERROR', send('POST', '/v1/events', Buffer.alloc(0))],
        ['broken JSON', 400, 'VALIDATION_ERROR', send('POST', '/v1/events', Buffer.from('{"type":'))],
        ['JSON of another kind', 400, 'VALIDATION_ERROR', send('POST', '/v1/events', Buffer.from('[1]'))],
        [
          'no JSON at all',
          415,
          'UNSUPPORTED_MEDIA_TYPE',
          send('POST', '/v1/events', event('{}'), { 'content-type': 'text/plain' }),
        ],
        [
          'a form',
          415,
          'UNSUPPORTED_MEDIA_TYPE',
          send('POST', '/v1/events', event('{}'), { 'content-type': 'application/x-www-form-urlencoded' }),
        ],
        [
          'a media type that is none',
          415,
          'UNSUPPORTED_MEDIA_TYPE',
          send('POST', '/v1/events', event('{}'), { 'content-type': 'json' }),
        ],
        [
          'no media type',
          415,
          'UNSUPPORTED_MEDIA_TYPE',
          sendRaw(app.url, {
            method: 'POST',
            path: '/v1/events',
            body: event('{}'),
            headers: { 'x-api-key': app.key },
          }),
        ],
        ['a page twice', 400, 'VALIDATION_ERROR', send('GET', '/v1/webhooks?page=1&page=2')],
        ['a page beyond all pages', 400, 'VALIDATION_ERROR', send('GET', '/v1/webhooks?page=99999999999999999999')],
      ]
      for (const [name, status, code, reply] of cases) {
        const refusal = checkRefusal(undefined, await reply)
        assert.deepEqual({ name, status: refusal.status, code: refusal.code }, { name, status, code })
      }
      assert.equal((await send('PATCH', '/v1/events', event('{}'))).headers.get('allow'), 'GET, POST')
      const m2m = await send('GET', '/api/v1/m2m/nowhere')
      assert.deepEqual(Object.keys(m2m.body as object), ['error', 'message', 'request_id'])
      assert.equal(await raw.state(), state)
      assert.equal(
        (await send('POST', '/v1/events', event('{}'), { 'content-type': 'application/problem+json; charset=utf-8' }))
          .status,
        202,
      )
    })

    test('of more than a mebibyte is a 413, announced or not; one of just that much is read', async (context) => {
      const { app, raw, send } = await started(context)
      const state = await raw.state()
      const padded = (bytes: number) => Buffer.from(`{"type":"custom.thing","data":{}${' '.repeat(bytes - 33)}}`)
      const large = checkRefusal(routes['events.publish'], await send('POST', '/v1/events', padded(MEBIBYTE + 1)))
      assert.deepEqual([large.status, large.code], [413, 'PAYLOAD_TOO_LARGE'])
      assert.match(large.message, /1048576/)
      const unannounced = await new Promise<string>((resolve, reject) => {
        const { hostname, port } = new URL(app.url)
        const socket = connect(Number(port), hostname)
        let said = ''
        socket.on('data', (chunk) => {
          said += chunk.toString()
          socket.end()
        })
        socket.on('close', () => resolve(said))
        socket.on('error', reject)
        socket.write(
          `POST /v1/events HTTP/1.1\r\nhost: x\r\nx-api-key: ${app.key}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
        )
        for (let chunk = 0; chunk < 33; chunk++) socket.write(`8000\r\n${' '.repeat(0x8000)}\r\n`)
      })
      assert.match(unannounced, /^HTTP\/1\.1 413 /)
      assert.match(unannounced, /PAYLOAD_TOO_LARGE/)
      assert.equal(await raw.state(), state)
      assert.equal((await send('POST', '/v1/events', padded(MEBIBYTE))).status, 202)
      assert.equal((await send('POST', '/v1/events', event('{"x":"é"}'))).status, 202)
    })

    test('nested too deeply is refused, and what is just not too deep can be read again', async (context) => {
      const { app, raw, send } = await started(context)
      const deep = (levels: number) => event(`{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`)
      const state = await raw.state()
      for (const levels of [99, 1_000, 20_000, 400_000]) {
        const refusal = checkRefusal(routes['events.publish'], await send('POST', '/v1/events', deep(levels)))
        assert.deepEqual([levels, refusal.status, refusal.param], [levels, 400, 'body'])
      }
      assert.equal(await raw.state(), state)
      assert.equal((await send('POST', '/v1/events', deep(98))).status, 202)
      const brackets = `{"text":"${'['.repeat(5_000)}\\"${'{'.repeat(5_000)}"}`
      assert.equal((await send('POST', '/v1/events', event(brackets))).status, 202, 'brackets in a text are no levels')
      assert.equal((await app.listed(2)).length, 2)
    })

    test('with NULs in its texts is taken without them; the data of an event keeps them', async (context) => {
      const { app } = await started(context)
      const { data: key } = await app.call('apiKeys.create', {
        body: { name: 'a\u0000b', owner: '\u0000', scopes: ['admin\u0000'] },
      })
      assert.deepEqual([key.name, key.owner, key.scopes], ['ab', '', ['admin']])
      const { data: webhook } = await app.call('webhooks.create', {
        body: { url: 'https://example.com/', events: ['*'], description: '\u0000x' },
      })
      assert.equal(webhook.description, 'x')
      assert.equal((await app.refused('apiKeys.create', { body: { name: '\u0000', scopes: ['admin'] } })).param, 'name')
      const { data: sms } = await app.call('sms.send', { body: { to: '+15005550001', message: 'Hel\u0000lo' } })
      assert.equal(sms.message, 'Hello')
      const eventId = await app.publish({ text: 'a\u0000b' })
      const { data: read } = await app.call('events.get', { params: { event_id: eventId } })
      assert.deepEqual(read.data, { text: 'a\u0000b' })
    })

    test('over plain HTTP is refused where HTTPS is asked for, unless it comes from the machine itself', async (context) => {
      const { app } = await started(context, { POSTHORN_REQUIRE_HTTPS: 'true' })
      await app.call('system.me')
      const forwarded = { 'x-forwarded-for': '203.0.113.7' }
      const error = await app.refused('system.me', { headers: { ...forwarded, 'x-forwarded-proto': 'http' } })
      assert.deepEqual([error.status, error.code], [403, 'HTTPS_REQUIRED'])
      await app.call('system.me', { headers: { ...forwarded, 'x-forwarded-proto': 'https' } })
    })
  })
})
