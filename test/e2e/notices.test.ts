// Contract 4.6, A30: notices to owners, by mail where there is a mail server, in the outbox always.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { MailServer } from '../support/mail-server.ts'
import { RunningApp } from '../support/running-app.ts'

/** Makes an endpoint fail five times, which is worth a notice. */
async function raiseAlarm(app: RunningApp): Promise<void> {
  const { params } = await app.receiver({}, { answer: 500 })
  for (let failed = 1; failed <= 5; failed++)
    await app.logLine(params, await app.publish(), { state: 'retrying', attempts: 1 })
}

describe('a notice', () => {
  eachSchema((_kind, open) => {
    test('that the mail server refuses is tried again until it is taken, and goes to every owner once', async (context) => {
      const mail = await MailServer.start()
      context.after(() => mail.close())
      mail.refusing = true
      const ownerEmails = ['one@example.com', 'two@example.com']
      const app = await RunningApp.start(context, await open(), { env: { POSTHORN_SMTP_URL: mail.url }, ownerEmails })
      await raiseAlarm(app)
      const notice = async () => (await app.call('notifications.list')).data[0]
      await app.until('the refusal', async () => typeof (await notice())?.error === 'string')
      assert.deepEqual([(await notice())!.state, (await notice())!.sent_at], ['sending', null])
      assert.match((await notice())!.error!, /Try again later/)
      await app.restart()
      mail.refusing = false
      await app.clock.advance(1_000)
      await app.until('the mail', async () => (await notice())?.state === 'sent')
      assert.deepEqual([(await notice())!.error, (await notice())!.sent_at], [null, '2026-04-19T14:30:01Z'])
      await app.clock.advance(600_000)
      await app.quiet()
      assert.equal(mail.mails.length, 1)
      assert.deepEqual(mail.mails[0]!.to, ownerEmails)
      assert.match(mail.mails[0]!.raw, /^Message-ID: <ntf_\w+@posthorn>/m)
    })

    test('without a mail server, or without anybody to write to, is kept in the outbox', async (context) => {
      const mail = await MailServer.start()
      context.after(() => mail.close())
      const lonely = await RunningApp.start(context, await open(), { env: { POSTHORN_SMTP_URL: mail.url } })
      await raiseAlarm(lonely)
      const silent = await RunningApp.start(context, await open(), { ownerEmails: ['owner@example.com'] })
      await raiseAlarm(silent)
      for (const [app, recipients] of [
        [lonely, []],
        [silent, ['owner@example.com']],
      ] as const) {
        await app.quiet()
        const { data, meta } = await app.call('notifications.list')
        assert.deepEqual(
          { kind: data[0]!.kind, state: data[0]!.state, recipients: data[0]!.recipients, total: meta.total },
          { kind: 'webhook.failing', state: 'stored', recipients: [...recipients], total: 1 },
        )
        assert.match(data[0]!.text, /stays active/)
      }
      assert.equal(mail.mails.length, 0)
    })
  })
})
