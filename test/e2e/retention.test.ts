// What has been kept long enough is removed; what is still to be delivered is not.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe('retention', () => {
  eachSchema((_kind, open) => {
    test('removes events, deliveries, attempts and kept answers after their time, and nothing that is unfinished', async (context) => {
      const app = await RunningApp.start(context, await open(), { env: { POSTHORN_RETENTION_DAYS: '30' } })
      const good = await app.receiver({ events: ['custom.a', 'custom.b'] })
      const bad = await app.receiver({ events: ['custom.b'], retry_policy: 'extended' }, { answer: 500 })
      const finished = await app.publish({}, 'custom.a')
      const { data: unfinished } = await app.call('events.publish', {
        body: { type: 'custom.b', data: {} },
        headers: { 'idempotency-key': 'old' },
      })
      const { data: tested } = await app.call('webhooks.test', { params: good.params })
      await app.logLine(good.params, finished, { state: 'delivered' })
      await app.logLine(good.params, unfinished.event_id, { state: 'delivered' })
      await app.logLine(bad.params, unfinished.event_id, { state: 'retrying', attempts: 1 })

      // As a carrier's messages leave it: what tells a double, which nobody asks for any more.
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const heard = (name: string) =>
        raw.all(`insert into received_message values ('chan', '${name}', 'msg', ${app.clock.now()})`)
      await heard('old')

      await app.sleep(29 * DAY_MS)
      await heard('young')
      await app.logLine(bad.params, unfinished.event_id, { state: 'retrying', attempts: 2 })
      const young = await app.publish({}, 'custom.a')
      await app.logLine(good.params, young, { state: 'delivered' })
      await app.sleep(DAY_MS)
      await app.clock.advance(HOUR_MS)
      await app.until('the clearing', () => app.log.some((line) => line.includes('retention.applied')))

      for (const event_id of [finished, tested.event_id]) {
        assert.equal((await app.refused('events.get', { params: { event_id } })).status, 404)
      }
      const { data: kept } = await app.call('events.get', { params: { event_id: unfinished.event_id } })
      assert.deepEqual(
        kept.deliveries.map(({ webhook_id, state }) => [webhook_id, state]),
        [[bad.webhook.id, 'retrying']],
      )
      const { data: log } = await app.call('webhooks.eventLog', { params: good.params })
      assert.deepEqual(
        log.map(({ event_id }) => event_id),
        [young],
      )
      const { data: deliveries } = await app.call('deliveries.list', { params: good.params })
      assert.deepEqual(
        deliveries.map(({ event_id }) => event_id),
        [young],
      )
      const attempts = (await app.call('deliveries.list', { params: bad.params, query: { status: 'failed' } })).meta
        .total
      assert.ok(attempts >= 2, 'what came before the next attempt stays to be read')
      assert.deepEqual(await raw.all('select * from idempotent_reply'), [])
      const known = await raw.all('select provider_message_id from received_message')
      assert.deepEqual(
        known.map((row) => row['provider_message_id']),
        ['young'],
      )
    })

    test('removes suppressions that have ended, and no others', async (context) => {
      const app = await RunningApp.start(context, await open())
      const ends = new Date(app.clock.now() + HOUR_MS / 2).toISOString()
      const later = new Date(app.clock.now() + 3 * HOUR_MS).toISOString()
      for (const [address, expires_at] of [
        ['ended@example.com', ends],
        ['later@example.com', later],
        ['for-good@example.com', undefined],
      ] as const)
        await app.call('suppressions.create', { body: { address, ...(expires_at && { expires_at }) } })
      await app.clock.advance(HOUR_MS)
      await app.until('the clearing', () => app.log.some((line) => line.includes('"suppression":1')))
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const left = await raw.all('select address from suppression order by address')
      assert.deepEqual(
        left.map(({ address }) => address),
        ['for-good@example.com', 'later@example.com'],
      )
    })

    test('removes verifications, and lines of the history of channels but for the last', async (context) => {
      const app = await RunningApp.start(context, await open(), { env: { POSTHORN_RETENTION_DAYS: '30' } })
      const { data: channel } = await app.call('channels.create', {
        body: {
          type: 'email',
          provider: 'smtp',
          name: 'A',
          check: false,
          settings: { host: 'a.example', port: 25, security: 'none' },
        },
      })
      const params = { channel_id: channel.id }
      await app.call('channels.disconnect', { params })
      const { data: old } = await app.call('verify.send', { body: { to: '+15005550020' } })
      await app.call('verify.send', { body: { to: '+15005550021' } })
      const lines = async () => (await app.call('channels.history', { params })).data.map(({ status }) => status)
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      // One from the channel's earlier days.
      await raw.all(`insert into channel_history (id, workspace_id, channel_id, what, status, at)
        select 'chs_01KJ0Z6S5T8Q4D2M7N9P3R6V1X', workspace_id, channel_id, 'connected', 'connected', at from channel_history`)
      const before = await lines()
      assert.deepEqual(before, ['disconnected', 'connected'])
      await app.sleep(30 * DAY_MS)
      const { data: young } = await app.call('verify.send', { body: { to: '+15005550021' } })
      await app.clock.advance(HOUR_MS)
      await app.until('the clearing', () => app.log.some((line) => line.includes('"channel_history":1')))
      assert.deepEqual(await lines(), [before[0]], 'how the channel stands')
      assert.equal((await app.refused('verify.status', { params: { verification_id: old.id } })).status, 404)
      assert.equal((await app.call('verify.status', { params: { verification_id: young.id } })).data.id, young.id)
      const recipients = await raw.all('select recipient from verification_recipient')
      assert.deepEqual(
        recipients.map(({ recipient }) => recipient),
        ['+15005550021'],
      )
    })
  })
})
