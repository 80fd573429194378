import assert from 'node:assert/strict'
import { test } from 'node:test'

import { gate } from '../../../../../test/support/recording-receiver.ts'
import { OutboundFixture } from '../../../../../test/support/recording-receiver-outbound.ts'

test('no answer within the limit is a timeout, to the millisecond, and the socket is closed', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({ answer: 'never' })
  let settled = false
  const outcome = fixture.failed(receiver.origin).finally(() => (settled = true))
  await receiver.waitFor(1)
  await fixture.clock.advance(9_999)
  assert.equal(settled, false)
  await fixture.clock.advance(1)
  assert.deepEqual(await outcome, {
    kind: 'failed',
    error: 'timeout',
    detail: 'No complete response headers within 10000 ms',
    durationMs: 10_000,
    maybeSent: true,
  })
  await receiver.waitUntil(({ openConnections }) => openConnections === 0)
})

test('headers that trickle past the limit are a timeout', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({
    answer: { raw: (socket) => socket.write('HTTP/1.1 200 OK\r\nx-a: 1\r\n') },
  })
  const outcome = fixture.failed(receiver.origin)
  await receiver.waitFor(1)
  await fixture.clock.advance(10_000)
  assert.equal((await outcome).error, 'timeout')
})

test('a name that is still being resolved at the limit is given up, and not dialled later', async (t) => {
  const held = gate()
  const resolve = () => held.opened.then(() => [{ address: '127.0.0.1', family: 4 as const }])
  const fixture = new OutboundFixture(t, { resolve })
  const receiver = await fixture.receiver()
  const outcome = fixture.failed(`http://slow.test:${receiver.port}/`)
  await fixture.clock.advance(10_000)
  assert.equal((await outcome).error, 'timeout')
  assert.equal((await outcome).detail, 'No connection within 10000 ms')
  held.open()
  await fixture.answered(`http://slow.test:${receiver.port}/`)
  assert.equal(receiver.connections, 1)
})

test('a port where nobody listens is a connection error', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver()
  const { origin } = receiver
  await receiver.close()
  const outcome = await fixture.failed(origin)
  assert.equal(outcome.error, 'connection')
  assert.equal(outcome.detail, 'The host refused the connection (ECONNREFUSED)')
})

test('a name that does not exist is a dns error', async (t) => {
  const fixture = new OutboundFixture(t)
  assert.equal((await fixture.failed('http://nowhere.invalid/')).error, 'dns')
})

const broken: Record<string, [answer: string, detail: RegExp]> = {
  'closed before any answer': ['', /closed the connection/],
  'closed within the headers': ['HTTP/1.1 200 OK\r\nx-a: 1\r\n', /closed the connection/],
  'not HTTP at all': ['220 mail.example.com ESMTP ready\r\n', /not HTTP/],
  'two content lengths': ['HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', /content-length/],
  'an upgrade nobody asked for': ['HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', /closed/],
}

for (const [name, [answer, detail]] of Object.entries(broken)) {
  test(`${name} is a connection error`, async (t) => {
    const fixture = new OutboundFixture(t)
    const receiver = await fixture.receiver({ answer: { raw: (socket) => socket.end(answer) } })
    const outcome = await fixture.failed(receiver.origin)
    assert.equal(outcome.error, 'connection')
    assert.match(outcome.detail, detail)
    assert.equal(fixture.client.stats().connections, 0)
    assert.equal(receiver.requests.length, 1)
  })
}

test('headers without end are cut off at 16 KiB', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({
    answer: {
      raw: (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        const more = (): boolean => !socket.destroyed && socket.write(`x-more: ${'a'.repeat(1_000)}\r\n`, () => more())
        more()
      },
    },
  })
  const outcome = await fixture.failed(receiver.origin)
  assert.equal(outcome.error, 'connection')
  assert.match(outcome.detail, /larger than 16 KiB/)
})

test('a kept-alive connection that closes as it is used again fails the call and never doubles it', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver()
  await fixture.answered(receiver.origin)
  receiver.answerWith({ raw: (socket) => socket.resetAndDestroy() })
  assert.equal((await fixture.failed(receiver.origin)).error, 'connection')
  assert.deepEqual(
    receiver.requests.map((request) => request.connection),
    [1, 1],
  )
  receiver.answerWith(200)
  await fixture.answered(receiver.origin)
  assert.equal(receiver.requests.length, 3)
})

test('a kept-alive connection that was closed while idle is replaced before the next call', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({
    answer: { raw: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n') },
  })
  await fixture.answered(receiver.origin)
  await receiver.waitUntil(({ openConnections }) => openConnections === 0)
  await fixture.answered(receiver.origin)
  assert.equal(receiver.connections, 2)
})

test('a signal ends a call at once, whether it is asking, waiting or not yet begun', async (t) => {
  const fixture = new OutboundFixture(t, { maxConnectionsPerOrigin: 1 })
  const receiver = await fixture.receiver({ answer: 'never' })
  const [asking, waiting] = [new AbortController(), new AbortController()]
  const first = fixture.post(receiver.origin, asking.signal)
  const second = fixture.post(receiver.origin, waiting.signal)
  await receiver.waitFor(1)
  waiting.abort()
  asking.abort()
  for (const outcome of [await first, await second, await fixture.post(receiver.origin, AbortSignal.abort())]) {
    assert.equal(outcome.kind === 'failed' && outcome.error, 'cancelled')
  }
  await receiver.waitUntil(({ openConnections }) => openConnections === 0)
  assert.equal(receiver.requests.length, 1)
  assert.equal(fixture.client.stats().inFlight, 0)
})

test('a signal that comes after the headers leaves the answer an answer', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver({
    answer: { raw: (socket) => socket.write('HTTP/1.1 500 Oops\r\ncontent-length: 9\r\n\r\n') },
  })
  const controller = new AbortController()
  const reading = fixture.clock.timerOf(1_000)
  const outcome = fixture.post(receiver.origin, controller.signal)
  await reading
  controller.abort()
  const answered = await outcome
  assert.equal(answered.kind === 'answered' && answered.httpStatus, 500)
})

test('a header that cannot be sent fails its own call only', async (t) => {
  const fixture = new OutboundFixture(t)
  const receiver = await fixture.receiver()
  const call = { target: receiver.origin, body: 'x', timeoutMs: 10_000 }
  const outcome = await fixture.client.post({ ...call, headers: ['x-bad', 'a\r\nx-injected: 1'] })
  assert.equal(outcome.kind === 'failed' && outcome.error, 'connection')
  await fixture.answered(receiver.origin)
  assert.equal(receiver.requests.length, 1)
})

test('what is no HTTP URL rejects: it should not have come this far', async (t) => {
  const fixture = new OutboundFixture(t)
  for (const url of ['', 'ftp://host/', 'http://user@host/', 'http://host:0/'])
    await assert.rejects(fixture.post(url), TypeError)
})
