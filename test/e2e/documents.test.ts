// What a site is fed with: accepted once, versioned, found, taken out of use, deleted.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { BodyOf, Document } from '@posthorn/contract'

import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

const HOURS = 'Support is available Monday to Friday between 09:00 and 18:00.'
/** Longer than what is cut before its call is answered. */
const LONG = Array.from(
  { length: 900 },
  (_, at) => `## Part ${at}\n\nThe lamp number ${at} shines for ${at + 1} hours.`,
)
  .join('\n\n')
  .padEnd(50_001, ' .')

type Text = BodyOf<'documents.createText'>

/** A server with one site, its calls in short, and what its index holds. */
async function openSite(...[context, database]: Parameters<typeof RunningApp.start>) {
  const app = await RunningApp.start(context, database)
  const raw = await RawDatabase.open(app.database)
  context.after(() => raw.close())
  const [site] = (await app.call('sites.list')).sites
  assert.ok(site)
  const params = { site_id: site.id }
  const named = (document: Pick<Document, 'id'>) => ({ ...params, document_id: document.id })
  return {
    ...{ app, raw, site, params, named },
    add: (body: Partial<Text> = {}) =>
      app.call('documents.createText', { params, body: { title: 'Support hours', content: HOURS, ...body } }),
    get: (document: Pick<Document, 'id'>) => app.call('documents.get', { params: named(document) }),
    /** Versions that answers are made from, with their chunks, by document and shelf. */
    found: async (): Promise<Record<string, string>> => {
      const rows = await raw.all(
        'select document_id, shelf, version, count(*) as chunks from knowledge_chunk group by document_id, shelf, version order by shelf',
      )
      return Object.fromEntries(
        rows.map((row) => [
          `${String(row['document_id'])} ${String(row['shelf'])}`,
          `v${row['version']} ${row['chunks']}`,
        ]),
      )
    },
    ready: async (document: Pick<Document, 'id'>): Promise<Document> => {
      let shown: Document | undefined
      await app.until('the document to be read', async () => {
        shown = await app.call('documents.get', { params: named(document) })
        return shown.readiness !== 'processing'
      })
      return shown!
    },
  }
}

