// What a 201 promises: the document is there, and is read, whatever happens to the process that said so. A real server in a
// process of its own, killed while it accepts, reads and indexes long texts.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import type { AcceptedDocument, Document, DocumentPage } from '@posthorn/contract'

import { eachDatabase, type OpenedDatabase } from '../support/each-database.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { type ServerProcess, setUp, startServer } from '../support/start-server.ts'

/** Milliseconds after the first 201: before, while and after its text is cut and put on the shelf. */
const KILLS_AFTER_MS = [0, 30, 120]
const AT_ONCE = 2
/** More than 50,000 characters, so that they are read by jobs; each part is a chunk. */
const PARTS = 1_100
const PATIENCE_MS = 120_000

const textOf = (name: string): string =>
  Array.from({ length: PARTS }, (_, at) => `## Part ${at}\n\nThe lamp ${name} ${at} shines for ${at + 1} hours.`).join(
    '\n\n',
  )

/** Documents that a dead server was still reading. */
async function inWork(database: OpenedDatabase): Promise<number> {
  const raw = await RawDatabase.open(database)
  const rows = await raw.all("select id from document where readiness = 'processing'")
  await raw.close()
  return rows.length
}

describe('a document that was accepted', () => {
  eachDatabase((_kind, open) => {
    test('is read to its end with one set of chunks, whenever the server dies', async (context) => {
      const database = { ...(await open()), env: { POSTHORN_EXAMPLE: 'false' } }
      const { api_key: key, site_id: siteId } = await setUp(database)
      let server: ServerProcess = await startServer(database)
      context.after(() => server.kill())
      const call = async <Reply>(method: string, path: string, body?: object): Promise<Reply> => {
        const response = await fetch(`${server.url}/api/v1/m2m/sites/${siteId}${path}`, {
          method,
          headers: { 'x-api-key': key, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        const text = await response.text()
        assert.ok(response.status < 300, text)
        return JSON.parse(text) as Reply
      }
      const add = (name: string) =>
        call<AcceptedDocument>('POST', '/documents/text', { title: name, content: textOf(name), source_id: name })

      const accepted = new Map<string, string>()
      let cut = 0
      for (const [round, ms] of KILLS_AFTER_MS.entries()) {
        const names = Array.from({ length: AT_ONCE }, (_, at) => `r${round}-${at}`)
        const sent = names.map((name) =>
          add(name).then(
            ({ id }) => void accepted.set(name, id),
            () => undefined,
          ),
        )
        await Promise.race(sent)
        await pause(ms)
        await server.kill()
        await Promise.all(sent)
        cut += await inWork(database)
        server = await startServer(database)
        // Whoever was not answered sends it again: it is made, or it says that it is there.
        for (const name of names) {
          const { id } = await add(name)
          assert.equal(id, accepted.get(name) ?? id, 'what was answered was kept')
          accepted.set(name, id)
        }
      }
      const all = async (): Promise<Document[]> =>
        (await call<DocumentPage>('GET', '/documents?per_page=100')).documents
      const givenUpAt = performance.now() + PATIENCE_MS
      while ((await all()).some(({ readiness }) => readiness === 'processing')) {
        assert.ok(performance.now() < givenUpAt, 'waited in vain for documents to be read')
        await pause(50)
      }
      const documents = await all()
      assert.deepEqual(documents.map(({ source_id }) => source_id).sort(), [...accepted.keys()].sort())
      for (const { readiness, indexed_version, version } of documents)
        assert.deepEqual([readiness, indexed_version, version], ['ready', 1, 1])
      assert.ok(cut > 0, 'at least one was killed while it was read')

      const raw = await RawDatabase.open(database)
      context.after(() => raw.close())
      const chunks = await raw.all(
        'select document_id, count(*) as chunks, count(distinct position) as places from knowledge_chunk group by document_id',
      )
      const byId = new Map(documents.map((document) => [document.id, document]))
      assert.equal(chunks.length, documents.length)
      for (const row of chunks)
        assert.deepEqual(
          [Number(row['chunks']), Number(row['places'])],
          [byId.get(String(row['document_id']))?.chunks, PARTS],
        )
      const [lamp] = await raw.all("select chunks from knowledge_term where term = 'lamp'")
      assert.equal(Number(lamp?.['chunks']), documents.length * PARTS, 'each is counted once')
    })
  })
})
