import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleMe, samplePageMeta, sampleSms, sampleWebhook } from '@posthorn/contract'
import { errorReply, scriptedClient } from './client-fixture.ts'
import { ApiError, ConnectionError, createClient, PosthornError, TimeoutError, UnreadableReplyError } from './index.ts'

const me = () => Response.json({ data: sampleMe })
const sms = () => Response.json({ data: sampleSms }, { status: 201 })
const noNetwork = () => new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = []
  for await (const item of items) collected.push(item)
  return collected
}

test('a call carries the key and nothing else of it', async () => {
  const { client, requests } = scriptedClient([me()])
  await client.system.me()
  assert.equal(requests[0]!.headers.get('x-api-key'), 'sk_test_1')
  assert.equal(requests[0]!.headers.get('idempotency-key'), null)
  assert.equal(requests[0]!.url.href, 'http://posthorn.test/v1/me')
})

for (const [what, failure] of [
  ['429', () => errorReply(429, 'rate_limit_exceeded')],
  ['500', () => errorReply(500, 'internal_error')],
  ['503', () => errorReply(503, 'unavailable')],
  ['a broken connection', noNetwork],
  ['a page of a proxy', () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
] as const) {
  test(`after ${what} the call is made again, and again`, async () => {
    const { client, requests, waits } = scriptedClient([failure(), failure(), sms()])
    const sent = await client.sms.send({ to: '+5511999999999', message: 'Hello' })
    assert.equal(sent.id, sampleSms.id)
    assert.deepEqual(waits, [750, 1_500])
    const keys = requests.map(({ headers }) => headers.get('idempotency-key'))
    assert.match(keys[0]!, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.deepEqual(keys, [keys[0], keys[0], keys[0]], 'one key for all attempts')
    assert.equal(new Set(requests.map(({ body }) => body)).size, 1)
  })
}

for (const [status, type] of [
  [400, 'invalid_request'],
  [401, 'invalid_api_key'],
  [402, 'insufficient_credits'],
  [403, 'insufficient_scope'],
  [404, 'not_found'],
  [409, 'conflict'],
  [422, 'invalid_phone'],
] as const) {
  test(`${status} is thrown at once`, async () => {
    const { client, requests, waits } = scriptedClient([errorReply(status, type)])
    await assert.rejects(client.sms.send({ to: '+1', message: 'x' }), (error) => {
      assert.ok(error instanceof ApiError && error instanceof PosthornError)
      assert.deepEqual([error.status, error.code, error.type], [status, type.toUpperCase(), type])
      assert.deepEqual([error.requestId, error.message], ['req_01', `It is ${type}.`])
      return true
    })
    assert.deepEqual([requests.length, waits.length], [1, 0])
  })
}

test('409 because the first call is still running is asked again', async () => {
  const { client, waits } = scriptedClient([errorReply(409, 'idempotency_in_progress', { 'retry-after': '1' }), sms()])
  await client.sms.send({ to: '+5511999999999', message: 'Hello' }, { idempotencyKey: 'order-1042' })
  assert.deepEqual(waits, [1_125])
})

test('two calls have two keys, and one of the caller is kept', async () => {
  const { client, requests } = scriptedClient([sms(), sms(), sms()])
  await client.sms.send({ to: '+5511999999999', message: 'Hello' })
  await client.sms.send({ to: '+5511999999999', message: 'Hello' })
  await client.sms.send({ to: '+5511999999999', message: 'Hello' }, { idempotencyKey: 'order-1042' })
  const keys = requests.map(({ headers }) => headers.get('idempotency-key'))
  assert.notEqual(keys[0], keys[1])
  assert.equal(keys[2], 'order-1042')
})

test('Retry-After is waited for, and no less', async () => {
  const { client, waits } = scriptedClient([errorReply(429, 'rate_limit_exceeded', { 'retry-after': '12' }), me()])
  await client.system.me()
  assert.deepEqual(waits, [12_500])
})

test('a wait of an hour is left to the caller', async () => {
  const { client, waits } = scriptedClient([errorReply(429, 'test_limit_reached', { 'retry-after': '3600' })])
  await assert.rejects(client.webhooks.test(sampleWebhook.id), (error) => {
    assert.ok(error instanceof ApiError)
    assert.equal(error.retryAfterSeconds, 3600)
    return true
  })
  assert.deepEqual(waits, [])
})

test('after maxRetries the last failure is thrown', async () => {
  const { client, requests } = scriptedClient([noNetwork(), noNetwork(), noNetwork()], { maxRetries: 2 })
  await assert.rejects(client.system.me(), (error) => {
    assert.ok(error instanceof ConnectionError)
    assert.match(error.message, /posthorn\.test \(connect ECONNREFUSED\)/)
    return true
  })
  assert.equal(requests.length, 3)
})

test('no answer in time is a TimeoutError, and is tried again', async () => {
  const never = (init: RequestInit) =>
    new Promise<Response>((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
    })
  const { client, requests } = scriptedClient([never, never], { maxRetries: 1, timeoutMs: 5 })
  await assert.rejects(client.system.me(), TimeoutError)
  assert.equal(requests.length, 2)
})

test('a signal ends the call with its own reason, and no retry follows', async () => {
  const ended = new AbortController()
  const { client, requests } = scriptedClient([
    async () => {
      ended.abort(new Error('left the page'))
      throw ended.signal.reason
    },
  ])
  await assert.rejects(client.system.me({ signal: ended.signal }), /left the page/)
  assert.equal(requests.length, 1)
})

test('a call waits where nothing is left of the rate limit, unless it may not wait', async () => {
  const spent = () => {
    const headers = { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1776609007' }
    return Response.json({ data: sampleMe }, { headers })
  }
  const { client, waits } = scriptedClient([spent(), me(), spent(), me()])
  assert.equal(client.rateLimit, null)
  await client.system.me()
  assert.deepEqual(client.rateLimit, { limit: 60, remaining: 0, resetsAt: 1_776_609_007_000 })
  await client.system.me()
  assert.deepEqual(waits, [7_000])
  await client.system.me()
  await client.system.me({ maxRetries: 0 })
  assert.deepEqual(waits, [7_000])
})

test('a redirect is refused, so that the key goes nowhere else', async () => {
  const moved = new Response(null, { status: 308, headers: { location: 'https://elsewhere.test/v1/me' } })
  const { client, requests } = scriptedClient([moved])
  await assert.rejects(client.system.me(), /answers with a redirect/)
  assert.equal(requests.length, 1)
})

test('another server at baseUrl is told apart', async () => {
  const { client } = scriptedClient([new Response('<html>', { status: 200 })])
  await assert.rejects(client.system.me(), UnreadableReplyError)
})

test('pages are walked until total_pages, also where another page is the first', async () => {
  const page = (number: number) =>
    Response.json({ data: [{ id: `key_${number}` }], meta: { ...samplePageMeta, page: number, total_pages: 3 } })
  const { client, requests } = scriptedClient([page(1), page(2), page(3), page(2), page(3)])
  const ids = (await collect(client.apiKeys.listAll({ status: 'active' }))).map(({ id }) => id)
  assert.deepEqual(ids, ['key_1', 'key_2', 'key_3'])
  assert.deepEqual(
    requests.map(({ url }) => url.search),
    [1, 2, 3].map((page) => `?status=active&page=${page}`),
  )
  const pages = await collect(client.apiKeys.listPages({ page: 2 }))
  assert.deepEqual(
    pages.map(({ meta }) => meta.page),
    [2, 3],
  )
})

test('an empty list has no items and one page', async () => {
  const { client, requests } = scriptedClient([
    Response.json({ data: [], meta: { ...samplePageMeta, total: 0, total_pages: 0, last_page: 0 } }),
  ])
  assert.deepEqual(await collect(client.webhooks.listAll()), [])
  assert.equal(requests.length, 1)
})

test('events are walked by their cursor', async () => {
  const page = (id: string, next: string, more: boolean) =>
    Response.json({ data: [{ id }], meta: { next_cursor: next, has_more: more } })
  const { client, requests } = scriptedClient([page('evt_1', 'a b', true), page('evt_2', 'c', false)])
  const ids = (await collect(client.events.listAll({ event_type: 'sms.*' }))).map(({ id }) => id)
  assert.deepEqual(ids, ['evt_1', 'evt_2'])
  assert.deepEqual(
    requests.map(({ url }) => url.searchParams.get('cursor')),
    [null, 'a b'],
  )
})

test('ids cannot leave their place in the path', async () => {
  const { client, requests } = scriptedClient([Response.json({ data: sampleWebhook })])
  await client.webhooks.get('../api-keys?x')
  assert.equal(requests[0]!.url.pathname, '/v1/webhooks/..%2Fapi-keys%3Fx')
  assert.throws(() => client.webhooks.get(''), TypeError)
  assert.throws(() => client.webhooks.delete('..'), TypeError)
})

test('a wrong address or key is named when the client is made', () => {
  assert.throws(() => createClient({ baseUrl: 'posthorn.example.com', apiKey: 'k' }), /baseUrl must be/)
  assert.throws(() => createClient({ baseUrl: 'https://posthorn.example.com', apiKey: 'k\n' }), /apiKey must be/)
})

test('errors of the chat surface are read as well', async () => {
  const { client } = scriptedClient([
    Response.json({ error: 'invalid_api_key', message: 'No.', request_id: 'req_02' }, { status: 401 }),
  ])
  await assert.rejects(client.system.me(), { code: 'INVALID_API_KEY', type: 'invalid_api_key', requestId: 'req_02' })
  const { client: asking } = scriptedClient([
    Response.json({ error: 'session_id is required', message: 'No.', request_id: 'req_03' }, { status: 400 }),
  ])
  await assert.rejects(asking.system.me(), { code: 'VALIDATION_ERROR', type: 'invalid_request' })
})
