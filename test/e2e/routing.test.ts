// Which channel carries a message, and what happens when it cannot: fallback, rest, recovery.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { RunningApp } from '../support/running-app.ts'
import { env, publicUrl, twilioError, TwilioPeer } from '../support/twilio-peer.ts'

const to = '+5511999999999'
type Test = Parameters<typeof TwilioPeer.start>[0]

/** An app with so many SMS channels, in the order of their peers. */
async function withChannels(context: Test, app: RunningApp, count: number) {
  const peers: TwilioPeer[] = []
  const ids: string[] = []
  for (let made = 0; made < count; made++) {
    const peer = await TwilioPeer.start(context)
    peers.push(peer)
    ids.push((await app.call('channels.create', { body: peer.channel })).data.id)
  }
  return { peers, ids }
}

async function send(app: RunningApp, number = to): Promise<string> {
  return (await app.call('sms.send', { body: { to: number, message: 'Hello' } })).data.id
}

async function statusOf(app: RunningApp, message_id: string) {
  return (await app.call('sms.status', { params: { message_id } })).data
}

/** Lets seconds pass until the message stands so. */
async function settled(app: RunningApp, id: string, status: string): Promise<void> {
  await app.until(`${id} to be ${status}`, async () => {
    if ((await statusOf(app, id)).status === status) return true
    // Small steps: on a busy machine many are made, and what rests in this file must not wake meanwhile.
    await app.clock.advance(100)
    return false
  })
}

/** Status and channel of each line. */
async function attempts(app: RunningApp, message_id: string): Promise<[string, string | null][]> {
  const { data } = await app.call('messages.history', { params: { message_id } })
  return data.map(({ status, channel_id }) => [status, channel_id])
}

