import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

import { gate } from '../../../../../test/support/recording-receiver.ts'
import { OutboundFixture } from '../../../../../test/support/recording-receiver-outbound.ts'

test('the bytes and headers given are the bytes and headers sent, and nothing asks for compression', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({ answer: { status: 202, headers: { 'X-Seen': 'yes' }, body: 'thanks' } })
  const outcome = await fixture.answered(`${receiver.origin}/hook?a=1`)
  assert.equal(outcome.httpStatus, 202)
  assert.equal(outcome.bodyExcerpt, 'thanks')
  assert.equal(outcome.bodyTruncated, false)
  assert.equal(outcome.durationMs, 0)
  assert.equal(outcome.retryAfterSeconds, null)
  assert.equal(outcome.responseHeaders['x-seen'], 'yes')
  const [request] = await receiver.waitFor(1)
  assert.equal(request?.path, '/hook?a=1')
  assert.deepEqual(request?.body, Buffer.from('{"é":1}'))
  assert.deepEqual(
    request?.rawHeaders.filter((_, index) => index % 2 === 0),
    [...['host', 'connection', 'Content-Type', 'webhook-id', 'content-length']],
  )
})

test('a redirect is an answer and is not followed', async (t) => {
  const fixture = new OutboundFixture(t)
  const elsewhere = await fixture.receiver()
  const receiver = await fixture.receiver({ answer: { status: 307, headers: { location: `${elsewhere.origin}/` } } })
  assert.equal((await fixture.answered(receiver.origin)).httpStatus, 307)
  assert.equal(elsewhere.connections, 0)
})

test('Retry-After is read against the clock that was handed in', async (t) => {
  const fixture = new OutboundFixture(t)
  const date = new Date(fixture.clock.now() + 90_000).toUTCString()
  const receiver = await fixture.receiver({ answer: { status: 503, headers: { 'retry-after': date } } })
  assert.equal((await fixture.answered(receiver.origin)).retryAfterSeconds, 90)
})

test('a connection whose answer was read to the end serves the next call', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({ answer: { body: 'x'.repeat(60_000) } })
  for (let call = 0; call < 3; call++) assert.equal((await fixture.answered(receiver.origin)).bodyTruncated, true)
  assert.deepEqual(
    receiver.requests.map((request) => request.connection),
    [1, 1, 1],
  )
})

test('the excerpt is 4 KiB of text, without NULs and without half a character', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({ answer: { body: `a\0b${'é'.repeat(4_000)}` } })
  const outcome = await fixture.answered(receiver.origin)
  assert.equal(outcome.bodyExcerpt, `ab${'é'.repeat(2_046)}`)
  assert.equal(outcome.bodyTruncated, true)
})

test('of an answer without end no more than the first 64 KiB is read, and the connection is dropped', async (t) => {
  const fixture = new OutboundFixture(t)
  let sentBytes = 0
  const chunk = Buffer.alloc(64 * 1024, 'a')
  const receiver = await fixture.receiver({
    answer: {
      raw: (socket) => {
        const more = (): boolean =>
          !socket.destroyed && socket.write(chunk, () => more() && (sentBytes += chunk.length))
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50000000\r\n\r\n', more)
      },
    },
  })
  const outcome = await fixture.answered(receiver.origin)
  assert.equal(outcome.httpStatus, 200)
  assert.equal(outcome.bodyExcerpt, 'a'.repeat(4_096))
  assert.equal(outcome.bodyTruncated, true)
  assert.equal(fixture.client.stats().connections, 0)
  await receiver.waitUntil(({ openConnections }) => openConnections === 0)
  // What the two kernels buffered is lost; it is a few megabytes at most.
  assert.ok(sentBytes < 20_000_000, `${sentBytes} bytes`)
})

test('a compressed answer is not unpacked', async (t) => {
  const fixture = new OutboundFixture(t)
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  const receiver = await fixture.receiver({ answer: { headers: { 'content-encoding': 'gzip' }, body: bomb } })
  const before = process.memoryUsage().rss
  const outcome = await fixture.answered(receiver.origin)
  assert.equal(outcome.bodyExcerpt, '[body not shown: content-encoding gzip]')
  assert.equal(outcome.bodyTruncated, true)
  assert.ok(process.memoryUsage().rss - before < 20_000_000)
})

