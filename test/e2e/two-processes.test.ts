// Two servers on one PostgreSQL are one Posthorn: what one is told, the other knows.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { RunningApp } from '../support/running-app.ts'

describe('two servers on one database', () => {
  eachSchema((kind, open) => {
    if (kind === 'sqlite') return
    const startTwo = async (context: TestContext): Promise<[RunningApp, RunningApp]> => {
      const database = await open()
      const one = await RunningApp.start(context, database)
      const other = await RunningApp.start(context, database, { clock: one.clock })
      Object.assign(other, { key: one.key, workspaceId: one.workspaceId })
      return [one, other]
    }

    test('do the work of one idempotency key once, whichever is asked', async (context) => {
      const [one, other] = await startTwo(context)
      for (let round = 1; round <= 5; round++) {
        const body = { type: 'custom.order.paid', data: { round } }
        const headers = { 'idempotency-key': `round ${round}` }
        const replies = await Promise.all(
          [one, other, one, other].map((app) => app.send('events.publish', { body, headers })),
        )
        const accepted = replies.filter(({ reply }) => reply.status === 202)
        assert.ok(accepted.length > 0)
        assert.equal(new Set(accepted.map(({ reply }) => reply.text)).size, 1)
        assert.ok(replies.every(({ reply }) => reply.status === 202 || reply.text.includes('IDEMPOTENCY_IN_PROGRESS')))
      }
      assert.equal((await one.listed(5)).length, 5)
    })

    test('make each delivery once, and both stop when a webhook is switched off at one of them', async (context) => {
      const [one, other] = await startTwo(context)
      const { receiver, params } = await one.receiver()
      const ids = await Promise.all(
        Array.from({ length: 40 }, (_, index) => (index % 2 ? one : other).publish({ index })),
      )
      await one.delivered(receiver, 40)
      await one.quiet()
      assert.deepEqual(receiver.requests.map(({ headers }) => headers['x-timely-event-id']).sort(), ids.toSorted())
      receiver.answerWith(500)
      await other.logLine(params, await other.publish(), { state: 'retrying', attempts: 1 })
      await one.call('webhooks.patch', { params, body: { is_active: false } })
      await other.publish()
      await one.clock.advance(60_000)
      await one.quiet()
      await other.quiet()
      assert.equal(receiver.requests.length, 41)
    })

    test('refuse a key that was revoked at one of them', async (context) => {
      const [one, other] = await startTwo(context)
      const { data } = await one.call('apiKeys.create', { body: { name: 'Short-lived', scopes: ['admin'] } })
      for (const app of [one, other]) await app.call('system.me', { key: data.key! })
      await one.call('apiKeys.revoke', { params: { key_id: data.id } })
      assert.equal((await one.refused('system.me', { key: data.key! })).status, 401)
      await other.until(
        'the news of it',
        async () => (await other.send('system.me', { key: data.key! })).reply.status === 401,
      )
    })
  })
})