describe('a document', () => {
  eachSchema((_kind, open) => {
    test('is one of as many as the plan allows, and so is a site', async (context) => {
      const { app, add, params } = await openSite(context, await open(), { env: { POSTHORN_EXAMPLE: 'true' } })
      const tenant = { tenant_id: app.workspaceId }
      assert.equal(
        (await app.call('tenants.limits', { params: tenant })).usage.documents,
        0,
        'the example is not theirs',
      )
      await app.call('workspaces.update', { params: { workspace_id: app.workspaceId }, body: { plan: 'starter' } })
      for (let number = 1; number <= 100; number++) await add({ source_id: `cms-${number}` })
      const { limits, remaining } = await app.call('tenants.limits', { params: tenant })
      assert.deepEqual([limits.documents, remaining.documents], [100, 0])
      const body = { title: 'One more', content: HOURS }
      assert.equal((await app.refused('documents.createText', { params, body })).status, 422)
      const changed = await add({ source_id: 'cms-1', content: 'Support is there all day.' })
      assert.equal(changed.version, 2, 'what is there can be changed')
      assert.equal((await app.refused('sites.create', { body: { name: 'Another' } })).status, 422)
    })

    test('is accepted, read and found when its call is answered', async (context) => {
      const { app, params, add, get, found, named, site } = await openSite(context, await open())
      const text = await add({ category: 'support' })
      assert.deepEqual(
        [text.type, text.status, text.readiness, text.progress, text.version, text.indexed_version, text.language],
        ['text', 'active', 'ready', 100, 1, 1, 'en'],
      )
      assert.deepEqual([text.chunks, text.bytes, text.unchanged, text.site_id], [1, HOURS.length, false, site.id])
      const { unchanged: _, ...shown } = text
      assert.deepEqual(await get(text), shown)
      const qa = await app.call('documents.createQa', {
        params,
        body: { question: 'Posso devolver uma lâmpada?', answer: 'Sim, em até 30 dias, sem uso e na caixa.' },
      })
      assert.deepEqual([qa.type, qa.title, qa.language], ['qa', 'Posso devolver uma lâmpada?', 'pt'])
      const draft = await add({ title: 'Later', status: 'draft' })
      assert.deepEqual(
        [draft.status, draft.readiness, draft.indexed_version, draft.chunks],
        ['draft', 'ready', null, 1],
      )
      assert.deepEqual(await found(), { [`${text.id} live`]: 'v1 1', [`${qa.id} live`]: 'v1 1' })
      const version = await app.call('documents.version', { params: { ...named(qa), version: '1' } })
      assert.deepEqual(
        [version.content, version.question, version.is_live, version.origin, version.chunks],
        ['Sim, em até 30 dias, sem uso e na caixa.', 'Posso devolver uma lâmpada?', true, 'created', 1],
      )
    })

    test('that is long is read in the background, and the version before is found meanwhile', async (context) => {
      const { add, found, ready, app, params } = await openSite(context, await open())
      const short = await add({ source_id: 'one' })
      const long = await app.call('documents.createText', {
        params,
        body: { title: 'Lamps', content: LONG, source_id: 'one' },
      })
      assert.deepEqual(
        [long.id, long.version, long.indexed_version, long.readiness, long.step, long.chunks],
        [short.id, 2, 1, 'processing', 'waiting', 0],
      )
      const done = await ready(long)
      assert.deepEqual([done.readiness, done.step, done.indexed_version, done.progress], ['ready', null, 2, 100])
      assert.ok(done.chunks > 800, String(done.chunks))
      assert.deepEqual(await found(), { [`${long.id} live`]: `v2 ${done.chunks}` })
    })

    test('given again under its source_id is nothing new, or a new version', async (context) => {
      const { app, params, add, found, named } = await openSite(context, await open())
      const first = await add({ source_id: 'cms-1', category: 'a' })
      const { reply } = await app.send('documents.createText', {
        params,
        body: { title: 'Support hours', content: HOURS, source_id: 'cms-1' },
      })
      assert.equal(reply.status, 200)
      assert.deepEqual(reply.body, { ...first, unchanged: true })
      const moved = await add({ source_id: 'cms-1', category: 'b' })
      assert.deepEqual(
        [moved.version, moved.category, moved.unchanged],
        [1, 'b', false],
        'another category, no version',
      )
      const changed = await add({ source_id: 'cms-1', content: 'Support is closed.', batch_id: 'two' })
      assert.deepEqual(
        [changed.id, changed.version, changed.category, changed.batch_id, changed.indexed_version],
        [first.id, 2, 'b', 'two', 2],
      )
      assert.deepEqual(await found(), { [`${first.id} live`]: 'v2 1' })
      const off = await add({ source_id: 'cms-1', content: 'Support is closed.', status: 'draft' })
      assert.deepEqual([off.version, off.status, off.indexed_version], [2, 'draft', null])
      const still = await add({ source_id: 'cms-1', content: 'Support is open.' })
      assert.deepEqual([still.version, still.status], [3, 'draft'], 'what somebody took out of use stays so')
      assert.deepEqual(await found(), {})
      const other = await app.refused('documents.createQa', {
        params,
        body: { question: 'Open?', answer: 'Yes.', source_id: 'cms-1' },
      })
      assert.deepEqual([other.status, other.code], [409, 'CONFLICT'])
      const { versions, meta } = await app.call('documents.versions', { params: named(first) })
      assert.deepEqual([versions.map(({ version }) => version), meta.total], [[3, 2, 1], 3])
      assert.deepEqual(
        versions.map(({ origin, batch_id }) => [origin, batch_id]),
        [
          ['updated', null],
          ['updated', 'two'],
          ['created', null],
        ],
      )
    })

    test('of one name made by many at once is one document, and its last version is the one that is found', async (context) => {
      const { app, params, found, get, raw, named } = await openSite(context, await open())
      const contents = Array.from({ length: 12 }, (_, at) => `The lamp number ${at} shines.`)
      const made = await Promise.all(
        contents.map((content) =>
          app.call('documents.createText', { params, body: { title: 'Lamps', content, source_id: 'one' } }),
        ),
      )
      const [{ id }] = made as unknown as [Document]
      assert.deepEqual([...new Set(made.map((each) => each.id))], [id])
      assert.deepEqual(
        made.map(({ version }) => version).sort((one, other) => one - other),
        [...contents.map((_, at) => at + 1)],
      )
      const document = await get({ id })
      assert.deepEqual([document.version, document.indexed_version], [12, 12])
      assert.deepEqual(await found(), { [`${id} live`]: 'v12 1' })
      const { content } = await app.call('documents.version', { params: { ...named({ id }), version: '12' } })
      const [chunk] = await raw.all('select body from knowledge_chunk')
      assert.equal(chunk?.['body'], content)
    })

    test('answers a repeated call with what it said first, and is made once', async (context) => {
      const { app, params } = await openSite(context, await open())
      const body = { title: 'Support hours', content: HOURS }
      const headers = { 'idempotency-key': 'one' }
      const replies = await Promise.all(
        [1, 2, 3].map(() => app.send('documents.createText', { params, body, headers })),
      )
      const again = await app.send('documents.createText', { params, body, headers })
      assert.deepEqual(
        [again.reply.status, again.reply.headers.get('idempotent-replayed')],
        [201, 'true'],
        again.reply.text,
      )
      assert.ok(replies.some(({ reply }) => reply.text === again.reply.text))
      assert.equal((await app.call('documents.list', { params })).meta.total, 1)
    })

    test('is changed, rolled back and read again; nothing goes back', async (context) => {
      const { app, add, named, found, ready } = await openSite(context, await open())
      const document = await add({ source_id: 'one', batch_id: 'first' })
      const params = named(document)
      const update = (body: BodyOf<'documents.update'>) => app.call('documents.update', { params, body })
      await app.clock.advance(60_000)
      const changed = await update({ content: 'Support is closed on Monday.' })
      assert.deepEqual([changed.version, changed.indexed_version, changed.batch_id], [2, 2, null])
      assert.ok(changed.updated_at > changed.created_at)
      assert.deepEqual(await update({ title: 'Support hours', content: 'Support is closed on Monday.' }), changed)
      assert.deepEqual(await update({}), changed, 'nothing is asked for, and nothing done')
      const titled = await update({ title: 'Hours', category: 'support', status: 'draft' })
      assert.deepEqual(
        [titled.version, titled.title, titled.category, titled.status, titled.indexed_version],
        [3, 'Hours', 'support', 'draft', null],
      )
      assert.deepEqual(await found(), {})
      const used = await update({ status: 'active', category: null })
      assert.deepEqual([used.version, used.indexed_version, used.category], [3, 3, null])
      const back = await app.call('documents.rollback', { params, body: { version: 1 } })
      assert.deepEqual(
        [back.version, back.indexed_version, back.title, back.bytes],
        [4, 4, 'Support hours', HOURS.length],
      )
      const version = await app.call('documents.version', { params: { ...params, version: '4' } })
      assert.deepEqual([version.content, version.origin, version.origin_version], [HOURS, 'rollback', 1])
      assert.equal((await add({ source_id: 'one' })).unchanged, true, 'it says what its source says again')
      const retried = await app.call('documents.retry', { params })
      assert.deepEqual([retried.readiness, retried.step, retried.indexed_version], ['processing', 'waiting', 4])
      assert.deepEqual(
        [(await ready(document)).readiness, await found()],
        ['ready', { [`${document.id} live`]: 'v4 1' }],
      )
      assert.deepEqual((await app.refused('documents.rollback', { params, body: { version: 9 } })).param, 'version')
    })

    test('of a question is changed by its question and its answer', async (context) => {
      const { app, params, named, raw } = await openSite(context, await open())
      const body = { question: 'Can I return a lamp?', answer: 'Yes.\n\nWithin thirty days.' }
      const qa = await app.call('documents.createQa', { params, body })
      const update = (change: BodyOf<'documents.update'>) =>
        app.call('documents.update', { params: named(qa), body: change })
      const asked = await update({ question: 'May I send a lamp back?' })
      assert.deepEqual([asked.title, asked.version, asked.chunks], ['May I send a lamp back?', 2, 2])
      const leads = await raw.all('select kind, lead from knowledge_chunk order by position')
      assert.deepEqual(
        leads.map(({ kind, lead }) => [kind, lead]),
        [
          ['answer', asked.title],
          ['answer', asked.title],
        ],
      )
      assert.equal((await update({ answer: 'No.', title: 'Returns' })).title, 'Returns')
      assert.equal((await update({ question: 'Returns allowed?' })).title, 'Returns', 'a title that was given stays')
      assert.equal(
        (await app.refused('documents.update', { params: named(qa), body: { content: 'x' } })).param,
        'content',
      )
    })

    test('is refused with the field at fault, and nothing is written', async (context) => {
      const { app, params, add, raw } = await openSite(context, await open())
      const text = await add()
      const state = await raw.state()
      const cases: [Partial<Text>, string][] = [
        [{ title: ' ' }, 'title'],
        [{ title: 'x'.repeat(301) }, 'title'],
        [{ content: ' \n\t' }, 'content'],
        [{ content: 'x'.repeat(1_000_001) }, 'content'],
        [{ language: 'it' as 'en' }, 'language'],
        [{ status: 'ready' as 'draft' }, 'status'],
        [{ source_id: '' }, 'source_id'],
      ]
      for (const [body, param] of cases) {
        const input = { params, body: { title: 'T', content: 'C', ...body } }
        const refused = await app.refused('documents.createText', input)
        assert.deepEqual([refused.status, refused.param], [400, param], refused.message)
      }
      const tooLong = { params, body: { title: 'T', content: 'é'.repeat(600_000) } }
      assert.equal((await app.refused('documents.createText', tooLong)).status, 413)
      const input = { params: { ...params, document_id: text.id }, body: { question: 'Why?' } }
      assert.equal((await app.refused('documents.update', input)).param, 'question')
      assert.equal(await raw.state(), state)
    })

    test('keeps hostile text as it is, inert, and fields that are none of a body out of it', async (context) => {
      const { app, params, add, named } = await openSite(context, await open())
      const content = `<script>alert(1)</script> Lamps\u0007 and \ud800 \u202e halves.\u0000 $(rm) {{x}} ' or 1=1`
      const document = await add({
        title: '<b>Title</b>\u0007\nline',
        content,
        ...{ siteId: 'x', isExample: true, madeBy: 'x', sourceId: 'x' },
      })
      assert.deepEqual(
        [document.title, document.is_example, document.source_id, document.site_id],
        ['<b>Title</b> line', false, null, params.site_id],
      )
      const version = await app.call('documents.version', { params: { ...named(document), version: '1' } })
      assert.equal(version.content, `<script>alert(1)</script> Lamps  and \ufffd \u202e halves. $(rm) {{x}} ' or 1=1`)
    })
  })
})

