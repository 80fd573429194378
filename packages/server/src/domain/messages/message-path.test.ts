import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type BodyOf, events, type RouteId, routes } from '@posthorn/contract'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

import { eachDatabase, type OpenedDatabase } from '../../../../../test/support/each-database.ts'
import { FakeClock } from '../../../../../test/support/fake-clock.ts'
import { createJobs, Engine } from '../../engine/index.ts'
import { type Answer, AnsweredBefore, type Call, type Caller } from '../../kernel/call.ts'
import { keyFromText } from '../../kernel/hmac.ts'
import { silentLog } from '../../kernel/log.ts'
import { createNewId } from '../../kernel/new-id.ts'
import { systemRandom } from '../../kernel/random.ts'
import { createSecretBox, masterKey } from '../../kernel/secret-box.ts'
import { createSimulator } from '../../providers/simulator/index.ts'
import { migrate, openStore, type Store } from '../../store/index.ts'
import { AnsweredCalls, setUpWorkspace } from '../access/index.ts'
import { createChannels } from '../channels/index.ts'
import { createRecordEvents, type RecordedEvent } from '../events/index.ts'
import { createUnsubscribes, type NewSuppression, suppress } from '../suppressions/index.ts'
import { createUsage } from '../usage/index.ts'
import { createMessages, createTrackingLinks } from './index.ts'
import type { Carrier, CarrierAnswer, ChannelCarrier, OutgoingMessage } from './port.ts'

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)

interface HistoryRow {
  status: string
  applied: number
}

