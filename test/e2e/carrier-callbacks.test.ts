// What carriers report by themselves: signed or nothing, in any order, as often as they like.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { gate } from '../support/recording-receiver.ts'
import { RunningApp } from '../support/running-app.ts'
import { env, publicUrl, TwilioPeer } from '../support/twilio-peer.ts'

const to = '+5511999999999'

type Report = ReturnType<TwilioPeer['report']>

async function post(app: RunningApp, { path, headers, body }: Report): Promise<number> {
  return (await fetch(app.url + path, { method: 'POST', headers, body })).status
}

async function sent(app: RunningApp): Promise<string> {
  const { data } = await app.call('sms.send', { body: { to, message: 'Hello' } })
  await app.until('the SMS to be sent', async () => (await statusOf(app, data.id)) === 'sent')
  return data.id
}

async function statusOf(app: RunningApp, message_id: string): Promise<string> {
  return (await app.call('sms.status', { params: { message_id } })).data.status
}

async function historyOf(app: RunningApp, message_id: string): Promise<string[]> {
  const { data } = await app.call('messages.history', { params: { message_id } })
  return data.map(({ status, applied }) => (applied ? status : `(${status})`))
}

/** Where a message may end that was `sent`, by what was reported in this order. */
function expectedEnd(reports: readonly string[]): string {
  return reports.find((status) => status !== 'sent') ?? 'sent'
}

describe('a callback', () => {
  eachSchema((_kind, open) => {
    test('that is forged, for another channel, or for nobody is refused and leaves nothing behind', async (context) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      const { data } = await app.call('channels.create', { body: peer.channel })
      const id = await sent(app)
      const other = await app.anotherWorkspace()
      const stranger = await TwilioPeer.start(context)
      const theirs = await app.call('channels.create', { body: stranger.channel, key: other.key })
      await app.quiet()
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const before = await raw.state()

      const good = peer.report(0, 'failed')
      const fields = Object.fromEntries(new URLSearchParams(good.body))
      const unsigned = { 'content-type': good.headers['content-type'] }
      for (const [status, report] of [
        [403, { ...good, headers: unsigned as typeof good.headers }],
        [403, peer.callback(good.path, fields, 'some-other-token')],
        [403, { ...good, body: `${good.body}&ErrorCode=30003` }],
        [403, { ...good, path: `${good.path}&more=1` }],
        // Signed by its own channel's token, at the address of somebody else's.
        [403, stranger.callback(good.path, fields)],
        [
          404,
          peer.callback(
            good.path.replace(
              data.id,
              data.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
            ),
            fields,
          ),
        ],
        [404, peer.callback(good.path.replace('twilio', 'smtp'), fields)],
        [404, peer.callback('/callbacks/twilio/nonsense%00', fields)],
        [400, peer.callback(good.path, { AccountSid: peer.accountSid })],
      ] as const)
        assert.equal(await post(app, report), status)
      assert.equal(await raw.state(), before)

      // Rightly signed, and about a message of somebody else: by our id, and by the carrier's.
      const address = `/callbacks/twilio/${theirs.data.id}`
      assert.equal(await post(app, stranger.callback(`${address}?message=${id}`, fields)), 204)
      assert.equal(await post(app, stranger.callback(address, fields)), 204)
      await app.quiet()
      assert.deepEqual([await statusOf(app, id), await historyOf(app, id)], ['sent', ['sent']])
      assert.equal(await post(app, good), 204)
      await app.until('the report to be applied', async () => (await statusOf(app, id)) === 'failed')
    })

    test('that overtakes the answer of its carrier finds its message once that has come', async (context) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      const { data } = await app.call('channels.create', { body: peer.channel })
      const held = gate()
      const sid = peer.sidOf(0)
      peer.script.push({ status: 201, body: JSON.stringify({ sid, status: 'queued' }), after: held.opened })
      const sms = await app.call('sms.send', { body: { to, message: 'Hello' } })
      await app.until('the call to the carrier', () => peer.sends.length === 1)
      // By the carrier's id alone, which nobody here knows yet.
      const fields = { AccountSid: peer.accountSid, MessageSid: sid, MessageStatus: 'delivered' }
      assert.equal(await post(app, peer.callback(`/callbacks/twilio/${data.id}`, fields)), 204)
      await app.quiet()
      assert.deepEqual(await historyOf(app, sms.data.id), [])
      held.open()
      await app.until('the report to be joined', async () => {
        await app.clock.advance(1_000)
        return (await statusOf(app, sms.data.id)) === 'delivered'
      })
      assert.deepEqual(await historyOf(app, sms.data.id), ['sent', 'delivered'])
    })

    test('in JSON is signed by its hash, and read like the form', async (context) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      await app.call('channels.create', { body: peer.channel })
      const id = await sent(app)
      const body = JSON.stringify({ MessageSid: peer.sidOf(0), MessageStatus: 'delivered' })
      const { createHash } = await import('node:crypto')
      const hash = createHash('sha256').update(body).digest('hex')
      const address = peer.sends[0]!['StatusCallback']!.replace(publicUrl, '')
      const signed = peer.callback(`${address}&bodySHA256=${hash}`, {})
      const headers = { ...signed.headers, 'content-type': 'application/json' }
      assert.equal(await post(app, { ...signed, headers, body: body.replace('delivered', 'failed') }), 403)
      assert.equal(await post(app, { ...signed, headers, body }), 204)
      await app.until('the report to be applied', async () => (await statusOf(app, id)) === 'delivered')
    })

    test('shuffled, doubled or lost moves its message forward only, once, and is in the history', async (context) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      await app.call('channels.create', { body: peer.channel })
      const reports = fc.array(fc.constantFrom('sent', 'delivered', 'failed', 'undelivered'), { maxLength: 6 })
      let messages = 0
      await fc.assert(
        fc.asyncProperty(reports, async (statuses) => {
          const id = await sent(app)
          const position = messages++
          for (const [index, status] of statuses.entries()) {
            assert.equal(await post(app, peer.report(position, status)), 204)
            await app.until('the report to be taken up', async () => (await historyOf(app, id)).length === index + 2)
          }
          const end = expectedEnd(statuses.map((status) => (status === 'undelivered' ? 'failed' : status)))
          assert.equal(await statusOf(app, id), end)
          const history = await historyOf(app, id)
          assert.deepEqual(
            history.filter((line) => !line.startsWith('(')),
            end === 'sent' ? ['sent'] : ['sent', end],
          )
        }),
        { numRuns: 12 },
      )
      await app.quiet()
      const { data: events } = await app.call('events.list', { query: { event_type: 'sms.*', limit: 100 } })
      const perMessage = Map.groupBy(events, ({ data }) => String(data['id']))
      for (const [id, told] of perMessage) {
        const names = told.map(({ event }) => event)
        assert.equal(new Set(names).size, names.length, `${id}: ${names.join()}`)
      }
    })
  })
})
