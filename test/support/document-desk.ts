// The documents of one site over a real database, without HTTP: what reads files and fetches pages, and who decides about
// batches, is the test's.
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'

import type { AcceptedDocument } from '@posthorn/contract'

import { AnsweredCalls, setUpWorkspace } from '../../packages/server/src/domain/access/index.ts'
import {
  createDocuments,
  documentById,
  type Document,
  everybodys,
  type NewContent,
  type NewDocument,
  type ShelfOf,
} from '../../packages/server/src/domain/documents/index.ts'
import type { FileReader, PageFetcher } from '../../packages/server/src/domain/documents/port.ts'
import { createJobs, Engine } from '../../packages/server/src/engine/index.ts'
import type { Call, Caller } from '../../packages/server/src/kernel/call.ts'
import { silentLog } from '../../packages/server/src/kernel/log.ts'
import { createNewId } from '../../packages/server/src/kernel/new-id.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import { createSecretBox, masterKey } from '../../packages/server/src/kernel/secret-box.ts'
import { migrate } from '../../packages/server/src/store/index.ts'
import type { OpenedDatabase } from './each-database.ts'
import { FakeClock } from './fake-clock.ts'
import { openNode } from './open-node.ts'

/** What is left out is not reached by the test. */
export interface Desk {
  readonly read?: FileReader['read']
  readonly fetch?: PageFetcher['fetch']
  readonly shelfOf?: ShelfOf
}

/** A document, as whoever knows its site gives it. */
type Given = NewContent & Partial<Pick<NewDocument, 'category' | 'status' | 'sourceId' | 'batchId' | 'isExample'>>

const PATIENCE_MS = 20_000

export async function openDesk(test: TestContext, database: OpenedDatabase, desk: Desk = {}) {
  const clock = new FakeClock()
  const newId = createNewId(clock, systemRandom)
  const store = await openNode(database)
  await migrate(store, clock.now())
  const setUp = await setUpWorkspace({ store, clock, newId, random: systemRandom }, { another: true })
  assert.ok('workspaceId' in setUp)
  const { workspaceId, siteId } = setUp
  const box = createSecretBox([masterKey(systemRandom.bytes(32))], systemRandom)
  const { write } = new AnsweredCalls(store, clock, box)
  const engine = new Engine({ store, clock, log: silentLog })
  const jobs = createJobs(engine, { store, clock, newId, log: silentLog })
  const never = () => assert.fail('it is not reached')
  const documents = createDocuments({
    ...{ store, clock, newId, jobs, write, log: silentLog },
    reader: { read: desk.read ?? never },
    fetcher: { fetch: desk.fetch ?? never },
    vetUrl: never,
    shelfOf: desk.shelfOf ?? everybodys,
  })
  await engine.start()
  documents.start()
  test.after(async () => {
    documents.stop()
    await engine.stop(1_000)
    await store.close()
    await database.cleanUp()
  })
  const site = { workspaceId, siteId }
  const caller = { workspaceId, keyId: 'key' } as Caller
  const get = async (id: string): Promise<Document> =>
    (await documentById(store.read, site, id)) ?? assert.fail(`${id} is gone`)
  /** Lets what is due happen until the condition holds. */
  const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
    const since = performance.now()
    while (!(await holds())) {
      assert.ok(performance.now() - since < PATIENCE_MS, `waited in vain for ${what}`)
      await clock.advance(0)
    }
  }
  return {
    ...{ store, clock, documents, site, get, until, deps: { store, clock, jobs } },
    call: (params: object, body: object = {}) => ({ caller, once: null, params, body, query: {} }) as unknown as Call,
    add: async (document: Given): Promise<AcceptedDocument> => {
      const answer = await documents.accept({ caller, once: null }, { ...document, siteId })
      return answer.body as AcceptedDocument
    },
    ready: async (id: string): Promise<Document> => {
      await until(`${id} to be read`, async () => (await get(id)).readiness !== 'processing')
      return get(id)
    },
    /** Lets all jobs be done. */
    idle: () => until('all jobs to be done', async () => (await store.read.all('select id from job')).length === 0),
    /** What stands where: `shelf: vN text`, one for each chunk. */
    shelves: async (id: string): Promise<string[]> => {
      const rows = await store.read.all<{ shelf: string; version: number; body: string }>(
        'select shelf, version, body from knowledge_chunk where document_id = $1 order by shelf, position',
        [id],
      )
      return rows.map(({ shelf, version, body }) => `${shelf}: v${version} ${body}`)
    },
    /** How often the shelves say this term, as the index counts; it must be as often as their chunks do. */
    counted: async (): Promise<void> => {
      const counts = await store.read.all<{ shelf: string; term: string; chunks: number }>(
        'select shelf, term, chunks from knowledge_term order by shelf, term',
      )
      const chunks = await store.read.all<{ shelf: string; words: string }>('select shelf, words from knowledge_chunk')
      const real = new Map<string, number>()
      for (const { shelf, words } of chunks)
        for (const term of new Set(words.split(' ').slice(1)))
          real.set(`${shelf} ${term}`, (real.get(`${shelf} ${term}`) ?? 0) + 1)
      assert.deepEqual(
        counts.map(({ shelf, term, chunks: said }) => `${shelf} ${term} ${said}`).sort(),
        [...real].map(([name, count]) => `${name} ${count}`).sort(),
      )
    },
  }
}
