// Contract 2.7 and acceptance test 10: a POST that is sent again is done once.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

const DAY_MS = 24 * 3_600_000
const order = { type: 'custom.order.paid', data: { order: 1042 } }
const withKey = (key: string) => ({ headers: { 'idempotency-key': key } })

describe('an Idempotency-Key', () => {
  eachSchema((_kind, open) => {
    test('sent twice does the work once and gives the same answer, marked as a replay', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver } = await app.receiver()
      const calls = [
        { id: 'events.publish', body: order },
        { id: 'sms.send', body: { to: '+15005550001', message: 'Hello' } },
        { id: 'apiKeys.create', body: { name: 'Once', scopes: ['sms:write'] } },
        { id: 'webhooks.create', body: { url: 'https://example.com/once', events: ['contact'] } },
      ] as const
      for (const { id, body } of calls) {
        const first = (await app.send(id, { body, ...withKey(id) })).reply
        const second = (await app.send(id, { body, ...withKey(id) })).reply
        assert.deepEqual([second.status, second.text], [first.status, first.text])
        assert.ok(first.status < 300, first.text)
        assert.deepEqual(
          [first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')],
          [null, 'true'],
        )
        assert.notEqual(first.headers.get('x-request-id'), second.headers.get('x-request-id'))
      }
      const events = await app.listed(1, { query: { event_type: 'custom.*' } })
      assert.equal(events.length, 1)
      assert.equal((await app.call('apiKeys.list')).meta.total, 2)
      assert.equal((await app.call('webhooks.list')).meta.total, 2)
      await app.until('the event', () =>
        receiver.requests.some(({ headers }) => headers['x-timely-event'] === order.type),
      )
      await app.quiet()
      assert.equal(receiver.requests.filter(({ headers }) => headers['x-timely-event'] === order.type).length, 1)
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      assert.equal((await raw.all('select id from message')).length, 1)
    })

    test('sent many times at once does the work once; who comes too early is told to ask again', async (context) => {
      const app = await RunningApp.start(context, await open())
      const replies = await Promise.all(
        Array.from({ length: 20 }, () => app.send('events.publish', { body: order, ...withKey('at-once') })),
      )
      const accepted = replies.filter(({ reply }) => reply.status === 202)
      assert.ok(accepted.length >= 1)
      assert.equal(new Set(accepted.map(({ reply }) => reply.text)).size, 1)
      for (const { reply } of replies) {
        if (reply.status === 202) continue
        assert.equal(reply.status, 409, reply.text)
        assert.match(reply.text, /IDEMPOTENCY_IN_PROGRESS/)
        assert.equal(reply.headers.get('retry-after'), '1')
      }
      const { reply } = await app.send('events.publish', { body: order, ...withKey('at-once') })
      assert.deepEqual([reply.status, reply.text], [202, accepted[0]!.reply.text])
      assert.equal((await app.listed(1)).length, 1)
    })

    test('with another body, or at another path, is refused and nothing is done', async (context) => {
      const app = await RunningApp.start(context, await open())
      await app.call('events.publish', { body: order, ...withKey('reused') })
      const body = { ...order, data: { order: 1043 } }
      const error = await app.refused('events.publish', { body, ...withKey('reused') })
      assert.deepEqual([error.status, error.code], [409, 'IDEMPOTENCY_KEY_REUSED'])
      const elsewhere = await app.refused('apiKeys.create', {
        body: { name: 'X', scopes: ['admin'] },
        ...withKey('reused'),
      })
      assert.equal(elsewhere.code, 'IDEMPOTENCY_KEY_REUSED')
      assert.equal((await app.listed(1)).length, 1)
      assert.equal((await app.call('apiKeys.list')).meta.total, 1)
      const again = await app.send('events.publish', { body: order, ...withKey('reused') })
      assert.equal(again.reply.headers.get('idempotent-replayed'), 'true', 'the first answer is still there')
    })

    test('belongs to its API key: another key may use the same text', async (context) => {
      const app = await RunningApp.start(context, await open())
      const [other, tenant] = [await app.keyWith({ scopes: ['webhooks:write'] }), await app.anotherWorkspace()]
      const ids = new Set<string>()
      for (const key of [app.key, other, tenant.key]) {
        ids.add((await app.call('events.publish', { body: order, key, ...withKey('shared') })).data.id)
      }
      assert.equal(ids.size, 3)
    })

    test('is forgotten after 24 hours, and not before', async (context) => {
      const app = await RunningApp.start(context, await open())
      const publish = async () => (await app.call('events.publish', { body: order, ...withKey('daily') })).data.id
      const first = await publish()
      await app.sleep(DAY_MS - 1_000)
      assert.equal(await publish(), first)
      await app.sleep(1_000)
      const second = await publish()
      assert.notEqual(second, first)
      assert.equal(await publish(), second)
      const listed = await app.listed(2)
      assert.deepEqual(
        listed.map(({ id }) => id),
        [first, second],
      )
    })

    test('that has expired, and is not cleared away yet, does not make the work be done twice', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver()
      const call = { params, ...withKey('tested') }
      const first = await app.call('webhooks.test', call)
      await app.sleep(DAY_MS)
      const second = await app.call('webhooks.test', call)
      assert.notEqual(second.data.id, first.data.id)
      assert.equal(receiver.requests.length, 2)
    })

    test('keeps refusals that would be the same every time, and no others', async (context) => {
      const app = await RunningApp.start(context, await open(), { env: { POSTHORN_RATE_LIMIT_PER_MINUTE: '4' } })
      const bad = { type: 'message.received', data: {} }
      const first = await app.send('events.publish', { body: bad, ...withKey('bad') })
      const second = await app.send('events.publish', { body: bad, ...withKey('bad') })
      assert.equal(first.reply.status, 400)
      assert.deepEqual([second.reply.status, second.reply.text], [400, first.reply.text])
      assert.equal(second.reply.headers.get('idempotent-replayed'), 'true')
      const missing = { params: { webhook_id: '0198c0de-0000-7000-8000-000000000000' }, ...withKey('missing') }
      assert.equal((await app.refused('webhooks.test', missing)).status, 404)
      const replayed = await app.send('webhooks.test', missing)
      assert.deepEqual([replayed.reply.status, replayed.reply.headers.get('idempotent-replayed')], [404, 'true'])
      const limited = await app.refused('events.publish', { body: order, ...withKey('later') })
      assert.equal(limited.status, 429)
      await app.clock.advance(61_000)
      await app.call('events.publish', { body: order, ...withKey('later') })
    })

    test('of 0 or more than 255 characters is refused; on a GET it means nothing', async (context) => {
      const app = await RunningApp.start(context, await open())
      for (const key of ['', 'x'.repeat(256)]) {
        const error = await app.refused('events.publish', { body: order, ...withKey(key) })
        assert.deepEqual([error.status, error.param], [400, 'Idempotency-Key'])
      }
      await app.call('events.publish', { body: order, ...withKey('x'.repeat(255)) })
      const reads = [await app.send('events.list', withKey('read')), await app.send('events.list', withKey('read'))]
      assert.equal(reads[1]!.reply.headers.get('idempotent-replayed'), null)
    })

    for (const table of ['idempotent_reply', 'event', 'webhook_delivery'] as const) {
      test(`is written with the work or not at all: where no ${table} can be written, neither is there`, async (context) => {
        const app = await RunningApp.start(context, await open())
        const { receiver } = await app.receiver()
        const raw = await RawDatabase.open(app.database)
        context.after(() => raw.close())
        const state = await raw.state()
        const mend = await raw.refuseInserts(table)
        const reply = await app.api('POST', '/v1/events', order, withKey('crash'))
        assert.equal(reply.status, 500)
        await mend()
        assert.equal(await raw.state(), state)
        assert.equal((await raw.all('select * from idempotent_reply')).length, 0)

        const { data } = await app.call('events.publish', { body: order, ...withKey('crash') })
        await app.delivered(receiver, 1)
        assert.equal(receiver.requests[0]!.headers['x-timely-event-id'], data.event_id)
        assert.equal((await app.listed(1)).length, 1)
      })
    }

    test('outlives a restart', async (context) => {
      const app = await RunningApp.start(context, await open())
      const first = await app.call('events.publish', { body: order, ...withKey('restart') })
      await app.restart()
      assert.deepEqual(await app.call('events.publish', { body: order, ...withKey('restart') }), first)
      assert.equal((await app.listed(1)).length, 1)
    })
  })
})
