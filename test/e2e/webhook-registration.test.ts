// Contract 3.2 and acceptance tests 1 and 19: registering, changing and deleting webhooks.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { routes } from '@posthorn/contract'

import { checkReply } from '../support/contract-check.ts'
import { DnsServer } from '../support/dns-server.ts'
import { eachSchema } from '../support/each-schema.ts'
import { gate } from '../support/recording-receiver.ts'
import { RunningApp } from '../support/running-app.ts'

const PUBLIC_ADDRESS = '93.184.216.34'
const body = { url: 'https://example.com/hook', events: ['message.received'] }

describe('registering a webhook', () => {
  eachSchema((_kind, open) => {
    test("takes S3's curl as it is, and shows the secret this once", async (context) => {
      const dns = await DnsServer.start()
      context.after(() => dns.close())
      dns.answer('meusite.com.br', [PUBLIC_ADDRESS])
      const env = { POSTHORN_DNS_SERVERS: dns.address, POSTHORN_WEBHOOK_ALLOW_INSECURE: 'false' }
      const app = await RunningApp.start(context, await open(), { env })
      const reply = await app.api(
        'POST',
        '/v1/webhooks',
        `{
          "url": "https://meusite.com.br/webhooks/timely",
          "events": ["message.received", "conversation.closed"],
          "description": "Webhook de produção"
        }`,
      )
      checkReply(routes['webhooks.create'], reply)
      assert.equal(reply.status, 201)
      const { data } = reply.body as { data: Record<string, unknown> }
      assert.match(String(data['secret']), /^whsec_[0-9a-f]{64}$/)
      assert.equal(data['url'], 'https://meusite.com.br/webhooks/timely')
      assert.deepEqual(data['events'], ['message.received', 'conversation.closed'])
      assert.deepEqual([data['description'], data['name'], data['status']], ['Webhook de produção', null, 'active'])
      const shown = await app.call('webhooks.get', { params: { webhook_id: String(data['id']) } })
      assert.ok(!('secret' in shown.data))
      assert.equal(shown.data.secret_prefix, String(data['secret']).slice(0, shown.data.secret_prefix.length))
      const { data: list } = await app.call('webhooks.list')
      assert.deepEqual(list, [shown.data])
    })

    test('refuses addresses inside the network, by number and by name, and says so without naming them', async (context) => {
      const dns = await DnsServer.start()
      context.after(() => dns.close())
      dns.answer('inside.example', ['127.0.0.1'])
      dns.answer('half.example', [PUBLIC_ADDRESS, '10.0.0.7'])
      dns.answer('metadata.example', ['169.254.169.254'])
      dns.answer('six.example', ['::1'])
      const env = { POSTHORN_DNS_SERVERS: dns.address, POSTHORN_WEBHOOK_ALLOW_INSECURE: 'false' }
      const app = await RunningApp.start(context, await open(), { env })
      const refused = [
        ...[
          '127.0.0.1',
          '10.1.2.3',
          '192.168.1.1',
          '172.16.0.1',
          '169.254.169.254',
          '100.64.0.1',
          '[::1]',
          '0x7f.1',
          '2130706433',
        ],
        ...['[::ffff:10.0.0.1]', '[fd00::1]', '[64:ff9b::7f00:1]', 'localhost', '0.0.0.0'],
        ...['inside.example', 'half.example', 'metadata.example', 'six.example', 'nowhere.example'],
      ].map((host) => `https://${host}/hook`)
      refused.push(
        'http://example.com/hook',
        'ftp://example.com/',
        'https://me:secret@example.com/',
        'https://',
        'hook',
        'https://a b/',
      )
      for (const url of refused) {
        const error = await app.refused('webhooks.create', { body: { ...body, url } })
        assert.deepEqual([error.status, error.code, error.param], [400, 'BLOCKED_URL', 'url'], url)
      }
      const { message } = await app.refused('webhooks.create', { body: { ...body, url: 'https://inside.example/' } })
      assert.doesNotMatch(message, /127\.0\.0\.1/)
      assert.equal((await app.call('webhooks.list')).meta.total, 0, 'nothing was stored')
    })

    test('does not deliver to a name that has come to lead inside the network', async (context) => {
      const dns = await DnsServer.start()
      context.after(() => dns.close())
      dns.answer('rebound.example', [PUBLIC_ADDRESS], ['127.0.0.1'])
      const env = { POSTHORN_DNS_SERVERS: dns.address, POSTHORN_WEBHOOK_ALLOW_INSECURE: 'false' }
      const app = await RunningApp.start(context, await open(), { env })
      const url = 'https://rebound.example/hook'
      const { data } = await app.call('webhooks.create', { body: { url, events: ['custom'] } })
      dns.answer('rebound.example', ['127.0.0.1'])
      await app.sleep(3_600_000)
      const eventId = await app.publish()
      const line = await app.logLine({ webhook_id: data.id }, eventId, { state: 'retrying', attempts: 1 })
      assert.deepEqual([line.last_error, line.last_http_status], ['blocked_address', null])
    })

    test('does not deliver to what was registered while insecure addresses were allowed', async (context) => {
      const database = await open()
      const lax = await RunningApp.start(context, database)
      const { receiver, params } = await lax.receiver()
      await lax.stop()
      const strict = await RunningApp.start(context, database, {
        clock: lax.clock,
        env: { POSTHORN_WEBHOOK_ALLOW_INSECURE: 'false' },
      })
      Object.assign(strict, { key: lax.key, workspaceId: lax.workspaceId })
      const { data: tested } = await strict.call('webhooks.test', { params })
      assert.equal(tested.status, 'failed')
      const line = await strict.logLine(params, await strict.publish(), { state: 'retrying', attempts: 1 })
      assert.equal(line.last_error, tested.error)
      assert.ok(['tls', 'blocked_address'].includes(line.last_error!), line.last_error!)
      assert.equal(receiver.requests.length, 0)
    })

    test('names what is wrong with an event, and the right name where it is known', async (context) => {
      const app = await RunningApp.start(context, await open())
      const refusal = async (events: unknown) => app.refused('webhooks.create', { body: { ...body, events } })
      const renamed = await refusal(['message.received', 'conversation.started'])
      assert.deepEqual([renamed.status, renamed.code, renamed.param], [400, 'VALIDATION_ERROR', 'events'])
      assert.match(renamed.message, /conversation\.started.*conversation\.created/)
      assert.match((await refusal(['whatsapp.session.disconnected'])).message, /session\.disconnected/)
      assert.match((await refusal(['mesage.received'])).message, /mesage\.received/)
      for (const events of [[], 'message.received', null, [1], [''], undefined])
        assert.equal((await refusal(events)).status, 400)
      assert.equal((await app.call('webhooks.list')).meta.total, 0)
    })

    test('refuses the same URL with the same set of events, whatever their order', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { data } = await app.call('webhooks.create', { body: { ...body, events: ['message.received', 'contact'] } })
      const again = await app.refused('webhooks.create', {
        body: { ...body, events: ['contact', 'message.received', 'contact'] },
      })
      assert.deepEqual([again.status, again.code], [409, 'DUPLICATE_WEBHOOK'])
      assert.match(again.message, new RegExp(data.id))
      const other = await app.call('webhooks.create', { body: { ...body, events: ['contact'] } })
      const change = { params: { webhook_id: other.data.id }, body: { events: ['message.received', 'contact'] } }
      assert.equal((await app.refused('webhooks.update', change)).code, 'DUPLICATE_WEBHOOK')
      assert.deepEqual((await app.call('webhooks.get', { params: change.params })).data.events, ['contact'])
    })

    test('makes one webhook of the same request sent five times at once', async (context) => {
      const app = await RunningApp.start(context, await open())
      const replies = await Promise.all([1, 2, 3, 4, 5].map(() => app.send('webhooks.create', { body })))
      assert.deepEqual(replies.map(({ reply }) => reply.status).sort(), [201, 409, 409, 409, 409])
      assert.equal((await app.call('webhooks.list')).meta.total, 1)
    })

    test('stops at fifty in a workspace, however many come at once', async (context) => {
      const app = await RunningApp.start(context, await open())
      const create = (index: number) =>
        app.send('webhooks.create', { body: { ...body, url: `https://example.com/${index}` } })
      const replies = await Promise.all(Array.from({ length: 56 }, (_, index) => create(index)))
      assert.equal(replies.filter(({ reply }) => reply.status === 201).length, 50)
      const error = await app.refused('webhooks.create', { body: { ...body, url: 'https://example.com/more' } })
      assert.deepEqual([error.status, error.code], [422, 'WEBHOOK_LIMIT_REACHED'])
      assert.equal((await app.call('webhooks.list')).meta.total, 50)
      const other = await app.anotherWorkspace()
      await app.call('webhooks.create', { body, key: other.key })
      const callback = { to: '+15005550001', message: 'Hello', callback_url: 'https://example.com/callback' }
      await app.call('sms.send', { body: callback, key: other.key })
      const { data: own } = await app.call('webhooks.list', { key: other.key })
      assert.equal(own.length, 2)
      for (let index = 1; index < 50; index++) {
        await app.call('webhooks.create', { body: { ...body, url: `https://example.com/${index}` }, key: other.key })
      }
      const { data } = await app.call('webhooks.list', { query: { per_page: 1 } })
      await app.call('webhooks.delete', { params: { webhook_id: data[0]!.id } })
      await app.call('webhooks.create', { body: { ...body, url: 'https://example.com/more' } })
    })
  })
})

