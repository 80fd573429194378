import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import fc from 'fast-check'

import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import {
  chunk,
  cut,
  json,
  KEY,
  OpenAiPeer,
  stall,
  stream,
  streamByBytes,
  whole,
} from '../../../../../test/support/openai-peer.ts'
import { until } from '../../../../../test/support/until.ts'
import { createOutboundClient } from '../../kernel/guarded-fetch/index.ts'
import { createEmbedder, createLanguageModel } from './index.ts'
import { SseReader } from './sse.ts'

/** A clock that tells which waits were set. */
class WatchedClock extends FakeClock {
  readonly waits: number[] = []

  override setTimer(callback: () => void, ms: number) {
    this.waits.push(ms)
    return super.setTimer(callback, ms)
  }
}

async function opened(
  test: TestContext,
  { key = KEY, prefixes = ['', ''] }: { key?: string; prefixes?: [string, string] } = {},
) {
  const peer = await OpenAiPeer.start(test)
  const clock = new WatchedClock()
  const client = createOutboundClient({
    clock,
    allowInsecure: true,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    maxConnectionsPerOrigin: 4,
    idleOriginMs: 60_000,
  })
  test.after(async () => {
    await peer.close()
    await client.close()
  })
  const options = {
    download: (call: Parameters<typeof client.download>[0]) => client.download(call),
    clock,
    userAgent: 'test',
  }
  const model = createLanguageModel({ url: peer.url, key, model: 'peer-chat' }, options)
  const [questionPrefix, documentPrefix] = prefixes
  const embedder = createEmbedder({ url: peer.url, key, model: 'peer-embed', questionPrefix, documentPrefix }, options)
  const heard: string[] = []
  const ask = (more: { withinMs?: number; signal?: AbortSignal } = {}) =>
    model.complete(
      { orders: 'Be brief.', data: '{"question":"?"}' },
      { withinMs: 20_000, onText: (piece) => void heard.push(piece), ...more },
    )
  const embed = (texts: string[], kind: 'document' | 'question' = 'document', withinMs = 20_000) =>
    embedder.embed(texts, { kind, withinMs })
  /** Lets a wait that was set pass, once it is set. */
  const passes = async (ms: number) => {
    const at = clock.waits.length
    await until(`a wait of ${ms} ms`, () => clock.waits.slice(Math.max(0, at - 3)).includes(ms))
    await clock.advance(ms)
  }
  return { peer, clock, client, ask, embed, heard, passes }
}

const reasonOf = (outcome: { kind: string; reason?: string }) => outcome.reason ?? outcome.kind

test('a stream is heard piece by piece, whole at the end, however it is cut on the way', async (t) => {
  const pieces = ['Olá, ', 'a devolução ', 'é grátis – ', '“sim” 🙂', '.']
  const { peer, ask, heard } = await opened(t)
  for (const answer of [stream(pieces), streamByBytes(pieces)]) {
    heard.length = 0
    peer.chatScript.push(answer)
    assert.deepEqual(await ask(), { kind: 'completed', text: pieces.join('') })
    assert.deepEqual(heard, pieces)
  }
  const [request] = peer.chats
  assert.deepEqual([request?.model, request?.stream, request?.temperature], ['peer-chat', true, 0])
})

test('an answer that is not streamed is taken, too', async (t) => {
  const { peer, ask, heard } = await opened(t)
  peer.chatScript.push(whole('All at once.'))
  assert.deepEqual(await ask(), { kind: 'completed', text: 'All at once.' })
  assert.deepEqual(heard, ['All at once.'])
})

