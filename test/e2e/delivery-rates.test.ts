// Contract 7, V14: what became of what was sent, by channel.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { DeliveryRatesOfChannel } from '@posthorn/contract'

import { eachSchema } from '../support/each-schema.ts'
import { RunningApp } from '../support/running-app.ts'
import { env, TwilioPeer } from '../support/twilio-peer.ts'

const DAY_MS = 24 * 3_600_000

async function rates(app: RunningApp, query = {}, key = app.key) {
  return (await app.call('account.deliveryRates', { query, key })).data
}

const countsOf = ({ accepted, queued, sent, delivered, failed, bounced, delivery_rate }: DeliveryRatesOfChannel) => [
  accepted,
  queued,
  sent,
  delivered,
  failed,
  bounced,
  delivery_rate,
]

describe('delivery rates', () => {
  eachSchema((_kind, open) => {
    test('count each recipient once, by what is known now, and nothing of test keys or of others', async (context) => {
      const app = await RunningApp.start(context, await open())
      assert.deepEqual(await rates(app), { from_date: '2026-04-13', to_date: '2026-04-19', channels: [] })
      const testKey = await app.keyWith({ prefix: 'sk_test_' })
      const other = await app.anotherWorkspace()
      const sms = (to: string, key = app.key) => app.call('sms.send', { body: { to, message: 'Hello' }, key })
      const mail = (to: string | string[]) => app.call('email.send', { body: { to, subject: 'Hello', text: 'Hello' } })
      // Three that arrive, one that is read, one the carrier refuses, one it never speaks of again.
      for (const end of ['00', '10', '12', '11', '03', '04']) await sms(`+150055500${end}`)
      await sms('+15005550000', testKey)
      await sms('+15005550000', other.key)
      await mail(['one@example.com', 'two@example.com', 'bounced@example.com', 'failed@example.com'])
      const read = async () => {
        const { channels } = await rates(app)
        return Object.fromEntries(channels.map((channel) => [channel.type, countsOf(channel)]))
      }
      assert.deepEqual(
        Object.values(await read()).map(([accepted]) => accepted),
        [6, 4],
      )
      await app.until('all reports', async () => {
        await app.sleep(10_000)
        const { sms: one, email } = await read()
        return one?.[3] === 4 && email?.[5] === 1 && email[3] === 2 && email[4] === 1
      })
      // 4 of 5 ends are good, and 2 of 4.
      assert.deepEqual(await read(), { sms: [6, 0, 1, 4, 1, 0, 80], email: [4, 0, 0, 2, 1, 1, 50] })
      const [first, second] = (await rates(app)).channels
      assert.deepEqual([first?.provider, first?.type, second?.type], ['simulator', 'sms', 'email'])
      const theirs = (await rates(app, {}, other.key)).channels
      assert.deepEqual(
        theirs.map(({ accepted }) => accepted),
        [1],
      )
    })

    test('are those of the days asked for, and of a deleted channel, too', async (context) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      const { data: channel } = await app.call('channels.create', { body: peer.channel })
      const send = () => app.call('sms.send', { body: { to: '+15005550100', message: 'Hello' } })
      const sent = (count: number) => app.until(`${count} to be sent`, () => peer.sends.length === count)
      await send()
      await sent(1)
      await app.sleep(DAY_MS)
      await send()
      await send()
      await sent(3)
      await app.call('channels.delete', { params: { channel_id: channel.id } })
      const accepted = async (query: object) => {
        const { from_date, to_date, channels } = await rates(app, query)
        assert.ok(channels.every(({ name, channel_id: id }) => name === channel.name && id === channel.id))
        return [from_date, to_date, ...channels.map((one) => one.accepted)]
      }
      assert.deepEqual(await accepted({}), ['2026-04-14', '2026-04-20', 3])
      assert.deepEqual(await accepted({ from_date: '2026-04-20' }), ['2026-04-20', '2026-04-20', 2])
      assert.deepEqual(await accepted({ to_date: '2026-04-19' }), ['2026-04-13', '2026-04-19', 1])
      assert.deepEqual(await accepted({ from_date: '2026-04-21', to_date: '2026-04-22' }), ['2026-04-21', '2026-04-22'])
      for (const [query, param] of [
        [{ from_date: '2026-02-31' }, 'from_date'],
        [{ to_date: 'today' }, 'to_date'],
        [{ from_date: '2026-04-20', to_date: '2026-04-19' }, 'to_date'],
        [{ from_date: '2026-03-19', to_date: '2026-04-19' }, 'from_date'],
      ] as const) {
        const refusal = await app.refused('account.deliveryRates', { query })
        assert.deepEqual([refusal.status, refusal.param], [400, param])
      }
    })
  })
})

describe('the providers', () => {
  eachSchema((_kind, open) => {
    test('say where their carriers report, once it is known where this server is', async (context) => {
      const told = async (app: RunningApp) =>
        (await app.call('channels.providers')).data.map(({ provider, takes_callbacks, callback_url }) => ({
          provider,
          takes_callbacks,
          callback_url,
        }))
      const public_ = await RunningApp.start(context, await open(), { env })
      const answers = await told(public_)
      assert.deepEqual(
        answers.find(({ provider }) => provider === 'smtp'),
        { provider: 'smtp', takes_callbacks: false, callback_url: null },
      )
      assert.deepEqual(
        answers.find(({ provider }) => provider === 'twilio'),
        {
          provider: 'twilio',
          takes_callbacks: true,
          callback_url: `${env.POSTHORN_PUBLIC_URL}/callbacks/twilio/{channel_id}`,
        },
      )
      const hidden = await RunningApp.start(context, await open())
      const twilio = (await told(hidden)).find(({ provider }) => provider === 'twilio')
      assert.deepEqual([twilio?.takes_callbacks, twilio?.callback_url], [true, null])
    })
  })
})
