// WhatsApp sessions: the whole life of one, told as it is, on a simulated phone.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { BodyOf, SimulatedAction, WhatsAppSession } from '@posthorn/contract'

import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

const QR_MS = 120_000
const PHONE = '+5511988887777'
const to = '+5511999999999'

type Simulated = BodyOf<'whatsappSessions.simulate'>

/** One session of the app, and what a test does with it. */
class Played {
  readonly #app: RunningApp
  readonly params: { session_id: string }
  readonly channel: { channel_id: string }

  constructor(app: RunningApp, { id, channel_id }: WhatsAppSession) {
    this.#app = app
    this.params = { session_id: id }
    this.channel = { channel_id }
  }

  static async begin(app: RunningApp, body: Partial<BodyOf<'whatsappSessions.create'>> = {}): Promise<Played> {
    return new Played(app, (await app.call('whatsappSessions.create', { body: { name: 'Support', ...body } })).data)
  }

  /** Begun and scanned. */
  static async connected(app: RunningApp, phone_number = PHONE): Promise<Played> {
    const played = await Played.begin(app)
    await played.play('scan', { phone_number })
    await played.becomes('connected')
    return played
  }

  async read(app = this.#app): Promise<WhatsAppSession> {
    return (await app.call('whatsappSessions.get', { params: this.params })).data
  }

  async play(action: SimulatedAction, rest: Partial<Simulated> = {}, app = this.#app): Promise<WhatsAppSession> {
    return (await app.call('whatsappSessions.simulate', { params: this.params, body: { action, ...rest } })).data
  }

  async becomes(status: string, reason: string | null = null, app = this.#app): Promise<WhatsAppSession> {
    let seen = await this.read(app)
    await app
      .until(`the session to be ${status} ${reason}`, async () => {
        seen = await this.read(app)
        return seen.status === status && seen.reason === reason
      })
      .catch((error: unknown) => {
        throw new Error(`${seen.status} ${seen.reason} ${seen.reason_detail}`, { cause: error })
      })
    return seen
  }

  /** Lets time pass from one attempt to the next, each of which is written before the next one begins. */
  async isBack(): Promise<void> {
    for (let attempt = 0; attempt < 20; attempt++) {
      let seen = await this.read()
      await this.#app.until('the attempt to end', async () => {
        seen = await this.read()
        return seen.status === 'connected' || seen.reconnects_at !== null
      })
      const { status, reconnects_at } = seen
      if (status === 'connected') return
      await this.#app.clock.advance(Math.max(0, Date.parse(reconnects_at ?? '') - this.#app.clock.now()))
      await this.#app.until(
        'the next attempt to begin',
        async () => (await this.read()).reconnects_at !== reconnects_at,
      )
    }
    throw new Error('it did not come back')
  }

  /** What stands in the history of its channel, the oldest first. */
  async history(): Promise<string[]> {
    const { data } = await this.#app.call('channels.history', { params: this.channel, query: { per_page: 100 } })
    return data.map(({ what, code }) => (code === null ? what : `${what} ${code}`)).reverse()
  }
}

async function told(app: RunningApp, count: number): Promise<string[]> {
  const events = await app.listed(count, { query: { limit: 100 } })
  return events
    .filter(({ event }) => /^(channel|session)\./.test(event))
    .map(({ event, data }) => (typeof data['reason'] === 'string' ? `${event} ${data['reason']}` : event))
}

