// Contract 3.2: after an outage, everything of a time range that failed for good is sent again.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { RunningApp } from '../support/running-app.ts'

/** One retry, so that an event fails for good soon. */
const env = { POSTHORN_WEBHOOK_RETRY_WAITS: '1' }

describe('a recovery', () => {
  eachSchema((_kind, open) => {
    /** A webhook whose events all failed for good, one a minute. */
    const outage = async (app: RunningApp, events: number, types: readonly string[] = ['custom.thing']) => {
      const made = await app.receiver({}, { answer: 500 })
      const ids: string[] = []
      for (let index = 0; index < events; index++) {
        ids.push(await app.publish({ index }, types[index % types.length]))
        await app.logLine(made.params, ids[index]!, { state: 'retrying', attempts: 1 })
        await app.clock.advance(1_000)
        await app.logLine(made.params, ids[index]!, { state: 'permanent_failure', attempts: 2 })
        await app.sleep(59_000)
      }
      made.receiver.answerWith(200)
      return {
        ...made,
        ids,
        sent: () => made.receiver.requests.slice(2 * events).map(({ headers }) => headers['x-timely-event-id']),
      }
    }
    const done = async (app: RunningApp, params: { webhook_id: string; recovery_id: string }) => {
      await app.until(
        'the recovery to be done',
        async () => (await app.call('recoveries.get', { params })).data.state !== 'running',
      )
      return (await app.call('recoveries.get', { params })).data
    }

    test('sends what failed within the range and is of the types, and nothing else', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const { receiver, params, ids, sent } = await outage(app, 6, ['custom.a', 'custom.b'])
      const delivered = await app.publish({ fine: true })
      await app.logLine(params, delivered, { state: 'delivered', attempts: 1 })
      const range = { since: '2026-04-19T14:31:00Z', until: '2026-04-19T14:35:00Z' }

      const counted = await app.call('recoveries.create', { params, body: { ...range, dry_run: true } })
      assert.deepEqual(
        [counted.data.state, counted.data.dry_run, counted.data.matched, counted.data.resent],
        ['done', true, 4, 0],
      )
      await app.quiet()
      assert.equal(receiver.requests.length, 13)

      const { data } = await app.call('recoveries.create', { params, body: { ...range, event_types: ['custom.b'] } })
      assert.deepEqual([data.state, data.matched, data.event_types], ['running', 2, ['custom.b']])
      const finished = await done(app, { ...params, recovery_id: data.id })
      assert.deepEqual([finished.state, finished.matched, finished.resent, finished.skipped], ['done', 2, 2, 0])
      for (const index of [1, 3]) await app.logLine(params, ids[index]!, { state: 'delivered', attempts: 3 })
      for (const index of [0, 2, 4, 5])
        await app.logLine(params, ids[index]!, { state: 'permanent_failure', attempts: 2 })
      await app.quiet()
      assert.deepEqual(sent().slice(1).sort(), [ids[1], ids[3]].sort())
      assert.ok(
        receiver.requests[13]!.body.equals(
          receiver.requests.find(({ headers }) => headers['x-timely-event-id'] === sent()[1])!.body,
        ),
      )

      const rest = await app.call('recoveries.create', { params, body: { since: '2026-01-01T00:00:00Z' } })
      assert.equal((await done(app, { ...params, recovery_id: rest.data.id })).resent, 4)
      const nothing = await app.call('recoveries.create', {
        params,
        body: { since: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' },
      })
      assert.deepEqual([nothing.data.state, nothing.data.matched], ['done', 0])
      const { data: all } = await app.call('recoveries.list', { params })
      assert.deepEqual(
        all
          .map(({ id }) => id)
          .slice(0, 1)
          .concat(all.map(({ id }) => id).slice(-1)),
        [nothing.data.id, counted.data.id],
      )
    })

    test('goes no faster than it was told, survives a restart, and runs alone', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const { params, ids, sent } = await outage(app, 5)
      const body = { since: '2026-04-19T00:00:00Z', rate_per_second: 1 }
      const [first, other] = await Promise.all([1, 2].map(() => app.send('recoveries.create', { params, body })))
      const started = [first!.reply, other!.reply].find(({ status }) => status === 202)
      assert.deepEqual([first!.reply.status, other!.reply.status].sort(), [202, 409])
      const recovery_id = (started!.body as { data: { id: string } }).data.id
      const progress = async () => (await app.call('recoveries.get', { params: { ...params, recovery_id } })).data
      const until = (resent: number) =>
        app.until(`${resent} to be sent again`, async () => (await progress()).resent === resent)
      await until(1)
      await app.clock.advance(900)
      for (let look = 0; look < 5; look++) await app.call('system.me')
      assert.equal((await progress()).resent, 1)
      await app.clock.advance(100)
      await until(2)
      await app.until('two requests', () => sent().length === 2)
      await app.restart()
      assert.deepEqual([(await progress()).state, (await progress()).resent], ['running', 2])
      for (const resent of [3, 4, 5]) {
        await app.clock.advance(1_000)
        await until(resent)
      }
      await app.clock.advance(1_000)
      const finished = await done(app, { ...params, recovery_id })
      assert.deepEqual([finished.state, finished.resent, finished.skipped], ['done', 5, 0])
      for (const eventId of ids) await app.logLine(params, eventId, { state: 'delivered', attempts: 3 })
      await app.quiet()
      assert.deepEqual(sent().toSorted(), ids.toSorted(), 'each once')
    })

    test('that is cancelled sends nothing more', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const { params, ids, sent } = await outage(app, 4)
      const { data } = await app.call('recoveries.create', {
        params,
        body: { since: '2026-04-19T00:00:00Z', rate_per_second: 1 },
      })
      const recovery = { params: { ...params, recovery_id: data.id } }
      await app.logLine(params, ids[0]!, { state: 'delivered', attempts: 3 })
      const cancelled = await app.call('recoveries.cancel', recovery)
      assert.deepEqual([cancelled.data.state, cancelled.data.resent], ['cancelled', 1])
      await app.clock.advance(10_000)
      await app.quiet()
      assert.deepEqual(sent(), [ids[0]])
      const again = await app.refused('recoveries.cancel', recovery)
      assert.deepEqual([again.status, again.code], [409, 'CONFLICT'])
      assert.equal((await app.call('recoveries.get', recovery)).data.state, 'cancelled')
      const next = await app.call('recoveries.create', { params, body: { since: '2026-04-19T00:00:00Z' } })
      assert.equal((await done(app, { ...params, recovery_id: next.data.id })).resent, 3)
    })

    test('ends when its webhook is switched off, and what it had not sent can still be recovered', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const { params, ids, sent } = await outage(app, 3)
      const { data } = await app.call('recoveries.create', {
        params,
        body: { since: '2026-04-19T00:00:00Z', rate_per_second: 1 },
      })
      await app.logLine(params, ids[0]!, { state: 'delivered', attempts: 3 })
      await app.call('webhooks.patch', { params, body: { is_active: false } })
      await app.clock.advance(10_000)
      assert.equal((await done(app, { ...params, recovery_id: data.id })).state, 'cancelled')
      await app.quiet()
      assert.deepEqual(sent(), [ids[0]])
      await app.call('webhooks.patch', { params, body: { is_active: true } })
      const next = await app.call('recoveries.create', { params, body: { since: '2026-04-19T00:00:00Z' } })
      assert.equal((await done(app, { ...params, recovery_id: next.data.id })).resent, 2)
      await app.logLine(params, ids[2]!, { state: 'delivered' })
    })

    test('of a range that ends before it begins is refused', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const { params } = await app.receiver()
      const refused = async (body: unknown) => (await app.refused('recoveries.create', { params, body })).param
      assert.equal(await refused({ since: '2026-04-19T00:00:00Z', until: '2026-04-18T00:00:00Z' }), 'until')
      assert.equal(await refused({ since: '2027-01-01T00:00:00Z' }), 'until')
      assert.equal(await refused({ since: 'yesterday' }), 'since')
      assert.equal(await refused({}), 'since')
      assert.equal(await refused({ since: '2026-04-19T00:00:00Z', event_types: ['conversation.ended'] }), 'event_types')
      assert.equal(await refused({ since: '2026-04-19T00:00:00Z', rate_per_second: 0 }), 'rate_per_second')
      assert.equal((await app.call('recoveries.list', { params })).meta.total, 0)
    })
  })
})
