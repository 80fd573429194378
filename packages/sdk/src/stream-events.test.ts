import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createClient } from './create-client.ts'
import { ApiError, ConnectionError } from './errors.ts'
import type { StreamEvent } from './call.ts'

const pieces = (...texts: string[]): ReadableStream =>
  new ReadableStream({
    start(controller) {
      for (const text of texts) controller.enqueue(new TextEncoder().encode(text))
      controller.close()
    },
  })

const clientOf = (answer: (init: RequestInit) => Response) =>
  createClient({
    baseUrl: 'http://posthorn.test',
    apiKey: 'sk_test_1',
    fetch: (_url, init) => Promise.resolve(answer(init ?? {})),
  })

const asked = { session_id: 's', message: 'When are you open?' }

async function all(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const heard: StreamEvent[] = []
  for await (const event of events) heard.push(event)
  return heard
}

test('events are given as they come, wherever the pieces are cut', async () => {
  const client = clientOf((init) => {
    assert.equal(new Headers(init.headers).get('accept'), 'text/event-stream')
    assert.equal(new Headers(init.headers).get('x-api-key'), 'sk_test_1')
    assert.deepEqual(JSON.parse(init.body as string), asked)
    return new Response(
      pieces('event: te', 'xt\ndata: {"text":"From', ' nine"}\n\n: still here\n\nevent: answer\ndata: 1'),
    )
  })
  assert.deepEqual(await all(client.chat.askStream('site_1', asked)), [
    { type: 'text', data: { text: 'From nine' } },
    { type: 'answer', data: 1 },
  ])
})

test('a refusal is an ApiError, as everywhere', async () => {
  const refusal = { error: 'session_closed', message: 'The session is closed.', request_id: 'req_1' }
  const client = clientOf(() => Response.json(refusal, { status: 409 }))
  await assert.rejects(all(client.chat.askStream('site_1', asked)), (error) => {
    assert.ok(error instanceof ApiError)
    assert.deepEqual([error.status, error.message, error.requestId], [409, 'The session is closed.', 'req_1'])
    return true
  })
})

test('a stream that breaks off is a ConnectionError, after what had come', async () => {
  const broken = new ReadableStream({
    pull(controller) {
      controller.error(new TypeError('terminated'))
    },
  })
  await assert.rejects(all(clientOf(() => new Response(broken)).chat.askStream('site_1', asked)), ConnectionError)
})

test('who leaves early ends the connection', async () => {
  let cancelled = false
  const endless = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode('event: text\ndata: {}\n\n'))
    },
    cancel() {
      cancelled = true
    },
  })
  for await (const event of clientOf(() => new Response(endless)).chat.askStream('site_1', asked)) {
    assert.equal(event.type, 'text')
    break
  }
  assert.ok(cancelled)
})

test('whoever stops it gets their own reason', async () => {
  const stop = new AbortController()
  const client = clientOf((init) => {
    const silent = new ReadableStream({
      start(controller) {
        init.signal?.addEventListener('abort', () => controller.error(init.signal?.reason))
      },
    })
    return new Response(silent)
  })
  const reading = all(client.chat.askStream('site_1', asked, { signal: stop.signal }))
  stop.abort(new Error('enough'))
  await assert.rejects(reading, /enough/)
})
