// Models that are configured, from outside: what a call says of them, and that documents are found by their meaning.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { eachDatabase } from '../support/each-database.ts'
import { type ChatRequest, dataOf, json, KEY, OpenAiPeer, stream, streamByBytes } from '../support/openai-peer.ts'
import { RunningApp } from '../support/running-app.ts'

eachDatabase((_kind, open) => {
  const siteOf = async (app: RunningApp): Promise<{ site_id: string }> => {
    const { sites } = await app.call('sites.list')
    return { site_id: sites[0]?.id ?? '' }
  }
  /** Documents that the test adds, in place of what a fresh install may have. */
  const put = async (app: RunningApp, params: { site_id: string }, title: string, content: string) => {
    const { id } = await app.call('documents.createText', { params, body: { title, content } })
    await app.until(`${title} to be ready`, async () => {
      const document = await app.call('documents.get', { params: { ...params, document_id: id } })
      return document.readiness === 'ready'
    })
  }

  test('without models the documents answer, and nothing is embedded', async (t) => {
    const app = await RunningApp.start(t, await open())
    const params = await siteOf(app)
    const answering = await app.call('sites.answering', { params })
    assert.deepEqual(answering, { site_id: params.site_id, answered_by: 'documents', model: null, embeddings: null })
  })

  test('progress is seen, a failure is said, and it goes on by itself', async (t) => {
    const peer = await OpenAiPeer.start(t)
    const app = await RunningApp.start(t, await open(), { env: { ...peer.modelEnv, ...peer.embeddingsEnv } })
    const params = await siteOf(app)
    const read = () => app.call('sites.answering', { params })
    const { answered_by, model } = await read()
    assert.deepEqual(
      [answered_by, model?.name, model?.state, model?.last_error],
      ['model', 'peer-chat', 'unknown', null],
    )

    await app.until('nothing waits', async () => (await read()).embeddings?.waiting === 0)
    const before = (await read()).embeddings
    peer.embeddingsScript.push(json(429, { error: { message: `slow down, ${KEY}` } }, { 'retry-after': '120' }))
    await put(app, params, 'Hours', 'Support is available Monday to Friday.')
    await app.clock.advance(2_000)
    await app.until('the service asked for time', async () => (await read()).embeddings?.state === 'failing')
    const failing = (await read()).embeddings
    assert.equal(failing?.last_error, 'The service answered 429: slow down, [secret]')
    assert.ok(failing?.last_error_at)
    assert.deepEqual([failing?.waiting, failing?.with_vector], [1, before?.with_vector])

    await app.clock.advance(125_000)
    await app.until('all have vectors', async () => (await read()).embeddings?.waiting === 0)
    const done = (await read()).embeddings
    assert.deepEqual([done?.name, done?.state, done?.dimensions, done?.search], ['peer-embed', 'reachable', 64, 'own'])
    assert.equal(done?.with_vector, (before?.with_vector ?? 0) + 1)
    assert.ok(!app.log.join('').includes(KEY), 'the key is in the log')
    assert.ok(!peer.requests.some(({ body }) => body.includes(KEY)))
  })

  test('a customer hears what a model says once it is checked, and the log says who answered', async (t) => {
    const peer = await OpenAiPeer.start(t)
    peer.concepts.push(['canines', 'dogs', 'hounds'])
    const app = await RunningApp.start(t, await open(), { env: { ...peer.modelEnv, ...peer.embeddingsEnv } })
    const params = await siteOf(app)
    await put(
      app,
      params,
      'Visits',
      '# Visits\n\nHounds are welcome in the garden.\n\n## Support hours\n\nSupport is available Monday to Friday between 09:00 and 18:00.',
    )
    await app.clock.advance(2_000)
    await app.until(
      'all have vectors',
      async () => (await app.call('sites.answering', { params })).embeddings?.waiting === 0,
    )
    const says =
      (...sentences: string[]) =>
      (request: ChatRequest) => {
        const passage = dataOf(request).passages.find(({ text }) => text.includes('Hounds'))?.number ?? 0
        const quote = 'Hounds are welcome in the garden'
        return streamByBytes(sentences.map((text) => `${JSON.stringify({ text, passage, quote })}\n`))
      }
    const said = ['Hounds are welcome in the garden.', 'They get 3 biscuits.', 'In the garden hounds are welcome.']
    const body = { session_id: 's', message: 'May canines come along?' }

    // Its words are not in the documents: only its meaning finds the passage.
    peer.chatScript.push(says(...said))
    const answer = await app.call('chat.ask', { params, body })
    assert.equal(answer.answer, `${said[0]} ${said[2]}`)
    assert.deepEqual([answer.answered, answer.sources[0]?.quote], [true, 'Hounds are welcome in the garden'])
    assert.equal(answer.confidence_level, 'low', 'words alone do not carry it')

    peer.chatScript.push(says(...said))
    const path = `/api/v1/m2m/sites/${params.site_id}/chat`
    const { text } = await app.api(
      'POST',
      path,
      { ...body, session_id: 't' },
      { headers: { accept: 'text/event-stream' } },
    )
    const heard = [...text.matchAll(/^event: text\ndata: (.*)$/gm)].map(
      ([, data = '']) => (JSON.parse(data) as { text: string }).text,
    )
    assert.deepEqual(heard, [said[0], ` ${said[2]}`])

    // A model that talks is answered for; the customer sees no error.
    peer.chatScript.push(stream(['I would love to help! ', 'Dogs are great.']))
    const plain = await app.call('chat.ask', {
      params,
      body: { session_id: 'u', message: 'What are your support hours?' },
    })
    assert.equal(plain.answer, 'Support is available Monday to Friday between 09:00 and 18:00.')
    const { requests } = await app.call('chat.requests', { params })
    const answeredBy = Object.fromEntries(requests.map(({ session_id: id, answered_by: by }) => [id, by]))
    assert.deepEqual(answeredBy, { s: 'model', t: 'model', u: 'documents' })
    assert.ok(!app.log.join('').includes(KEY), 'the key is in the log')
  })

  test('who may not see a site sees nothing of it', async (t) => {
    const app = await RunningApp.start(t, await open())
    const params = await siteOf(app)
    const { key } = await app.anotherWorkspace()
    assert.equal((await app.send('sites.answering', { params, key })).reply.status, 403)
    const unknown = { site_id: `${params.site_id.slice(0, -4)}0000` }
    assert.equal((await app.send('sites.answering', { params: unknown })).reply.status, 404)
    const narrow = await app.keyWith({ scopes: ['sms:write'] })
    assert.equal((await app.send('sites.answering', { params, key: narrow })).reply.status, 403)
  })
})