describe('changing a webhook', () => {
  eachSchema((_kind, open) => {
    test('changes what is given, by PUT and by PATCH, and leaves the rest', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { data: made } = await app.call('webhooks.create', { body: { ...body, name: 'One', description: 'Two' } })
      const params = { webhook_id: made.id }
      const { secret, ...shown } = made
      assert.ok(secret)
      await app.clock.advance(5_000)
      const updated_at = '2026-04-19T14:30:05Z'
      const put = await app.call('webhooks.update', { params, body: { description: null } })
      assert.deepEqual(put.data, { ...shown, description: null, updated_at })
      const patched = await app.call('webhooks.patch', {
        params,
        body: { events: ['*'], name: null, retry_policy: 'extended' },
      })
      assert.deepEqual(patched.data, { ...put.data, events: ['*'], name: null, retry_policy: 'extended' })
      assert.equal((await app.call('webhooks.patch', { params, body: {} })).data.url, made.url)
      const error = await app.refused('webhooks.patch', { params, body: { is_active: true, status: 'inactive' } })
      assert.deepEqual([error.status, error.param], [400, 'status'])
      assert.equal((await app.refused('webhooks.patch', { params, body: { status: 'failing' } })).status, 400)
      assert.deepEqual((await app.call('webhooks.get', { params })).data, patched.data)
    })

    test('keeps every change of those that come at once, a new secret among them', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { data: made } = await app.call('webhooks.create', { body })
      const params = { webhook_id: made.id }
      for (let round = 1; round <= 5; round++) {
        const [, , rotated] = await Promise.all([
          app.call('webhooks.patch', { params, body: { name: `name ${round}` } }),
          app.call('webhooks.patch', { params, body: { description: `description ${round}` } }),
          app.call('webhooks.rotateSecret', { params, body: { overlap_hours: 0 } }),
        ])
        const { data } = await app.call('webhooks.get', { params })
        assert.deepEqual(
          [data.name, data.description, data.secret_prefix],
          [`name ${round}`, `description ${round}`, rotated.data.secret!.slice(0, data.secret_prefix.length)],
        )
      }
    })

    test('takes effect with the next event: another address, other events', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver({ events: ['custom.order.*'] })
      await app.publish({}, 'custom.order.paid')
      await app.publish({}, 'custom.other')
      await app.delivered(receiver, 1)
      await app.call('webhooks.update', { params, body: { url: `${receiver.origin}/new`, events: ['custom.other'] } })
      await app.publish({}, 'custom.order.paid')
      await app.publish({}, 'custom.other')
      await app.delivered(receiver, 2)
      await app.quiet()
      const got = receiver.requests.map(({ path, headers }) => [path, headers['x-timely-event']])
      assert.deepEqual(got, [
        ['/hook', 'custom.order.paid'],
        ['/new', 'custom.other'],
      ])
    })
  })
})

