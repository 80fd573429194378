// How fast 10,000 documents are indexed and asked: node evaluation/speed.ts [documents] [--postgres]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { answerQuestion } from '../packages/server/src/domain/chat/index.ts'
import { LIVE, makeChunks, replaceChunks } from '../packages/server/src/domain/knowledge/index.ts'
import { migrate, type Store } from '../packages/server/src/store/index.ts'
import { openNode } from '../test/support/open-node.ts'
import { startPostgresServer } from '../test/support/postgres-server.ts'
import { documentMaker } from './made-documents.ts'

const DOCUMENTS = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 10_000)
const IN_ONE_TRANSACTION = 50
const SITE = { workspaceId: 'ws_speed', siteId: 'site_speed' }

const { makeDocument, set } = documentMaker()

async function build(store: Store): Promise<void> {
  let chunks = 0
  const since = performance.now()
  for (let from = 0; from < DOCUMENTS; from += IN_ONE_TRANSACTION)
    await store.transaction(async (tx) => {
      for (let at = from; at < Math.min(from + IN_ONE_TRANSACTION, DOCUMENTS); at++) {
        const { title, source } = makeDocument()
        const made = makeChunks(source, { title, language: 'en' })
        chunks += made.length
        await replaceChunks(tx, { ...SITE, documentId: `doc_${at}`, version: 1, title, shelf: LIVE }, made)
      }
    })
  const seconds = (performance.now() - since) / 1000
  console.log(
    `${DOCUMENTS} documents, ${chunks} chunks in ${seconds.toFixed(1)} s: ${(DOCUMENTS / seconds).toFixed(0)} documents/s`,
  )
}

async function ask(store: Store): Promise<void> {
  const times: number[] = []
  const questions = set.questions.filter(({ split }) => split === 'tune')
  for (const { question } of [...questions.slice(0, 20), ...questions]) {
    const since = performance.now()
    await answerQuestion(store.read, {
      ...SITE,
      shelves: [LIVE],
      text: question,
      language: 'en',
      answerIn: null,
      synonyms: set.synonyms,
    })
    times.push(performance.now() - since)
  }
  // The first ones find nothing in memory yet.
  const sorted = times.slice(20).sort((one, other) => one - other)
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)
  console.log(`${sorted.length} questions: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`)
}

const dataDir = mkdtempSync(join(tmpdir(), 'posthorn-speed-'))
const server = process.argv.includes('--postgres') ? await startPostgresServer() : null
const store = await openNode({ dataDir, ...(server && { databaseUrl: server.url }) }, { serving: false })
try {
  await migrate(store, 1)
  await store.transaction((tx) =>
    tx.run(
      "insert into workspace (id, name, plan, owner_emails, created_at, updated_at) values ('ws_speed', 'Speed', 'free', '[]', 1, 1)",
    ),
  )
  await build(store)
  await ask(store)
} finally {
  await store.close()
  await server?.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
