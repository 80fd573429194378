// Contract 3.2: test deliveries, tampered ones among them.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'

import { Webhook as StandardWebhook } from 'standardwebhooks'

import { eachSchema } from '../support/each-schema.ts'
import type { RecordedRequest } from '../support/recording-receiver.ts'
import { RunningApp } from '../support/running-app.ts'

const HOUR_MS = 3_600_000

function isSigned(secret: string, { headers, body }: RecordedRequest): boolean {
  const payload = `${String(headers['x-timely-timestamp'])}.${body.toString()}`
  return headers['x-timely-signature'] === createHmac('sha256', secret).update(payload).digest('hex')
}

describe('a test delivery', () => {
  eachSchema((_kind, open) => {
    test('sends one signed sample of the first type subscribed to, and is kept in the history', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, webhook, params } = await app.receiver(
        { events: ['contact.*', 'message.received'] },
        { answer: { status: 202, body: 'taken' } },
      )
      const { data } = await app.call('webhooks.test', { params })
      assert.deepEqual(
        {
          status: data.status,
          http_status: data.http_status,
          attempt: data.attempt,
          trigger: data.trigger,
          mode: data.mode,
          passed: data.passed,
        },
        { status: 'success', http_status: 202, attempt: 1, trigger: 'test', mode: 'normal', passed: true },
      )
      assert.match(data.event_id, /^evt_test_/)
      const [request] = receiver.requests
      assert.equal(request!.headers['x-timely-test'], 'true')
      assert.equal(request!.headers['x-timely-event-id'], data.event_id)
      assert.equal(request!.headers['x-timely-delivery-id'], data.id)
      assert.ok(isSigned(webhook.secret, request!))
      const envelope = JSON.parse(request!.body.toString()) as Record<string, unknown> & {
        data: Record<string, unknown>
      }
      assert.deepEqual(
        [envelope['event'], envelope['event_id'], envelope.data['test']],
        [data.event_type, data.event_id, true],
      )
      assert.equal(envelope['workspace_id'], app.workspaceId)
      const { mode: _mode, passed: _passed, ...delivery } = data
      assert.deepEqual((await app.call('deliveries.list', { params })).data, [delivery])
      const shown = await app.call('deliveries.get', { params: { ...params, delivery_id: data.id } })
      assert.deepEqual([shown.data.request_body, shown.data.response_body], [request!.body.toString(), 'taken'])
      assert.equal((await app.call('webhooks.eventLog', { params })).meta.total, 0, 'the log is of real events')
      assert.equal((await app.call('events.list')).data.length, 0)
      assert.equal((await app.refused('deliveries.retry', { params: { ...params, delivery_id: data.id } })).status, 404)
      assert.equal((await app.call('webhooks.get', { params })).data.last_delivery_at, data.delivered_at)
    })

    test('of a type that was asked for; one that does not exist is refused and nothing is sent', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver({ events: ['message.received'] })
      const { data } = await app.call('webhooks.test', { params, body: { event: 'conversation.closed' } })
      assert.equal(data.event_type, 'conversation.closed')
      for (const event of ['conversation.ended', 'message.*', '*', '']) {
        const error = await app.refused('webhooks.test', { params, body: { event } })
        assert.deepEqual([error.status, error.param], [400, 'event'], event)
      }
      const custom = await app.receiver({ events: ['custom.order.*'] })
      assert.match((await app.call('webhooks.test', { params: custom.params })).data.event_type, /^custom\.order\./)
      assert.equal(receiver.requests.length, 1)
    })

    test('that was tampered with passes when it is answered with 401, and only then', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, webhook, params } = await app.receiver({ signatures: ['body'] })
      const verifier = new StandardWebhook(webhook.secret)
      for (const [answer, passed] of [
        [401, true],
        [200, false],
        [500, false],
        [403, false],
      ] as const) {
        receiver.answerWith(answer)
        const { data } = await app.call('webhooks.test', { params, body: { mode: 'tampered' } })
        assert.deepEqual([data.mode, data.http_status, data.passed], ['tampered', answer, passed])
      }
      for (const request of receiver.requests) {
        assert.match(String(request.headers['x-timely-signature']), /^[0-9a-f]{64}$/)
        assert.ok(!isSigned(webhook.secret, request))
        assert.throws(() => verifier.verify(request.body.toString(), request.headers as Record<string, string>))
        assert.match(String(request.headers['x-sendapi-signature']), /^sha256=[0-9a-f]{64}$/)
        const body = createHmac('sha256', webhook.secret).update(request.body).digest('hex')
        assert.notEqual(request.headers['x-sendapi-signature'], `sha256=${body}`)
      }
    })

    test('that fails is not retried and counts for nothing; one that succeeds mends a failing endpoint', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver({}, { answer: 500 })
      for (let failed = 1; failed <= 5; failed++) {
        const { data } = await app.call('webhooks.test', { params })
        assert.deepEqual([data.status, data.passed, data.next_retry_at, data.permanent], ['failed', false, null, false])
      }
      await app.clock.advance(10_000)
      await app.quiet()
      assert.equal(receiver.requests.length, 5)
      const health = async () => {
        const { status, failure_count, success_rate } = (await app.call('webhooks.get', { params })).data
        return { status, failure_count, success_rate }
      }
      assert.deepEqual(await health(), { status: 'active', failure_count: 0, success_rate: 1 })
      for (let failed = 1; failed <= 5; failed++)
        await app.logLine(params, await app.publish(), { state: 'retrying', attempts: 1 })
      assert.deepEqual(await health(), { status: 'failing', failure_count: 5, success_rate: 0 })
      await app.call('webhooks.test', { params })
      assert.equal((await health()).status, 'failing')
      receiver.answerWith(200)
      await app.call('webhooks.test', { params, body: { mode: 'tampered' } })
      assert.equal((await health()).status, 'failing', 'a receiver that takes anything has not recovered')
      await app.call('webhooks.test', { params })
      assert.deepEqual(await health(), { status: 'active', failure_count: 0, success_rate: 0 })
      assert.deepEqual(
        (await app.call('notifications.list')).data.map(({ kind }) => kind),
        ['webhook.recovered', 'webhook.failing'],
      )
    })

    test('is answered when the receiver takes too long, after ten seconds', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver({}, { answer: 'never' })
      const testing = app.call('webhooks.test', { params })
      await app.delivered(receiver, 1)
      await app.clock.advance(10_000)
      const { data } = await testing
      assert.deepEqual([data.status, data.error, data.http_status, data.passed], ['failed', 'timeout', null, false])
    })

    test('is one of ten in an hour for each webhook', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver()
      const other = await app.receiver({ events: ['contact'] })
      for (let sent = 1; sent <= 10; sent++) {
        await app.call('webhooks.test', { params })
        await app.clock.advance(1_000)
      }
      const error = await app.refused('webhooks.test', { params })
      assert.deepEqual([error.status, error.code, error.retryAfter], [429, 'TEST_LIMIT_REACHED', 3_590])
      await app.call('webhooks.test', { params: other.params })
      await app.sleep(HOUR_MS - 10_000)
      await app.call('webhooks.test', { params })
      assert.equal(receiver.requests.length, 11)
    })

    test('is limited as well when they come all at once', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver()
      const replies = await Promise.all(Array.from({ length: 15 }, () => app.send('webhooks.test', { params })))
      assert.equal(replies.filter(({ reply }) => reply.status === 200).length, 10)
      assert.equal(receiver.requests.length, 10)
    })
  })
})
