// Questions and answers over HTTP: synchronous, asynchronous and in pieces, on both databases.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { type ChatAnswer, type ChatRequest, routes } from '@posthorn/contract'

import { checkRefusal } from '../support/contract-check.ts'
import { eachDatabase } from '../support/each-database.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { firstSite, indexDocuments, supportDocument } from '../support/indexed-documents.ts'
import { RunningApp } from '../support/running-app.ts'

const ANSWER = 'Support is available Monday to Friday between 09:00 and 18:00.'
const question = { session_id: 'one', message: 'What are your support hours?' }

eachDatabase((kind, open) => {
  async function start(t: TestContext, env: Readonly<Record<string, string>> = {}) {
    const app = await RunningApp.start(t, await open(), { env })
    const site = await firstSite(app)
    await indexDocuments(app, site)
    return { app, site, params: { site_id: site.siteId } }
  }

  const finished = async (app: RunningApp, params: { site_id: string }, request_id: string): Promise<ChatRequest> => {
    const poll = () => app.call('chat.request', { params: { ...params, request_id } })
    let request = await poll()
    await app.until('the request to be finished', async () => {
      request = await poll()
      return request.completed_at !== null
    })
    return request
  }

  test('a question is answered from the documents, with what the answer rests on, and stands in the log', async (t) => {
    const { app, params } = await start(t)
    const body = { ...question, response_language: 'en-GB', email: 'Maria@Example.com' }
    const answer = await app.call('chat.ask', { params, body })
    assert.match(answer.request_id, /^req_[0-9a-f]{32}$/)
    assert.deepEqual(
      [answer.answer, answer.answered, answer.confidence_level, answer.response_language, answer.session_id],
      [ANSWER, true, 'high', 'en', 'one'],
    )
    const [source] = answer.sources
    assert.equal(supportDocument.source.slice(source!.start, source!.end), source!.quote)
    assert.deepEqual([source!.document_id, source!.headings], [supportDocument.id, ['Support hours']])

    const { session, requests } = await app.call('chat.session', { params: { ...params, session_id: 'one' } })
    assert.deepEqual([session.requests, session.state, session.email], [1, 'open', 'maria@example.com'])
    assert.deepEqual(
      requests.map((each) => [each.request_id, each.message, each.mode, each.answer, each.answered_by, each.polls]),
      [[answer.request_id, question.message, 'sync', ANSWER, 'documents', 0]],
    )
    assert.deepEqual(requests[0]!.sources, answer.sources)
  })

  test('what no document says is declined in the language asked for; an unknown language is answered in that of the question', async (t) => {
    const { app, params } = await start(t)
    const ask = (message: string, response_language: string) =>
      app.call('chat.ask', { params, body: { session_id: 'two', message, response_language } })
    const declined = await ask('How do I cook rice?', 'pt-BR')
    assert.deepEqual(
      [declined.answered, declined.confidence, declined.confidence_level, declined.response_language, declined.sources],
      [false, 0, 'low', 'pt', []],
    )
    assert.match(declined.answer, /não tenho essa informação/)
    assert.equal((await ask('Wie kocht man Reis?', 'tlh')).response_language, 'de')
  })

  test('wrong input is refused in the words that clients of this surface know', async (t) => {
    const { app, params } = await start(t)
    const said = async (id: 'chat.ask' | 'chat.feedback', body: object) => {
      const { row, reply } = await app.send(id, { params, body })
      const { status } = checkRefusal(row, reply)
      return [status, (reply.body as { error: string }).error]
    }
    assert.deepEqual(await said('chat.ask', { message: 'Hello' }), [400, 'session_id is required'])
    assert.deepEqual(await said('chat.ask', { session_id: 'x', message: ' \n' }), [400, 'message is required'])
    assert.equal((await said('chat.ask', { session_id: 'x', message: 'x'.repeat(4_001) }))[0], 400)
    assert.equal((await said('chat.ask', { session_id: 'x'.repeat(201), message: 'Hello' }))[0], 400)
    assert.equal((await said('chat.ask', { ...question, email: 'nobody' }))[0], 400)
    assert.deepEqual(await said('chat.feedback', { session_id: 'x', request_id: 'x', feedback: 'fine' }), [
      400,
      "feedback must be 'good' or 'bad'",
    ])
    const none = { session_id: 'x', request_id: `req_${'0'.repeat(32)}`, feedback: 'good' }
    assert.deepEqual(await said('chat.feedback', none), [404, 'request not found'])
    const elsewhere = await app.send('chat.ask', { params: { site_id: 'site_x' }, body: question })
    assert.deepEqual(
      [elsewhere.reply.status, (elsewhere.reply.body as { error: string }).error],
      [404, 'site not found'],
    )
    assert.deepEqual((await app.call('chat.sessions', { params })).sessions, [])
  })

  test('another workspace is kept from the site and from the tenant, and its own ids lead to nothing of ours', async (t) => {
    const { app, site, params } = await start(t)
    const { request_id } = await app.call('chat.ask', { params, body: question })
    const other = await app.anotherWorkspace()
    const own = (await app.call('tenants.get', { params: { tenant_id: other.workspaceId }, key: other.key })).sites[0]!
    for (const [id, body] of [
      ['chat.ask', question],
      ['chat.request', undefined],
      ['chat.sessions', undefined],
      ['chat.statistics', undefined],
    ] as const) {
      const input = { params: { ...params, request_id }, key: other.key, ...(body && { body }) }
      assert.equal((await app.refused(id, input)).type, 'site_access_denied', id)
    }
    const input = { params: { site_id: own.site_id, request_id }, key: other.key }
    assert.equal((await app.refused('chat.request', input)).status, 404)
    const tenant = { params: { tenant_id: site.workspaceId }, key: other.key }
    assert.equal((await app.refused('tenants.limits', tenant)).type, 'tenant_access_denied')
    assert.equal((await app.refused('tenants.usage', { params: { tenant_id: 'ws_x' } })).status, 404)
    assert.equal(
      (await app.refused('chat.ask', { params, body: question, key: await app.keyWith({ scopes: ['sms:write'] }) }))
        .type,
      'insufficient_scope',
    )
  })

  test('an asynchronous question is accepted, polled, and told of; a callback gets its events signed', async (t) => {
    const { app, params } = await start(t)
    const { receiver } = await app.receiver({ events: ['chat'] })
    const { receiver: called } = await app.receiver({ events: ['plan.changed'] })
    const body = { ...question, callback_url: `${called.origin}/called` }
    const accepted = await app.call('chat.askAsync', { params, body })
    assert.deepEqual([accepted.status, accepted.session_id], ['pending', 'one'])
    const request = await finished(app, params, accepted.request_id)
    assert.deepEqual([request.status, request.answer, request.error], ['completed', ANSWER, null])
    const [heard] = await app.delivered(receiver, 1)
    const event = JSON.parse(heard!.body.toString()) as { event: string; data: Record<string, unknown> }
    assert.deepEqual(
      [event.event, event.data['request_id'], event.data['answer'], event.data['tenant_id'], event.data['mode']],
      ['chat.completed', accepted.request_id, ANSWER, app.workspaceId, 'async'],
    )
    const [back] = await app.delivered(called, 1)
    assert.equal(back!.path, '/called')
    assert.equal(back!.body.toString(), heard!.body.toString())
    assert.match(String(back!.headers['x-timely-signature']), /^[0-9a-f]{64}$/)
    const { requests } = await app.call('chat.requests', { params, query: { status: 'completed' } })
    assert.ok(requests[0]!.polls >= 1 && requests[0]!.polled_at !== null)
    const blocked = { ...question, callback_url: 'https://user:secret@example.com/' }
    assert.equal((await app.refused('chat.askAsync', { params, body: blocked })).type, 'blocked_url')
  })

  test('an answer comes in pieces to who asks for a stream, and what was streamed is what is stored', async (t) => {
    const { app, params } = await start(t)
    const path = routes['chat.ask'].path.replace('{site_id}', params.site_id)
    for (const [body, headers] of [
      [question, { accept: 'text/event-stream' }],
      [{ ...question, stream: true }, {}],
    ] as const) {
      const reply = await app.api('POST', path, body, { headers })
      assert.equal(reply.status, 200, reply.text)
      assert.match(reply.headers.get('content-type') ?? '', /^text\/event-stream/)
      assert.deepEqual([reply.headers.get('x-accel-buffering'), reply.headers.get('cache-control')], ['no', 'no-store'])
      const events = eventsOf(reply.text)
      assert.deepEqual(
        events.map(({ event }) => event),
        ['request', 'text', 'sources', 'answer'],
      )
      const answer = events.at(-1)!.data as unknown as ChatAnswer
      assert.equal(
        events
          .filter(({ event }) => event === 'text')
          .map(({ data }) => data['text'])
          .join(''),
        answer.answer,
      )
      const stored = await app.call('chat.request', { params: { ...params, request_id: answer.request_id } })
      assert.deepEqual(
        { ...stored, error: undefined, error_message: undefined },
        { ...answer, error: undefined, error_message: undefined },
      )
    }
    const refused = await app.api('POST', path, { message: 'x' }, { headers: { accept: 'text/event-stream' } })
    assert.deepEqual([refused.status, refused.headers.get('content-type')], [400, 'application/json; charset=utf-8'])
  })

  test('a call with the same idempotency key is answered once: whole, in pieces and accepted', async (t) => {
    const { app, params } = await start(t)
    const path = routes['chat.ask'].path.replace('{site_id}', params.site_id)
    const headers = { 'idempotency-key': 'sync' }
    const first = await app.api('POST', path, question, { headers })
    const again = await app.api('POST', path, question, { headers })
    assert.deepEqual([again.text, again.headers.get('idempotent-replayed')], [first.text, 'true'])
    const other = await app.api('POST', path, { ...question, message: 'Another' }, { headers })
    assert.equal(other.status, 409)

    const streaming = { 'idempotency-key': 'stream', accept: 'text/event-stream' }
    const streamed = eventsOf((await app.api('POST', path, question, { headers: streaming })).text)
    const replayed = await app.api('POST', path, question, { headers: streaming })
    assert.match(replayed.headers.get('content-type') ?? '', /^text\/event-stream/)
    assert.deepEqual(eventsOf(replayed.text), [streamed.at(-1)])

    const once = { headers: { 'idempotency-key': 'async' } }
    const accepted = await app.call('chat.askAsync', { params, body: question, ...once })
    assert.deepEqual(await app.call('chat.askAsync', { params, body: question, ...once }), accepted)
    await finished(app, params, accepted.request_id)
    const { meta } = await app.call('chat.requests', { params })
    assert.equal(meta.total, 3)
  })

  test('a closed session takes no more questions, is closed again without a word, and answers what it accepted', async (t) => {
    const { app, params } = await start(t)
    const session_id = 'a session/with spaces & ü'
    const body = { ...question, session_id }
    assert.equal((await app.refused('chat.closeSession', { params, body: { session_id } })).status, 404)
    await app.call('chat.ask', { params, body })
    const accepted = await app.call('chat.askAsync', { params, body })
    for (let time = 0; time < 2; time++)
      assert.deepEqual(await app.call('chat.closeSession', { params, body: { session_id } }), { status: 'ok' })
    for (const id of ['chat.ask', 'chat.askAsync'] as const)
      assert.equal((await app.refused(id, { params, body })).type, 'chat_session_closed')
    assert.equal((await finished(app, params, accepted.request_id)).status, 'completed')
    const shown = await app.call('chat.session', { params: { ...params, session_id } })
    assert.deepEqual([shown.session.session_id, shown.session.state, shown.requests.length], [session_id, 'closed', 2])
    assert.deepEqual((await app.call('chat.sessions', { params, query: { state: 'open' } })).sessions, [])
  })

  test('questions that come at once to one session are all answered, and stand in the log in the order of acceptance', async (t) => {
    const { app, params } = await start(t)
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        app.call('chat.ask', {
          params,
          body: { session_id: 'busy', message: `What are your support hours? ${index}` },
        }),
      ),
    )
    const { session, requests } = await app.call('chat.session', { params: { ...params, session_id: 'busy' } })
    assert.equal(session.requests, 8)
    assert.deepEqual(
      requests.map(({ request_id }) => request_id),
      answers.map(({ request_id }) => request_id).sort(),
    )
    assert.ok(requests.every(({ status }) => status === 'completed'))
  })

  test('what a test key asks is answered alike, marked, and counted nowhere', async (t) => {
    const { app, site, params } = await start(t)
    const key = await app.keyWith({ prefix: 'sk_test_' })
    const answer = await app.call('chat.ask', { params, body: question, key })
    assert.deepEqual([answer.test, answer.answer], [true, ANSWER])
    const statistics = await app.call('chat.statistics', { params })
    assert.equal(statistics.requests, 0)
    const tenant = { params: { tenant_id: site.workspaceId } }
    assert.equal((await app.call('tenants.limits', tenant)).usage.monthly_messages, 0)
    await app.call('chat.ask', { params, body: question })
    assert.equal((await app.call('chat.statistics', { params })).requests, 1)
    assert.equal((await app.call('tenants.limits', tenant)).usage.monthly_messages, 1)
  })

  // Only PostgreSQL can be made to keep an answer waiting from outside: SQLite is read without a pause.
  if (kind === 'postgres')
    test('over the wire: the deadline is a 504, and a caller who closes the connection is noticed', async (t) => {
      const { app, params } = await start(t)
      const raw = await RawDatabase.open(app.database)
      t.after(() => raw.close().catch(() => undefined))
      await raw.all('begin')
      await raw.all('lock table knowledge_shelf in access exclusive mode')
      const path = routes['chat.ask'].path.replace('{site_id}', params.site_id)
      const records = async () => (await app.call('chat.requests', { params })).requests
      const late = app.api('POST', path, question)
      await app.until('the question to be taken in', async () => (await records()).length === 1)
      await app.clock.advance(60_000)
      const reply = await late
      const refusal = checkRefusal(routes['chat.ask'], reply)
      assert.deepEqual([refusal.status, (reply.body as { error: string }).error], [504, 'timeout'])
      assert.match(refusal.message, /60 seconds/)

      for (const accept of ['application/json', 'text/event-stream']) {
        const gone = new AbortController()
        const headers = { 'x-api-key': app.key, 'content-type': 'application/json', accept }
        const asking = fetch(app.url + path, {
          method: 'POST',
          headers,
          body: JSON.stringify(question),
          signal: gone.signal,
        }).then((response) => response.text())
        await app.until('the question to be taken in', async () => (await records())[0]!.status === 'processing')
        gone.abort()
        await assert.rejects(asking, { name: 'AbortError' })
        await app.until('the caller to be missed', async () => (await records())[0]!.error === 'caller_gone')
      }
      await raw.all('rollback')
      // Before its database is dropped under it.
      await raw.close()
      assert.equal((await app.call('chat.ask', { params, body: question })).answer, ANSWER)
      const { timeouts, hung_up, failed, answered } = await app.call('chat.statistics', { params })
      assert.deepEqual({ timeouts, hung_up, failed, answered }, { timeouts: 1, hung_up: 2, failed: 3, answered: 1 })
    })
})

interface StreamEvent {
  readonly event: string
  readonly data: Record<string, unknown>
}

function eventsOf(text: string): StreamEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('event: '))
    .map((block) => {
      const [first, second] = block.split('\n') as [string, string]
      return { event: first.slice('event: '.length), data: JSON.parse(second.slice('data: '.length)) as never }
    })
}