test('a body that trickles is given one second after the headers', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({
    answer: { raw: (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\ntrick') },
  })
  const reading = fixture.clock.timerOf(1_000)
  const outcome = fixture.answered(receiver.origin)
  await reading
  await fixture.clock.advance(1_000)
  assert.equal((await outcome).httpStatus, 200)
  assert.equal((await outcome).durationMs, 0)
  assert.equal((await outcome).bodyTruncated, true)
  await receiver.waitUntil(({ openConnections }) => openConnections === 0)
})

test('an answer whose headers arrived is an answer, even if the body breaks off', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({
    answer: { raw: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\npartial') },
  })
  const outcome = await fixture.answered(receiver.origin)
  assert.equal(outcome.httpStatus, 200)
  assert.equal(outcome.bodyExcerpt, 'partial')
  assert.equal(outcome.bodyTruncated, true)
})

test('an answer that ends with its connection is whole', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({ answer: { raw: (socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nold') } })
  const outcome = await fixture.answered(receiver.origin)
  assert.equal(outcome.bodyExcerpt, 'old')
  assert.equal(outcome.bodyTruncated, false)
  assert.equal((await fixture.answered(receiver.origin)).bodyExcerpt, 'old')
  assert.equal(receiver.connections, 2)
})

test('interim answers are passed over', async (t) => {
  const fixture = new OutboundFixture(t)
  const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'
  const receiver = await fixture.receiver({
    answer: { raw: (socket) => socket.write(`${hints}${hints}HTTP/1.1 204 No Content\r\n\r\n`) },
  })
  assert.equal((await fixture.answered(receiver.origin)).httpStatus, 204)
})

test('header names that mean something to JavaScript are only names', async (t) => {
  const fixture = new OutboundFixture(t)
  const lines = ['__proto__: a', 'constructor: b', 'constructor: c', 'toString: d', 'content-length: 0']
  const receiver = await fixture.receiver({
    answer: { raw: (socket) => socket.write(`HTTP/1.1 200 OK\r\n${lines.join('\r\n')}\r\n\r\n`) },
  })
  const { responseHeaders } = await fixture.answered(receiver.origin)
  assert.deepEqual(responseHeaders['constructor'], ['b', 'c'])
})

test('the time until the headers is the duration, whenever the body ends', async (t) => {
  const fixture = new OutboundFixture(t)
  const held = gate()
  const receiver = await fixture.receiver({ answer: { status: 200, after: held.opened } })
  const outcome = fixture.answered(receiver.origin)
  await receiver.waitFor(1)
  await fixture.clock.advance(6_000)
  held.open()
  assert.equal((await outcome).durationMs, 6_000)
})

test('request brings the whole body for other methods, up to what was asked for', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({ answer: { headers: { etag: '"1"' }, body: Buffer.from([0, 1, 2, 255]) } })
  const call = { target: receiver.origin, headers: [], timeoutMs: 10_000, bodyMs: 10_000 }
  const whole = await fixture.client.request({ ...call, method: 'GET', maxBodyBytes: 4 })
  assert.ok(whole.kind === 'answered')
  assert.deepEqual(whole.body, Buffer.from([0, 1, 2, 255]))
  assert.equal(whole.bodyComplete, true)
  assert.equal(whole.responseHeaders['etag'], '"1"')
  const part = await fixture.client.request({ ...call, method: 'GET', maxBodyBytes: 3 })
  assert.ok(part.kind === 'answered')
  assert.deepEqual([...part.body, part.bodyComplete], [0, 1, 2, false])
  const head = await fixture.client.request({ ...call, method: 'HEAD', maxBodyBytes: 0 })
  assert.equal(head.kind, 'answered')
  assert.deepEqual(
    receiver.requests.map((request) => [request.method, request.body.length]),
    [
      ['GET', 0],
      ['GET', 0],
      ['HEAD', 0],
    ],
  )
})
