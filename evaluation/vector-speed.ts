// How fast the nearest of many vectors are found: node evaluation/vector-speed.ts [vectors] [--postgres]
//
// Vectors of 1,024 numbers in heaps, as those of texts about some topics are. Speed does not depend on what they stand for;
// how many of the nearest are found does, and with a real model's vectors it will be another share.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createNearestVectors } from '../packages/server/src/domain/knowledge/nearest-vectors.ts'
import { addVectors, lookAtVectorsAnew } from '../packages/server/src/domain/knowledge/store-meaning.ts'
import { cosineOf, unitOf } from '../packages/server/src/domain/knowledge/vector.ts'
import { systemClock } from '../packages/server/src/kernel/clock.ts'
import { migrate, type Store } from '../packages/server/src/store/index.ts'
import { openNode } from '../test/support/open-node.ts'
import { startPostgresServer } from '../test/support/postgres-server.ts'

const VECTORS = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 80_000)
const DIMENSIONS = 1_024
const TOPICS = 400
const QUESTIONS = 30
/** Of so many questions everything is compared as well. */
const CHECKED = 10
const WANTED = 40
const SET = { workspaceId: 'ws_speed', siteId: 'site_speed', model: 'made-up' }

let state = 7
const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1
const topics = Array.from({ length: TOPICS }, () => Float32Array.from({ length: DIMENSIONS }, next))
const made = (n: number): Float32Array =>
  unitOf((topics[n % TOPICS] as Float32Array).map((value) => value + 0.8 * next()))

async function fill(store: Store): Promise<Float32Array[]> {
  const all: Float32Array[] = []
  await store.transaction((tx) =>
    tx.run(
      "insert into workspace (id, name, plan, owner_emails, created_at, updated_at) values ('ws_speed', 'Speed', 'free', '[]', 1, 1)",
    ),
  )
  const since = performance.now()
  while (all.length < VECTORS) {
    const rows = Array.from({ length: Math.min(500, VECTORS - all.length) }, (_, k) => {
      const n = all.length + k
      return { ...SET, hash: `text_${n}`, vector: made(n) }
    })
    all.push(...rows.map(({ vector }) => vector))
    await store.transaction((tx) => addVectors(tx, { model: SET.model, madeAt: 1 }, rows))
  }
  await store.transaction((tx) => lookAtVectorsAnew(tx))
  console.log(
    `${VECTORS} vectors of ${DIMENSIONS} numbers written in ${((performance.now() - since) / 1000).toFixed(1)} s`,
  )
  return all
}

async function ask(store: Store, all: readonly Float32Array[]): Promise<void> {
  const nearest = createNearestVectors({ read: store.read, clock: systemClock })
  const times: number[] = []
  let found = 0
  for (let question = 0; question <= QUESTIONS; question++) {
    const vector = made(question * 13)
    const since = performance.now()
    const texts = new Set((await nearest(SET, vector, 200)).map(({ hash }) => hash))
    times.push(performance.now() - since)
    if (question >= CHECKED) continue
    const exact = all
      .map((other, n) => ({ hash: `text_${n}`, similarity: cosineOf(vector, other) }))
      .sort((one, other) => other.similarity - one.similarity)
    found += exact.slice(0, WANTED).filter(({ hash }) => texts.has(hash)).length
  }
  const [first = 0, ...rest] = times
  const sorted = rest.sort((one, other) => one - other)
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)
  const share = ((found / CHECKED / WANTED) * 100).toFixed(1)
  console.log(`first question ${first.toFixed(0)} ms (reads the signs); then p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
  console.log(`of the ${WANTED} nearest ${share} % are found`)
}

const dataDir = mkdtempSync(join(tmpdir(), 'posthorn-vectors-'))
const server = process.argv.includes('--postgres') ? await startPostgresServer() : null
const store = await openNode({ dataDir, ...(server && { databaseUrl: server.url }) }, { serving: false })
try {
  await migrate(store, 1)
  await ask(store, await fill(store))
} finally {
  await store.close()
  await server?.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
