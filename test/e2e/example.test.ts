// The example knowledge base of a fresh install: there once, gone for good, never beside what is the owner's.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { eachDatabase, type OpenedDatabase } from '../support/each-database.ts'
import { RunningApp } from '../support/running-app.ts'

async function startFresh(t: TestContext, database: OpenedDatabase, example = 'true') {
  const app = await RunningApp.start(t, database, { env: { POSTHORN_EXAMPLE: example } })
  const { sites } = await app.call('sites.list')
  const params = { site_id: sites[0]?.id ?? '' }
  const ask = (message: string, language = 'en') =>
    app.call('chat.ask', { params, body: { session_id: 'ops_smoke_sync', message, response_language: language } })
  return { app, params, ask }
}

eachDatabase((_kind, open) => {
  test('the first question to a fresh install has an answer, from documents that say that they are an example', async (t) => {
    const { app, params, ask } = await startFresh(t, await open())
    const answer = await ask('What are your support hours?')
    assert.ok(answer.answer.startsWith('Support is available Monday to Friday between 09:00 and 18:00.'), answer.answer)
    assert.equal(answer.confidence_level, 'high')
    const portuguese = await ask('Qual é o horário de atendimento?', 'pt')
    assert.match(portuguese.answer, /segunda a sexta-feira/)
    const { documents, meta } = await app.call('documents.list', { params, query: { per_page: 100 } })
    assert.equal(meta.total, 14)
    assert.ok(
      documents.every(
        ({ is_example, readiness, status }) => is_example && readiness === 'ready' && status === 'active',
      ),
    )
    const example = await app.call('siteExample.get', { params })
    assert.deepEqual([example.state, example.documents.length], ['answering', 14])
  })

  test('one call removes it for good, one call adds it again, and both may be repeated', async (t) => {
    const { app, params, ask } = await startFresh(t, await open())
    const first = await app.call('siteExample.remove', { params })
    assert.equal(first.removed.length, 14)
    assert.deepEqual((await app.call('siteExample.remove', { params })).removed, [])
    assert.equal((await ask('What are your support hours?')).answered, false)
    await app.restart()
    assert.equal((await app.call('siteExample.get', { params })).state, 'none')
    assert.equal((await app.call('documents.list', { params })).meta.total, 0)

    assert.equal((await app.call('siteExample.add', { params })).added, 14)
    const again = await app.call('siteExample.add', { params })
    assert.deepEqual([again.added, again.documents.length], [0, 14])
    assert.ok((await ask('What are your support hours?')).answered)
  })

  test('it steps aside for the first document of the owner, and comes back when that is a draft again', async (t) => {
    const { app, params, ask } = await startFresh(t, await open())
    const own = await app.call('documents.createText', {
      params,
      body: { title: 'Returns', content: '# Returns\n\nYou can return a bicycle within 90 days.' },
    })
    assert.equal((await app.call('siteExample.get', { params })).state, 'aside')
    assert.equal((await ask('What are your support hours?')).answered, false)
    const returns = await ask('How many days do I have to return a bicycle?')
    assert.ok(returns.answer.includes('90 days'), returns.answer)
    assert.deepEqual([...new Set(returns.sources.map(({ document_id }) => document_id))], [own.id])
    const document = { ...params, document_id: own.id }
    await app.call('documents.update', { params: document, body: { status: 'draft' } })
    assert.equal((await app.call('siteExample.get', { params })).state, 'answering')
    assert.ok((await ask('What are your support hours?')).answered)
  })

  test('an install that died before it got its example gets it at the next start, once', async (t) => {
    const database = await open()
    // The second server cleans up after both.
    const kept = { ...database, cleanUp: () => Promise.resolve() }
    const { app, params } = await startFresh(t, kept, 'false')
    assert.equal((await app.call('documents.list', { params })).meta.total, 0)
    await app.stop()
    const second = await startAgain(t, database, app)
    assert.equal((await second.call('documents.list', { params })).meta.total, 14)
    await second.call('siteExample.remove', { params })
    await second.restart()
    assert.equal((await second.call('documents.list', { params })).meta.total, 0)
  })

  test('only the first workspace has it, and only who may write documents removes it', async (t) => {
    const { app, params } = await startFresh(t, await open())
    const other = await app.anotherWorkspace()
    const { sites } = await app.call('sites.list', { key: other.key })
    const elsewhere = { site_id: sites[0]?.id ?? '' }
    await app.restart()
    assert.equal((await app.call('siteExample.get', { params: elsewhere, key: other.key })).state, 'none')
    assert.equal((await app.refused('siteExample.remove', { params, key: other.key })).status, 403)
    const reader = await app.keyWith({ scopes: ['documents:read'] })
    assert.equal((await app.refused('siteExample.remove', { params, key: reader })).status, 403)
    assert.equal((await app.call('siteExample.get', { params, key: reader })).state, 'answering')
  })
})

/** The same data, served by a process that gives examples. */
async function startAgain(t: TestContext, database: OpenedDatabase, before: RunningApp): Promise<RunningApp> {
  const app = await RunningApp.start(t, database, { env: { POSTHORN_EXAMPLE: 'true' } })
  app.workspaceId = before.workspaceId
  app.key = before.key
  return app
}
