// Contract 4.4 to 4.7 and acceptance tests 3 to 6: what a failing receiver gets, and what everybody is told about it.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'

import { DnsServer } from '../support/dns-server.ts'
import { eachSchema } from '../support/each-schema.ts'
import { MailServer } from '../support/mail-server.ts'
import { createTestCertificate } from '../support/recording-receiver-certificate.ts'
import { gate, RecordingReceiver } from '../support/recording-receiver.ts'
import { RunningApp } from '../support/running-app.ts'

const SECOND_MS = 1_000
/** Contract 4.5: waits in seconds, and when each POST is made if failures are instant. */
const WAITS = [5, 15, 60, 300, 900]
const SENT_AT = [0, 5, 20, 80, 380, 1_280]

describe('a receiver that always answers 500', () => {
  eachSchema((_kind, open) => {
    test('gets six POSTs at 0, 5, 20, 80, 380 and 1280 s; its owners get one e-mail; the event is kept to be sent again', async (context) => {
      const mail = await MailServer.start()
      context.after(() => mail.close())
      const env = { POSTHORN_SMTP_URL: mail.url, POSTHORN_MAIL_FROM: 'alerts@posthorn.test' }
      const app = await RunningApp.start(context, await open(), { env, ownerEmails: ['owner@example.com'] })
      const { receiver, webhook, params } = await app.receiver({}, { answer: { status: 500, body: 'no' } })
      const status = async () => (await app.call('webhooks.get', { params })).data
      const start = app.clock.now()
      const eventId = await app.publish({ name: 'Zoë 😀 \ud800' })

      for (const [index, seconds] of SENT_AT.entries()) {
        const attempts = index + 1
        await app.delivered(receiver, attempts)
        const last = attempts === SENT_AT.length
        const line = await app.logLine(params, eventId, { state: last ? 'permanent_failure' : 'retrying', attempts })
        assert.deepEqual([line.last_http_status, line.last_error], [500, 'http_status'])
        assert.equal(app.clock.now() - start, seconds * SECOND_MS)
        const { status: state, is_active, failure_count } = await status()
        assert.deepEqual(
          { state, is_active, failure_count },
          { state: attempts >= 5 ? 'failing' : 'active', is_active: true, failure_count: attempts },
        )
        assert.equal(mail.mails.length === 0 || attempts >= 5, true, 'no mail before the fifth failure')
        if (last) break
        const wait = WAITS[index]! * SECOND_MS
        assert.equal(line.next_retry_at, isoTime(app.clock.now() + wait))
        await app.clock.advance(wait - 1)
        await app.call('system.me')
        assert.equal(receiver.requests.length, attempts, 'nothing is sent a millisecond early')
        await app.clock.advance(1)
      }

      await app.clock.advance(2_000 * SECOND_MS)
      await app.quiet()
      assert.equal(receiver.requests.length, 6, 'nothing follows the sixth')

      const [first] = receiver.requests
      const timestamps = new Set<string>()
      const signatures = new Set<string>()
      for (const [index, { headers, body }] of receiver.requests.entries()) {
        assert.ok(body.equals(first!.body), 'the same bytes each time')
        assert.equal(headers['x-timely-event-id'], eventId)
        assert.equal(headers['webhook-id'], eventId)
        assert.equal(headers['x-timely-attempt'], String(index + 1))
        const timestamp = String(headers['x-timely-timestamp'])
        assert.equal(timestamp, String(Math.floor(start / SECOND_MS) + SENT_AT[index]!))
        const expected = createHmac('sha256', webhook.secret).update(`${timestamp}.${body.toString()}`).digest('hex')
        assert.equal(headers['x-timely-signature'], expected)
        timestamps.add(timestamp)
        signatures.add(expected)
      }
      assert.deepEqual([timestamps.size, signatures.size], [6, 6], 'a fresh time and signature each time')

      const { data: deliveries } = await app.call('deliveries.list', { params })
      assert.deepEqual(
        deliveries.map(({ attempt, status: state, permanent, http_status, trigger }) => ({
          attempt,
          state,
          permanent,
          http_status,
          trigger,
        })),
        [6, 5, 4, 3, 2, 1].map((attempt) => ({
          attempt,
          state: 'failed',
          permanent: attempt === 6,
          http_status: 500,
          trigger: 'automatic',
        })),
      )
      assert.deepEqual(
        deliveries.map(({ delivered_at }) => delivered_at),
        SENT_AT.map((at) => isoTime(start + at * SECOND_MS)).reverse(),
      )
      assert.equal(deliveries[0]!.next_retry_at, null)
      assert.equal((await status()).success_rate, 0)

      await app.until('the mail', () => mail.mails.length > 0)
      await app.until(
        'the notice to be sent',
        async () => (await app.call('notifications.list')).data[0]?.state === 'sent',
      )
      const { data: notices } = await app.call('notifications.list')
      assert.deepEqual(
        notices.map(({ kind, state, recipients }) => ({ kind, state, recipients })),
        [{ kind: 'webhook.failing', state: 'sent', recipients: ['owner@example.com'] }],
      )
      assert.equal(mail.mails.length, 1, 'one e-mail, not one for each failure')
      assert.deepEqual([mail.mails[0]!.from, mail.mails[0]!.to], ['alerts@posthorn.test', ['owner@example.com']])
      assert.match(mail.mails[0]!.raw, /^Subject: Webhook failing/m)

      receiver.answerWith(204)
      const resent = await app.call('deliveries.retry', { params: { ...params, delivery_id: deliveries[0]!.id } })
      assert.deepEqual([resent.data.status, resent.data.attempt, resent.data.trigger], ['pending', 7, 'manual'])
      await app.delivered(receiver, 7)
      await app.logLine(params, eventId, { state: 'delivered', attempts: 7 })
      assert.equal(receiver.requests[6]!.headers['x-timely-event-id'], eventId)
      assert.ok(receiver.requests[6]!.body.equals(first!.body))
      const recovered = await status()
      assert.deepEqual([recovered.status, recovered.failure_count], ['active', 0])
      await app.until('the second mail', () => mail.mails.length === 2)
      assert.match(mail.mails[1]!.raw, /^Subject: Webhook recovered/m)
      await app.quiet()
      const kinds = (await app.call('notifications.list')).data.map(({ kind }) => kind)
      assert.deepEqual(kinds, ['webhook.recovered', 'webhook.failing'], 'one notice for each change, and no more')
    })
  })
})