describe('stopping a webhook', () => {
  eachSchema((_kind, open) => {
    for (const how of ['deactivated', 'deleted'] as const) {
      test(`that is ${how} cancels what waits, and nothing more is sent to it`, async (context) => {
        const app = await RunningApp.start(context, await open())
        const held = gate()
        const { receiver, params } = await app.receiver({}, { answer: 500 })
        const other = await app.receiver()
        const waiting = await app.publish({ waiting: true })
        await app.logLine(params, waiting, { state: 'retrying', attempts: 1 })
        receiver.answerWith({ status: 500, after: held.opened })
        const underWay = await app.publish({ underWay: true })
        await app.delivered(receiver, 2)

        if (how === 'deleted') await app.call('webhooks.delete', { params })
        else await app.call('webhooks.patch', { params, body: { is_active: false } })
        held.open()
        const after = await app.publish({ after: true })
        await app.delivered(other.receiver, 3)
        await app.clock.advance(400_000)
        await app.quiet()
        assert.equal(receiver.requests.length, 2)

        const { data } = await app.call('events.get', { params: { event_id: after } })
        assert.deepEqual(
          data.deliveries.map(({ webhook_id, state }) => [webhook_id, state]),
          [[other.webhook.id, 'delivered']],
        )
        if (how === 'deleted') {
          for (const id of [
            'webhooks.get',
            'deliveries.list',
            'webhooks.eventLog',
            'webhooks.delete',
            'webhooks.test',
          ] as const) {
            assert.equal((await app.refused(id, { params })).status, 404)
          }
          assert.equal((await app.call('webhooks.list')).meta.total, 1)
          return
        }
        for (const eventId of [waiting, underWay])
          await app.logLine(params, eventId, { state: 'cancelled', attempts: 1 })
        assert.equal((await app.call('deliveries.list', { params, query: { status: 'pending' } })).meta.total, 0)
        const { data: deliveries } = await app.call('deliveries.list', { params })
        for (const id of ['webhooks.test', 'recoveries.create', 'deliveries.retry'] as const) {
          const input = {
            params: { ...params, delivery_id: deliveries[0]!.id },
            body: { since: '2026-01-01T00:00:00Z' },
          }
          const error = await app.refused(id, input)
          assert.deepEqual([error.status, error.code], [409, 'WEBHOOK_INACTIVE'], id)
        }
        receiver.answerWith(200)
        await app.call('webhooks.patch', { params, body: { is_active: true } })
        await app.quiet()
        assert.equal(receiver.requests.length, 2, 'what was cancelled stays cancelled')
        await app.publish({ again: true })
        await app.delivered(receiver, 3)
        assert.deepEqual(JSON.parse(receiver.requests[2]!.body.toString()).data, { again: true })
      })
    }

    test('in the middle of its fifth failure raises no alarm', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver({}, { answer: 500 })
      for (let failed = 1; failed <= 4; failed++) {
        await app.logLine(params, await app.publish(), { state: 'retrying', attempts: 1 })
      }
      const held = gate()
      receiver.answerWith({ status: 500, after: held.opened })
      const last = await app.publish()
      await app.delivered(receiver, 5)
      await app.call('webhooks.patch', { params, body: { is_active: false } })
      held.open()
      await app.logLine(params, last, { state: 'cancelled', attempts: 1 })
      assert.equal((await app.call('notifications.list')).meta.total, 0)
    })
  })
})