describe('many documents', () => {
  eachSchema((_kind, open) => {
    test('are listed by page and by what they have in common', async (context) => {
      const { app, params, add } = await openSite(context, await open())
      const one = await add({ title: 'Öffnungszeiten 100%', category: 'a', batch_id: 'x', source_id: 's1' })
      const two = await add({ title: 'Preise_A', category: 'b', batch_id: 'x', status: 'draft' })
      const qa = await app.call('documents.createQa', {
        params,
        body: { question: 'Open?', answer: 'Yes.', category: 'a' },
      })
      const list = async (query: Record<string, string | number>) =>
        (await app.call('documents.list', { params, query })).documents.map(({ id }) => id)
      for (const [query, expected] of [
        [{}, [qa, two, one]],
        [{ category: 'a' }, [qa, one]],
        [{ batch_id: 'x' }, [two, one]],
        [{ batch_id: 'x', status: 'draft' }, [two]],
        [{ source_id: 's1' }, [one]],
        [{ type: 'qa' }, [qa]],
        [{ readiness: 'failed' }, []],
        [{ q: 'offnungs' }, [one]],
        [{ q: 'ÖFFNUNGSZEITEN' }, [one]],
        [{ q: '%' }, [one]],
        [{ q: '_' }, [two]],
        [{ q: "' or 1=1" }, []],
        [{ page: 2, per_page: 2 }, [one]],
        [{ page: 9 }, []],
      ] as const)
        assert.deepEqual(
          await list(query),
          expected.map(({ id }) => id),
          JSON.stringify(query),
        )
      const { meta } = await app.call('documents.list', { params, query: { per_page: 2 } })
      assert.deepEqual([meta.total, meta.total_pages], [3, 2])
    })

    test('are put into use and out of it, and deleted, with a result for each', async (context) => {
      const { app, params, add, found, raw } = await openSite(context, await open())
      const ids: string[] = []
      for (let at = 0; at < 5; at++)
        ids.push((await add({ title: `T ${at}`, batch_id: 'x', category: at < 2 ? 'a' : 'b', status: 'draft' })).id)
      const live = async () => Object.keys(await found()).map((key) => key.split(' ')[0])
      const bulk = (body: BodyOf<'documents.bulkStatus'>) => app.call('documents.bulkStatus', { params, body })
      const first = await bulk({ document_ids: [ids[1]!, 'doc_none', ids[0]!, ids[1]!], status: 'active' })
      assert.deepEqual(first, {
        results: [
          { document_id: ids[1], result: 'done' },
          { document_id: 'doc_none', result: 'not_found' },
          { document_id: ids[0], result: 'done' },
        ],
        done: 2,
        has_more: false,
      })
      assert.deepEqual((await live()).sort(), ids.slice(0, 2))
      const again = await bulk({ document_ids: ids.slice(0, 3), status: 'active' })
      assert.deepEqual(
        again.results.map(({ result }) => result),
        ['unchanged', 'unchanged', 'done'],
      )
      await bulk({ batch_id: 'x', category: 'b', status: 'active' })
      assert.equal((await live()).length, 5)
      const none = await bulk({ batch_id: 'x', status: 'active' })
      assert.deepEqual([none.results, none.has_more], [[], false])
      await bulk({ batch_id: 'x', status: 'draft' })
      assert.deepEqual(await live(), [])
      for (const body of [{}, { document_ids: ids, batch_id: 'x' }])
        assert.equal((await app.refused('documents.bulkDelete', { params, body })).param, 'document_ids')
      await bulk({ batch_id: 'x', status: 'active' })
      const gone = await app.call('documents.bulkDelete', { params, body: { category: 'a' } })
      assert.deepEqual(
        gone.results.map(({ document_id }) => document_id),
        ids.slice(0, 2),
      )
      await app.call('documents.bulkDelete', { params, body: { document_ids: ids } })
      for (const table of ['document', 'document_version', 'knowledge_chunk', 'knowledge_term'])
        assert.deepEqual(await raw.all(`select * from ${table}`), [], table)
    })

    test('beyond what one call takes are taken by the next', async (context) => {
      const { app, params, add, raw } = await openSite(context, await open())
      await add({ batch_id: 'x' })
      // As many as are not made one by one.
      const columns = (await raw.all('select * from document')).flatMap((row) => Object.keys(row))
      const others = columns.filter((name) => name !== 'id').join(', ')
      const copies = Array.from({ length: 501 }, (_, at) => `doc_${String(at).padStart(26, '0')}`)
      for (const id of copies)
        await raw.all(
          `insert into document (id, ${others}) select '${id}', ${others} from document where id not like 'doc_00000%' limit 1`,
        )
      const first = await app.call('documents.bulkDelete', { params, body: { batch_id: 'x' } })
      assert.deepEqual([first.done, first.has_more], [500, true])
      const second = await app.call('documents.bulkDelete', { params, body: { batch_id: 'x' } })
      assert.deepEqual([second.done, second.has_more], [2, false])
    })

    test('that are long follow by jobs when they are put into use together', async (context) => {
      const { add, app, params, ready, found } = await openSite(context, await open())
      const big = 'The lamp shines at night. '.repeat(38_000)
      const made = [await add({ content: big, status: 'draft' }), await add({ content: `${big}!`, status: 'draft' })]
      for (const each of made) await ready(each)
      await app.call('documents.bulkStatus', {
        params,
        body: { document_ids: made.map(({ id }) => id), status: 'active' },
      })
      const done = [await ready(made[0]!), await ready(made[1]!)]
      assert.deepEqual(
        done.map(({ indexed_version }) => indexed_version),
        [1, 1],
      )
      assert.equal(Object.keys(await found()).length, 2)
    })

    test('need the scope, and a site and a document of the caller', async (context) => {
      const { app, params, add, named } = await openSite(context, await open())
      const document = await add()
      const reader = await app.keyWith({ scopes: ['documents:read'] })
      const writer = await app.keyWith({ scopes: ['documents:write'] })
      assert.equal((await app.call('documents.list', { params, key: reader })).meta.total, 1)
      const body = { title: 'T', content: 'C' }
      assert.equal((await app.refused('documents.createText', { params, body, key: reader })).code, 'FORBIDDEN')
      await app.call('documents.createText', { params, body, key: writer })
      assert.equal((await app.refused('documents.get', { params: named(document), key: writer })).status, 403)
      const other = await app.anotherWorkspace()
      const [theirs] = (await app.call('sites.list', { key: other.key })).sites
      const unknown = { site_id: 'site_01KPK2BYJ0V7P9WCE000000000' }
      assert.equal((await app.refused('documents.list', { params: unknown })).status, 404)
      const denied = await app.refused('documents.list', { params, key: other.key })
      assert.deepEqual([denied.status, denied.type], [403, 'site_access_denied'])
      const through = { site_id: theirs!.id, document_id: document.id }
      assert.equal((await app.refused('documents.get', { params: through, key: other.key })).status, 404)
      const second = await app.call('sites.create', { body: { name: 'Second' } })
      for (const id of ['documents.get', 'documents.delete', 'documents.versions', 'documents.retry'] as const)
        assert.equal(
          (await app.refused(id, { params: { site_id: second.id, document_id: document.id } })).status,
          404,
          id,
        )
      const elsewhere = { params: { site_id: second.id }, body: { document_ids: [document.id] } }
      const { results } = await app.call('documents.bulkDelete', elsewhere)
      assert.deepEqual(results, [{ document_id: document.id, result: 'not_found' }])
      await app.call('documents.get', { params: named(document) })
    })
  })
})