describe('the ladder of an endpoint', () => {
  eachSchema((_kind, open) => {
    test('of the extended policy goes on for three days and gives up after twelve POSTs', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver({ retry_policy: 'extended' }, { answer: 503 })
      const eventId = await app.publish()
      const waits = [...WAITS, ...[1, 3, 6, 12, 24, 24].map((hours) => hours * 3_600)]
      for (const [index, wait] of waits.entries()) {
        await app.delivered(receiver, index + 1)
        const line = await app.logLine(params, eventId, { state: 'retrying', attempts: index + 1 })
        assert.equal(line.next_retry_at, isoTime(app.clock.now() + wait * SECOND_MS))
        await app.sleep(wait * SECOND_MS)
      }
      await app.delivered(receiver, 12)
      await app.logLine(params, eventId, { state: 'permanent_failure', attempts: 12 })
    })

    test('heeds a longer Retry-After of 429 and 503, up to an hour, and no shorter one', async (context) => {
      const app = await RunningApp.start(context, await open())
      const cases = [
        { status: 429, retryAfter: '120', waited: 120 },
        { status: 503, retryAfter: '2', waited: 5 },
        { status: 503, retryAfter: '7200', waited: 3_600 },
        { status: 503, retryAfter: new Date(app.clock.now() + 30_000).toUTCString(), waited: 30 },
        { status: 429, retryAfter: 'soon', waited: 5 },
        { status: 500, retryAfter: '120', waited: 5 },
      ]
      const { receiver, params } = await app.receiver()
      for (const [index, { status, retryAfter, waited }] of cases.entries()) {
        receiver.answerWith({ status, headers: { 'retry-after': retryAfter } })
        const eventId = await app.publish({ index })
        const line = await app.logLine(params, eventId, { state: 'retrying', attempts: 1 })
        assert.equal(line.next_retry_at, isoTime(app.clock.now() + waited * SECOND_MS), `${status} ${retryAfter}`)
      }
    })
  })
})

