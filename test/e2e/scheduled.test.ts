// Messages for later, and messages that somebody thinks better of.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'

import fc from 'fast-check'

import { eachSchema } from '../support/each-schema.ts'
import { MailServer, mailUser } from '../support/mail-server.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

const HOUR_MS = 3_600_000
/** An hour after the clock begins. */
const LATER = '2026-04-19T15:30:00Z'
const to = '+15005550000'

const sendSms = async (app: RunningApp, rest: object = {}) =>
  (await app.call('sms.send', { body: { to, message: 'Hello', ...rest } })).data
const sms = async (app: RunningApp, message_id: string) =>
  (await app.call('sms.status', { params: { message_id } })).data
const sent = (app: RunningApp, id: string) =>
  app.until(`${id} to be sent`, async () => (await sms(app, id)).sent_at !== null)
const cancel = async (app: RunningApp, message_id: string) =>
  (await app.call('messages.cancel', { params: { message_id } })).data
const history = async (app: RunningApp, message_id: string) =>
  (await app.call('messages.history', { params: { message_id } })).data.map(({ status }) => status)

/** A mail channel whose server takes its time over each mail. */
async function withMailChannel(context: TestContext, app: RunningApp) {
  const mail = await MailServer.start()
  context.after(() => mail.close())
  const { hostname, port } = new URL(mail.url)
  await app.call('channels.create', {
    body: {
      type: 'email',
      provider: 'smtp',
      name: 'Mail',
      settings: { host: hostname, port: Number(port), security: 'none' },
      credentials: { user: mailUser.name, password: mailUser.password },
    },
  })
  return mail
}

describe('a scheduled message', () => {
  eachSchema((_kind, open) => {
    test('goes out at its time, not before, and after a restart', async (context) => {
      const app = await RunningApp.start(context, await open())
      const message = await sendSms(app, { scheduled_at: '2026-04-19T16:30:00+01:00' })
      assert.deepEqual([message.status, message.scheduled_at, message.cancelled_at], ['scheduled', LATER, null])
      await app.sleep(HOUR_MS - 5_000)
      await app.quiet()
      assert.equal((await sms(app, message.id)).status, 'scheduled')
      await app.restart()
      await app.clock.advance(2_000)
      await sent(app, message.id)
      assert.equal((await sms(app, message.id)).sent_at, LATER)
      assert.deepEqual(await history(app, message.id), ['sent'])
    })

    test('holds up nothing of its conversation, and those of one time keep their order', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver } = await app.receiver({ events: ['sms.sent'] })
      const first = await sendSms(app, { scheduled_at: LATER })
      const second = await sendSms(app, { scheduled_at: LATER })
      const now = await sendSms(app)
      await sent(app, now.id)
      assert.equal((await sms(app, first.id)).status, 'scheduled')
      // A retry of an earlier message does not hold up what has a time of its own.
      const waiting = await sendSms(app, { to: '+15005550009' })
      const timed = await sendSms(app, { to: '+15005550009', scheduled_at: LATER })
      await app.sleep(HOUR_MS)
      await sent(app, second.id)
      await app.delivered(receiver, 3)
      assert.deepEqual(
        receiver.requests.slice(0, 3).map(({ body }) => (JSON.parse(String(body)) as { data: { id: string } }).data.id),
        [now.id, first.id, second.id],
      )
      await app.until('the attempt', async () => (await history(app, timed.id)).includes('retrying'))
      assert.deepEqual([(await sms(app, waiting.id)).status, (await sms(app, timed.id)).status], ['queued', 'queued'])
      // Four hours from its time, and not from when it was accepted.
      await app.sleep(3.5 * HOUR_MS)
      await app.until('the other to be given up', async () => {
        await app.clock.advance(60_000)
        return (await sms(app, waiting.id)).status === 'failed'
      })
      assert.equal((await sms(app, timed.id)).status, 'queued')
    })

    test('is asked about again at its time: the suppression list, and the domain it comes from', async (context) => {
      const app = await RunningApp.start(context, await open())
      const email = async (to: string) =>
        (await app.call('email.send', { body: { to, subject: 'Hi', text: 'Hi', scheduled_at: LATER } })).data.id
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const [gone, lost, fine] = [
        await email('gone@example.com'),
        await email('a@example.com'),
        await email('b@example.com'),
      ]
      await app.call('suppressions.create', { body: { address: 'gone@example.com' } })
      // As if it had been accepted from a domain that was lost since.
      await raw.all(
        `update message set content = replace(content, 'posthorn@localhost', 'me@lost.example') where id = '${lost}'`,
      )
      await app.sleep(HOUR_MS)
      const shown = async (message_id: string) => {
        const { data } = await app.call('email.status', { params: { message_id } })
        return [data.status, data.error_code]
      }
      await app.until('the last', async () => (await shown(fine))[0] === 'sent')
      await app.until(
        'the refusals',
        async () => (await shown(lost))[0] === 'failed' && (await shown(gone))[0] === 'failed',
      )
      assert.deepEqual(
        [await shown(gone), await shown(lost)],
        [
          ['failed', 'suppressed'],
          ['failed', 'sender_not_verified'],
        ],
      )
    })
  })
})

