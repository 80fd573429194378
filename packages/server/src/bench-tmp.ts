import { mkdtempSync } from 'node:fs'
import { createJobs, Engine } from './engine/index.ts'
import { silentLog } from './kernel/log.ts'
import { createNewId } from './kernel/new-id.ts'
import { systemClock as clock } from './kernel/clock.ts'
import { systemRandom } from './kernel/random.ts'
import { createSimulator } from './providers/simulator/index.ts'
import { migrate, openStore } from './store/index.ts'
import { setUpWorkspace } from './domain/access/index.ts'
import { createRecordEvents } from './domain/events/index.ts'
import { createMessages } from './domain/messages/index.ts'
const newId = createNewId(clock, systemRandom)
const store = await openStore({
  dataDir: mkdtempSync('/tmp/b-'),
  databaseUrl: process.env.PGURL ?? null,
  poolSize: 4,
  newId,
  log: silentLog,
  serving: true,
})
await migrate(store, clock.now())
const setUp: any = await setUpWorkspace({ store, clock, newId, random: systemRandom }, { another: true })
const engine = new Engine({ store, clock, log: silentLog })
const jobs = createJobs(engine, { store, clock, newId, log: silentLog })
const recordEvents = createRecordEvents({ clock, newId, fanOut: async () => {} })
const sim = createSimulator({ reportAfterMs: 500, lateAfterMs: 1000, throttleMs: 100 })
const m = createMessages({
  store,
  clock,
  newId,
  log: silentLog,
  engine,
  jobs,
  recordEvents,
  saveAnswers: async (_t: any, i: any) => new Set(i) as any,
  carriers: { sms: sim, email: sim, whatsapp: sim },
  testCarrier: sim,
  callbackWebhook: async () => '',
  vetCallbackUrl: async () => ({ ok: true }),
  defaultFrom: 'a@b.example',
})
await engine.start()
const caller = { workspaceId: setUp.workspaceId, simulated: false } as any
const N = 20000
for (const [what, to] of [
  ['new contacts', (i: number) => `+55119${10000000 + i}`],
  ['known contacts', (i: number) => `+55119${10000000 + i}`],
] as const) {
  const c0 = store.grouped.figures.commits
  const t = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: 256 }, async () => {
      for (;;) {
        const i = next++
        if (i >= N) return
        await m.routes['sms.send']({ body: { to: to(i), message: 'Your code is ' + i }, caller, once: null } as any)
      }
    }),
  )
  const acc = performance.now() - t
  for (;;) {
    const [r]: any = await store.read.all(
      'select (select count(*) from message where due_at is not null) as m, (select count(*) from job where due_at is not null) as j, (select count(*) from message where state = $1) as s',
      ['delivered'],
    )
    if (Number(r.m) + Number(r.j) === 0) break
    await new Promise((r) => setTimeout(r, 50))
  }
  const all = performance.now() - t
  console.log(
    what,
    `accepted ${((N / acc) * 1000).toFixed(0)}/s, delivered ${((N / all) * 1000).toFixed(0)}/s, commits ${store.grouped.figures.commits - c0}`,
  )
}
const plan = await store.read
  .all(`explain query plan select id from contact where (workspace_id, phone) in (values ($1,$2),($3,$4))`, [
    'a',
    'b',
    'c',
    'd',
  ])
  .catch(() => [])
console.log(plan)
console.log(
  await store.read
    .all(`explain query plan select id from message where id in (select value from json_each('["a"]')) order by id`)
    .catch(() => []),
)
await engine.stop(1000)
await store.close()