describe('what counts as delivered', () => {
  eachSchema((_kind, open) => {
    test('is any 2xx; every other status, a refused connection, a bad certificate and a lost name are failures', async (context) => {
      const dns = await DnsServer.start()
      context.after(() => dns.close())
      const app = await RunningApp.start(context, await open(), { env: { POSTHORN_DNS_SERVERS: dns.address } })
      const { receiver } = await app.receiver({ events: ['custom.else'] })
      const secure = await RecordingReceiver.start({ tls: createTestCertificate(['127.0.0.1']) })
      context.after(() => secure.close())
      const gone = await RecordingReceiver.start()
      const goneOrigin = gone.origin
      await gone.close()
      const cases: { url: string; state: string; status: number | null; error: string | null }[] = [
        ...[200, 201, 204, 299].map((status) => ({
          url: `${receiver.origin}/${status}`,
          state: 'delivered',
          status,
          error: null,
        })),
        ...[400, 404, 410, 500].map((status) => ({
          url: `${receiver.origin}/${status}`,
          state: 'retrying',
          status,
          error: 'http_status',
        })),
        ...[301, 302, 307].map((status) => ({
          url: `${receiver.origin}/${status}`,
          state: 'retrying',
          status,
          error: 'redirect',
        })),
        { url: `${goneOrigin}/`, state: 'retrying', status: null, error: 'connection' },
        { url: `${secure.origin}/`, state: 'retrying', status: null, error: 'tls' },
        { url: 'http://nowhere.example/', state: 'retrying', status: null, error: 'dns' },
      ]
      const ids = new Map<string, string>()
      for (const { url, status } of cases) {
        const location = { headers: { location: `${receiver.origin}/elsewhere` } }
        if (status !== null) receiver.answerWith({ status, ...location }, new URL(url).pathname)
        ids.set(url, (await app.call('webhooks.create', { body: { url, events: ['*'] } })).data.id)
      }
      const eventId = await app.publish()
      for (const { url, state, status, error } of cases) {
        const line = await app.logLine({ webhook_id: ids.get(url)! }, eventId, { state, attempts: 1 })
        assert.deepEqual({ url, status: line.last_http_status, error: line.last_error }, { url, status, error })
      }
      assert.equal(receiver.requests.filter(({ path }) => path === '/elsewhere').length, 0, 'no redirect is followed')
    })

    test('is an answer within 10 seconds; one that took more than 5 is flagged as slow', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver()
      const answerAfter = async (ms: number) => {
        const held = gate()
        receiver.answerWith({ after: held.opened })
        const before = receiver.requests.length
        const eventId = await app.publish()
        await app.delivered(receiver, before + 1)
        await app.clock.advance(ms)
        held.open()
        return eventId
      }
      const attempt = async (eventId: string) => {
        const { data } = await app.call('deliveries.list', { params, query: { event_id: eventId } })
        const { status, slow, error, http_status, response_time_ms } = data.find((each) => each.status !== 'pending')!
        return { status, slow, error, http_status, response_time_ms }
      }

      const quick = await answerAfter(4_900)
      await app.logLine(params, quick, { state: 'delivered' })
      assert.deepEqual(await attempt(quick), {
        status: 'success',
        slow: false,
        error: null,
        http_status: 200,
        response_time_ms: 4_900,
      })
      const slow = await answerAfter(6_000)
      await app.logLine(params, slow, { state: 'delivered' })
      assert.deepEqual(await attempt(slow), {
        status: 'success',
        slow: true,
        error: null,
        http_status: 200,
        response_time_ms: 6_000,
      })
      const just = await answerAfter(9_900)
      await app.logLine(params, just, { state: 'delivered' })
      assert.deepEqual(await attempt(just), {
        status: 'success',
        slow: true,
        error: null,
        http_status: 200,
        response_time_ms: 9_900,
      })
      const late = await answerAfter(10_100)
      await app.logLine(params, late, { state: 'retrying', attempts: 1 })
      assert.deepEqual(await attempt(late), {
        status: 'failed',
        slow: false,
        error: 'timeout',
        http_status: null,
        response_time_ms: 10_000,
      })
      await app.clock.advance(5_000)
      await app.logLine(params, late, { state: 'delivered', attempts: 2 })
    })
  })
})

describe('the health of an endpoint', () => {
  eachSchema((_kind, open) => {
    test('counts failed attempts in a row, of whatever events, and forgets them at the first success', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver()
      const health = async () => {
        const { status, failure_count, success_rate } = (await app.call('webhooks.get', { params })).data
        return { status, failure_count, success_rate }
      }
      const attempt = async (status: number) => {
        receiver.answerWith(status)
        const eventId = await app.publish()
        await app.logLine(params, eventId, { state: status === 200 ? 'delivered' : 'retrying', attempts: 1 })
        return health()
      }
      assert.deepEqual(await health(), { status: 'active', failure_count: 0, success_rate: 1 })
      for (let failed = 1; failed <= 4; failed++) {
        assert.deepEqual(await attempt(500), { status: 'active', failure_count: failed, success_rate: 0 })
      }
      assert.deepEqual(await attempt(200), { status: 'active', failure_count: 0, success_rate: 1 / 5 })
      for (let failed = 1; failed <= 4; failed++) assert.equal((await attempt(500)).status, 'active')
      assert.equal((await attempt(500)).status, 'failing')
      assert.deepEqual(await attempt(500), { status: 'failing', failure_count: 6, success_rate: 1 / 11 })
      assert.deepEqual(await attempt(200), { status: 'active', failure_count: 0, success_rate: 2 / 12 })
      assert.equal((await app.call('notifications.list', { query: { state: 'sent' } })).meta.total, 0)
      const { data: notices } = await app.call('notifications.list', { query: { state: 'stored' } })
      assert.deepEqual(
        notices.map(({ kind, state }) => ({ kind, state })),
        [
          { kind: 'webhook.recovered', state: 'stored' },
          { kind: 'webhook.failing', state: 'stored' },
        ],
      )
    })

    test('begins anew when its owner switches it off and on again', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver({}, { answer: 500 })
      for (let failed = 1; failed <= 5; failed++) await app.publish()
      await app.delivered(receiver, 5)
      const status = async () => (await app.call('webhooks.get', { params })).data.status
      await app.until('failing', async () => (await status()) === 'failing')
      const failing = await app.call('webhooks.list', { query: { status: 'failing' } })
      assert.equal(failing.data.length, 1)
      assert.equal((await app.call('webhooks.patch', { params, body: { is_active: false } })).data.status, 'inactive')
      const { data } = await app.call('webhooks.patch', { params, body: { status: 'active' } })
      assert.deepEqual([data.status, data.failure_count], ['active', 0])
      assert.equal(await status(), 'active')
    })
  })
})

function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
