// Contract 3.2 and 4.7: the history of deliveries, one delivery with its bodies, and sending again.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { gate } from '../support/recording-receiver.ts'
import { RunningApp } from '../support/running-app.ts'

describe('the list of deliveries', () => {
  eachSchema((_kind, open) => {
    test('begins with what is to come, then what was, newest first, on pages without gaps or repeats', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver(
        {},
        { answer: ({ headers }) => (headers['x-timely-event'] === 'custom.bad' ? 500 : 200) },
      )
      const ids: string[] = []
      for (let index = 0; index < 12; index++) {
        ids.push(await app.publish({ index }, index % 3 === 0 ? 'custom.bad' : 'custom.good'))
        await app.delivered(receiver, ids.length)
        await app.clock.advance(100)
      }
      const ended = async () =>
        (await app.call('deliveries.list', { params })).data.filter(({ status }) => status !== 'pending')
      await app.until('all to be settled', async () => (await ended()).length === 12)
      const { data: all } = await app.call('deliveries.list', { params, query: { per_page: 100 } })
      assert.deepEqual(
        all.map(({ status }) => status).join(' '),
        `${'pending '.repeat(4)}${'success success failed '.repeat(4)}`.trim(),
      )
      assert.deepEqual(
        all.slice(4).map(({ event_id }) => event_id),
        ids.toReversed(),
      )
      assert.deepEqual(
        all.slice(0, 4).map(({ event_id, attempt }) => [event_id, attempt]),
        [9, 6, 3, 0].map((index) => [ids[index], 2]),
      )
      for (const { event_id, next_retry_at } of all.slice(0, 4)) {
        const failed = all.find((each) => each.event_id === event_id && each.status === 'failed')
        assert.equal(next_retry_at, failed!.next_retry_at)
      }
      for (const perPage of [1, 3, 4, 5, 7]) {
        const paged: string[] = []
        for (let page = 1; page <= Math.ceil(16 / perPage); page++) {
          const { data, meta } = await app.call('deliveries.list', { params, query: { page, per_page: perPage } })
          assert.equal(meta.total, 16)
          paged.push(...data.map(({ id }) => id))
        }
        assert.deepEqual(
          paged,
          all.map(({ id }) => id),
          `${perPage} on a page`,
        )
      }
      const only = async (query: Record<string, string>) => {
        const { data, meta } = await app.call('deliveries.list', { params, query })
        assert.equal(meta.total, data.length)
        return data.map(({ id }) => id)
      }
      const where = (fits: (each: (typeof all)[number]) => boolean) => all.filter(fits).map(({ id }) => id)
      for (const status of ['pending', 'success', 'failed'])
        assert.deepEqual(
          await only({ status }),
          where((each) => each.status === status),
        )
      assert.deepEqual(
        await only({ event_type: 'custom.bad' }),
        where((each) => each.event_type === 'custom.bad'),
      )
      assert.deepEqual(
        await only({ event_type: 'custom.bad', status: 'failed' }),
        where((each) => each.event_type === 'custom.bad' && each.status === 'failed'),
      )
      assert.deepEqual(
        await only({ event_id: ids[3]! }),
        where((each) => each.event_id === ids[3]),
      )
      assert.deepEqual(await only({ event_type: 'custom.none' }), [])
      const from = new Date(app.clock.now() - 500).toISOString()
      assert.equal((await only({ since: from, status: 'success' })).length, 4)
      assert.equal((await only({ until: from, status: 'success' })).length, 4)
      assert.equal((await only({ since: from, until: from })).length, 0)

      const { data: log } = await app.call('webhooks.eventLog', { params, query: { state: 'retrying' } })
      assert.deepEqual(
        log.map(({ event_id }) => event_id),
        [9, 6, 3, 0].map((index) => ids[index]),
      )
      assert.ok(log.every(({ last_delivery_id }) => all.some(({ id }) => id === last_delivery_id)))
      assert.equal(
        (await app.call('webhooks.eventLog', { params, query: { event_type: 'custom.good' } })).meta.total,
        8,
      )
    })

    test('shows each with what was sent and what came back, signatures apart', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, webhook, params } = await app.receiver({ signatures: ['body'] })
      const long = 'é'.repeat(5_000)
      receiver.answerWith({
        status: 418,
        headers: { 'x-kettle': 'on', 'set-cookie': ['a=1', 'b=2'] },
        body: `\u0000${long}`,
      })
      const eventId = await app.publish({ name: 'Zoë \u2028' })
      await app.logLine(params, eventId, { state: 'retrying', attempts: 1 })
      const { data } = await app.call('deliveries.list', { params })
      const [pending, failed] = data
      const shown = (await app.call('deliveries.get', { params: { ...params, delivery_id: failed!.id } })).data
      const request = receiver.requests[0]!
      assert.equal(shown.request_body, request.body.toString())
      assert.equal(shown.url, webhook.url)
      assert.deepEqual(
        [shown.status, shown.http_status, shown.response_status, shown.error, shown.error_detail],
        ['failed', 418, 418, 'http_status', null],
      )
      assert.ok(
        Buffer.byteLength(shown.response_body!) <= 4_096 && long.startsWith(shown.response_body!.slice(0, 2_000)),
      )
      assert.deepEqual([shown.response_headers!['x-kettle'], shown.response_headers!['set-cookie']], ['on', 'a=1, b=2'])
      assert.ok(!Object.keys(shown.request_headers!).some((name) => /signature/i.test(name)))
      for (const [name, value] of Object.entries(shown.request_headers!))
        assert.equal(request.headers[name.toLowerCase()], value, name)

      const waiting = (await app.call('deliveries.get', { params: { ...params, delivery_id: pending!.id } })).data
      assert.deepEqual(
        [waiting.status, waiting.attempt, waiting.request_headers, waiting.response_status],
        ['pending', 2, null, null],
      )
      assert.equal(waiting.request_body, shown.request_body)
      receiver.answerWith(200)
      await app.clock.advance(5_000)
      await app.logLine(params, eventId, { state: 'delivered', attempts: 2 })
      assert.equal(
        (await app.call('deliveries.get', { params: { ...params, delivery_id: pending!.id } })).data.status,
        'success',
        'the pending one keeps its id',
      )
      assert.equal(receiver.requests[1]!.headers['x-timely-delivery-id'], pending!.id)
      const { data: event } = await app.call('events.get', { params: { event_id: eventId } })
      assert.deepEqual(
        event.deliveries.map(({ state, attempts, last_delivery_id }) => ({ state, attempts, last_delivery_id })),
        [{ state: 'delivered', attempts: 2, last_delivery_id: pending!.id }],
      )
    })
  })
})