const clear: [what: string, answer: Parameters<OpenAiPeer['chatScript']['push']>[0], reason: string][] = [
  [
    'malformed JSON in a stream',
    { headers: { 'content-type': 'text/event-stream' }, body: 'data: {"choices\n\n' },
    'malformed',
  ],
  ['malformed JSON', { headers: { 'content-type': 'application/json' }, body: '<html>' }, 'malformed'],
  ['no choices', json(200, { hello: 1 }), 'malformed'],
  [
    'content that is a list',
    { headers: { 'content-type': 'text/event-stream' }, body: chunk({ content: ['x'] }) },
    'malformed',
  ],
  ['null', { headers: { 'content-type': 'application/json' }, body: 'null' }, 'malformed'],
  [
    'a tool call',
    {
      headers: { 'content-type': 'text/event-stream' },
      body: chunk({ tool_calls: [{ index: 0, id: 'x', type: 'function', function: { name: 'pay', arguments: '' } }] }),
    },
    'malformed',
  ],
  ['an end by a tool call', stream(['x'], 'tool_calls'), 'malformed'],
  ['a filter', stream(['x'], 'content_filter'), 'malformed'],
  ['no room', stream(['x'], 'length'), 'too_long'],
  ['more than anybody reads', stream(Array.from({ length: 30 }, () => 'a'.repeat(1_000))), 'too_long'],
  ['a body without an end in sight', whole('a'.repeat(5_000_000)), 'too_long'],
  ['a stream that is cut', cut(['Half of']), 'unreachable'],
  ['a stream that ends in the middle', cut(['Half of'], 'ended'), 'unreachable'],
  ['a refusal', json(400, { error: { message: 'context length exceeded' } }), 'refused'],
  ['an unknown model', json(404, { error: 'model "x" not found' }), 'denied'],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'denied'],
]
for (const [what, answer, reason] of clear)
  test(`${what} is a failure with its reason, and is not tried again`, async (t) => {
    const { peer, ask } = await opened(t)
    peer.chatScript.push(answer)
    assert.equal(reasonOf(await ask()), reason)
    assert.equal(peer.chats.length, 1)
  })

test('an error in the middle of a stream is said, and what was heard is not begun again', async (t) => {
  const { peer, ask, heard } = await opened(t)
  const body = `${chunk({ content: 'Well, ' })}data: {"error":{"message":"CUDA out of memory"}}\n\n`
  peer.chatScript.push({ headers: { 'content-type': 'text/event-stream' }, body })
  const outcome = await ask()
  assert.ok(outcome.kind === 'failed')
  assert.match(outcome.detail, /CUDA out of memory/)
  assert.deepEqual([outcome.reason, heard, peer.chats.length], ['unwell', ['Well, '], 1])
})

test('429, 503 and a refused connection are tried again, as late as they ask, and not for ever', async (t) => {
  const { peer, ask, passes } = await opened(t)
  peer.chatScript.push(json(429, { error: { message: 'slow down' } }, { 'retry-after': '3' }), 503, stream(['There.']))
  const answer = ask()
  await passes(3_000)
  await passes(1_000)
  assert.deepEqual(await answer, { kind: 'completed', text: 'There.' })
  assert.equal(peer.chats.length, 3)
  peer.chatScript.push(503, 503, 503, stream(['Never.']))
  const failing = ask()
  await passes(250)
  await passes(1_000)
  assert.equal(reasonOf(await failing), 'unwell')
  assert.equal(peer.chats.length, 6)
})

test('nobody waits for a further try that would come too late', async (t) => {
  const { peer, ask } = await opened(t)
  peer.chatScript.push(json(429, {}, { 'retry-after': '60' }))
  const outcome = await ask({ withinMs: 5_000 })
  assert.ok(outcome.kind === 'failed')
  assert.deepEqual([outcome.reason, outcome.retryAfterMs, peer.chats.length], ['rate_limited', 60_000, 1])
})

test('silence ends: before the answer, in its middle, and when the caller leaves', async (t) => {
  const { peer, clock, ask, heard, passes } = await opened(t)
  peer.chatScript.push('never')
  const never = ask({ withinMs: 4_000 })
  await until('the request', () => peer.chats.length === 1)
  await clock.advance(4_000)
  assert.equal(reasonOf(await never), 'timeout')

  peer.chatScript.push(stall(['Let me ']))
  const stalled = ask()
  await until('its beginning', () => heard.length === 1)
  await passes(15_000)
  assert.equal(reasonOf(await stalled), 'timeout')

  for (const script of ['never', stall(['Let me '])] as const) {
    const leaving = new AbortController()
    heard.length = 0
    peer.chatScript.push(script)
    const before = peer.chats.length
    const left = ask({ signal: leaving.signal })
    await until('it to begin', () => peer.chats.length > before && (script === 'never' || heard.length === 1))
    leaving.abort()
    assert.equal(reasonOf(await left), 'cancelled')
  }
  assert.equal(reasonOf(await ask({ signal: AbortSignal.abort() })), 'cancelled')
})

test('who leaves while a further try is waited for is told at once', async (t) => {
  const { peer, clock, ask } = await opened(t)
  const leaving = new AbortController()
  peer.chatScript.push(503)
  const left = ask({ signal: leaving.signal })
  await until('the wait', () => clock.waits.includes(250))
  leaving.abort()
  assert.equal(reasonOf(await left), 'cancelled')
  assert.equal(peer.chats.length, 1)
})

