import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { ChatAnswer, ChatRecord, ChatStatistics } from '@posthorn/contract'

import { eachSchema } from '../../../../../test/support/each-schema.ts'
import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { openNode } from '../../../../../test/support/open-node.ts'
import { until as waitFor } from '../../../../../test/support/until.ts'
import { createJobs, Engine } from '../../engine/index.ts'
import type { ApiError } from '../../kernel/api-error.ts'
import { AnsweredBefore, type Call } from '../../kernel/call.ts'
import { silentLog } from '../../kernel/log.ts'
import { createNewId } from '../../kernel/new-id.ts'
import { systemRandom } from '../../kernel/random.ts'
import { createSecretBox, masterKey } from '../../kernel/secret-box.ts'
import { DAY_MS } from '../../kernel/time.ts'
import { migrate } from '../../store/index.ts'
import { AnsweredCalls, setUpWorkspace } from '../access/index.ts'
import { createRecordEvents, type RecordedEvent } from '../events/index.ts'
import type { Answerer, GivenAnswer } from './answerer.ts'
import { createChat } from './create-chat.ts'

const given: GivenAnswer = {
  answered: true,
  answeredBy: 'model',
  text: 'We open at nine.',
  language: 'en',
  confidence: 0.8,
  confidenceLevel: 'high',
  support: 0.8,
  citations: [],
}
const never: Answerer = () => new Promise(() => undefined)
const question = { session_id: 'one', message: 'When do you open?' }

