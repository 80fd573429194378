import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'

import type { ScriptedAnswer } from '../../../../../test/support/recording-receiver.ts'
import { OutboundFixture } from '../../../../../test/support/recording-receiver-outbound.ts'

const empty = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'

/** Ways to behave and misbehave, each of which ends by itself. */
const manners: Record<string, ScriptedAnswer> = {
  answers: {},
  'answers and closes': { headers: { connection: 'close' } },
  'answers at length': { body: 'x'.repeat(100_000) },
  'keeps alive too briefly': { headers: { connection: 'keep-alive', 'keep-alive': 'timeout=1' } },
  closes: { raw: (socket) => socket.end() },
  resets: { raw: (socket) => socket.resetAndDestroy() },
  'talks nonsense': { raw: (socket) => socket.end('nonsense\r\n\r\n') },
  'breaks off': { raw: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc') },
  'breaks a chunk': { raw: (socket) => socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n') },
  'ends without a length': { raw: (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nabc') },
  'answers, then closes': { raw: (socket) => socket.end(empty) },
  'answers, then resets': { raw: (socket) => socket.write(empty, () => setImmediate(() => socket.resetAndDestroy())) },
  'answers twice': { raw: (socket) => socket.write(empty + empty) },
}

test('whatever receivers do, every call ends, no request is sent twice, and nothing stays in flight', async (t) => {
  const fixture = new OutboundFixture(t, { maxConnectionsPerOrigin: 3 })
  let number = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(manners)), { minLength: 1, maxLength: 30 }),
      async (script) => {
        const receiver = await fixture.receiver({
          answer: (_request, position) => manners[script[position - 1] ?? ''] ?? {},
        })
        const headers = ['content-type', 'text/plain']
        const calls = script.map(() =>
          fixture.client.post({ target: receiver.origin, headers, body: `call ${++number}`, timeoutMs: 10_000 }),
        )
        const outcomes = await Promise.all(calls)
        const bodies = receiver.requests.map((request) => request.body.toString())
        assert.equal(new Set(bodies).size, bodies.length)
        assert.ok(bodies.length >= outcomes.filter(({ kind }) => kind === 'answered').length)
        assert.equal(fixture.client.stats().inFlight, 0)
        await receiver.close()
      },
    ),
    { numRuns: 40, seed: 20_260_419 },
  )
})