describe('sending again', () => {
  eachSchema((_kind, open) => {
    test('replaces a retry that was to come, begins a new ladder, and keeps id and bytes', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver({}, { answer: 500 })
      const eventId = await app.publish({ n: 1 })
      await app.logLine(params, eventId, { state: 'retrying', attempts: 1 })
      await app.clock.advance(5_000)
      await app.logLine(params, eventId, { state: 'retrying', attempts: 2 })
      const { data } = await app.call('deliveries.list', { params })
      const retry = { params: { ...params, delivery_id: data[0]!.id } }
      const resent = (await app.call('deliveries.retry', retry)).data
      assert.deepEqual([resent.status, resent.attempt, resent.trigger], ['pending', 3, 'manual'])
      const line = await app.logLine(params, eventId, { state: 'retrying', attempts: 3 })
      assert.equal(line.next_retry_at, '2026-04-19T14:30:10Z', 'the first wait again')
      await app.clock.advance(5_000)
      await app.logLine(params, eventId, { state: 'retrying', attempts: 4 })
      await app.clock.advance(15_000)
      await app.logLine(params, eventId, { state: 'retrying', attempts: 5 })
      assert.equal(receiver.requests.length, 5, 'the replaced retry never came')
      assert.ok(receiver.requests.every(({ body }) => body.equals(receiver.requests[0]!.body)))
      const { data: attempts } = await app.call('deliveries.list', { params, query: { status: 'failed' } })
      assert.deepEqual(
        attempts.map(({ attempt, trigger }) => [attempt, trigger]),
        [
          [5, 'automatic'],
          [4, 'automatic'],
          [3, 'manual'],
          [2, 'automatic'],
          [1, 'automatic'],
        ],
      )
    })

    test('is possible of what was delivered, once at a time, and not of what is under way', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver()
      const eventId = await app.publish()
      await app.logLine(params, eventId, { state: 'delivered', attempts: 1 })
      const { data } = await app.call('deliveries.list', { params })
      const retry = { params: { ...params, delivery_id: data[0]!.id } }
      const held = gate()
      receiver.answerWith({ after: held.opened })
      await app.call('deliveries.retry', retry)
      await app.delivered(receiver, 2)
      const error = await app.refused('deliveries.retry', retry)
      assert.deepEqual([error.status, error.code], [409, 'CONFLICT'])
      held.open()
      await app.logLine(params, eventId, { state: 'delivered', attempts: 2 })
      const once = { ...retry, headers: { 'idempotency-key': 'again' } }
      const [first, second] = [await app.call('deliveries.retry', once), await app.call('deliveries.retry', once)]
      assert.deepEqual(first, second)
      await app.logLine(params, eventId, { state: 'delivered', attempts: 3 })
      await app.quiet()
      assert.equal(receiver.requests.length, 3)
    })
  })
})
