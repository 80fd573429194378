// What people think of answers: given once, listed, exported, and laid at the door of the documents behind them.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { ChatFeedback } from '@posthorn/contract'

import { eachDatabase } from '../support/each-database.ts'
import { firstSite, indexDocuments, supportDocument } from '../support/indexed-documents.ts'
import { RunningApp } from '../support/running-app.ts'

const hours = 'What are your support hours?'
const lamps = 'Within how many days can lamps be returned?'
const returns = {
  id: 'doc_01KPJX4J9K0M1N2P3Q4R5S6T7V',
  title: '=Returns',
  source: '# Returning lamps\n\nLamps can be returned within 45 days.\n',
}

eachDatabase((_kind, open) => {
  async function start(t: TestContext) {
    const app = await RunningApp.start(t, await open())
    const site = await firstSite(app)
    const support = { ...supportDocument, source: supportDocument.source.split('## Returns')[0]! }
    await indexDocuments(app, site, [support, returns])
    const params = { site_id: site.siteId }
    const ask = async (message: string, session_id = 'one') =>
      (await app.call('chat.ask', { params, body: { session_id, message } })).request_id
    const judge = (request_id: string, feedback: 'good' | 'bad', comment?: string, session_id = 'one') =>
      app.call('chat.feedback', {
        params,
        body: { session_id, request_id, feedback, ...(comment === undefined ? {} : { comment }) },
      })
    return { app, params, ask, judge }
  }

  test('the first word stands, a comment may follow once, and only the right session has a say', async (t) => {
    const { app, params, ask, judge } = await start(t)
    const request_id = await ask(hours)
    const first = await judge(request_id, 'good')
    assert.deepEqual(first, {
      status: 'ok',
      request_id,
      feedback: 'good',
      feedback_submitted_at: '2026-04-19T14:30:00Z',
    })
    for (const comment of ['Later: wrong on holidays', 'and again'])
      assert.deepEqual(await judge(request_id, 'bad', comment), { status: 'ok', request_id, feedback: 'good' })
    const [shown] = (await app.call('chat.feedbackList', { params })).feedback
    assert.deepEqual([shown!.feedback, shown!.comment, shown!.message], ['good', 'Later: wrong on holidays', hours])
    const other = { session_id: 'other', request_id, feedback: 'good' }
    assert.equal((await app.refused('chat.feedback', { params, body: other })).status, 404)
  })

  test('it is listed by what it says, of which document, and when; the documents behind it are praised and blamed', async (t) => {
    const { app, params, ask, judge } = await start(t)
    await judge(await ask(hours), 'good')
    await judge(await ask(lamps), 'bad', '=1+1 is not what I asked, really "not"')
    await judge(await ask(lamps, 'two'), 'bad', undefined, 'two')
    await ask(hours)
    const found = async (query: Record<string, string>) =>
      (await app.call('chat.feedbackList', { params, query })).feedback.map(({ session_id, feedback }) => [
        session_id,
        feedback,
      ])
    assert.deepEqual(await found({ feedback: 'bad' }), [
      ['two', 'bad'],
      ['one', 'bad'],
    ])
    assert.deepEqual(await found({ with_comment: 'true' }), [['one', 'bad']])
    assert.deepEqual(await found({ document_id: supportDocument.id }), [['one', 'good']])
    assert.deepEqual(await found({ since: '2026-04-19T14:30:01Z' }), [])
    const { documents } = await app.call('chat.documentFeedback', { params })
    assert.deepEqual(
      documents.map((each) => [each.document_id, each.title, each.good, each.bad, each.with_comment]),
      [
        [returns.id, '=Returns', 0, 2, 1],
        [supportDocument.id, 'Support', 1, 0, 0],
      ],
    )
    const statistics = await app.call('chat.statistics', { params })
    assert.deepEqual([statistics.good, statistics.bad, statistics.bad_feedback_share], [1, 2, 0.6667])
    const { status } = await app.refused('chat.feedbackList', { params, query: { document_id: 'x' } })
    assert.equal(status, 400)
  })

  test('an export has all of it, as lines and as a table in which nothing is a formula', async (t) => {
    const { app, params, ask, judge } = await start(t)
    await judge(await ask(hours), 'good')
    await judge(await ask(lamps), 'bad', '=1+1, "said" she')
    const lines = (await app.send('chat.feedbackExport', { params })).reply.text.trimEnd().split('\n')
    const listed = (await app.call('chat.feedbackList', { params })).feedback
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as ChatFeedback),
      listed.toReversed(),
    )
    const { reply } = await app.send('chat.feedbackCsv', { params, query: { feedback: 'bad' } })
    assert.match(reply.headers.get('content-type') ?? '', /^text\/csv/)
    const [head, line, rest] = reply.text.split('\r\n')
    assert.match(head!, /^\ufeff?request_id,session_id,feedback,comment,/)
    assert.ok(line!.includes(`bad,"'=1+1, ""said"" she",`), line)
    assert.ok(line!.includes("'=Returns"), line)
    assert.equal(rest, '')
  })

  test('an answer that is not there yet cannot be judged; a person has figures, whoever they are', async (t) => {
    const { app, params, judge, ask } = await start(t)
    const { request_id } = await app.call('chat.askAsync', {
      params,
      body: { session_id: 'one', message: hours, email: 'maria+x@example.com' },
    })
    const early = await app.send('chat.feedback', {
      params,
      body: { session_id: 'one', request_id, feedback: 'good' },
    })
    assert.ok([200, 409].includes(early.reply.status))
    await app.until('the answer', async () => {
      const polled = await app.call('chat.request', { params: { ...params, request_id } })
      return polled.status === 'completed'
    })
    await judge(request_id, 'good')
    await ask(hours)
    const person = (email: string) => app.call('chat.userStatistics', { params: { ...params, email } })
    const known = await person('Maria+x@example.com')
    assert.deepEqual([known.email, known.requests, known.answered, known.good], ['maria+x@example.com', 1, 1, 1])
    assert.deepEqual((await person('nobody@example.com')).requests, 0)
    const history = await app.call('tenants.usageHistory', {
      params: { tenant_id: app.workspaceId },
      query: { granularity: 'daily', from_date: '2026-04-18', to_date: '2026-04-19' },
    })
    assert.deepEqual(history.history, [
      { date: '2026-04-18', messages: 0, failed: 0 },
      { date: '2026-04-19', messages: 2, failed: 0 },
    ])
    const all = await app.call('tenants.statistics', { params: { tenant_id: app.workspaceId } })
    assert.deepEqual([all.requests, all.latency.async.count], [2, 1])
  })
})