describe('a WhatsApp session', () => {
  eachSchema((_kind, open) => {
    test('is scanned, carries, is lost, comes back, is logged out, and each is told once', async (context) => {
      const app = await RunningApp.start(context, await open(), { ownerEmails: ['owner@acme.example'] })
      const { data: begun } = await app.call('whatsappSessions.create', { body: { name: 'Support' } })
      assert.deepEqual(
        [begun.status, begun.reason, begun.qr_expires_at, begun.phone_number, begun.driver, begun.simulated],
        ['pending', null, '2026-04-19T14:32:00Z', null, 'simulator', true],
      )
      assert.match(begun.qr_code ?? '', /^data:image\/png;base64,/)
      assert.equal(begun.id.slice(5), begun.channel_id.slice(5))
      const session = new Played(app, begun)
      const { data: qr } = await app.call('channels.qrCode', { params: session.channel })
      assert.deepEqual((await app.call('whatsappSessions.qr', { params: session.params })).data, qr)
      assert.equal(qr.qr_code, begun.qr_code)

      const scanned = await session.play('scan', { phone_number: PHONE })
      assert.deepEqual([scanned.status, scanned.phone_number, scanned.qr_code], ['connected', PHONE, null])
      assert.equal(scanned.last_seen_at, '2026-04-19T14:30:00Z')
      const { data: channel } = await app.call('channels.get', { params: session.channel })
      assert.deepEqual(
        [channel.status, channel.type, channel.provider, channel.phone_number, channel.position, channel.failure],
        ['connected', 'whatsapp', 'qrcode', PHONE, null, null],
      )
      assert.equal((await app.call('account.usage')).data.usage.whatsapp_sessions.active, 1)
      const sent = (await app.call('whatsapp.send', { body: { to, message: 'Hello' } })).data
      assert.deepEqual([sent.session_id, sent.channel_id, sent.provider], [begun.id, begun.channel_id, 'qrcode'])
      const message = async () => (await app.call('whatsapp.message', { params: { message_id: sent.id } })).data
      await app.until('it to be sent', async () => (await message()).status === 'sent')
      await app.clock.advance(1_000)
      await app.until('it to be delivered', async () => (await message()).status === 'delivered')

      await session.play('drop')
      const dropped = await session.becomes('disconnected', 'connection_lost')
      assert.equal(dropped.reconnects_at, '2026-04-19T14:30:02Z')
      assert.equal((await app.call('channels.get', { params: session.channel })).data.failure?.code, 'connection_lost')
      await app.clock.advance(1_000)
      assert.equal((await session.becomes('connected')).reconnects_at, null)

      await session.play('logout')
      const out = await session.becomes('disconnected', 'logged_out')
      assert.equal(out.reconnects_at, null)
      await app.clock.advance(3_600_000)
      assert.equal((await session.read()).status, 'disconnected')

      assert.deepEqual(await session.history(), [
        'created',
        'connected',
        'disconnected connection_lost',
        'connected',
        'disconnected logged_out',
      ])
      assert.deepEqual(await told(app, 12), [
        'channel.connected',
        'session.connected',
        'channel.disconnected connection_lost',
        'session.disconnected connection_lost',
        'channel.connected',
        'session.connected',
        'channel.disconnected logged_out',
        'session.disconnected logged_out',
      ])
      const notices = (await app.call('notifications.list')).data
      assert.deepEqual(
        notices.map(({ kind, recipients }) => [kind, recipients]),
        [
          ['session.disconnected', ['owner@acme.example']],
          ['session.disconnected', ['owner@acme.example']],
        ],
      )
      assert.match(notices[0]!.text, /logged out/)
      assert.equal((await session.read()).message_count, 1)
      const { usage } = (await app.call('account.usage')).data
      assert.equal(usage.whatsapp_sessions.active, 0)
    })

    test('shows one code after the other, and says so when nobody scans', async (context) => {
      const app = await RunningApp.start(context, await open())
      const session = await Played.begin(app)
      const codes = new Set<string | null>()
      for (let shown = 0; shown < 3; shown++) {
        const { data } = await app.call('whatsappSessions.qr', { params: session.params })
        codes.add(data.qr_code)
        assert.equal(data.qr_expires_at, new Date(app.clock.now() + QR_MS).toISOString().replace('.000', ''))
        await app.clock.advance(QR_MS - 1)
        assert.equal((await session.read()).status, 'pending')
        await app.clock.advance(1)
        await app.until('the next code, or the end', async () => {
          const { qr_code, status } = await session.read()
          return status !== 'pending' || (qr_code !== null && !codes.has(qr_code))
        })
      }
      assert.ok(codes.size === 3 && !codes.has(null))
      const expired = await session.becomes('disconnected', 'qr_expired')
      assert.deepEqual([expired.qr_code, expired.reconnects_at], [null, null])
      const refusal = await app.refused('whatsappSessions.simulate', {
        params: session.params,
        body: { action: 'scan' },
      })
      assert.deepEqual([refusal.status, refusal.code], [409, 'CONFLICT'])
      assert.deepEqual(await session.history(), ['created', 'disconnected qr_expired'])
      const { data: again } = await app.call('whatsappSessions.reconnect', { params: session.params })
      assert.deepEqual([again.status, again.reason], ['pending', null])
      assert.match(again.qr_code ?? '', /^data:/)
      await session.play('scan')
      await session.becomes('connected')
      assert.deepEqual(await told(app, 2), ['channel.connected', 'session.connected'])
    })

    test('goes on trying while the line is down, and says the same thing once', async (context) => {
      const app = await RunningApp.start(context, await open())
      const session = await Played.connected(app)
      await session.play('phone_offline', { seconds: 20 })
      let down = await session.becomes('disconnected', 'phone_offline')
      const waits: number[] = []
      while (down.reconnects_at !== null && waits.length < 5) {
        const wait = Date.parse(down.reconnects_at) - Math.floor(app.clock.now() / 1_000) * 1_000
        waits.push(wait / 1_000)
        await app.clock.advance(wait)
        const { updated_at } = down
        await app.until('the attempt to end', async () => {
          down = await session.read()
          return down.status === 'connected' || (down.updated_at !== updated_at && down.reconnects_at !== null)
        })
        if (down.status === 'connected') break
      }
      assert.deepEqual(waits, [1, 2, 5, 10, 30])
      assert.equal(down.status, 'connected')
      assert.deepEqual(await session.history(), ['created', 'connected', 'disconnected phone_offline', 'connected'])
      assert.deepEqual(await told(app, 6), [
        'channel.connected',
        'session.connected',
        'channel.disconnected phone_offline',
        'session.disconnected phone_offline',
        'channel.connected',
        'session.connected',
      ])
      assert.equal((await app.call('notifications.list')).data.length, 1)
    })

    test('is not begun again by itself where that is of no use', async (context) => {
      const app = await RunningApp.start(context, await open())
      for (const [action, reason, keepsLink] of [
        ['ban', 'banned', false],
        ['replace', 'replaced', true],
        ['break', 'link_broken', false],
        ['logout', 'logged_out', false],
      ] as const) {
        const session = await Played.connected(app)
        await session.play(action)
        assert.equal((await session.becomes('disconnected', reason)).reconnects_at, null)
        await app.sleep(3_600_000)
        assert.equal((await session.becomes('disconnected', reason)).status, 'disconnected')
        const { data } = await app.call('whatsappSessions.reconnect', { params: session.params })
        assert.equal(data.status, keepsLink ? 'connected' : 'pending', reason)
      }
      assert.equal((await app.call('notifications.list')).data.length, 4)
    })

    test('that shows no sign of life is not connected', async (context) => {
      const app = await RunningApp.start(context, await open())
      const session = await Played.connected(app)
      await app.clock.advance(45_000)
      await app.until('it to be seen', async () => (await session.read()).last_seen_at === '2026-04-19T14:30:45Z')
      await session.play('silence', { seconds: 600 })
      const { id } = (await app.call('whatsapp.send', { body: { to, message: 'Anybody there?' } })).data
      await app.clock.advance(75_000)
      assert.equal((await session.read()).status, 'connected')
      await app.clock.advance(15_000)
      const lost = await session.becomes('disconnected', 'no_life_sign')
      assert.equal(lost.last_seen_at, '2026-04-19T14:30:45Z')
      const message = async () => (await app.call('whatsapp.message', { params: { message_id: id } })).data.status
      assert.equal(await message(), 'queued')
      await session.isBack()
      await app.until('it to be sent', async () => (await message()) === 'sent')
      const events = await app.listed(1, { query: { event_type: 'message.sent' } })
      assert.equal(events.length, 1)
    })

    test('after a restart is connected when its phone says so, and not before', async (context) => {
      const app = await RunningApp.start(context, await open())
      const session = await Played.connected(app)
      await app.clock.advance(1_000)
      await app.stop()
      app.clock.step(1_000)
      await app.restart()
      const seen = await session.read()
      assert.ok(['connecting', 'connected'].includes(seen.status))
      await session.becomes('connected')
      assert.deepEqual(await session.history(), ['created', 'connected', 'disconnected server_restart', 'connected'])
      assert.deepEqual(await told(app, 2), ['channel.connected', 'session.connected'], 'nothing was lost')

      await session.play('silence', { seconds: 300 })
      await app.stop()
      await app.restart()
      await session.becomes('disconnected', 'connection_lost')
      assert.deepEqual((await told(app, 4)).slice(2), [
        'channel.disconnected connection_lost',
        'session.disconnected connection_lost',
      ])
    })

    test('sends what waited for it when it is back, once', async (context) => {
      const app = await RunningApp.start(context, await open())
      const session = await Played.connected(app)
      const send = async (number: string) =>
        (await app.call('whatsapp.send', { body: { to: number, message: 'Hello' } })).data.id
      const message = async (message_id: string) =>
        (await app.call('whatsapp.message', { params: { message_id } })).data
      // Taken by nobody at the first two attempts.
      const id = await send('+15005550008')
      const attempted = async () => (await app.call('messages.history', { params: { message_id: id } })).data
      await app.until('the first attempt', async () => (await attempted()).length === 1)
      await session.play('drop', { seconds: 40 })
      await session.becomes('disconnected', 'connection_lost')
      const refusal = await app.refused('whatsapp.send', { body: { to, message: 'Hello', ...session.params } })
      assert.deepEqual([refusal.status, refusal.code, refusal.param], [422, 'SESSION_NOT_CONNECTED', 'session_id'])
      for (const [attempts, waitMs] of [
        [2, 1_000],
        [3, 5_000],
      ] as const) {
        await app.clock.advance(waitMs)
        await app.until('another attempt', async () => (await attempted()).length === attempts)
      }
      const waiting = await attempted()
      assert.ok(waiting.every(({ status }) => status === 'retrying'))
      assert.match(JSON.stringify(waiting), /connection_lost/)
      await session.isBack()
      // At once, and not when its own wait of a minute would be over.
      await app.until('it to be sent', async () => (await message(id)).status === 'sent')
      await app.clock.advance(1_000)
      await app.until('it to be delivered', async () => (await message(id)).status === 'delivered')
      const types = (await app.listed(1, { query: { event_type: 'message.*' } })).map(({ event }) => event)
      assert.deepEqual(types, ['message.sent', 'message.delivered'])
    })

    test('that is logged out keeps nothing, and one that is deleted is gone', async (context) => {
      const database = await open()
      const app = await RunningApp.start(context, database)
      const raw = await RawDatabase.open(database)
      context.after(() => raw.close())
      const keys = () => raw.all('select name, sealed from whatsapp_key')
      const session = await Played.connected(app)
      const kept = await keys()
      assert.equal(kept.length, 1)
      assert.ok(!JSON.stringify(kept).includes(PHONE))
      const { data: out } = await app.call('whatsappSessions.logout', { params: session.params })
      assert.deepEqual([out.status, out.reason, out.phone_number], ['disconnected', 'logged_out', PHONE])
      assert.deepEqual(await keys(), [])
      assert.equal((await app.call('notifications.list')).data.length, 0, 'whoever did it knows')
      const { data: again } = await app.call('whatsappSessions.reconnect', { params: session.params })
      assert.equal(again.status, 'pending')
      await session.play('scan')
      await session.becomes('connected')

      const id = (await app.call('whatsapp.send', { body: { to, message: 'Hello' } })).data.id
      await app.call('whatsappSessions.delete', { params: session.params })
      assert.deepEqual(await keys(), [])
      assert.equal((await app.refused('whatsappSessions.get', { params: session.params })).status, 404)
      assert.equal((await app.refused('channels.get', { params: session.channel })).status, 404)
      assert.deepEqual((await app.call('whatsappSessions.list')).data, [])
      const message = async () => (await app.call('whatsapp.message', { params: { message_id: id } })).data
      await app.until('the message to end', async () => (await message()).status !== 'queued')
      assert.equal((await message()).session_id, session.params.session_id)
      await app.quiet()
      assert.deepEqual(await raw.all('select * from whatsapp_session'), [])
      assert.equal((await told(app, 8)).at(-1), 'session.disconnected deleted')
    })
  })
})