describe('a message', () => {
  eachSchema((_kind, open) => {
    test('goes to the first channel of its route; without any, or from a test key, to the simulator', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      assert.deepEqual((await app.call('routing.list')).data[0], { type: 'sms', channel_ids: [], simulated: true })
      const simulated = await send(app)
      await settled(app, simulated, 'delivered')
      assert.equal((await statusOf(app, simulated)).provider, 'simulator')

      const { peers, ids } = await withChannels(context, app, 2)
      assert.deepEqual((await app.call('routing.list')).data[0], { type: 'sms', channel_ids: ids, simulated: false })
      const first = await send(app)
      await settled(app, first, 'sent')
      assert.deepEqual(await attempts(app, first), [['sent', ids[0]]])
      const shown = await statusOf(app, first)
      assert.deepEqual([shown.provider, shown.segments], ['twilio', 2])
      const { StatusCallback, ...form } = peers[0]!.sends[0]!
      assert.deepEqual(form, { To: to, Body: 'Hello', From: '+15005550006' })
      assert.equal(StatusCallback, `${publicUrl}/callbacks/twilio/${ids[0]}?message=${first}`)

      const reversed = ids.toReversed()
      await app.call('routing.update', { params: { type: 'sms' }, body: { channel_ids: reversed } })
      assert.deepEqual((await app.call('routing.list')).data[0]!.channel_ids, reversed)
      await settled(app, await send(app), 'sent')
      assert.deepEqual([peers[0]!.sends.length, peers[1]!.sends.length], [1, 1])

      const testKey = await app.keyWith({ prefix: 'sk_test_' })
      const tested = await app.call('sms.send', { body: { to: '+15005550001', message: 'Hello' }, key: testKey })
      await settled(app, tested.data.id, 'delivered')
      assert.equal((await statusOf(app, tested.data.id)).provider, 'simulator')
      await app.call('routing.update', { params: { type: 'sms' }, body: { channel_ids: [] } })
      const again = await send(app)
      await settled(app, again, 'delivered')
      assert.deepEqual([peers[0]!.sends.length, peers[1]!.sends.length], [1, 1])
    })

    test('that the first channel cannot take goes to the next, and the history says who carried what', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const { peers, ids } = await withChannels(context, app, 3)
      const { receiver } = await app.receiver({ events: ['sms'] })
      peers[0]!.script.push(503)
      peers[1]!.script.push({ ...twilioError(429, 20429), headers: { 'retry-after': '600' } })
      const id = await send(app)
      await settled(app, id, 'sent')
      assert.deepEqual(await attempts(app, id), [
        ['retrying', ids[0]],
        ['retrying', ids[1]],
        ['sent', ids[2]],
      ])
      const { data: lines } = await app.call('messages.history', { params: { message_id: id } })
      const waits = lines.slice(0, 2).map(({ at, detail }) => Date.parse(String(detail!['retry_at'])) - Date.parse(at))
      assert.deepEqual(waits, [1_000, 1_000], 'it does not wait for the pause that the second one asked for')
      const [event] = await app.delivered(receiver, 1)
      const { data } = JSON.parse(event!.body.toString())
      assert.deepEqual([data.id, data.provider, data.cost_usd], [id, 'twilio', 0.0075])
      await app.quiet()
      assert.deepEqual(
        peers.map(({ sends }) => sends.length),
        [1, 1, 1],
      )
    })

    test('that a channel refuses is refused for good, and one that nobody knows of is never sent again', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const { peers, ids } = await withChannels(context, app, 2)
      peers[0]!.script.push(twilioError(400, 21610, 'Attempt to send to unsubscribed recipient'), 500)
      const refused = await send(app)
      await settled(app, refused, 'failed')
      assert.equal((await statusOf(app, refused)).error_code, 'opted_out')
      assert.deepEqual(await attempts(app, refused), [['failed', ids[0]]])
      // The first number has opted out, as its carrier says, and is asked no more.
      const lost = await send(app, '+5511999999998')
      await app.until('the attempt', async () => (await attempts(app, lost)).length === 1)
      await app.clock.advance(600_000)
      await app.quiet()
      assert.deepEqual(await attempts(app, lost), [['unknown', ids[0]]])
      assert.equal((await statusOf(app, lost)).status, 'queued')
      assert.equal(peers[1]!.sends.length, 0)
    })

    test('waits while no channel is connected, and goes out once one is', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const { peers, ids } = await withChannels(context, app, 1)
      const params = { channel_id: ids[0]! }
      await app.call('channels.disconnect', { params })
      const id = await send(app)
      await app.until('an attempt', async () => (await attempts(app, id)).length > 0)
      assert.deepEqual((await attempts(app, id))[0], ['retrying', null])
      assert.equal(peers[0]!.sends.length, 0)
      await app.call('channels.connect', { params })
      await settled(app, id, 'sent')
      assert.equal(peers[0]!.sends.length, 1)
    })

    test('spares a channel that keeps failing; one trial finds out that it is well again', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const { peers, ids } = await withChannels(context, app, 2)
      const [bad, good] = peers as [TwilioPeer, TwilioPeer]
      const channel = async () => (await app.call('channels.get', { params: { channel_id: ids[0]! } })).data
      bad.script.push(503, 503, 503, 503, 503, 503)
      for (let failed = 1; failed <= 5; failed++) await settled(app, await send(app), 'sent')
      assert.equal(bad.sends.length, 5)
      const failing = await channel()
      assert.deepEqual(
        [failing.status, failing.failure?.code, failing.failure?.occurrences],
        ['error', 'carrier_unavailable', 5],
      )
      assert.match(failing.failure!.message, /answered 503/)

      await settled(app, await send(app), 'sent')
      assert.deepEqual([bad.sends.length, good.sends.length], [5, 6], 'it is left alone')
      await app.clock.advance(30_000)
      await settled(app, await send(app), 'sent')
      assert.deepEqual([bad.sends.length, good.sends.length], [6, 7], 'the trial failed, the message did not')
      await app.clock.advance(30_000)
      await settled(app, await send(app), 'sent')
      assert.deepEqual([bad.sends.length, good.sends.length], [6, 8], 'it rests twice as long')
      await app.clock.advance(30_000)
      await settled(app, await send(app), 'sent')
      assert.deepEqual([bad.sends.length, good.sends.length], [7, 8])
      assert.deepEqual([(await channel()).status, (await channel()).failure], ['connected', null])
      const events = await app.listed(4, { query: { event_type: 'channel.*' } })
      const told = events.filter(({ data }) => data['channel_id'] === ids[0])
      assert.deepEqual(
        told.map(({ event }) => event),
        ['channel.connected', 'channel.error', 'channel.connected'],
      )
      const error = told[1]!.data
      assert.deepEqual([error['occurrences'], error['error_code']], [5, 'carrier_unavailable'])
    })

    test('that was being handed over when the process ended is not handed over again', async (context) => {
      const app = await RunningApp.start(context, await open(), { env: { ...env, POSTHORN_STOP_SECONDS: '0' } })
      const { peers, ids } = await withChannels(context, app, 2)
      peers[0]!.script.push('never')
      const id = await send(app)
      await app.until('the call to the carrier', () => peers[0]!.sends.length === 1)
      let stopped = false
      void app.stop().then(() => (stopped = true))
      await app.until('the process to give up waiting', () => stopped)
      await app.restart()
      await app.until('the next process to take it up', async () => (await attempts(app, id)).length > 0)
      await app.quiet()
      assert.deepEqual(await attempts(app, id), [['unknown', ids[0]]])
      assert.deepEqual(
        peers.map(({ sends }) => sends.length),
        [1, 0],
      )
      const report = peers[0]!.report(0, 'delivered')
      assert.equal((await fetch(app.url + report.path, { method: 'POST', ...report })).status, 204)
      await settled(app, id, 'delivered')
    })
  })
})