describe('a site', () => {
  eachSchema((_kind, open) => {
    test('is made, changed and listed, with how many documents it has', async (context) => {
      const { app, add, site } = await openSite(context, await open())
      await add()
      await add({ title: 'Two', status: 'draft' })
      // The first site's id was made by another process.
      await app.clock.advance(1_000)
      const made = await app.call('sites.create', { body: { name: ' Lumen ', language: 'pt' } })
      assert.deepEqual([made.name, made.language, made.synonyms, made.documents.total], ['Lumen', 'pt', [], 0])
      const { sites, meta } = await app.call('sites.list')
      assert.deepEqual([sites.map(({ id }) => id), meta.total], [[made.id, site.id], 2])
      assert.deepEqual(sites[1]?.documents, { total: 2, draft: 1, active: 1, processing: 0, ready: 2, failed: 0 })
      const params = { site_id: made.id }
      const changed = await app.call('sites.update', {
        params,
        body: { synonyms: [['lamp', ' light  fixture ', 'lamp']], least_support: 0.7, language: null },
      })
      assert.deepEqual(
        [changed.name, changed.language, changed.synonyms, changed.least_support],
        ['Lumen', null, [['lamp', 'light fixture']], 0.7],
      )
      assert.deepEqual(await app.call('sites.get', { params }), changed)
      for (const [body, param] of [
        [{ name: ' ' }, 'name'],
        [{ name: 'a\nb' }, 'name'],
        [{ synonyms: [['lamp', ' lamp']] }, 'synonyms[0]'],
        [{ synonyms: [['lamp', ' ']] }, 'synonyms[0]'],
        [{ synonyms: [['lamp']] }, 'synonyms[0]'],
        [{ least_support: 1.5 }, 'least_support'],
      ] as const)
        assert.equal((await app.refused('sites.update', { params, body })).param, param, JSON.stringify(body))
      assert.deepEqual(await app.call('sites.get', { params }), changed, 'a refusal changes nothing')
    })

    test('is one of a hundred at most', async (context) => {
      const { app } = await openSite(context, await open())
      const made = await Promise.all(
        Array.from({ length: 101 }, (_, at) => app.send('sites.create', { body: { name: `Site ${at}` } })),
      )
      assert.equal(made.filter(({ reply }) => reply.status === 201).length, 99)
      assert.equal((await app.refused('sites.create', { body: { name: 'More' } })).type, 'site_limit_reached')
    })
  })
})