test('a service that is not there is unreachable', async (t) => {
  const { peer, ask, passes } = await opened(t)
  await peer.close()
  const gone = ask()
  await passes(250)
  await passes(1_000)
  assert.equal(reasonOf(await gone), 'unreachable')
})

test('a model that refuses a temperature is asked without, from then on', async (t) => {
  const { peer, ask } = await opened(t)
  peer.chatScript.push(
    json(400, { error: { message: "Unsupported value: 'temperature'" } }),
    stream(['Yes.']),
    stream(['Yes.']),
  )
  assert.equal(reasonOf(await ask()), 'completed')
  assert.equal(reasonOf(await ask()), 'completed')
  assert.deepEqual(
    peer.chats.map(({ temperature, max_tokens }) => [temperature, max_tokens !== undefined]),
    [
      [0, true],
      [undefined, false],
      [undefined, false],
    ],
  )
})

test('a key that the service says back is in no error', async (t) => {
  const { peer, ask, embed } = await opened(t, { key: 'sk-wrong-key-123456' })
  for (const outcome of [await ask(), await embed(['x'])]) {
    assert.ok(outcome.kind === 'failed')
    assert.equal(outcome.reason, 'denied')
    assert.match(outcome.detail, /Incorrect API key provided: Bearer \[secret\]/)
  }
  assert.equal(peer.requests.length, 2)
})

test('vectors come in the order of their texts, with the words that a model wants before them', async (t) => {
  const { peer, embed } = await opened(t, { prefixes: ['query: ', 'passage: '] })
  const items = [
    { object: 'embedding', index: 1, embedding: [0, 1] },
    { object: 'embedding', index: 0, embedding: [1, 0] },
  ]
  peer.embeddingsScript.push(json(200, { object: 'list', data: items }))
  const outcome = await embed(['one', 'two'])
  assert.ok(outcome.kind === 'embedded')
  assert.deepEqual(
    outcome.vectors.map((vector) => [...vector]),
    [
      [1, 0],
      [0, 1],
    ],
  )
  assert.equal((await embed(['what?'], 'question')).kind, 'embedded')
  assert.deepEqual(
    peer.embeddings.map(({ input }) => input),
    [['passage: one', 'passage: two'], ['query: what?']],
  )
  assert.deepEqual(await embed([]), { kind: 'embedded', vectors: [] })
})

const noVectors: [what: string, body: object][] = [
  ['too few', { data: [{ index: 0, embedding: [1] }] }],
  [
    'one twice',
    {
      data: [
        { index: 0, embedding: [1] },
        { index: 0, embedding: [1] },
      ],
    },
  ],
  [
    'one of nobody',
    {
      data: [
        { index: 0, embedding: [1] },
        { index: 2, embedding: [1] },
      ],
    },
  ],
  [
    'different lengths',
    {
      data: [
        { index: 0, embedding: [1] },
        { index: 1, embedding: [1, 2] },
      ],
    },
  ],
  [
    'no numbers',
    {
      data: [
        { index: 0, embedding: ['1'] },
        { index: 1, embedding: [null] },
      ],
    },
  ],
  [
    'numbers beyond float32',
    {
      data: [
        { index: 0, embedding: [1e300] },
        { index: 1, embedding: [1] },
      ],
    },
  ],
  [
    'no direction',
    {
      data: [
        { index: 0, embedding: [0, 0] },
        { index: 1, embedding: [1, 0] },
      ],
    },
  ],
  [
    'nothing',
    {
      data: [
        { index: 0, embedding: [] },
        { index: 1, embedding: [] },
      ],
    },
  ],
  ['an object', { data: {} }],
  ['an error with 200', { error: { message: 'no' } }],
]
for (const [what, body] of noVectors)
  test(`vectors that are ${what} are malformed`, async (t) => {
    const { peer, embed } = await opened(t)
    peer.embeddingsScript.push(json(200, body))
    assert.equal(reasonOf(await embed(['one', 'two'])), 'malformed')
  })

test('events are the same wherever their bytes are cut', () => {
  const data = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(data, fc.constantFrom('\n', '\r\n'), fc.array(fc.nat(200)), (events, end, cuts) => {
      const said = events.map((event) => event.replace(/[\r\n]/g, ''))
      const bytes = Buffer.from(said.map((event) => `:x${end}data: ${event}${end}id: 1${end}${end}`).join(''))
      const reader = new SseReader()
      const places = [0, ...cuts.filter((at) => at < bytes.length).sort((one, other) => one - other), bytes.length]
      const read = places.slice(1).flatMap((to, at) => reader.read(bytes.subarray(places[at], to)))
      assert.deepEqual(read, said)
    }),
  )
})
