import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'

import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { RecordingReceiver, type ScriptedAnswer } from '../../../../../test/support/recording-receiver.ts'
import { createOutboundClient } from './outbound-client.ts'

async function opened(context: TestContext, answer: ScriptedAnswer | 'never') {
  const clock = new FakeClock()
  const client = createOutboundClient({
    clock,
    allowInsecure: true,
    allowAddresses: [],
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    maxConnectionsPerOrigin: 2,
    idleOriginMs: 60_000,
  })
  const receiver = await RecordingReceiver.start({ answer })
  context.after(async () => {
    await receiver.close()
    await client.close()
  })
  const download = (more: { maxBodyBytes?: number } = {}) =>
    client.download({
      target: `${receiver.origin}/file`,
      headers: { authorization: 'Bearer x' },
      timeoutMs: 1_000,
      bodyMs: 2_000,
      maxBodyBytes: 10_000_000,
      ...more,
    })
  return { clock, client, receiver, download }
}

async function read(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('a body goes through as it comes, and its connection serves the next call', async (context) => {
  const bytes = Buffer.alloc(3_000_000, 'x')
  const { client, receiver, download } = await opened(context, { headers: { 'x-seen': 'yes' }, body: bytes })
  for (let call = 1; call <= 2; call++) {
    const answer = await download()
    assert.ok(answer.kind === 'answered')
    assert.deepEqual([answer.httpStatus, answer.responseHeaders['x-seen']], [200, 'yes'])
    assert.ok((await read(answer.body)).equals(bytes))
  }
  assert.deepEqual(
    receiver.requests.map(({ method, connection, headers }) => [method, connection, headers.authorization]),
    [
      ['GET', 1, 'Bearer x'],
      ['GET', 1, 'Bearer x'],
    ],
  )
  assert.equal(client.stats().inFlight, 0)
})

test('a body that is too long, too slow or broken off fails, and frees its place', async (context) => {
  for (const [answer, words, more] of [
    [{ body: Buffer.alloc(100_000) }, /more than 50000 bytes/, { maxBodyBytes: 50_000 }],
    [{ raw: (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf') }, /within 2000 ms/, {}],
    [{ raw: (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf') }, /./, {}],
  ] as [ScriptedAnswer, RegExp, object][]) {
    const { client, clock, download } = await opened(context, answer)
    const outcome = await download(more)
    assert.ok(outcome.kind === 'answered')
    const reading = read(outcome.body)
    const failed = assert.rejects(reading, words)
    await clock.advance(2_000)
    await failed
    assert.equal(client.stats().inFlight, 0)
  }
})

test('no headers in time is a failure, and who loses interest ends the call', async (context) => {
  const { client, clock, receiver, download } = await opened(context, 'never')
  const outcome = download()
  await receiver.waitFor(1)
  await clock.advance(1_000)
  assert.deepEqual(await outcome.then((each) => each.kind === 'failed' && [each.error, each.maybeSent]), [
    'timeout',
    true,
  ])
  receiver.answerWith({ body: Buffer.alloc(3_000_000) })
  const answer = await download()
  assert.ok(answer.kind === 'answered')
  answer.body.destroy()
  assert.equal(client.stats().inFlight, 0)
  await receiver.waitUntil(({ openConnections }) => openConnections === 0)
})

test('a closing client takes no more, and an address that is forbidden is not called', async (context) => {
  const { client, download } = await opened(context, {})
  const strict = createOutboundClient({
    clock: new FakeClock(),
    allowInsecure: false,
    allowAddresses: [],
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    maxConnectionsPerOrigin: 2,
    idleOriginMs: 60_000,
  })
  context.after(() => strict.close())
  const limits = { headers: {}, timeoutMs: 1_000, bodyMs: 1_000, maxBodyBytes: 1 }
  for (const [target, error] of [
    ['https://localhost/x', 'blocked_address'],
    ['http://example.com/x', 'tls'],
  ] as const) {
    const outcome = await strict.download({ target, ...limits })
    assert.equal(outcome.kind === 'failed' && outcome.error, error)
  }
  await client.close()
  const outcome = await download()
  assert.equal(outcome.kind === 'failed' && outcome.error, 'cancelled')
})
