// Contract 8, L15: the owners hear of a quota at 80 and at 100 percent, once each in a billing period.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'

import type { OpenedDatabase } from '../support/each-database.ts'
import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

const LATER = '2026-04-19T15:30:00Z'

async function start(context: TestContext, database: OpenedDatabase) {
  const app = await RunningApp.start(context, database, { ownerEmails: ['owner@example.com'] })
  const params = { workspace_id: app.workspaceId }
  await app.call('workspaces.update', { params, body: { plan: 'starter' } })
  await app.call('credits.topUp', { params, body: { amount: 20_000 } })
  const raw = await RawDatabase.open(app.database)
  context.after(() => raw.close())
  return {
    app,
    params,
    /** As if so many had been accepted before. */
    countSms: (count: number) => raw.all(`update credit_account set sms_count = ${count}`),
    counts: async () => Number((await raw.all('select sms_count from credit_account'))[0]!['sms_count']),
    send: async (count: number, rest: object = {}) =>
      (
        await app.call('sms.sendBulk', {
          body: { recipients: Array.from({ length: count }, () => '+15005550020'), message: 'Hi', ...rest },
        })
      ).data,
    told: async () =>
      (await app.call('notifications.list', { query: { per_page: 100 } })).data
        .filter(({ kind }) => kind.startsWith('quota.'))
        .map(({ kind, subject, recipients }) => [kind, subject, recipients.join()])
        .toReversed(),
  }
}

describe('the notices of a quota', () => {
  eachSchema((_kind, open) => {
    test('come at 80 and at 100 percent, once in a period, and again in the next', async (context) => {
      const { app, countSms, send, told } = await start(context, await open())
      await countSms(3_998)
      await send(1)
      assert.deepEqual(await told(), [])
      await send(1)
      const low = ['quota.low', "80 % of the month's SMS are used", 'owner@example.com']
      const usedUp = ['quota.used_up', "The month's SMS are used up", 'owner@example.com']
      assert.deepEqual(await told(), [low])
      await send(5)
      await countSms(4_999)
      await send(1)
      assert.deepEqual(await told(), [low, usedUp])
      const refusal = await app.refused('sms.send', { body: { to: '+15005550020', message: 'Hi' } })
      assert.deepEqual([refusal.status, refusal.code], [402, 'QUOTA_EXCEEDED'])
      assert.equal((await told()).length, 2)
      await app.sleep(12 * 24 * 3_600_000)
      await app.until('the next period', async () => {
        const { data } = await app.call('account.usage')
        return data.billing_period.starts_at === '2026-05-01T00:00:00Z'
      })
      await app.quiet()
      await send(1)
      assert.equal((await told()).length, 2)
      await countSms(3_999)
      await send(1)
      assert.deepEqual(await told(), [low, usedUp, low])
    })

    test('come anew for the quota of a larger plan, and not twice for what was cancelled and sent again', async (context) => {
      const { app, params, countSms, counts, send, told } = await start(context, await open())
      await countSms(3_990)
      const batch = await send(10, { scheduled_at: LATER })
      assert.equal((await told()).length, 1, 'what is to be sent has its place in the quota')
      assert.equal((await app.call('account.usage')).data.usage.sms.sent, 0, 'and is not counted as sent')
      await app.call('batches.cancel', { params: { batch_id: batch.batch_id } })
      await app.until('the quota to be given back', async () => (await counts()) === 3_990)
      await send(10)
      assert.equal((await told()).length, 1)
      await app.call('workspaces.update', { params, body: { plan: 'growth' } })
      await countSms(15_999)
      await send(1)
      assert.equal((await told()).length, 2)
      await app.until('the counting', async () => (await app.call('account.usage')).data.usage.sms.sent === 11)
    })
  })
})