/** One Posthorn without its HTTP: the module over a real database, a clock that the test moves, and the simulator. */
async function openScenario(database: OpenedDatabase, options: { carrier?: Carrier; clock?: FakeClock } = {}) {
  const clock = options.clock ?? new FakeClock()
  const newId = createNewId(clock, systemRandom)
  const storeOptions = {
    dataDir: database.dataDir,
    databaseUrl: database.databaseUrl ?? null,
    poolSize: 4,
    newId,
    log: silentLog,
  }
  const store = await openStore({ ...storeOptions, serving: true })
  await migrate(store, clock.now())
  const setUp = await setUpWorkspace({ store, clock, newId, random: systemRandom }, { another: true })
  assert.ok('workspaceId' in setUp)
  const box = createSecretBox([masterKey(systemRandom.bytes(32))], systemRandom)
  const answered = new AnsweredCalls(store, clock, box)
  const saveAnswers = answered.save
  const engine = new Engine({ store, clock, log: silentLog })
  const jobs = createJobs(engine, { store, clock, newId, log: silentLog })
  const fanned: RecordedEvent[] = []
  const recordEvents = createRecordEvents({
    clock,
    newId,
    fanOut: async (_tx, recorded) => void fanned.push(...recorded),
  })
  const simulator = createSimulator()
  const carrier = options.carrier ?? simulator
  const credits = createUsage({
    store,
    clock,
    newId,
    jobs,
    recordEvents,
    notify: async () => undefined,
    write: async () => assert.fail('no top-up is asked for here'),
    resumeSending: async () => undefined,
  }).credits
  const unsubscribes = createUnsubscribes({ store, clock, newId, box, publicUrl: 'https://posthorn.example' })
  const { lines, health } = createChannels<ChannelCarrier>({
    store,
    clock,
    newId,
    log: silentLog,
    box,
    recordEvents,
    write: answered.write,
    providers: [],
    publicUrl: null,
  })
  const messages = createMessages({
    unsubscribes,
    templates: {
      findSendable: async () => assert.fail('the simulator knows no templates'),
      takeNews: async () => undefined,
    },
    mediaLinks: { linkOf: () => null },
    trackingLinks: createTrackingLinks({ box, publicUrl: 'https://posthorn.example' }),
    lines,
    health,
    store,
    clock,
    newId,
    log: silentLog,
    engine,
    jobs,
    recordEvents,
    credits,
    saveAnswers,
    box,
    write: answered.write,
    carriers: { sms: carrier, email: carrier, whatsapp: carrier },
    testCarrier: simulator,
    callbackWebhook: async (_tx, workspaceId, url) => `webhook of ${workspaceId} for ${url}`,
    vetCallbackUrl: async (url) => (url.startsWith('https://') ? { ok: true } : { ok: false, message: 'Use https.' }),
    mayCarry: () => true,
    chooseSession: () => Promise.resolve(null),
    defaultFrom: 'no-reply@posthorn.example',
    mailKeys: [keyFromText('a key')],
    mailInDomain: null,
    feedbackAddress: null,
    findSender: async () => undefined,
    platformKey: null,
  })
  const scenario = {
    store,
    clock,
    engine,
    jobs,
    messages,
    saveAnswers,
    unsubscribes,
    fanned,
    workspaceId: setUp.workspaceId,
    start: () => engine.start(),
    call<Id extends RouteId>(parts: Partial<Call<Id>>, caller: Partial<Caller> = {}): Call<Id> {
      const who = {
        workspaceId: setUp.workspaceId,
        keyId: 'key',
        keyName: '',
        environment: '',
        scopes: [],
        canonicalScopes: [],
      }
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
    /** Puts an address on the list, as if somebody had. */
    suppress(address: string, parts: Partial<NewSuppression> = {}) {
      const entry: NewSuppression = {
        workspaceId: setUp.workspaceId,
        mode: 'live',
        channel: 'email',
        address,
        reason: 'manual',
        messageId: null,
        expiresAt: null,
        ...parts,
      }
      return store.transaction((tx) => suppress(tx, { clock, newId }, [entry]))
    },
    async suppressed(): Promise<Record<string, string>> {
      const rows = await store.read.all<{ address: string; mode: string; reason: string }>(
        'select address, mode, reason from suppression order by address, mode',
      )
      return Object.fromEntries(rows.map(({ address, mode, reason }) => [`${mode} ${address}`, reason]))
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
    /** What was heard of a message, or of all of them; in brackets what changed nothing. */
    async history(id = ''): Promise<string[]> {
      const rows = await store.read.all<HistoryRow>(
        "select status, applied from message_status where $1 in ('', message_id) order by id",
        [id],
      )
      return rows.map(({ status, applied }) => (applied === 1 ? status : `(${status})`))
    },
    /** Lets time pass, in steps, until something is so. */
    async until(isSo: () => Promise<boolean>, stepMs = 100): Promise<void> {
      for (let turn = 0; turn < 3_000; turn++) {
        if (await isSo()) return
        // Behind whatever is being written: the clock must not run ahead of the disk.
        await store.transaction(() => Promise.resolve())
        // Nor ahead of the engine: what is due at different times must not come to be due together.
        const behind = await isOverdue(store, clock.now())
        await clock.advance(behind ? Math.min(stepMs, BEHIND_STEP_MS) : stepMs)
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

const BEHIND_STEP_MS = 5

/** Whether the engine has work in hand. Messages may be due for long, held back by the one before them; nobody has those. */
async function isOverdue(store: Store, now: number): Promise<boolean> {
  const [row] = await store.read.all<{ due: number }>(
    `select (select count(*) from job where due_at <= $1)
       + (select count(*) from message where due_at <= $1 and lease_owner <> '') as due`,
    [now],
  )
  return Number(row?.due) > 0
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

/** What is told of each fate, in order, after the contact and the conversation. */
const smsFates = {
  '+15005550099': { status: 'delivered', events: ['sms.sent', 'sms.delivered'], history: ['sent', 'delivered'] },
  '+15005550001': { status: 'delivered', events: ['sms.sent', 'sms.delivered'], history: ['sent', 'delivered'] },
  '+15005550002': {
    status: 'failed',
    events: ['sms.sent', 'sms.failed'],
    history: ['sent', 'failed'],
    error: 'undeliverable',
  },
  '+15005550003': { status: 'failed', events: ['sms.failed'], history: ['failed'], error: 'rejected' },
  '+15005550004': { status: 'sent', events: ['sms.sent'], history: ['sent'] },
  '+15005550005': {
    status: 'delivered',
    events: ['sms.sent', 'sms.delivered'],
    history: ['(retrying)', '(retrying)', 'sent', 'delivered'],
  },
  '+15005550006': { status: 'delivered', events: ['sms.delivered'], history: ['(unknown)', 'delivered'] },
  '+15005550007': { status: 'queued', events: [], history: ['(unknown)'] },
  '+15005550008': {
    status: 'delivered',
    events: ['sms.sent', 'sms.delivered'],
    history: ['(retrying)', '(retrying)', 'sent', 'delivered'],
  },
  '+15005550009': {
    status: 'failed',
    events: ['sms.failed'],
    history: ['(retrying)', 'failed'],
    again: true,
    error: 'carrier_unavailable',
  },
  '+15005550010': {
    status: 'delivered',
    events: ['sms.sent', 'sms.delivered'],
    history: ['sent', 'delivered', '(sent)', '(delivered)'],
  },
  '+15005550011': {
    status: 'delivered',
    events: ['sms.sent', 'sms.delivered'],
    history: ['sent', 'delivered', '(read)'],
  },
} as const satisfies Record<
  string,
  { status: string; events: string[]; history: string[]; error?: string; again?: true }
>

const emailFates = {
  'maria@example.com': { status: 'delivered', events: ['email.sent', 'email.delivered'] },
  'bounced@example.com': { status: 'failed', events: ['email.sent', 'email.bounced'] },
  'soft-bounced@example.com': { status: 'failed', events: ['email.sent', 'email.bounced'] },
  'late-bounced@example.com': { status: 'failed', events: ['email.sent', 'email.delivered', 'email.bounced'] },
  'opened@example.com': { status: 'delivered', events: ['email.sent', 'email.delivered', 'email.opened'] },
  'clicked@example.com': {
    status: 'delivered',
    events: ['email.sent', 'email.delivered', 'email.opened', 'email.clicked'],
  },
  'complained@example.com': { status: 'delivered', events: ['email.sent', 'email.delivered', 'email.complained'] },
  'failed@example.com': { status: 'failed', events: ['email.sent', 'email.failed'] },
} as const

const MADE = ['contact.created', 'conversation.created']

/** A carrier that does what the test says, and remembers what it was given. */
function carrierOf(send: (message: OutgoingMessage) => Promise<CarrierAnswer>, idempotentByMessageId = false) {
  const given: OutgoingMessage[] = []
  const carrier: Carrier = {
    provider: 'carrier-pigeon',
    idempotentByMessageId,
    send: (message) => {
      given.push(message)
      return send(message)
    },
  }
  return { carrier, given }
}

eachDatabase((kind, open) => {
  test('an SMS is answered at once, sent, delivered, and told about', async () => {
    const scenario = await openScenario(await open())
    await scenario.start()
    const body = { to: '+55 (11) 99999-9999', message: 'Your code is 482913', sender_id: 'Acme' }
    const answer = await scenario.messages.routes['sms.send'](scenario.call<'sms.send'>({ body }))
    assert.equal(answer.status, 201)
    const sent = dataOf(answer)
    assert.ok(ajv.validate(routes['sms.send'].reply.schema, answer.body), ajv.errorsText())
    assert.deepEqual(
      [sent['status'], sent['to'], sent['test'], sent['segments']],
      ['queued', '+5511999999999', false, 1],
    )
    await scenario.quiet()
    const { status, sent_at: sentAt, delivered_at: deliveredAt } = await scenario.status(String(sent['id']))
    assert.equal(status, 'delivered')
    assert.ok(sentAt !== null && deliveredAt !== null)
    assert.deepEqual(await scenario.events(), [...MADE, 'sms.sent', 'sms.delivered'])
    const [event] = await scenario.eventData('sms.sent')
    assert.deepEqual([event?.['id'], event?.['to'], event?.['cost_usd']], [sent['id'], '+5511999999999', 0])
    await scenario.close()
  })

  test('the recipient of an SMS chooses its fate', async () => {
    const scenario = await openScenario(await open())
    await scenario.start()
    for (const [to, expected] of Object.entries(smsFates)) {
      const before = (await scenario.events()).length
      const { id } = await scenario.sendSms({ to, content: 'Hello' })
      const repeats = 'again' in expected
      await scenario.quiet(repeats ? 60_000 : 500)
      const shown = await scenario.status(String(id))
      assert.equal(shown['status'], expected.status, to)
      assert.equal(shown['error_code'], 'error' in expected ? expected.error : null, to)
      const history = await scenario.history(String(id))
      assert.deepEqual(repeats ? [...new Set(history)] : history, expected.history, to)
      assert.deepEqual((await scenario.events()).slice(before), [...MADE, ...expected.events], to)
    }
    await scenario.close()
  })

  test('the recipient of an e-mail chooses its fate', async () => {
    const scenario = await openScenario(await open())
    await scenario.start()
    for (const [to, expected] of Object.entries(emailFates)) {
      const before = (await scenario.events()).length
      const { id } = await scenario.sendEmail({ to, subject: 'Your order', text: 'It is on its way.' })
      await scenario.quiet(500)
      assert.equal((await scenario.status(String(id)))['status'], expected.status, to)
      assert.deepEqual((await scenario.events()).slice(before), [...MADE, ...expected.events], to)
    }
    const [bounce] = await scenario.eventData('email.bounced')
    assert.deepEqual([bounce?.['to'], bounce?.['bounce_type']], ['bounced@example.com', 'hard'])
    await scenario.close()
  })

  test('opens, clicks, complaints and bounces show in the status of an e-mail', async () => {
    const scenario = await openScenario(await open())
    await scenario.start()
    const ids: unknown[] = []
    for (const name of ['clicked', 'complained', 'bounced']) {
      ids.push((await scenario.sendEmail({ to: `${name}@example.com`, subject: 'Hi', html: '<p>Hi</p>' }))['id'])
    }
    await scenario.quiet(500)
    const [clicked, complained, bounced] = await Promise.all(ids.map((id) => scenario.status(String(id))))
    for (const data of [clicked, complained, bounced])
      assert.ok(ajv.validate(routes['email.status'].reply.schema, { data }), ajv.errorsText())
    assert.ok(
      clicked?.['opened_at'] !== null && clicked?.['clicked_at'] !== null && clicked?.['complained_at'] === null,
    )
    assert.ok(complained?.['complained_at'] !== null && complained?.['opened_at'] === null)
    assert.equal((bounced?.['bounce'] as { bounce_type: string }).bounce_type, 'hard')
    assert.equal(bounced?.['error_code'], 'hard_bounce')
    await scenario.close()
  })

  test('an e-mail to several has one id; each recipient is told about under it', async () => {
    const scenario = await openScenario(await open())
    await scenario.start()
    const to = ['maria@example.com', 'bounced@example.com', 'jose@example.com']
    const sent = await scenario.sendEmail({ to, subject: 'Hello', text: 'Hi all', attachments: [] })
    assert.deepEqual(sent['to'], to)
    await scenario.quiet(500)
    const events = await scenario.events()
    const counted = Object.fromEntries(
      [...new Set(events)].sort().map((type) => [type, events.filter((each) => each === type).length]),
    )
    const expected = {
      'contact.created': 3,
      'conversation.created': 3,
      'email.bounced': 1,
      'email.delivered': 2,
      'email.sent': 3,
    }
    assert.deepEqual(counted, expected)
    const told = await scenario.eventData('email.sent')
    assert.deepEqual(
      [new Set(told.map(({ id }) => id)), told.map((each) => each['to']).sort()],
      [new Set([sent['id']]), [...to].sort()],
    )
    const shown = await scenario.status(String(sent['id']))
    assert.deepEqual([shown['status'], shown['to'], shown['error_code']], ['delivered', to, null])
    const rows = await scenario.store.read.all<{ id: string }>('select id from message where call_id = $1', [
      String(sent['id']),
    ])
    assert.equal(rows.length, 2)
    await assert.rejects(scenario.status(rows[0]!.id), /no e-mail/)
    await scenario.close()
  })

  test('a suppressed recipient fails at once and is told about; the others get the e-mail', async () => {
    const { carrier, given } = carrierOf(async ({ id }) => ({ kind: 'accepted', providerMessageId: id }), true)
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    await scenario.suppress('maria@example.com')
    await scenario.suppress('rosa@example.com', { expiresAt: scenario.clock.now() + 60_000 })
    await scenario.suppress('ana@example.com', { mode: 'test' })
    const to = ['Maria@EXAMPLE.com', 'jose@example.com', 'rosa@example.com', 'ana@example.com']
    const sent = await scenario.sendEmail({ to, subject: 'Hello', text: 'Hi all' })
    assert.deepEqual([sent['status'], sent['error_code']], ['queued', null], 'somebody gets it')
    await scenario.quiet()
    assert.deepEqual(given.map((each) => each.to).sort(), ['ana@example.com', 'jose@example.com'])
    const failed = await scenario.eventData('email.failed')
    assert.deepEqual(
      failed.map((data) => [data['id'], data['to'], data['error_code']]).sort(),
      [
        [sent['id'], 'Maria@example.com', 'suppressed'],
        [sent['id'], 'rosa@example.com', 'suppressed'],
      ].sort(),
    )
    assert.deepEqual((await scenario.history()).sort(), ['failed', 'failed', 'sent', 'sent'])

    const alone = await scenario.sendEmail({ to: 'maria@example.com', subject: 'Hello', text: 'Hi' })
    assert.deepEqual([alone['status'], alone['error_code']], ['failed', 'suppressed'])
    assert.ok(ajv.validate(routes['email.send'].reply.schema, { data: alone }), ajv.errorsText())
    assert.equal((await scenario.status(String(alone['id'])))['error_code'], 'suppressed')
    await scenario.clock.advance(60_000)
    await scenario.sendEmail({ to: 'rosa@example.com', subject: 'Hello', text: 'Hi' })
    await scenario.quiet()
    assert.equal(given.length, 3, 'an entry that has ended holds no more')
    await scenario.close()
  })

  test('a recipient who is suppressed while the e-mail waits does not get it', async () => {
    const { carrier, given } = carrierOf(async () => ({ kind: 'throttled', retryAfterMs: 10_000 }))
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    const { id } = await scenario.sendEmail({ to: 'maria@example.com', subject: 'Hello', text: 'Hi' })
    await scenario.until(async () => (await scenario.history()).length === 1)
    await scenario.suppress('maria@example.com', { reason: 'unsubscribe' })
    await scenario.quiet(1_000)
    assert.equal(given.length, 1)
    assert.deepEqual(await scenario.history(), ['(retrying)', 'failed'])
    assert.equal((await scenario.status(String(id)))['error_code'], 'suppressed')
    assert.deepEqual(await scenario.events(), [...MADE, 'email.failed'])
    await scenario.close()
  })

  test('nothing is accepted and nothing is sent while the suppression list cannot be read', async () => {
    const { carrier, given } = carrierOf(async ({ id, attempt }) =>
      attempt === 1 ? { kind: 'throttled', retryAfterMs: 1_000 } : { kind: 'accepted', providerMessageId: id },
    )
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    await scenario.sendEmail({ to: 'maria@example.com', subject: 'Hello', text: 'Hi' })
    await scenario.until(async () => (await scenario.history()).length === 1)
    await scenario.store.transaction((tx) => tx.run('alter table suppression rename to elsewhere'))
    await assert.rejects(scenario.sendEmail({ to: 'jose@example.com', subject: 'Hello', text: 'Hi' }), /suppression/)
    await scenario.until(async () => (await scenario.history()).length >= 4, 1_000)
    assert.deepEqual(new Set(await scenario.history()), new Set(['(retrying)']))
    assert.equal(given.length, 1, 'the carrier was asked before the list went away, and not since')
    await scenario.store.transaction((tx) => tx.run('alter table elsewhere rename to suppression'))
    await scenario.quiet(1_000)
    assert.deepEqual([given.length, given.at(-1)?.to], [2, 'maria@example.com'])
    assert.deepEqual(await scenario.events(), [...MADE, 'email.sent'])
    await scenario.close()
  })

  test('hard bounces and complaints suppress the address, soft bounces and SMS do not', async () => {
    const scenario = await openScenario(await open())
    await scenario.start()
    const names = ['bounced', 'Late-Bounced', 'soft-bounced', 'complained', 'opened', 'failed', 'rejected']
    const ids: Record<string, unknown> = {}
    for (const name of names)
      ids[name] = (await scenario.sendEmail({ to: `${name}@example.com`, subject: 'Hi', text: 'Hi' }))['id']
    await scenario.sendSms({ to: '+15005550002', message: 'Hi' })
    await scenario.quiet(500)
    assert.deepEqual(await scenario.suppressed(), {
      'live bounced@example.com': 'hard_bounce',
      'live complained@example.com': 'complaint',
      'live late-bounced@example.com': 'hard_bounce',
    })
    const [row] = await scenario.store.read.all("select message_id from suppression where reason = 'complaint'")
    assert.equal(row?.['message_id'], ids['complained'])
    const again = await scenario.sendEmail({ to: 'bounced@example.com', subject: 'Hi', text: 'Hi' })
    assert.equal(again['status'], 'failed')
    await scenario.close()
  })

  test('an address that was let back in is not suppressed again by what was heard before', async () => {
    const scenario = await openScenario(await open())
    await scenario.start()
    const to = ['bounced@example.com', 'soft-bounced@example.com']
    const ids: string[] = []
    for (const each of to) ids.push(String((await scenario.sendEmail({ to: each, subject: 'Hi', text: 'Hi' }))['id']))
    await scenario.quiet(500)
    await scenario.store.transaction((tx) => tx.run('delete from suppression'))
    const report = (messageId: string) =>
      scenario.messages.reports.apply({
        provider: 'simulator',
        messageId,
        providerMessageId: null,
        change: { status: 'bounced', bounceType: 'hard', error: '550' },
        occurredAt: null,
      })
    assert.deepEqual(await Promise.all(ids.map(report)), ['recorded', 'recorded'])
    assert.deepEqual(
      await scenario.suppressed(),
      { 'live soft-bounced@example.com': 'hard_bounce' },
      'a soft bounce that turned out hard is news',
    )
    await scenario.close()
  })

  test('a test key has a suppression list of its own', async () => {
    const scenario = await openScenario(await open())
    await scenario.start()
    const body = { to: 'bounced@example.com', subject: 'Hi', text: 'Hi' }
    const send = async (simulated: boolean) =>
      dataOf(await scenario.messages.routes['email.send'](scenario.call<'email.send'>({ body }, { simulated })))
    await send(true)
    await scenario.quiet(500)
    assert.deepEqual(await scenario.suppressed(), { 'test bounced@example.com': 'hard_bounce' })
    assert.equal((await send(true))['status'], 'failed')
    assert.equal((await send(false))['status'], 'queued')
    await scenario.close()
  })

  test('mail that asks for it carries an unsubscribe link of each recipient’s own, and says that it is automatic', async () => {
    const { carrier, given } = carrierOf(async ({ id }) => ({ kind: 'accepted', providerMessageId: id }), true)
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    const to = ['Maria@example.com', 'jose@example.com']
    const bulk = await scenario.sendEmail({ to, subject: 'News', text: 'Hi', unsubscribe: true, automatic: true })
    await scenario.sendEmail({ to: 'ana@example.com', subject: 'Your order', text: 'Hi' })
    await scenario.sendSms({ to: '+15005550099', message: 'Hi' })
    await scenario.quiet()
    const headersTo = (recipient: string) => given.find((each) => each.to === recipient)?.headers ?? {}
    assert.deepEqual(Object.keys(headersTo('ana@example.com')), ['X-Posthorn-Message'])
    assert.deepEqual(headersTo('+15005550099'), {})
    const links = to.map((each) => {
      const headers = headersTo(each)
      const expected = ['Auto-Submitted', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'X-Posthorn-Message']
      assert.deepEqual(Object.keys(headers).sort(), expected)
      assert.equal(headers['Auto-Submitted'], 'auto-generated')
      assert.equal(headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click')
      const [, token] = /^<https:\/\/posthorn\.example\/unsubscribe\?token=([\w.-]+)>$/.exec(
        headers['List-Unsubscribe']!,
      )!
      return token!
    })
    assert.ok(!links.join().includes(Buffer.from('maria').toString('base64url').slice(0, 5)))
    assert.equal(scenario.unsubscribes.look(links[0]!), 'maria@example.com')
    assert.deepEqual(await scenario.suppressed(), {}, 'looking changes nothing')
    assert.equal(await scenario.unsubscribes.take(links[0]!), 'maria@example.com')
    assert.equal(await scenario.unsubscribes.take(links[0]!), 'maria@example.com')
    assert.deepEqual(await scenario.suppressed(), { 'live maria@example.com': 'unsubscribe' })
    const [row] = await scenario.store.read.all('select workspace_id, message_id from suppression')
    assert.deepEqual({ ...row }, { workspace_id: scenario.workspaceId, message_id: bulk['id'] })
    await scenario.close()
  })

  test('a WhatsApp message is sent, delivered, read, and listed', async () => {
    const scenario = await openScenario(await open())
    await scenario.start()
    const sent = await scenario.sendWhatsApp({ to: '+15005550011', type: 'text', text: { body: 'On its way' } })
    await scenario.sendWhatsApp({
      to: '+15005550002',
      type: 'location',
      location: { latitude: 1, longitude: 2, name: 'Here' },
    })
    await scenario.quiet(500)
    assert.deepEqual((await scenario.events()).filter((type) => type.startsWith('message.')).sort(), [
      'message.delivered',
      'message.failed',
      'message.read',
      'message.sent',
      'message.sent',
    ])
    const [first, second] = await scenario.eventData('message.sent')
    assert.deepEqual([first?.['message_id'], first?.['content'], first?.['type']], [sent['id'], 'On its way', 'text'])
    assert.deepEqual([second?.['type'], second?.['location']], ['location', { lat: 1, lng: 2, label: 'Here' }])
    assert.equal((await scenario.status(String(sent['id'])))['status'], 'read')
    const list = async (query: object) => {
      const answer = await scenario.messages.routes['whatsapp.messages'](scenario.call<'whatsapp.messages'>({ query }))
      assert.ok(ajv.validate(routes['whatsapp.messages'].reply.schema, answer.body), ajv.errorsText())
      return (answer.body as { data: { status: string }[] }).data.map(({ status }) => status)
    }
    assert.deepEqual(await list({}), ['failed', 'read'])
    assert.deepEqual(await list({ status: 'read', direction: 'out' }), ['read'])
    assert.deepEqual(await list({ direction: 'in' }), [])
    assert.deepEqual(await list({ from_date: '2026-04-19', to_date: '2026-04-19' }), ['failed', 'read'])
    assert.deepEqual(await list({ from_date: '2026-04-20' }), [])
    assert.deepEqual(await list({ session_id: 'sess_01KJ10C0D1E2F3G4H5J6K7M8N9' }), [])
    await scenario.close()
  })

  test('many at once make one contact, one conversation and one channel, and arrive in order', async () => {
    const { carrier, given } = carrierOf(async ({ id }) => ({ kind: 'accepted', providerMessageId: id }), true)
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    const texts = Array.from({ length: 40 }, (_, index) => `Number ${index}`)
    await Promise.all(texts.map((message) => scenario.sendSms({ to: '+15005550099', message })))
    await scenario.quiet(200)
    assert.deepEqual(
      given.map(({ content }) => content.kind === 'sms' && content.text),
      texts,
    )
    assert.deepEqual(
      (await scenario.events()).filter((type) => type !== 'sms.sent'),
      MADE,
    )
    const [counts] = await scenario.store.read.all(
      'select (select count(*) from channel) as channels, (select count(*) from contact) as contacts',
    )
    assert.deepEqual({ ...counts }, { channels: 1, contacts: 1 })
    await scenario.close()
  })

  test('a message that waits for its carrier holds back the next one of its conversation, and no other', async () => {
    const { carrier, given } = carrierOf(async ({ id, content, attempt }) => {
      const isFirst = content.kind === 'sms' && content.text === 'Wait'
      if (isFirst && attempt < 3) return { kind: 'throttled', retryAfterMs: 10_000 }
      return { kind: 'accepted', providerMessageId: id }
    })
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    const ids = []
    for (const [to, message] of [
      ['+15005550099', 'Wait'],
      ['+15005550099', 'Then this'],
      ['+15005550098', 'Meanwhile'],
    ] as const) {
      ids.push((await scenario.sendSms({ to, message }))['id'])
    }
    await scenario.quiet(500)
    const [first, second, other] = ids
    assert.deepEqual(
      given.map(({ id }) => id),
      [first, other, first, first, second],
    )
    assert.deepEqual(
      given.map(({ attempt }) => attempt),
      [1, 1, 2, 3, 1],
    )
    await scenario.close()
  })

  test('what was accepted by a server that ended is sent by the next one, and so are the reports', async () => {
    const database = await open()
    const clock = new FakeClock()
    const first = await openScenario(database, { clock })
    const { id: unsent } = await first.sendSms({ to: '+15005550099', message: 'Before the start' })
    await first.start()
    await first.until(async () => (await first.status(String(unsent)))['status'] === 'sent', 10)
    await first.close()
    const second = await openScenario(database, { clock })
    await second.start()
    await second.quiet()
    assert.deepEqual(await second.history(), ['sent', 'delivered'])
    assert.deepEqual(await second.events(), [...MADE, 'sms.sent', 'sms.delivered'])
    await second.close()
  })

  test('a carrier that would deliver twice is marked before it is called', async () => {
    const marks: unknown[] = []
    const { carrier } = carrierOf(async ({ id }) => {
      marks.push(...(await scenario.store.read.all('select calling_since from message where id = $1', [id])))
      return { kind: 'accepted', providerMessageId: id }
    })
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    await scenario.sendSms({ to: '+15005550099', message: 'Hi' })
    await scenario.quiet()
    assert.deepEqual(
      marks.map((mark) => typeof (mark as { calling_since: unknown }).calling_since),
      ['number'],
    )
    const [row] = await scenario.store.read.all('select calling_since, lease_owner, attempts from message')
    assert.deepEqual({ ...row }, { calling_since: null, lease_owner: '', attempts: 1 })
    await scenario.close()
  })

  test('an attempt that died with its process is not made again where it may have got through', async () => {
    for (const [idempotent, expected] of [
      [false, { given: 0, status: 'queued', history: ['(unknown)'] }],
      [true, { given: 1, status: 'sent', history: ['sent'] }],
    ] as const) {
      const { carrier, given } = carrierOf(async ({ id }) => ({ kind: 'accepted', providerMessageId: id }), idempotent)
      const scenario = await openScenario(await open(), { carrier })
      const { id } = await scenario.sendSms({ to: '+15005550099', message: 'Hi' })
      // As a process leaves it that ended during the call.
      await scenario.store.transaction((tx) =>
        tx.run("update message set lease_owner = 'node_dead', attempts = 0, calling_since = 7"),
      )
      await scenario.start()
      await scenario.quiet()
      assert.equal((await scenario.status(String(id)))['status'], expected.status)
      assert.deepEqual(await scenario.history(), expected.history)
      assert.equal(given.length, expected.given)
      await scenario.close()
    }
  })

  test('an attempt without an end waits for a report, and the report decides', async () => {
    const { carrier, given } = carrierOf(() => Promise.reject(new Error('socket hang up')))
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    const { id } = await scenario.sendSms({ to: '+15005550099', message: 'Hi' })
    await scenario.quiet()
    assert.equal((await scenario.status(String(id)))['status'], 'queued')
    const report = {
      provider: 'carrier-pigeon',
      messageId: String(id),
      providerMessageId: 'p-1',
      occurredAt: null,
    } as const
    assert.equal(await scenario.messages.reports.apply({ ...report, change: { status: 'sent' } }), 'applied')
    // From here on the carrier's own id is known.
    const delivered = { ...report, messageId: null, change: { status: 'delivered' } } as const
    assert.equal(await scenario.messages.reports.apply(delivered), 'applied')
    assert.equal(await scenario.messages.reports.apply(delivered), 'recorded')
    assert.equal(given.length, 1)
    assert.deepEqual(await scenario.events(), [...MADE, 'sms.sent', 'sms.delivered'])
    assert.deepEqual(await scenario.history(), ['(unknown)', 'sent', 'delivered', '(delivered)'])
    await scenario.close()
  })

  test('a report that overtakes the answer is kept, and joined to its message', async () => {
    const { carrier } = carrierOf(async () => {
      const change = { status: 'delivered' } as const
      const report = {
        provider: 'carrier-pigeon',
        messageId: null,
        providerMessageId: 'p-1',
        change,
        occurredAt: 7_000,
      }
      assert.equal(await scenario.messages.reports.apply(report), 'unknown_message')
      await scenario.store.transaction((tx) => scenario.messages.reports.receive(tx, report))
      return { kind: 'accepted', providerMessageId: 'p-1', segments: 3 }
    })
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    const { id } = await scenario.sendSms({ to: '+15005550099', message: 'Hi' })
    await scenario.quiet()
    const shown = await scenario.status(String(id))
    assert.deepEqual(
      [shown['status'], shown['segments'], shown['delivered_at']],
      ['delivered', 3, '1970-01-01T00:00:07Z'],
    )
    assert.deepEqual(await scenario.events(), [...MADE, 'sms.sent', 'sms.delivered'])
    await scenario.close()
  })

  test('a report that names the message before the answer is applied, and the answer comes too late to change it', async () => {
    const { carrier } = carrierOf(async ({ id }) => {
      const report = { provider: 'carrier-pigeon', messageId: id, providerMessageId: 'p-1', occurredAt: null }
      assert.equal(await scenario.messages.reports.apply({ ...report, change: { status: 'delivered' } }), 'applied')
      return { kind: 'unavailable', detail: 'The answer was cut off.' }
    })
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    const { id } = await scenario.sendSms({ to: '+15005550099', message: 'Hi' })
    await scenario.quiet()
    assert.equal((await scenario.status(String(id)))['status'], 'delivered')
    assert.deepEqual(await scenario.history(), ['delivered', '(retrying)'])
    assert.deepEqual(await scenario.events(), [...MADE, 'sms.delivered'])
    await scenario.close()
  })

  test('a message that waits for another attempt is not sent again once a report says that it arrived', async () => {
    const { carrier, given } = carrierOf(async () => ({ kind: 'unavailable', detail: 'The answer was cut off.' }))
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    const { id } = await scenario.sendSms({ to: '+15005550099', message: 'Hi' })
    await scenario.until(async () => (await scenario.history()).length === 1, 1)
    const report = { provider: 'carrier-pigeon', messageId: String(id), providerMessageId: null, occurredAt: null }
    assert.equal(await scenario.messages.reports.apply({ ...report, change: { status: 'delivered' } }), 'applied')
    await scenario.clock.advance(60_000)
    assert.equal(given.length, 1)
    assert.equal(await unfinished(scenario.store), 0)
    await scenario.close()
  })

  test('a call answered before by another process does nothing again, its contact included', async () => {
    const scenario = await openScenario(await open())
    const once = { apiKeyId: 'key', idempotencyKey: 'order-7', fingerprint: 'f' }
    const answered = { call: { once }, answer: { status: 201, body: {} } }
    await scenario.store.transaction((tx) => scenario.saveAnswers(tx, [answered]))
    const body = { to: '+15005550001', message: 'Hi' }
    const others = ['+15005550002', '+15005550003'].map((to) => scenario.sendSms({ to, message: 'Hi' }))
    await assert.rejects(scenario.sendSms(body, { once }), AnsweredBefore)
    assert.equal((await Promise.all(others)).length, 2)
    const rows = await scenario.store.read.all<{ phone: string }>('select phone from contact order by phone')
    assert.deepEqual(
      rows.map(({ phone }) => phone),
      ['+15005550002', '+15005550003'],
    )
    assert.deepEqual(await scenario.events(), [...MADE, ...MADE])
    await scenario.close()
  })

  test('the events of a message with a callback go to its webhook as well; a refused one writes nothing', async () => {
    const scenario = await openScenario(await open())
    await scenario.start()
    const url = 'https://example.com/sms'
    const sent = await scenario.sendSms({ to: '+15005550099', message: 'Hi', callback_url: url })
    assert.equal(sent['callback_url'], url)
    await scenario.sendSms({ to: '+15005550099', message: 'Hi' })
    await scenario.quiet()
    const own = scenario.fanned.filter(({ alsoTo }) => alsoTo === `webhook of ${scenario.workspaceId} for ${url}`)
    assert.deepEqual(
      own.map(({ type }) => type),
      ['sms.sent', 'sms.delivered'],
    )
    const before = await scenario.events()
    await assert.rejects(
      scenario.sendSms({ to: '+15005550098', message: 'Hi', callback_url: 'http://x' }),
      /cannot be used/,
    )
    assert.deepEqual(await scenario.events(), before)
    await scenario.close()
  })

  test('a test key runs everything through the simulator, whatever carrier there is', async () => {
    const { carrier, given } = carrierOf(async () => ({ kind: 'accepted', providerMessageId: null }))
    const scenario = await openScenario(await open(), { carrier })
    await scenario.start()
    const body = { to: '+15005550099', message: 'Hi' }
    const answer = await scenario.messages.routes['sms.send'](scenario.call<'sms.send'>({ body }, { simulated: true }))
    assert.deepEqual([dataOf(answer)['test'], dataOf(answer)['provider']], [true, 'simulator'])
    await scenario.quiet()
    assert.equal((await scenario.status(String(dataOf(answer)['id'])))['status'], 'delivered')
    assert.equal(given.length, 0)
    await scenario.close()
  })

  test('another workspace sees none of it, and has a contact of its own for the same number', async () => {
    const database = await open()
    const scenario = await openScenario(database)
    const ids = [
      (await scenario.sendSms({ to: '+15005550099', message: 'Hi' }))['id'],
      (await scenario.sendEmail({ to: 'maria@example.com', subject: 'Hi', text: 'Hi' }))['id'],
      (await scenario.sendWhatsApp({ to: '+15005550099', content: 'Hi' }))['id'],
    ]
    await scenario.close()
    const other = await openScenario(database)
    for (const id of ids) await assert.rejects(other.status(String(id)), /There is no/)
    const list = await other.messages.routes['whatsapp.messages'](other.call<'whatsapp.messages'>({ query: {} }))
    assert.deepEqual((list.body as { data: unknown[] }).data, [])
    await other.sendSms({ to: '+15005550099', message: 'Hi' })
    const rows = await other.store.read.all("select workspace_id from contact where phone = '+15005550099'")
    assert.equal(rows.length, 2)
    await other.close()
  })

  if (kind === 'postgres') {
    test('two processes that write to the same new people at once make each of them once', async () => {
      const database = await open()
      const one = await openScenario(database)
      const other = await openScenario(database)
      const numbers = Array.from({ length: 30 }, (_, index) => `+150055500${index + 20}`)
      const to = (call: Call<'sms.send'>): Call<'sms.send'> => ({
        ...call,
        caller: { ...call.caller, workspaceId: one.workspaceId },
      })
      const send = (scenario: typeof one, number: string) =>
        scenario.messages.routes['sms.send'](to(scenario.call<'sms.send'>({ body: { to: number, message: 'Hi' } })))
      await Promise.all([
        ...numbers.map((number) => send(one, number)),
        ...[...numbers].reverse().map((number) => send(other, number)),
      ])
      const events = await one.events()
      const count = (type: string) => events.filter((each) => each === type).length
      assert.deepEqual([count('contact.created'), count('conversation.created')], [30, 30])
      const [counts] = await one.store.read.all(
        'select (select count(*) from message) as messages, (select count(*) from channel) as channels',
      )
      assert.deepEqual({ ...counts }, { messages: 60, channels: 1 })
      await Promise.all([one.start(), other.start()])
      await one.until(async () => {
        await other.clock.advance(100)
        return (await unfinished(one.store)) === 0
      })
      assert.equal((await one.events()).filter((type) => type === 'sms.delivered').length, 60)
      await one.close()
      await other.close()
    })
  }
})