describe('cancelling a message', () => {
  eachSchema((_kind, open) => {
    test('ends what is scheduled or waits, gives its credits back, and tells nobody', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver } = await app.receiver({ events: ['*'] })
      const credits = async () =>
        (await app.call('credits.get', { params: { workspace_id: app.workspaceId } })).data.balance
      await app.call('workspaces.update', { params: { workspace_id: app.workspaceId }, body: { plan: 'starter' } })
      const scheduled = await sendSms(app, { to: '+15005550040', scheduled_at: LATER })
      const retrying = await sendSms(app, { to: '+15005550009' })
      const behind = await sendSms(app, { to: '+15005550009' })
      await app.until('the first attempt', async () => (await history(app, retrying.id)).length > 0)
      assert.equal(await credits(), 1_497)
      const ended = await cancel(app, scheduled.id)
      assert.deepEqual(
        [ended.status, ended.cancelled_at, ended.scheduled_at, ended.to, ended.sent_at],
        ['cancelled', '2026-04-19T14:30:00Z', LATER, ['+15005550040'], null],
      )
      assert.equal((await cancel(app, retrying.id)).status, 'cancelled')
      await app.until('the one behind it to have its turn', async () => (await history(app, behind.id)).length > 0)
      await app.until('the credits to come back', async () => (await credits()) === 1_499)
      assert.deepEqual(await history(app, scheduled.id), ['cancelled'])
      assert.deepEqual(await history(app, retrying.id), ['retrying', 'cancelled'])
      const again = await app.refused('messages.cancel', { params: { message_id: scheduled.id } })
      assert.deepEqual([again.status, again.code], [409, 'MESSAGE_NOT_CANCELLABLE'])
      assert.match(again.message, /^The message is cancelled;/)
      await app.sleep(HOUR_MS)
      await app.quiet()
      assert.equal((await sms(app, scheduled.id)).status, 'cancelled')
      assert.deepEqual(
        receiver.requests.filter(({ body }) => String(body).includes(scheduled.id)),
        [],
      )
    })

    test('is refused for what is sent, or may have been', async (context) => {
      const app = await RunningApp.start(context, await open())
      const message = await sendSms(app)
      await sent(app, message.id)
      assert.match((await app.refused('messages.cancel', { params: { message_id: message.id } })).message, /is sent;/)
      const lost = await sendSms(app, { to: '+15005550007' })
      await app.until('the attempt', async () => (await history(app, lost.id)).includes('unknown'))
      const refusal = await app.refused('messages.cancel', { params: { message_id: lost.id } })
      assert.match(refusal.message, /is queued; it was given to a carrier, and nobody knows/)
      assert.equal(
        (await app.refused('messages.cancel', { params: { message_id: 'sms_01KPK2BYJ0V7P9WCE000000000' } })).status,
        404,
      )
    })

    test('ends those recipients of an e-mail that it can', async (context) => {
      const app = await RunningApp.start(context, await open())
      await app.call('suppressions.create', { body: { address: 'gone@example.com' } })
      const { data } = await app.call('email.send', {
        body: {
          to: ['a@example.com', 'gone@example.com', 'b@example.com'],
          subject: 'Hi',
          text: 'Hi',
          scheduled_at: LATER,
        },
      })
      assert.equal(data.status, 'scheduled')
      const ended = await cancel(app, data.id)
      assert.deepEqual([ended.status, ended.to], ['cancelled', ['a@example.com', 'gone@example.com', 'b@example.com']])
      const after = (await app.call('email.status', { params: { message_id: data.id } })).data
      assert.deepEqual([after.status, after.error_code], ['cancelled', null])
    })

    test('ends what a process has taken up and not begun, and not what is being sent', async (context) => {
      const app = await RunningApp.start(context, await open())
      const mail = await withMailChannel(context, app)
      const gate = Promise.withResolvers<undefined>()
      mail.gate = gate.promise
      const ids: string[] = []
      for (let index = 0; index < 40; index++) {
        const body = { to: `p${index}@example.com`, subject: 'Hi', text: 'Hi' }
        ids.push((await app.call('email.send', { body })).data.id)
      }
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const begun = async () => {
        const rows = await raw.all('select id from message where calling_since is not null order by id')
        return rows.map(({ id }) => String(id))
      }
      // As many as the channel bears at once; the others are leased, and wait in memory.
      await app.until('the first to be under way', async () => (await begun()).length === 16)
      const leased = await raw.all("select id from message where lease_owner <> ''")
      assert.equal(leased.length, 40)
      const cancelled = []
      for (const message_id of ids) {
        const { reply } = await app.send('messages.cancel', { params: { message_id } })
        if (reply.status === 200) cancelled.push(message_id)
        else assert.match(reply.text, /it is being sent at this moment/)
      }
      assert.deepEqual(cancelled, ids.slice(16))
      gate.resolve(undefined)
      await app.until('the others to be sent', () => mail.mails.length === 16)
      await app.quiet()
      assert.deepEqual(
        mail.mails.map(({ to: [address] }) => address).sort(),
        ids
          .slice(0, 16)
          .map((_, index) => `p${index}@example.com`)
          .sort(),
      )
    })

    test('races with sending: each message is either sent or cancelled, and the credits add up', async (context) => {
      const app = await RunningApp.start(context, await open())
      const mail = await withMailChannel(context, app)
      await app.call('workspaces.update', { params: { workspace_id: app.workspaceId }, body: { plan: 'starter' } })
      let balance = 1_500
      let round = 0
      const ends = { sent: 0, cancelled: 0 }
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ late: fc.boolean(), turns: fc.integer({ min: 0, max: 12 }) }), {
            minLength: 4,
            maxLength: 16,
          }),
          async (wishes) => {
            mail.mails.length = 0
            round++
            const scheduled_at = new Date(app.clock.now() + 60_000).toISOString()
            const ids: string[] = []
            for (const [index, { late }] of wishes.entries()) {
              const address = `r${round}-${index}@example.com`
              const body = { to: address, subject: `r${round}-${index}`, text: 'Hi', ...(late ? { scheduled_at } : {}) }
              ids.push((await app.call('email.send', { body })).data.id)
            }
            const answers = Promise.all(
              ids.map(async (message_id, index) => {
                for (let turn = 0; turn < wishes[index]!.turns; turn++) await app.clock.advance(0)
                return (await app.send('messages.cancel', { params: { message_id } })).reply.status
              }),
            )
            await app.clock.advance(60_000)
            const statuses = await answers
            const state = async (message_id: string) =>
              (await app.call('email.status', { params: { message_id } })).data.status
            await app.until('each to have ended', async () => {
              const states = await Promise.all(ids.map(state))
              return states.every((each) => each === 'sent' || each === 'cancelled')
            })
            for (const [index, id] of ids.entries()) {
              const mails = mail.mails.filter(({ to: [address] }) => address === `r${round}-${index}@example.com`)
              const ended = await state(id)
              assert.equal(ended === 'cancelled', statuses[index] === 200, `${id}: ${ended}, ${statuses[index]}`)
              assert.equal(
                mails.length,
                ended === 'sent' ? 1 : 0,
                `${id} is ${ended} and arrived ${mails.length} times`,
              )
              if (ended === 'sent') balance--
              ends[ended === 'sent' ? 'sent' : 'cancelled']++
            }
            await app.until('the credits to add up', async () => {
              const { data } = await app.call('credits.get', { params: { workspace_id: app.workspaceId } })
              return data.balance === balance
            })
          },
        ),
        { numRuns: 8 },
      )
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const [ledger] = await raw.all('select sum(plan_change + extra_change) as sum from credit_entry')
      assert.equal(Number(ledger!['sum']), balance)
      context.diagnostic(`${ends.sent} sent, ${ends.cancelled} cancelled`)
      assert.ok(ends.sent > 0 && ends.cancelled > 0, 'neither side always wins')
    })
  })
})
