// Contract 3.2: custom events, and the workspace's events in order, with a cursor.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { events as catalogue } from '@posthorn/contract'

import { eachSchema } from '../support/each-schema.ts'
import { RunningApp } from '../support/running-app.ts'

describe('an event of your own', () => {
  eachSchema((_kind, open) => {
    test('goes to every webhook that wants it, with the same id and bytes, and is read as it was sent', async (context) => {
      const app = await RunningApp.start(context, await open())
      const wants = ['*', 'custom', 'custom.*', 'custom.order.*', 'custom.order.paid'].map((pattern) =>
        app.receiver({ events: [pattern] }),
      )
      const not = ['message', 'custom.order', 'custom.order.paid.twice', 'custom.orders.*'].map((pattern) =>
        app.receiver({ events: [pattern] }),
      )
      const receivers = await Promise.all(wants)
      const others = await Promise.all(not)
      const data = { name: 'Zoë', half: '\ud800', '2': 1, '1': 2, ['__proto__']: { a: 1 }, deep: [[[{}]]], big: 1e21 }
      const text =
        '{"type":"custom.order.paid","timestamp":"2026-04-19T16:29:59.999+02:00","data":{"name":"Zoë","half":"\\ud800","2":1,"1":2,"__proto__":{"a":1},"deep":[[[{}]]],"big":1e21}}'
      const reply = await app.api('POST', '/v1/events', text)
      assert.equal(reply.status, 202, reply.text)
      const { data: published } = reply.body as { data: Record<string, string> }
      assert.equal(published['timestamp'], '2026-04-19T14:29:59Z')
      for (const { receiver } of receivers) await app.delivered(receiver, 1)
      await app.quiet()
      const [first] = receivers[0]!.receiver.requests
      for (const { receiver } of receivers) {
        assert.equal(receiver.requests.length, 1)
        assert.equal(receiver.requests[0]!.headers['x-timely-event-id'], published['id'])
        assert.ok(receiver.requests[0]!.body.equals(first!.body))
      }
      for (const { receiver } of others) assert.equal(receiver.requests.length, 0)
      const sent = first!.body.toString()
      assert.equal(JSON.stringify(JSON.parse(sent)), sent)
      assert.match(
        sent,
        /"data":\{"1":2,"2":1,"name":"Zoë","half":"\\ud800","__proto__":\{"a":1\},"deep":\[\[\[\{\}\]\]\],"big":1e\+21\}\}$/,
      )
      const listed = await app.listed(1)
      assert.equal(JSON.stringify(listed[0]), sent)
      const { data: read } = await app.call('events.get', { params: { event_id: published['id']! } })
      assert.equal(read.deliveries.length, 5)
      assert.equal(Object.keys(data).length, Object.keys(listed[0]!.data).length)
    })

    test('may only be of a custom type, and not larger than a receiver takes', async (context) => {
      const app = await RunningApp.start(context, await open())
      for (const type of [
        'message.received',
        'custom',
        'custom.',
        'custom.A',
        'custom.a.b.c.d.e.f',
        'other.thing',
        'custom.a b',
        'custom.*',
        '',
      ]) {
        const error = await app.refused('events.publish', { body: { type, data: {} } })
        assert.deepEqual([error.status, error.param], [400, 'type'], type)
      }
      for (const data of [null, [], 'text', 1, undefined]) {
        assert.equal((await app.refused('events.publish', { body: { type: 'custom.a', data } })).param, 'data')
      }
      await app.call('events.publish', { body: { type: 'custom.a', data: { text: 'x'.repeat(89_000) } } })
      const large = await app.refused('events.publish', {
        body: { type: 'custom.a', data: { text: 'é'.repeat(45_000) } },
      })
      assert.deepEqual([large.status, large.param], [413, 'data'])
      assert.equal((await app.listed(1)).length, 1)
    })
  })
})

describe('the events of a workspace', () => {
  eachSchema((_kind, open) => {
    test('are read on from a cursor without one missed or repeated, while others are being written', async (context) => {
      const app = await RunningApp.start(context, await open())
      const tenant = await app.anotherWorkspace()
      const written: string[] = []
      let writing = true
      const write = async (writer: number) => {
        for (let index = 0; index < 60; index++) {
          if (index % 10 === 0)
            await app.call('events.publish', { body: { type: 'custom.theirs', data: {} }, key: tenant.key })
          written.push(await app.publish({ writer, index }))
        }
      }
      const writers = Promise.all([1, 2, 3, 4].map(write)).then(() => (writing = false))
      const read: string[] = []
      let cursor: string | null = null
      let looksInVain = 0
      for (;;) {
        const last: boolean = !writing
        const query: Record<string, string | number> = { limit: 7, ...(cursor === null ? {} : { cursor }) }
        const { data, meta } = await app.call('events.list', { query })
        read.push(...data.map(({ event_id }) => event_id))
        cursor = meta.next_cursor
        if (last && data.length === 0 && !meta.has_more) {
          // Transactions of other tests hold up what is listed, but not for long: then what is missing is lost.
          if (read.length >= 240 || ++looksInVain === 200) break
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
      await writers
      assert.equal(read.length, 240)
      assert.equal(new Set(read).size, 240, 'none twice')
      assert.deepEqual(read.toSorted(), written.toSorted(), 'none missed, none of another workspace')

      const late = await app.publish({ late: true })
      const after = await app.listed(1, { query: { cursor: cursor! } })
      assert.deepEqual(
        after.map(({ event_id }) => event_id),
        [late],
        'the kept cursor still works',
      )
      const { data: again, meta } = await app.call('events.list', { query: { limit: 100 } })
      assert.deepEqual(
        again.map(({ event_id }) => event_id),
        read.slice(0, 100),
        'in the same order as before',
      )
      assert.equal(meta.has_more, true)
    })

    test('can be narrowed to a type, a pattern or a time; a cursor that is none is refused', async (context) => {
      const app = await RunningApp.start(context, await open())
      const types = ['custom.order.paid', 'custom.order.shipped', 'custom.orders', 'custom.other']
      for (const type of types) {
        await app.publish({}, type)
        await app.clock.advance(1_000)
      }
      await app.listed(types.length)
      const found = async (query: Record<string, string>) =>
        (await app.call('events.list', { query })).data.map(({ event }) => event)
      assert.deepEqual(await found({}), types)
      assert.deepEqual(await found({ event_type: 'custom.order.paid' }), ['custom.order.paid'])
      assert.deepEqual(await found({ event_type: 'custom.order.*' }), ['custom.order.paid', 'custom.order.shipped'])
      assert.deepEqual(await found({ event_type: '*' }), types)
      assert.deepEqual(await found({ event_type: 'message' }), [])
      assert.deepEqual(await found({ since: '2026-04-19T14:30:02Z' }), ['custom.orders', 'custom.other'])
      assert.equal(
        (await app.refused('events.list', { query: { event_type: 'conversation.started' } })).param,
        'event_type',
      )
      const far = Buffer.from('9999999999999999999.evt_01KPK2BYJ0V7P9WCE000000000').toString('base64url')
      for (const cursor of [
        far,
        'x',
        '0',
        Buffer.from('1.evt_x; drop table event').toString('base64url'),
        Buffer.from('-1.evt_1').toString('base64url'),
      ]) {
        assert.equal((await app.refused('events.list', { query: { cursor } })).param, 'cursor', cursor)
      }
      const { data: known } = await app.call('eventTypes.list')
      assert.deepEqual(known.map(({ type }) => type).sort(), Object.keys(catalogue).sort())
    })
  })
})
