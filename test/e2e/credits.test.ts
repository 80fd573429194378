// Contract 3.3, 3.4, 6: what sending costs, what happens when nothing is left, and what was used.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { BodyOf } from '@posthorn/contract'

import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

const DAY_MS = 24 * 3_600_000
/** Delivered by the simulator; a country without a price of its own, so three credits for each segment. */
const FAR_NUMBER = '+50683123456'
/** Eleven segments. */
const LONG_TEXT = 'x'.repeat(1_600)

const workspaceOf = (app: RunningApp) => ({ params: { workspace_id: app.workspaceId } })
const credits = async (app: RunningApp) => (await app.call('credits.get', workspaceOf(app))).data
const book = (app: RunningApp, body: BodyOf<'workspaces.update'>) =>
  app.call('workspaces.update', { ...workspaceOf(app), body })
const topUp = (app: RunningApp, amount: number, headers = {}) =>
  app.call('credits.topUp', { ...workspaceOf(app), body: { amount }, headers })
const sendSms = async (app: RunningApp, to = '+15005550000', message = 'Hello', key = app.key) =>
  (await app.call('sms.send', { body: { to, message }, key })).data
const status = async (app: RunningApp, id: string) =>
  (await app.call('sms.status', { params: { message_id: id } })).data.status

/** Types of the events of credits and plans that were recorded, oldest first, with their data. */
async function told(app: RunningApp) {
  const raw = await RawDatabase.open(app.database)
  const rows = await raw.all("select raw from event where type like 'credit.%' or type like 'plan.%' order by id")
  await raw.close()
  return rows.map((row) => JSON.parse(String(row['raw'])) as { event: string; data: Record<string, unknown> })
}
const typesOf = (events: readonly { event: string }[]) => events.map(({ event }) => event)
const notices = async (app: RunningApp) =>
  (await app.call('notifications.list', { query: { per_page: 100 } })).data.toReversed()

/** Sends until this many of the 1,500 credits of a starter plan are left. */
async function spendDownTo(app: RunningApp, left: number): Promise<void> {
  for (;;) {
    const { balance } = await credits(app)
    if (balance === left) return
    if (balance! - left >= 33) await sendSms(app, FAR_NUMBER, LONG_TEXT)
    else await sendSms(app)
  }
}