describe('a message over WhatsApp', () => {
  eachSchema((_kind, open) => {
    test('goes through the session that it names, or the only one, or is told to name one', async (context) => {
      const app = await RunningApp.start(context, await open())
      const send = async (body: object = {}, key = app.key) =>
        (await app.call('whatsapp.send', { body: { to, message: 'Hello', ...body }, key })).data
      const refused = async (body: object = {}, key = app.key) => {
        const { status, code } = await app.refused('whatsapp.send', { body: { to, message: 'Hello', ...body }, key })
        return [status, code]
      }
      const testKey = await app.keyWith({ prefix: 'sk_test_' })
      assert.deepEqual(
        await send().then(({ provider, session_id }) => [provider, session_id]),
        ['simulator', null],
        'without any session the simulator sends',
      )
      const unknown = 'sess_01KPK2BYJ0V7P9WCE000000000'
      assert.deepEqual(await refused({ session_id: unknown }), [404, 'NOT_FOUND'])

      const one = await Played.begin(app)
      assert.deepEqual(await refused(), [422, 'SESSION_REQUIRED'])
      assert.deepEqual(await refused(one.params), [422, 'SESSION_NOT_CONNECTED'])
      await one.play('scan')
      await one.becomes('connected')
      assert.equal((await send()).session_id, one.params.session_id)
      assert.equal((await send({ ...one.params })).session_id, one.params.session_id)
      const two = await Played.connected(app)
      assert.deepEqual(await refused(), [422, 'SESSION_REQUIRED'])
      assert.equal((await send({ ...two.params })).session_id, two.params.session_id)
      for (const type of ['template', 'interactive'])
        assert.deepEqual(await refused({ ...one.params, type, [type]: { name: 'hello' } }), [400, 'VALIDATION_ERROR'])

      assert.deepEqual(await send({}, testKey).then(({ session_id, test: tested }) => [session_id, tested]), [
        null,
        true,
      ])
      assert.equal((await send({ ...two.params }, testKey)).provider, 'simulator')
      assert.deepEqual(await refused({ session_id: unknown }, testKey), [404, 'NOT_FOUND'])
      const other = await app.anotherWorkspace()
      assert.deepEqual(await refused(one.params, other.key), [404, 'NOT_FOUND'])

      const list = async (session: Played) =>
        (await app.call('whatsapp.messages', { query: session.params })).meta.total
      assert.deepEqual([await list(one), await list(two)], [2, 1])
      const counted = (await app.call('whatsappSessions.list')).data
      assert.deepEqual(
        counted.map(({ id, message_count }) => [id, message_count]),
        [
          [two.params.session_id, 1],
          [one.params.session_id, 2],
        ],
      )
      const routes = (await app.call('routing.list')).data
      assert.deepEqual(
        routes.find(({ type }) => type === 'whatsapp'),
        { type: 'whatsapp', channel_ids: [], simulated: false },
      )
      const route = await app.refused('routing.update', {
        params: { type: 'whatsapp' },
        body: { channel_ids: [one.channel.channel_id] },
      })
      assert.deepEqual([route.status, route.param], [400, 'channel_ids[0]'])
    })

    test('comes in by a simulated session, once, and its webhook hears of it', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver } = await app.receiver({ events: ['custom.nothing'] })
      const session = await Played.begin(app, { webhook_url: `${receiver.origin}/session` })
      const params = session.channel
      const body = { from: to, name: 'Maria', content: 'Where is my order?', external_id: 'theirs-1' }
      assert.equal((await app.refused('channels.inbound', { params, body })).code, 'CONFLICT')
      await session.play('scan')
      await session.becomes('connected')
      const { data } = await app.call('channels.inbound', { params, body })
      assert.equal(data.repeated, false)
      assert.deepEqual((await app.call('channels.inbound', { params, body })).data, { ...data, repeated: true })
      const { data: message } = await app.call('whatsapp.message', { params: { message_id: data.message_id } })
      assert.deepEqual(
        [message.direction, message.from, message.content, message.session_id, message.status],
        ['inbound', to, 'Where is my order?', session.params.session_id, 'delivered'],
      )
      const once = { headers: { 'idempotency-key': 'the same' } }
      const nameless = { from: to, content: 'Hello?', type: 'image', media_url: 'https://example.com/a.png' } as const
      const first = (await app.call('channels.inbound', { params, body: nameless, ...once })).data
      assert.deepEqual((await app.call('channels.inbound', { params, body: nameless, ...once })).data, first)
      assert.equal((await session.read()).message_count, 2)
      await app.call('whatsapp.send', { body: { to, message: 'On its way' } })
      await app.delivered(receiver, 5)
      await app.clock.advance(1_000)
      const requests = await app.delivered(receiver, 6)
      const heard = requests.map(({ body: sent }) => JSON.parse(sent.toString()) as { event: string; data: object })
      assert.deepEqual(heard.map(({ event }) => event).sort(), [
        'channel.connected',
        'message.delivered',
        'message.received',
        'message.received',
        'message.sent',
        'session.connected',
      ])
      for (const { event, data: said } of heard)
        if (/received|sent/.test(event))
          assert.equal((said as { session_id: string }).session_id, session.params.session_id)
    })

    test('comes in by the built-in simulators, and by nothing real', async (context) => {
      const app = await RunningApp.start(context, await open())
      await app.call('sms.send', { body: { to, message: 'Hello' } })
      await app.call('email.send', { body: { to: 'maria@example.com', subject: 'Hello', text: 'Hello' } })
      const { data: channels } = await app.call('channels.list')
      const idOf = (type: string) => channels.find((channel) => channel.type === type)!.id
      const inbound = (channel_id: string, body: BodyOf<'channels.inbound'>) =>
        app.call('channels.inbound', { params: { channel_id }, body })
      await inbound(idOf('sms'), { from: to, content: 'Yes' })
      await inbound(idOf('email'), { from: 'Maria@Example.com', content: 'Yes' })
      const received = await app.listed(2, { query: { event_type: 'message.received' } })
      assert.deepEqual(
        received.map(({ data }) => [data['channel'], data['from'], data['content']]),
        [
          ['sms', to, 'Yes'],
          ['email', 'maria@example.com', 'Yes'],
        ],
      )
      const params = { channel_id: idOf('sms') }
      for (const [body, param] of [
        [{ from: 'Maria', content: 'Yes' }, 'from'],
        [{ from: to, content: 'Yes', type: 'image' }, 'type'],
      ] as const)
        assert.equal((await app.refused('channels.inbound', { params, body })).param, param)
      const { data: real } = await app.call('channels.create', {
        body: {
          name: 'Real',
          provider: 'twilio',
          check: false,
          settings: { account_sid: `AC${'0'.repeat(32)}`, from: '+15005550006' },
          credentials: { auth_token: 'the-secret-token' },
        },
      })
      const refusal = await app.refused('channels.inbound', {
        params: { channel_id: real.id },
        body: { from: to, content: 'Yes' },
      })
      assert.deepEqual([refusal.status, refusal.code], [409, 'NOT_SIMULATED'])
      assert.equal((await app.refused('channels.qrCode', { params: { channel_id: real.id } })).status, 409)
    })
  })
})

