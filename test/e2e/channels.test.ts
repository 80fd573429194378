// Channels that people enter: tested when entered, sealed, connected, disconnected, and told about.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'
import { env, TwilioPeer } from '../support/twilio-peer.ts'

/** Types of the channel events so far, with what they say of the state. */
async function channelEvents(app: RunningApp, count: number): Promise<string[]> {
  const events = await app.listed(count, { query: { event_type: 'channel.*' } })
  return events.map(({ event, data }) => `${event} ${String(data['status'])}`)
}

async function whats(app: RunningApp, channel_id: string): Promise<string[]> {
  const { data } = await app.call('channels.history', { params: { channel_id } })
  return data.map(({ what }) => what).reverse()
}

describe('a channel', () => {
  eachSchema((_kind, open) => {
    test('is tested when it is entered, and what cannot be connected is not kept', async (context) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      const wrong = { ...peer.channel, credentials: { auth_token: 'this-is-the-wrong-one' } }
      const refusal = await app.refused('channels.create', { body: wrong })
      assert.deepEqual([refusal.status, refusal.code], [422, 'CHANNEL_CHECK_FAILED'])
      assert.match(refusal.message, /does not accept the account SID and auth token/)
      assert.deepEqual((await app.call('channels.list')).data, [])

      const { data } = await app.call('channels.create', { body: peer.channel })
      assert.deepEqual(
        [data.status, data.type, data.position, data.has_credentials, data.phone_number, data.failure],
        ['connected', 'sms', 1, true, '+15005550006', null],
      )
      assert.ok(!('credentials' in data))
      assert.deepEqual(data.settings, peer.channel.settings)
      assert.deepEqual(await channelEvents(app, 1), ['channel.connected connected'])
      assert.deepEqual(await whats(app, data.id), ['created', 'connected'])
      assert.deepEqual((await app.call('channels.get', { params: { channel_id: data.id } })).data, data)
      assert.equal(peer.sends.length, 0)
    })

    test('fits its provider, field by field, and no value is repeated in a refusal', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const good = { name: 'A', provider: 'twilio', check: false }
      const settings = { account_sid: `AC${'0'.repeat(32)}`, from: '+15005550006' }
      const credentials = { auth_token: 'the-secret-token' }
      for (const [body, param] of [
        [{ ...good, provider: 'pigeon', settings, credentials }, 'provider'],
        [{ ...good, type: 'email', settings, credentials }, 'type'],
        [{ ...good, credentials }, 'settings.account_sid'],
        [{ ...good, settings: { ...settings, account_sid: 'the-secret-token' }, credentials }, 'settings.account_sid'],
        [{ ...good, settings: { ...settings, form: 'x' }, credentials }, 'settings.form'],
        [{ ...good, settings: { account_sid: settings.account_sid }, credentials }, 'settings.from'],
        [{ ...good, settings: { ...settings, base_url: 'ftp://a.example' }, credentials }, 'settings.base_url'],
        [{ ...good, settings }, 'credentials.auth_token'],
        [{ ...good, settings, credentials: { auth_token: ['the-secret-token'] } }, 'credentials.auth_token'],
        [{ ...good, settings, credentials: { ...credentials, the: 1 } }, 'credentials.the'],
        [{ ...good, settings, credentials: 'the-secret-token' }, 'credentials'],
        [
          {
            provider: 'smtp',
            name: 'A',
            check: false,
            settings: { host: 'a.example', port: 25, security: 'none' },
            credentials: { user: 'a' },
          },
          'credentials.password',
        ],
      ] as const) {
        const refusal = await app.refused('channels.create', { body })
        assert.deepEqual([refusal.status, refusal.param], [400, param])
        assert.ok(!refusal.message.includes('the-secret-token'), refusal.message)
      }
      const providers = (await app.call('channels.providers')).data.map(({ provider, type }) => [provider, type])
      assert.deepEqual(providers, [
        ['smtp', 'email'],
        ['twilio', 'sms'],
        ['qrcode', 'whatsapp'],
        ['waba', 'whatsapp'],
      ])
    })

    test('that was kept without a test is connected later, and disconnected, and each is told once', async (context) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      const { data: kept } = await app.call('channels.create', { body: { ...peer.channel, check: false } })
      assert.deepEqual([kept.status, kept.last_connected_at], ['disconnected', null])
      assert.equal(peer.requests.length, 0)
      const params = { channel_id: kept.id }

      const rightToken = peer.authToken
      peer.authToken = 'another-token-now'
      const refusal = await app.refused('channels.connect', { params })
      assert.equal(refusal.code, 'CHANNEL_CHECK_FAILED')
      const waiting = (await app.call('channels.get', { params })).data
      assert.deepEqual([waiting.status, waiting.failure?.code], ['disconnected', 'credentials_refused'])
      const failed = (await app.call('channels.test', { params })).data
      assert.deepEqual([failed.ok, failed.code], [false, 'credentials_refused'])
      peer.authToken = rightToken

      for (let time = 0; time < 2; time++) {
        const { data } = await app.call('channels.connect', { params })
        assert.deepEqual(
          [data.status, data.failure, data.last_connected_at],
          ['connected', null, '2026-04-19T14:30:00Z'],
        )
      }
      assert.deepEqual((await app.call('channels.test', { params })).data.ok, true)
      for (let time = 0; time < 2; time++) {
        const { data } = await app.call('channels.disconnect', { params, body: { reason: 'maintenance' } })
        assert.equal(data.status, 'disconnected')
      }
      const told = ['channel.connected connected', 'channel.disconnected disconnected']
      assert.deepEqual(await channelEvents(app, 2), told)
      assert.deepEqual(await whats(app, kept.id), [
        'created',
        'check_failed',
        'check_failed',
        'connected',
        'check_passed',
        'check_passed',
        'disconnected',
      ])
      await app.quiet()
      assert.equal((await app.call('events.list', { query: { event_type: 'channel.*' } })).data.length, 2)
    })

    test('whose credentials are changed sends with the new ones, and keeps the old where the new ones fail', async (context) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      const { data } = await app.call('channels.create', { body: peer.channel })
      const params = { channel_id: data.id }
      const send = async () => {
        const sms = await app.call('sms.send', { body: { to: '+5511999999999', message: 'Hello' } })
        await app.until('the SMS to be sent', async () => {
          const status = await app.call('sms.status', { params: { message_id: sms.data.id } })
          return status.data.status === 'sent'
        })
      }
      await send()
      const failed = await app.refused('channels.update', {
        params,
        body: { credentials: { auth_token: 'wrong-token' } },
      })
      assert.equal(failed.code, 'CHANNEL_CHECK_FAILED')
      await send()
      peer.authToken = 'the-token-after-rotation'
      await app.call('channels.update', {
        params,
        body: { name: 'Renamed', credentials: { auth_token: peer.authToken } },
      })
      await send()
      assert.equal(peer.sends.length, 3)
      assert.equal((await app.call('channels.get', { params })).data.name, 'Renamed')
    })

    test('that is deleted is gone, forgets its credentials, and leaves its type to the simulator', async (context) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      const { data } = await app.call('channels.create', { body: peer.channel })
      const params = { channel_id: data.id }
      await app.call('channels.delete', { params })
      for (const id of ['channels.get', 'channels.delete', 'channels.connect', 'channels.history'] as const)
        assert.equal((await app.refused(id, { params })).status, 404, id)
      assert.deepEqual(await channelEvents(app, 2), [
        'channel.connected connected',
        'channel.disconnected disconnected',
      ])
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const [row] = await raw.all(`select credentials from channel where id = '${data.id}'`)
      assert.equal(row!['credentials'], null)
      const sms = await app.call('sms.send', { body: { to: '+5511999999999', message: 'Hello' } })
      assert.equal(sms.data.provider, 'simulator')
    })

    test('of Posthorn’s own making is shown and cannot be changed', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      await app.call('sms.send', { body: { to: '+5511999999999', message: 'Hello' } })
      const [channel] = (await app.call('channels.list')).data
      assert.deepEqual([channel!.provider, channel!.built_in, channel!.position], ['simulator', true, null])
      const params = { channel_id: channel!.id }
      for (const id of ['channels.update', 'channels.delete', 'channels.disconnect', 'channels.test'] as const)
        assert.deepEqual((await app.refused(id, { params, body: {} })).status, 409, id)
    })

    test('of one workspace is nobody else’s to see, to use or to route to', async (context) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      const { data } = await app.call('channels.create', { body: peer.channel })
      const other = await app.anotherWorkspace()
      const params = { channel_id: data.id }
      for (const id of ['get', 'update', 'delete', 'connect', 'disconnect', 'test', 'history'] as const) {
        const refusal = await app.refused(`channels.${id}`, {
          params,
          key: other.key,
          body: id === 'get' || id === 'history' ? undefined : {},
        })
        assert.equal(refusal.status, 404, id)
      }
      const stolen = { params: { type: 'sms' }, body: { channel_ids: [data.id] }, key: other.key }
      assert.equal((await app.refused('routing.update', stolen)).param, 'channel_ids[0]')
      const sms = await app.call('sms.send', { body: { to: '+5511999999999', message: 'Hello' }, key: other.key })
      assert.equal(sms.data.provider, 'simulator')
      await app.quiet()
      assert.equal(peer.sends.length, 0)
      assert.equal((await app.call('channels.get', { params })).data.status, 'connected')
    })

    test('keeps its secrets: not in a table, a log line, a reply, an event or an error', async (context) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      const { receiver } = await app.receiver()
      const secret = peer.authToken
      const keyed = { headers: { 'idempotency-key': 'enter' } }
      const { data } = await app.call('channels.create', { body: peer.channel, ...keyed })
      assert.deepEqual((await app.call('channels.create', { body: peer.channel, ...keyed })).data, data)
      const params = { channel_id: data.id }
      peer.script.push(
        { status: 401, body: JSON.stringify({ code: 20003, message: `${secret} is wrong` }) },
        { status: 400, body: JSON.stringify({ code: 21211, message: `${secret} says no` }) },
      )
      const sms = await app.call('sms.send', { body: { to: '+5511999999999', message: 'Hello' } })
      const message = { message_id: sms.data.id }
      await app.clock.advance(1_000)
      await app.until('the refusal', async () => {
        await app.clock.advance(1_000)
        return (await app.call('sms.status', { params: message })).data.status === 'failed'
      })
      peer.authToken = 'no-longer-the-same'
      await app.call('channels.test', { params })
      await app.refused('channels.connect', { params })
      await app.call('channels.disconnect', { params })
      await app.delivered(receiver, 3)
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const places = {
        tables: [...(await raw.dump())].flat(2).join('\n'),
        log: app.log.join(''),
        replies: JSON.stringify([
          await app.call('channels.list'),
          await app.call('channels.history', { params }),
          await app.call('messages.history', { params: message }),
          await app.call('sms.status', { params: message }),
          await app.call('events.list'),
        ]),
        webhooks: receiver.requests.map(({ body }) => body.toString()).join('\n'),
      }
      assert.match(places.replies, /\[secret\] says no/)
      for (const [place, text] of Object.entries(places))
        for (const trace of [secret, Buffer.from(`${peer.accountSid}:${secret}`).toString('base64')])
          assert.ok(!text.includes(trace), `${place} holds ${trace}`)
    })
  })
})