eachSchema((_kind, open) => {
  /** The module over a real database, with a clock that the test moves and an answerer of the test's own. */
  async function start(t: TestContext, answer: Answerer, concurrency = { atOnce: 2, waiting: 1 }) {
    const database = await open()
    const store = await openNode(database)
    const clock = new FakeClock()
    const newId = createNewId(clock, systemRandom)
    await migrate(store, clock.now())
    const setUp = await setUpWorkspace({ store, clock, newId, random: systemRandom }, { another: true })
    assert.ok('workspaceId' in setUp)
    const { workspaceId, siteId } = setUp
    const answered = new AnsweredCalls(store, clock, createSecretBox([masterKey(systemRandom.bytes(32))], systemRandom))
    const engine = new Engine({ store, clock, log: silentLog })
    const jobs = createJobs(engine, { store, clock, newId, log: silentLog })
    const events: RecordedEvent[] = []
    const fanOut = (_tx: unknown, recorded: readonly RecordedEvent[]) => Promise.resolve(void events.push(...recorded))
    const chat = createChat({
      ...{ store, clock, random: systemRandom, newId, log: silentLog, jobs, answer, concurrency },
      recordEvents: createRecordEvents({ clock, newId, fanOut }),
      chooseShelves: () => Promise.resolve({ shelves: ['live'], batchId: 'spring' }),
      deadlineMs: 60_000,
      asyncDeadlineMs: 300_000,
      vetUrl: () => Promise.resolve({ ok: true }),
      callbackWebhook: () => Promise.resolve('webhook'),
      write: answered.write,
    })
    await engine.start()
    chat.start()
    t.after(async () => {
      chat.stop()
      const stopping = engine.stop(0)
      await clock.advance(0)
      await stopping
      await store.close()
      await database.cleanUp()
    })
    const caller = {
      ...{ workspaceId, keyId: 'key', keyName: 'Shop', environment: 'production', simulated: false },
      ...{ scopes: [], canonicalScopes: [] },
    }
    const call = (parts: object = {}) =>
      ({
        ...{ requestId: '', caller, once: null, hungUp: new AbortController().signal, wantsStream: false },
        ...{ params: { site_id: siteId }, body: question, query: {}, rate: { limit: 1, remaining: 1 } },
        ...parts,
      }) as never
    const rows = async () => {
      const { body } = await chat.routes['chat.requests'](call())
      return (body as { requests: ChatRecord[] }).requests
    }
    const until = async (what: string, met: (rows: ChatRecord[]) => boolean) => {
      let found: ChatRecord[] = []
      await waitFor(what, async () => {
        await clock.advance(0)
        found = await rows()
        return met(found)
      })
      return found
    }
    const messages = async () => {
      const { body } = await chat.routes['tenants.usage'](call({ params: { tenant_id: workspaceId } }))
      const { messages, failed } = body as { messages: number; failed: number }
      return { messages, failed }
    }
    const typesOf = () => events.map(({ type }) => type)
    return { chat, store, clock, call, rows, until, messages, typesOf, answered, workspaceId, siteId }
  }

  const refusal = async (promise: Promise<unknown>): Promise<string> => {
    try {
      await promise
    } catch (error) {
      return (error as ApiError).code
    }
    return 'none'
  }

  test('a question that nobody answers within 60 seconds is 504, has failed, is told of and is not held against the plan', async (t) => {
    let asked = 0
    const silent: Answerer = () => {
      asked++
      return new Promise(() => undefined)
    }
    const { chat, clock, call, rows, until, messages, typesOf } = await start(t, silent)
    const asking = refusal(chat.routes['chat.ask'](call()))
    await until('the question to be asked', () => asked === 1)
    assert.deepEqual(await messages(), { messages: 1, failed: 0 })
    await clock.advance(59_999)
    assert.equal((await rows())[0]!.status, 'processing')
    await clock.advance(1)
    assert.equal(await asking, 'TIMEOUT')
    const [request] = await rows()
    assert.deepEqual(
      [request!.status, request!.error, request!.answer, request!.batch_id],
      ['failed', 'timeout', null, 'spring'],
    )
    assert.deepEqual([await messages(), typesOf()], [{ messages: 0, failed: 1 }, ['chat.failed']])
  })

  test('a question that nobody waits for is tried again when we fail, and fails at its own deadline', async (t) => {
    let tries = 0
    const thirdTime: Answerer = () => (++tries < 3 ? Promise.reject(new Error('away')) : Promise.resolve(given))
    const one = await start(t, thirdTime)
    await one.chat.routes['chat.askAsync'](one.call())
    for (const waitMs of [1_000, 2_000]) {
      await one.until('a try', () => tries > 0)
      await waitFor('the wait', async () => {
        await one.clock.advance(waitMs)
        return tries === 3 || waitMs === 1_000
      })
    }
    const [answered] = await one.until('an answer', ([request]) => request?.status === 'completed')
    assert.deepEqual([answered!.answer, answered!.answered_by, tries], [given.text, 'model', 3])
    assert.deepEqual(one.typesOf(), ['chat.completed'])

    const other = await start(t, never)
    await other.chat.routes['chat.askAsync'](other.call())
    await other.until('the work to begin', ([request]) => request?.status === 'processing')
    await other.clock.advance(299_000)
    assert.equal((await other.rows())[0]!.status, 'processing')
    await other.clock.advance(1_000)
    const [failed] = await other.until('the end', ([request]) => request?.status === 'failed')
    assert.equal(failed!.error, 'timeout')
  })

  test('a caller who hangs up ends the work, and is counted; with an idempotency key the answer is kept for the retry', async (t) => {
    let [asked, aborted] = [0, 0]
    const slow = Promise.withResolvers<GivenAnswer>()
    const heeding: Answerer = (_asked, { signal } = {}) => {
      asked++
      signal?.addEventListener('abort', () => aborted++)
      return slow.promise
    }
    const { chat, call, rows, until, answered, clock } = await start(t, heeding)
    const gone = new AbortController()
    const asking = refusal(chat.routes['chat.ask'](call({ hungUp: gone.signal })))
    // Its row is there a moment before whoever answers is asked.
    await until('the question to be asked', () => asked === 1)
    await clock.advance(0)
    gone.abort()
    assert.equal(await asking, 'CALLER_GONE')
    const [left] = await rows()
    assert.deepEqual([left!.error, left!.hung_up_at === null, aborted], ['caller_gone', false, 1])

    const once = { apiKeyId: 'key', idempotencyKey: 'k', fingerprint: 'f' }
    const kept = chat.routes['chat.ask'](call({ hungUp: gone.signal, once }))
    await until('the second question', (found) => found.length === 2)
    slow.resolve(given)
    const { body } = await kept
    assert.equal((body as ChatAnswer).answer, given.text)
    assert.deepEqual((await answered.find(once))?.answer.body, body)
    const statistics = (await chat.routes['chat.statistics'](call())).body as ChatStatistics
    assert.deepEqual([statistics.hung_up, statistics.failed, statistics.answered], [2, 1, 1])
  })

  test('another process that answered the same call first is the one that counts', async (t) => {
    const { chat, call, rows, answered, store } = await start(t, () => Promise.resolve(given))
    const once = { apiKeyId: 'key', idempotencyKey: 'k', fingerprint: 'f' }
    await store.transaction(async (tx) => {
      await answered.save(tx, [{ call: { once }, answer: { status: 200, body: {} } }])
    })
    await assert.rejects(chat.routes['chat.ask'](call({ once })), AnsweredBefore)
    assert.deepEqual(
      (await rows()).map(({ status, error }) => [status, error]),
      [['failed', 'superseded']],
    )
  })

  test('a stream says that it lives, and when it breaks off what was given out is what is kept', async (t) => {
    const stuck: Answerer = (_asked, { onText } = {}) => {
      onText?.('We open ')
      onText?.('at')
      return new Promise(() => undefined)
    }
    const { chat, clock, call, rows } = await start(t, stuck)
    const { stream } = await chat.routes['chat.ask'](call({ wantsStream: true }))
    let said = ''
    const reading = (async () => {
      for await (const piece of stream!.chunks) said += piece
    })()
    await waitFor('the first pieces', async () => {
      await clock.advance(0)
      return said.includes('"at"')
    })
    await clock.advance(15_000)
    assert.equal(said.split(': still here\n\n').length, 2)
    await clock.advance(45_000)
    await reading
    const names = [...said.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name)
    assert.deepEqual(names, ['request', 'text', 'text', 'error'])
    assert.match(said, /"error":"timeout"/)
    const [request] = await rows()
    assert.deepEqual([request!.status, request!.answer, request!.mode], ['failed', 'We open at', 'stream'])
  })

  test('a stream that nobody reads any more ends the work', async (t) => {
    const { chat, call, until } = await start(t, never)
    const gone = new AbortController()
    await chat.routes['chat.ask'](call({ wantsStream: true, hungUp: gone.signal }))
    gone.abort()
    const [request] = await until('the end', ([found]) => found?.status === 'failed')
    assert.equal(request!.error, 'caller_gone')
  })

  test('more questions than may wait are refused before they are taken in, and may come again', async (t) => {
    const { chat, call, until, clock } = await start(t, never, { atOnce: 1, waiting: 1 })
    const asking = [refusal(chat.routes['chat.ask'](call())), refusal(chat.routes['chat.ask'](call()))]
    await until('two questions', (found) => found.length === 2)
    await clock.advance(0)
    await assert.rejects(chat.routes['chat.ask'](call()), { code: 'CHAT_BUSY', retryAfter: 2 })
    await until('no third', (found) => found.length === 2)
    await clock.advance(60_000)
    assert.deepEqual(await Promise.all(asking), ['TIMEOUT', 'TIMEOUT'])
  })

  test('what a dead process left behind has failed once its deadline is past', async (t) => {
    const { chat, store, clock, call, rows, until, typesOf } = await start(t, () => Promise.resolve(given))
    await chat.routes['chat.ask'](call())
    // As if the process had died before it wrote the answer.
    await store.transaction((tx) =>
      tx.run("update chat_request set state = 'processing', answer = null, completed_at = null"),
    )
    await clock.advance(60_000)
    assert.equal((await rows())[0]!.status, 'processing')
    await clock.advance(10_000)
    const [request] = await until('the end', ([found]) => found?.status === 'failed')
    assert.deepEqual([request!.error, typesOf()], ['interrupted', ['chat.completed', 'chat.failed']])
  })

  test('a plan without room left answers 402, of which nothing is kept; test keys and other months have room', async (t) => {
    const { chat, store, clock, call, rows, messages, workspaceId, siteId } = await start(t, () =>
      Promise.resolve(given),
    )
    const day = Math.floor(clock.now() / DAY_MS) * DAY_MS
    await store.transaction(async (tx) => {
      await tx.run("update workspace set plan = 'starter' where id = $1", [workspaceId])
      for (const [slot, when] of [day, day - 31 * DAY_MS].entries())
        await tx.run(
          `insert into chat_usage_day (workspace_id, site_id, day, slot, accepted, failed) values ($1, $2, $3, $4, 1000, 1)`,
          [workspaceId, siteId, when, 20 + slot],
        )
    })
    await chat.routes['chat.ask'](call())
    assert.deepEqual(await messages(), { messages: 1_000, failed: 1 })
    assert.equal(await refusal(chat.routes['chat.ask'](call())), 'QUOTA_EXCEEDED')
    assert.equal(await refusal(chat.routes['chat.askAsync'](call())), 'QUOTA_EXCEEDED')
    const { caller } = call() as Call
    await chat.routes['chat.ask'](call({ caller: { ...caller, simulated: true } }))
    assert.equal((await rows()).length, 2)
    const limits = await chat.routes['tenants.limits'](call({ params: { tenant_id: workspaceId } }))
    assert.partialDeepStrictEqual(limits.body, {
      limits: { monthly_messages: 1_000, sites: 1 },
      remaining: { monthly_messages: 0, sites: 0 },
      period_end: '2026-04-30T23:59:59Z',
    })
  })

  test('statistics say what became of the questions, and how long the answers took', async (t) => {
    const holder: { clock: FakeClock | null } = { clock: null }
    const timed: Answerer = async (asked) => {
      await holder.clock?.advance(Number(asked.text))
      const declined = { answered: false, confidence: 0, confidenceLevel: 'low' } as const
      return asked.text === '30' ? { ...given, ...declined } : given
    }
    const { chat, clock, call } = await start(t, timed)
    holder.clock = clock
    for (const took of [10, 20, 30, 40])
      await chat.routes['chat.ask'](call({ body: { ...question, message: `${took}` } }))
    clock.step(DAY_MS)
    await chat.routes['chat.ask'](call({ body: { ...question, message: '50' } }))
    const shown = async (query: object) =>
      (await chat.routes['chat.statistics'](call({ query }))).body as ChatStatistics
    const all = await shown({})
    assert.deepEqual(
      [all.requests, all.answered, all.declined, all.low_confidence, all.answered_share, all.daily.length],
      [5, 4, 1, 1, 0.8, 7],
    )
    assert.deepEqual(all.latency, {
      sync: { count: 5, p50_ms: 30, p95_ms: 50 },
      async: { count: 0, p50_ms: null, p95_ms: null },
    })
    assert.deepEqual(
      all.daily.slice(-2).map(({ date, requests }) => [date, requests]),
      [
        ['2026-04-19', 4],
        ['2026-04-20', 1],
      ],
    )
    assert.equal((await shown({ integration: 'Shop', environment: 'production', language: 'en' })).requests, 5)
    assert.equal((await shown({ integration: 'Other' })).requests, 0)
    assert.equal((await shown({ from_date: '2026-04-20', to_date: '2026-04-20' })).requests, 1)
    assert.equal(await refusal(shown({ from_date: '2026-01-01' })), 'VALIDATION_ERROR')
  })
})