describe('credits', () => {
  eachSchema((_kind, open) => {
    test('a fresh workspace sends as it likes, and pays nothing', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { id } = await sendSms(app)
      await app.until('it to be sent', async () => (await status(app, id)) === 'sent')
      assert.deepEqual(await credits(app), {
        balance: null,
        used: 0,
        plan_limit: null,
        auto_recharge: false,
        plan_credits: 0,
        extra_credits: 0,
        plan: 'default',
        billing_period: { starts_at: '2026-04-01T00:00:00Z', ends_at: '2026-04-30T23:59:59Z' },
      })
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      assert.deepEqual(await raw.all('select * from credit_entry'), [])
    })

    test('down to zero: told on the way, refused at the end, paused what waits, and on again after a top-up', async (context) => {
      const app = await RunningApp.start(context, await open(), { ownerEmails: ['owner@example.com'] })
      const { data: workspace } = await book(app, { plan: 'starter' })
      assert.equal(workspace.plan, 'starter')
      // The carrier is out of reach for two attempts, so these wait: the first for its retry, the second behind it.
      const first = await sendSms(app, '+15005550008', 'first')
      const second = await sendSms(app, '+15005550008', 'second')
      await app.until('the first attempt', async () => {
        const raw = await RawDatabase.open(app.database)
        const rows = await raw.all("select 1 from message_status where status = 'retrying'")
        await raw.close()
        return rows.length === 1
      })
      await spendDownTo(app, 1)
      assert.deepEqual(typesOf(await told(app)), ['plan.changed', 'credit.low'])
      assert.equal(await status(app, first.id), 'queued')
      const last = await sendSms(app)
      assert.deepEqual([await status(app, first.id), await status(app, second.id)], ['paused', 'paused'])
      await app.until('the last credit to be used', async () => (await status(app, last.id)) === 'sent')

      const refusal = await app.refused('sms.send', { body: { to: '+15005550000', message: 'One more' } })
      assert.deepEqual([refusal.status, refusal.code, refusal.number], [402, 'INSUFFICIENT_CREDITS', 4021])
      assert.match(refusal.message, /costs 1 credits and the workspace has 0 left/)
      await app.clock.advance(3_600_000)
      await app.quiet()
      assert.deepEqual([await status(app, first.id), await status(app, second.id)], ['paused', 'paused'])

      const events = await told(app)
      assert.deepEqual(typesOf(events), ['plan.changed', 'credit.low', 'credit.depleted'])
      const [changed, low, depleted] = events
      assert.deepEqual(changed!.data, {
        previous_plan_id: 'default',
        plan_id: 'starter',
        plan_name: 'Starter',
        change_type: 'upgrade',
        effective_at: '2026-04-19T14:30:00Z',
      })
      const remaining = low!.data['credits_remaining'] as number
      assert.ok(remaining < 300 && remaining > 300 - 34, String(remaining))
      assert.equal(low!.data['credits_total'], 1_500)
      assert.equal(low!.data['credits_used'], 1_500 - remaining)
      assert.equal(low!.data['alert_threshold_percentage'], 20)
      assert.equal(low!.data['billing_period_end'], '2026-04-30T23:59:59Z')
      assert.deepEqual(
        [depleted!.data['credits_remaining'], depleted!.data['usage_percentage'], depleted!.data['depleted_at']],
        [0, 100, '2026-04-19T14:30:00Z'],
      )
      assert.deepEqual(
        (await notices(app)).map(({ kind, subject, recipients }) => [kind, subject, ...recipients]),
        [
          ['credit.low', 'Less than 20 % of the credits left', 'owner@example.com'],
          ['credit.low', 'Less than 10 % of the credits left', 'owner@example.com'],
          ['credit.low', 'Less than 5 % of the credits left', 'owner@example.com'],
          ['credit.depleted', 'No credits left: sending is paused', 'owner@example.com'],
        ],
      )

      await topUp(app, 10)
      await app.until('what was paused to go on', async () => (await status(app, first.id)) === 'queued')
      await app.until('both to be sent', async () => {
        await app.clock.advance(1_000)
        return !['queued', 'paused'].includes(await status(app, second.id))
      })
      const sentAt = async (id: string) => (await app.call('sms.status', { params: { message_id: id } })).data.sent_at!
      assert.ok((await sentAt(first.id)) < (await sentAt(second.id)), 'in their order')
      assert.equal((await credits(app)).balance, 10, 'they had been paid before')
    })

    test('each message costs by channel, country and segment, e-mail by recipient, and a test key nothing', async (context) => {
      const app = await RunningApp.start(context, await open())
      await book(app, { plan: 'starter' })
      const costs: number[] = []
      const after = async (send: Promise<unknown>) => {
        const before = (await credits(app)).balance!
        await send
        costs.push(before - (await credits(app)).balance!)
      }
      await after(sendSms(app))
      await after(sendSms(app, FAR_NUMBER, LONG_TEXT))
      await after(app.call('whatsapp.send', { body: { to: FAR_NUMBER, message: LONG_TEXT } }))
      const to = ['one@example.com', 'two@example.com', 'three@example.com']
      await after(app.call('email.send', { body: { to, subject: 'Hello', text: 'Hello' } }))
      await after(sendSms(app, FAR_NUMBER, LONG_TEXT, await app.keyWith({ prefix: 'sk_test_' })))
      assert.deepEqual(costs, [1, 33, 2, 3, 0])
      assert.equal((await credits(app)).used, 39)
    })

    test('a call is paid whole or refused whole, and leaves nothing behind when it is refused', async (context) => {
      const app = await RunningApp.start(context, await open())
      await book(app, { plan: 'starter' })
      await spendDownTo(app, 2)
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const left = async () => ({
        messages: (await raw.all("select id from message where kind = 'email'")).length,
        contacts: (await raw.all('select id from contact where email is not null')).length,
        channels: (await raw.all("select id from channel where type = 'email'")).length,
        answers: (await raw.all('select idempotency_key from idempotent_reply')).length,
        reserved: (await raw.all("select id from credit_entry where kind = 'reserve'")).length,
      })
      const before = await left()
      const to = ['new-1@example.com', 'new-2@example.com', 'new-3@example.com']
      const headers = { 'idempotency-key': 'three' }
      const refusal = await app.refused('email.send', { body: { to, subject: 'Hello', text: 'Hello' }, headers })
      assert.equal(refusal.status, 402)
      assert.deepEqual(await left(), before)
      // The refusal was not kept under the key: the same call may succeed later.
      await topUp(app, 1)
      await app.call('email.send', { body: { to, subject: 'Hello', text: 'Hello' }, headers })
      assert.equal((await credits(app)).balance, 0)
    })

    test('what the carrier refuses is given back, what it took and lost is not', async (context) => {
      const app = await RunningApp.start(context, await open())
      await book(app, { plan: 'starter' })
      await spendDownTo(app, 3)
      const rejected = await sendSms(app, '+15005550003')
      const failed = await sendSms(app, '+15005550002')
      for (const { id } of [rejected, failed]) {
        await app.until('its end', async () => {
          await app.clock.advance(1_000)
          return (await status(app, id)) === 'failed'
        })
      }
      await app.until('the credit to come back', async () => (await credits(app)).balance === 2)
      await app.quiet()
      assert.equal((await credits(app)).balance, 2)
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const entries = async (id: string) =>
        (await raw.all(`select kind, plan_change from credit_entry where message_id = '${id}' order by id`)).map(
          (row) => [row['kind'], Number(row['plan_change'])],
        )
      assert.deepEqual(await entries(rejected.id), [
        ['reserve', -1],
        ['release', 1],
      ])
      assert.deepEqual(await entries(failed.id), [
        ['reserve', -1],
        ['settle', 0],
      ])
    })

    test('a new month brings the credits of the plan, ends those left, keeps the extra ones, and sends what was paused', async (context) => {
      const app = await RunningApp.start(context, await open())
      await book(app, { plan: 'starter' })
      const waiting = await sendSms(app, '+15005550009')
      await app.until('the first attempt', () => app.log.some((line) => line.includes('"unavailable"')))
      await topUp(app, 5)
      await spendDownTo(app, 0)
      await app.until('the pause', async () => (await status(app, waiting.id)) === 'paused')
      await app.sleep(12 * DAY_MS)
      await app.until('the new month', async () => (await credits(app)).balance === 1_500)
      // It had grown too old meanwhile: its last attempt was its end, after the plan credits it held had lapsed.
      await app.until('its end', async () => (await status(app, waiting.id)) === 'failed')
      await topUp(app, 7)
      await app.sleep(31 * DAY_MS)
      await app.until(
        'the next month',
        async () => (await credits(app)).billing_period.starts_at === '2026-06-01T00:00:00Z',
      )
      const { balance, used, plan_credits, extra_credits } = await credits(app)
      assert.deepEqual([balance, used, plan_credits, extra_credits], [1_507, 0, 1_500, 7])
    })

    test('a top-up with an idempotency key is made once, and belongs to the workspace of the key', async (context) => {
      const app = await RunningApp.start(context, await open())
      await book(app, { plan: 'starter' })
      const headers = { 'idempotency-key': 'invoice 104' }
      const [one, two] = [await topUp(app, 500, headers), await topUp(app, 500, headers)]
      assert.deepEqual(one, two)
      assert.equal((await credits(app)).extra_credits, 500)
      const other = await app.anotherWorkspace()
      for (const id of ['credits.get', 'credits.topUp'] as const) {
        const body = id === 'credits.topUp' ? { body: { amount: 1 } } : {}
        assert.equal((await app.refused(id, { ...workspaceOf(app), ...body, key: other.key })).status, 403)
      }
      const reader = await app.keyWith({ scopes: ['account:read'] })
      const refusal = await app.refused('credits.topUp', { ...workspaceOf(app), body: { amount: 1 }, key: reader })
      assert.equal(refusal.type, 'insufficient_scope')
      for (const amount of [0, -5, 1.5])
        assert.equal((await app.refused('credits.topUp', { ...workspaceOf(app), body: { amount } })).status, 400)
      assert.equal((await credits(app)).extra_credits, 500)
    })

    test('the alert has a threshold, recipients and a switch; a top-up arms it again', async (context) => {
      const app = await RunningApp.start(context, await open(), { ownerEmails: ['owner@example.com'] })
      const { data } = await book(app, { plan: 'starter', credit_alert: { threshold_percentage: 50 } })
      assert.deepEqual(data.credit_alert, { enabled: true, threshold_percentage: 50, recipients: [] })
      await book(app, { credit_alert: { recipients: ['billing@example.com'] } })
      await spendDownTo(app, 750)
      assert.deepEqual(typesOf(await told(app)), ['plan.changed'])
      await sendSms(app)
      assert.deepEqual(typesOf(await told(app)), ['plan.changed', 'credit.low'])
      await topUp(app, 1_500)
      await book(app, { credit_alert: { enabled: false } })
      await spendDownTo(app, 1_499)
      assert.deepEqual(typesOf(await told(app)), ['plan.changed', 'credit.low', 'credit.low'])
      assert.deepEqual(
        (await notices(app)).map(({ subject, recipients }) => [subject, ...recipients]),
        [['Less than 50 % of the credits left', 'billing@example.com']],
      )
      for (const threshold_percentage of [0, 100, 12.5]) {
        const body = { credit_alert: { threshold_percentage } }
        assert.equal((await app.refused('workspaces.update', { ...workspaceOf(app), body })).status, 400)
      }
    })

    test('the plan sets the rate limit at once, and booking it again is no change', async (context) => {
      const app = await RunningApp.start(context, await open(), { env: { POSTHORN_RATE_LIMIT_PER_MINUTE: '' } })
      const limit = async () => (await app.api('GET', '/v1/me')).headers.get('x-ratelimit-limit')
      assert.equal(await limit(), '100')
      await book(app, { plan: 'enterprise' })
      await book(app, { plan: 'enterprise' })
      assert.equal(await limit(), '2000')
      await book(app, { plan: 'starter' })
      await book(app, { plan: 'default' })
      assert.deepEqual(
        (await told(app)).map(({ data }) => data['change_type']),
        ['upgrade', 'downgrade', 'cancellation'],
      )
      assert.equal(
        (await app.refused('workspaces.update', { ...workspaceOf(app), body: { plan: 'gold' } })).status,
        400,
      )
    })
  })
})

