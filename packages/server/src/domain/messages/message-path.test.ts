import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type BodyOf, events, type RouteId } from '@posthorn/contract'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

import { eachDatabase, type OpenedDatabase } from '../../../../../test/support/each-database.ts'
import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { createJobs, Engine } from '../../engine/index.ts'
import type { Answer, Call, Caller } from '../../kernel/call.ts'
import { silentLog } from '../../kernel/log.ts'
import { createNewId } from '../../kernel/new-id.ts'
import { systemRandom } from '../../kernel/random.ts'
import { createSecretBox, masterKey } from '../../kernel/secret-box.ts'
import { createSimulator } from '../../providers/simulator/index.ts'
import { migrate, openStore, type Store } from '../../store/index.ts'
import { AnsweredCalls, setUpWorkspace } from '../access/index.ts'
import { createRecordEvents, type RecordedEvent } from '../events/index.ts'
import { createMessages } from './index.ts'
import type { Carrier } from './port.ts'

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)

interface HistoryRow {
  message_id: string
  status: string
  applied: number
}

/** One Posthorn without its HTTP: the module over a real database, a clock that the test moves, and the simulator. */
async function openScenario(database: OpenedDatabase, options: { carrier?: Carrier; clock?: FakeClock } = {}) {
  const clock = options.clock ?? new FakeClock()
  const newId = createNewId(clock, systemRandom)
  const storeOptions = { dataDir: database.dataDir, databaseUrl: database.databaseUrl ?? null, poolSize: 4, newId, log: silentLog }
  const store = await openStore({ ...storeOptions, serving: true })
  await migrate(store, clock.now())
  const setUp = await setUpWorkspace({ store, clock, newId, random: systemRandom }, { another: true })
  assert.ok('workspaceId' in setUp)
  const box = createSecretBox([masterKey(systemRandom.bytes(32))], systemRandom)
  const engine = new Engine({ store, clock, log: silentLog })
  const jobs = createJobs(engine, { store, clock, newId, log: silentLog })
  const fanned: RecordedEvent[] = []
  const recordEvents = createRecordEvents({ clock, newId, fanOut: async (_tx, recorded) => void fanned.push(...recorded) })
  const simulator = createSimulator()
  const carrier = options.carrier ?? simulator
  const messages = createMessages({
    store,
    clock,
    newId,
    log: silentLog,
    engine,
    jobs,
    recordEvents,
    saveAnswers: new AnsweredCalls(store, clock, box).save,
    carriers: { sms: carrier, email: carrier, whatsapp: carrier },
    testCarrier: simulator,
    callbackWebhook: async (_tx, workspaceId, url) => `webhook of ${workspaceId} for ${url}`,
    vetCallbackUrl: async (url) => (url.startsWith('https://') ? { ok: true } : { ok: false, message: 'Use https.' }),
    defaultFrom: 'no-reply@posthorn.example',
  })
  const scenario = {
    store,
    clock,
    engine,
    jobs,
    messages,
    fanned,
    workspaceId: setUp.workspaceId,
    start: () => engine.start(),
    call<Id extends RouteId>(parts: Partial<Call<Id>>, caller: Partial<Caller> = {}): Call<Id> {
      const who = { workspaceId: setUp.workspaceId, keyId: 'key', keyName: '', environment: '', scopes: [], canonicalScopes: [] }
      return { requestId: '', once: null, caller: { ...who, simulated: false, ...caller }, ...parts } as Call<Id>
    },
    async sendSms(body: BodyOf<'sms.send'>, parts: Partial<Call<'sms.send'>> = {}) {
      return dataOf(await messages.routes['sms.send'](scenario.call<'sms.send'>({ body, ...parts })))
    },
    async sendEmail(body: BodyOf<'email.send'>) {
      return dataOf(await messages.routes['email.send'](scenario.call<'email.send'>({ body })))
    },
    async sendWhatsApp(body: BodyOf<'whatsapp.send'>) {
      return dataOf(await messages.routes['whatsapp.send'](scenario.call<'whatsapp.send'>({ body })))
    },
    async status(id: string) {
      const params = { message_id: id } as never
      const name = id.startsWith('sms') ? 'sms.status' : id.startsWith('eml') ? 'email.status' : 'whatsapp.message'
      return dataOf(await messages.routes[name](scenario.call({ params }) as never))
    },
    /** Types of the workspace's events in order, each checked against the contract. */
    async events(): Promise<string[]> {
      const rows = await store.read.all<{ type: string; raw: string }>('select type, raw from event order by id')
      for (const { type, raw } of rows) {
        const { data } = JSON.parse(raw) as { data: object }
        assert.ok(ajv.validate(events[type as 'sms.sent'].data, data), `${type}: ${ajv.errorsText()} ${raw}`)
      }
      return rows.map(({ type }) => type)
    },
    async eventData(type: string): Promise<Record<string, unknown>[]> {
      const rows = await store.read.all<{ raw: string }>('select raw from event where type = $1 order by id', [type])
      return rows.map(({ raw }) => (JSON.parse(raw) as { data: Record<string, unknown> }).data)
    },
    async history(): Promise<string[]> {
      const rows = await store.read.all<HistoryRow>('select message_id, status, applied from message_status order by id')
      return rows.map(({ status, applied }) => (applied === 1 ? status : `(${status})`))
    },
    /** Lets time pass, in steps, until something is so. */
    async until(isSo: () => Promise<boolean>, stepMs = 100): Promise<void> {
      for (let turn = 0; turn < 3_000; turn++) {
        if (await isSo()) return
        await clock.advance(stepMs)
      }
      assert.fail(`it never came about: ${String(isSo)}`)
    },
    /** Lets time pass until nothing is left to do, now or later. */
    quiet: (stepMs = 100) => scenario.until(async () => (await unfinished(store)) === 0, stepMs),
    async close() {
      await engine.stop(5_000)
      await store.close()
    },
  }
  return scenario
}

async function unfinished(store: Store): Promise<number> {
  const [row] = await store.read.all<{ left: number }>(
    'select (select count(*) from message where due_at is not null) + (select count(*) from job where due_at is not null) as left',
  )
  return Number(row?.left)
}

function dataOf(answer: Answer): Record<string, unknown> {
  return (answer.body as { data: Record<string, unknown> }).data
}

eachDatabase((_kind, open) => {
  test('an SMS is answered at once, sent, delivered, and told about', async () => {
    const scenario = await openScenario(await open())
    await scenario.start()
    const answer = await scenario.messages.routes['sms.send'](
      scenario.call<'sms.send'>({ body: { to: '+55 (11) 99999-9999', message: 'Your code is 482913' } }),
    )
    assert.equal(answer.status, 201)
    const sent = dataOf(answer)
    assert.equal(sent['status'], 'queued')
    assert.equal(sent['to'], '+5511999999999')
    await scenario.quiet()
    const { status, sent_at: sentAt, delivered_at: deliveredAt, ...rest } = await scenario.status(String(sent['id']))
    assert.equal(status, 'delivered')
    assert.ok(sentAt !== null && deliveredAt !== null)
    assert.equal(rest['error_code'], null)
    assert.deepEqual(await scenario.events(), ['contact.created', 'conversation.created', 'sms.sent', 'sms.delivered'])
    assert.deepEqual(await scenario.history(), ['sent', 'delivered'])
    assert.equal((await scenario.eventData('sms.sent'))[0]?.['id'], sent['id'])
    await scenario.close()
  })
})
