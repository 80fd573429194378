// Acceptance test 7: what was accepted is delivered by whoever runs next, once.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { gate } from '../support/recording-receiver.ts'
import { RunningApp } from '../support/running-app.ts'

describe('a server that is stopped and started again', () => {
  eachSchema((_kind, open) => {
    test('during a wait makes the retry when it is due, once', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver({}, { answer: 500 })
      const eventId = await app.publish()
      const line = await app.logLine(params, eventId, { state: 'retrying', attempts: 1 })
      await app.clock.advance(3_000)
      await app.stop()
      await app.restart()
      assert.deepEqual(await app.logLine(params, eventId, { state: 'retrying', attempts: 1 }), line)
      await app.clock.advance(1_999)
      await app.call('system.me')
      assert.equal(receiver.requests.length, 1)
      await app.clock.advance(1)
      await app.logLine(params, eventId, { state: 'retrying', attempts: 2 })
      await app.quiet()
      assert.equal(receiver.requests.length, 2)
      assert.ok(receiver.requests[1]!.body.equals(receiver.requests[0]!.body))
    })

    test('after the retry was due makes it at once, and keeps to the ladder from there', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver({}, { answer: 500 })
      const ids = [await app.publish(), await app.publish(), await app.publish()]
      for (const eventId of ids) await app.logLine(params, eventId, { state: 'retrying', attempts: 1 })
      await app.stop()
      app.clock.step(3_600_000)
      await app.restart()
      await app.delivered(receiver, 6)
      for (const eventId of ids) {
        const line = await app.logLine(params, eventId, { state: 'retrying', attempts: 2 })
        assert.equal(line.next_retry_at, '2026-04-19T15:30:15Z')
      }
      assert.equal(receiver.requests.length, 6)
    })

    test('finishes the attempts that are under way first, and counts their outcome', async (context) => {
      const app = await RunningApp.start(context, await open())
      const held = gate()
      const { receiver, params } = await app.receiver({}, { answer: { after: held.opened } })
      const ids = [await app.publish(), await app.publish()]
      await app.delivered(receiver, 2)
      const stopped = app.stop()
      held.open()
      await stopped
      await app.restart()
      for (const eventId of ids) await app.logLine(params, eventId, { state: 'delivered', attempts: 1 })
      await app.quiet()
      assert.equal(receiver.requests.length, 2)
    })

    test('with more accepted than it could send yet sends the rest, each once', async (context) => {
      const app = await RunningApp.start(context, await open())
      const held = gate()
      const { receiver, params } = await app.receiver({}, { answer: { after: held.opened } })
      const ids = await Promise.all(Array.from({ length: 400 }, (_, index) => app.publish({ index })))
      await app.until('some to be sent', () => receiver.requests.length > 0)
      const stopped = app.stop()
      held.open()
      await stopped
      assert.ok(receiver.requests.length < ids.length)
      await app.restart()
      await app.delivered(receiver, ids.length)
      const delivered = async () =>
        (await app.call('webhooks.eventLog', { params, query: { state: 'delivered' } })).meta.total
      await app.until('all to be delivered', async () => (await delivered()) === ids.length)
      await app.quiet()
      assert.deepEqual(receiver.requests.map(({ headers }) => headers['x-timely-event-id']).sort(), ids.toSorted())
    })
  })
})
