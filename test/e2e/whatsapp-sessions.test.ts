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
    .map(({ event, data }) => [event, data['reason']].filter((part) => part !== undefined && part !== null).join(' '))
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
      const sent = (await app.call('whatsapp.send', { body: { to, message: 'Hello' } })).data
      assert.deepEqual([sent.session_id, sent.channel_id, sent.provider], [begun.id, begun.channel_id, 'qrcode'])
      const message = async () =>
        (await app.call('whatsapp.message', { params: { message_id: sent.id } })).data
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
    })
  })
})
void QR_MS
void RawDatabase