describe('a session seen as a channel', () => {
  eachSchema((_kind, open) => {
    test('is entered, disconnected, connected, named, tested and deleted like any other', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { data: channel } = await app.call('channels.create', { body: { name: 'Support', provider: 'qrcode' } })
      assert.deepEqual([channel.type, channel.status, channel.position], ['whatsapp', 'disconnected', null])
      const session = new Played(app, {
        id: channel.id.replace('chan_', 'sess_'),
        channel_id: channel.id,
      } as WhatsAppSession)
      const params = session.channel
      const failed = (await app.call('channels.test', { params })).data
      assert.deepEqual([failed.ok, failed.code], [false, 'pending'])
      await session.play('scan')
      await session.becomes('connected')
      assert.equal((await app.call('channels.test', { params })).data.ok, true)
      const body = { reason: 'maintenance' }
      for (let time = 0; time < 2; time++)
        assert.equal((await app.call('channels.disconnect', { params, body })).data.status, 'disconnected')
      await app.sleep(3_600_000)
      assert.deepEqual(await session.read().then(({ status, reason }) => [status, reason]), [
        'disconnected',
        'requested',
      ])
      assert.equal((await app.call('channels.connect', { params })).data.status, 'connected')
      const named = await app.call('channels.update', { params, body: { name: 'Sales' } })
      assert.equal(named.data.name, 'Sales')
      assert.equal((await session.read()).name, 'Sales')
      for (const wrong of [{ settings: { from: '+15005550001' } }, { credentials: { token: 'x' } }])
        assert.equal((await app.refused('channels.update', { params, body: wrong })).status, 400)
      await app.call('channels.delete', { params })
      assert.equal((await app.refused('whatsappSessions.get', { params: session.params })).status, 404)
      assert.deepEqual(await told(app, 8), [
        'channel.connected',
        'session.connected',
        'channel.disconnected maintenance',
        'session.disconnected maintenance',
        'channel.connected',
        'session.connected',
        'channel.disconnected deleted',
        'session.disconnected deleted',
      ])
      assert.equal((await app.call('notifications.list')).data.length, 0)
    })

    test('cannot be had where its driver is not installed, and the refusal says what to do', async (context) => {
      const app = await RunningApp.start(context, await open(), { env: { POSTHORN_WHATSAPP_DRIVER: 'baileys' } })
      const refusal = await app.refused('whatsappSessions.create', { body: { name: 'Support' } })
      assert.deepEqual([refusal.status, refusal.code], [422, 'SESSION_DRIVER_UNAVAILABLE'])
      for (const word of [/npm install/, /MIT/, /GPL-3\.0/, /banned/]) assert.match(refusal.message, word)
      assert.deepEqual((await app.call('whatsappSessions.list')).data, [])
    })

    test('that another driver began says so, and is begun anew by a person', async (context) => {
      const database = await open()
      const app = await RunningApp.start(context, database)
      const session = await Played.connected(app)
      await app.stop()
      const real = await RunningApp.start(context, database, {
        clock: app.clock,
        env: { POSTHORN_WHATSAPP_DRIVER: 'baileys' },
      })
      Object.assign(real, { key: app.key, workspaceId: app.workspaceId })
      const lost = await session.becomes('disconnected', 'driver_unavailable', real)
      assert.match(lost.reason_detail ?? '', /driver simulator/)
      const refusal = await real.refused('whatsappSessions.simulate', {
        params: session.params,
        body: { action: 'scan' },
      })
      assert.deepEqual([refusal.status, refusal.code], [409, 'NOT_SIMULATED'])
      await real.stop()
    })
  })
})

