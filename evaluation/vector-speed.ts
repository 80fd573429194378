import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '/work/w-models/packages/server/src/store/index.ts'
import { createNearestVectors } from '/work/w-models/packages/server/src/domain/knowledge/nearest-vectors.ts'
import { addVectors } from '/work/w-models/packages/server/src/domain/knowledge/store-meaning.ts'
import { unitOf, cosineOf } from '/work/w-models/packages/server/src/domain/knowledge/vector.ts'
import { systemClock } from '/work/w-models/packages/server/src/kernel/clock.ts'
import { openNode } from '/work/w-models/test/support/open-node.ts'
import { startPostgresServer } from '/work/w-models/test/support/postgres-server.ts'
const N = 80_000, D = 1024, SET = { workspaceId: 'ws_ONE', siteId: 'site_ONE', model: 'm' }
const dataDir = mkdtempSync(join(tmpdir(), 'vb-'))
const server = process.argv.includes('--postgres') ? await startPostgresServer() : null
const store = await openNode({ dataDir, ...(server && { databaseUrl: server.url }) }, { serving: false })
await migrate(store, 1)
await store.transaction((tx) => tx.run("insert into workspace (id, name, plan, owner_emails, created_at, updated_at) values ('ws_ONE', 'W', 'free', '[]', 1, 1)"))
let s = 7; const next = () => ((s = (Math.imul(s, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1)
const topics = Array.from({ length: 400 }, () => Float32Array.from({ length: D }, next))
const make = (n: number) => { const t = topics[n % 400]!; return unitOf(t.map((v) => v + 0.8 * next())) }
const all: Float32Array[] = []
let since = performance.now()
for (let n = 0; n < N; n += 500) {
  const rows = Array.from({ length: 500 }, (_, k) => { const vector = make(n + k); all.push(vector); return { ...SET, hash: `h${n + k}`, vector } })
  await store.transaction((tx) => addVectors(tx, { model: 'm', madeAt: 1 }, rows))
}
console.log('written', ((performance.now() - since) / 1000).toFixed(1), 's')
const nearest = createNearestVectors({ read: store.read, clock: systemClock })
const times: number[] = []; let hits = 0
for (let q = 0; q < 31; q++) {
  const vector = make(q * 13)
  since = performance.now()
  const found = new Set((await nearest(SET, vector, 200)).map(({ hash }) => hash))
  times.push(performance.now() - since)
  if (q < 11) { const exact = all.map((o, n) => [cosineOf(vector, o), n] as const).sort((a, b) => b[0] - a[0]).slice(0, 40); hits += exact.filter(([, n]) => found.has(`h${n}`)).length }
}
const [first, ...rest] = times; rest.sort((a, b) => a - b)
console.log(`first ${first!.toFixed(0)} ms, then p50 ${rest[15]!.toFixed(1)} p95 ${rest[28]!.toFixed(1)} ms; of the 40 nearest found ${(hits / 440 * 100).toFixed(1)} %; rss ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB (with the copies of this measurement)`)
await store.close(); await server?.stop(); rmSync(dataDir, { recursive: true })