describe('usage', () => {
  eachSchema((_kind, open) => {
    const usage = async (app: RunningApp, query = {}) => (await app.call('account.usage', { query })).data

    test('counts what carriers took, by channel and day, whether or not it cost anything', async (context) => {
      const app = await RunningApp.start(context, await open())
      const key = await app.keyWith({ prefix: 'sk_test_' })
      const sent = async (id: string, name: 'sms' | 'email' = 'sms') =>
        app.until('it to be sent', async () => {
          const route = name === 'sms' ? 'sms.status' : 'email.status'
          return (await app.call(route, { params: { message_id: id } })).data.status === 'sent'
        })
      await sent((await sendSms(app)).id)
      await sent((await sendSms(app, '+15005550000', 'Hello', key)).id)
      const rejected = await sendSms(app, '+15005550003')
      await app.until('the refusal', async () => (await status(app, rejected.id)) === 'failed')
      await app.sleep(DAY_MS)
      await book(app, { plan: 'starter' })
      await sent((await sendSms(app, FAR_NUMBER)).id)
      const to = ['one@example.com', 'two@example.com']
      await sent((await app.call('email.send', { body: { to, subject: 'Hello', text: 'Hello' } })).data.id, 'email')
      const { plan, billing_period, usage: counted, daily_breakdown } = await usage(app)
      assert.equal(plan, 'starter')
      assert.deepEqual(billing_period, { starts_at: '2026-04-01T00:00:00Z', ends_at: '2026-04-30T23:59:59Z' })
      assert.deepEqual(counted, {
        whatsapp_messages: { sent: 0, received: 0, quota: 5_000, percentage: 0 },
        sms: { sent: 2, received: 0, quota: 5_000, percentage: 0 },
        emails: { sent: 2, received: 0, quota: 5_000, percentage: 0 },
        whatsapp_sessions: { active: 0, quota: null },
      })
      assert.equal(daily_breakdown.length, 30)
      const day = (date: string, sms: number, emails: number, spent: number) => ({
        date,
        whatsapp_messages: { sent: 0, received: 0 },
        sms: { sent: sms, received: 0 },
        emails: { sent: emails, received: 0 },
        credits: spent,
      })
      const query = { from_date: '2026-04-18', to_date: '2026-04-21' }
      assert.deepEqual((await usage(app, query)).daily_breakdown, [
        day('2026-04-18', 0, 0, 0),
        day('2026-04-19', 1, 0, 0),
        day('2026-04-20', 1, 2, 5),
        day('2026-04-21', 0, 0, 0),
      ])
      const months = { from_date: '2026-03-15', to_date: '2026-05-02', granularity: 'monthly' }
      assert.deepEqual((await usage(app, months)).daily_breakdown, [
        day('2026-03-01', 0, 0, 0),
        day('2026-04-01', 2, 2, 5),
        day('2026-05-01', 0, 0, 0),
      ])
    })

    test('refuses dates that are none, that run backwards, or are too many', async (context) => {
      const app = await RunningApp.start(context, await open())
      for (const [query, param] of [
        [{ from_date: '19.04.2026' }, 'from_date'],
        [{ from_date: '2026-02-31' }, 'from_date'],
        [{ from_date: '2026-04-19', to_date: '2026-04-18' }, 'to_date'],
        [{ from_date: '2025-01-01', to_date: '2026-04-18' }, 'from_date'],
        [{ granularity: 'weekly' }, 'granularity'],
      ] as const) {
        const refusal = await app.refused('account.usage', { query })
        assert.deepEqual([refusal.status, refusal.param], [400, param])
      }
      assert.equal((await usage(app, { from_date: '2026-04-19', to_date: '2026-04-19' })).daily_breakdown.length, 1)
    })
  })
})