describe('two servers with one session', () => {
  eachSchema((kind, open) => {
    if (kind === 'sqlite') return
    test('have one phone: whichever is asked sends by it, and plays it', async (context) => {
      const database = await open()
      const one = await RunningApp.start(context, database)
      const other = await RunningApp.start(context, database, { clock: one.clock })
      Object.assign(other, { key: one.key, workspaceId: one.workspaceId })
      const session = await Played.begin(one)
      await session.play('scan', {}, other)
      await session.becomes('connected', null, other)
      const send = async (app: RunningApp) =>
        (await app.call('whatsapp.send', { body: { to, message: 'Hello' } })).data.id
      const ids = [await send(one), await send(other), await send(one), await send(other)]
      const sent = async () =>
        (await one.call('whatsapp.messages', { query: { status: 'sent', ...session.params } })).data.map(({ id }) => id)
      await other.until('all to be sent', async () => (await sent()).length === 4)
      assert.deepEqual((await sent()).sort(), ids.sort())
      for (const id of ids) {
        const { data } = await one.call('messages.history', { params: { message_id: id } })
        assert.deepEqual(
          data.map(({ status }) => status),
          ['sent'],
        )
      }
      // The one that has the phone stops: the other one takes it over without a loss being told.
      await one.stop()
      await session.becomes('connected', null, other)
      await send(other)
      await other.until('it to be sent', async () => {
        const { meta } = await other.call('whatsapp.messages', { query: { status: 'sent', ...session.params } })
        return meta.total === 5
      })
      assert.deepEqual(await told(other, 2), ['channel.connected', 'session.connected'])
    })
  })
})
