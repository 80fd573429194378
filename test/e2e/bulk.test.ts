// Many messages in one call: each recipient by itself, the credits together, one batch to look at and to cancel.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { RunningApp } from '../support/running-app.ts'

const LATER = '2026-04-20T09:00:00Z'
const numbers = (count: number, from = 20) =>
  Array.from({ length: count }, (_, index) => `+15005550${String(from + index).padStart(3, '0')}`)
const batchOf = async (app: RunningApp, batch_id: string, query = {}) =>
  app.call('batches.get', { params: { batch_id }, query })
const counted = async (app: RunningApp, batch_id: string) =>
  Object.fromEntries(Object.entries((await batchOf(app, batch_id)).data.counts).filter(([, count]) => count > 0))
const credits = async (app: RunningApp) =>
  (await app.call('credits.get', { params: { workspace_id: app.workspaceId } })).data

describe('a bulk send', () => {
  eachSchema((_kind, open) => {
    test('answers for each recipient, and sends what can be sent', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { data } = await app.call('sms.sendBulk', {
        body: {
          recipients: ['+15005550020', '12', { to: '+15005550021', message: 'Only for you' }, { message: 'To nobody' }],
          message: 'To all',
        },
      })
      assert.deepEqual(
        [data.kind, data.accepted, data.refused, data.scheduled_at, data.test],
        ['sms', 2, 2, null, false],
      )
      assert.deepEqual(
        data.results.map(({ index, to, status, error }) => [
          index,
          to,
          status,
          error?.code ?? null,
          error?.param ?? null,
        ]),
        [
          [0, '+15005550020', 'queued', null, null],
          [1, '12', null, 'INVALID_PHONE', 'to'],
          [2, '+15005550021', 'queued', null, null],
          [3, null, null, 'VALIDATION_ERROR', 'to'],
        ],
      )
      const single = await app.refused('sms.send', { body: { to: '12', message: 'To all' } })
      assert.equal(data.results[1]!.error!.message, single.message)
      await app.until('the reports', async () => {
        await app.clock.advance(1_000)
        return (await counted(app, data.batch_id))['delivered'] === 2
      })
      assert.deepEqual(await counted(app, data.batch_id), { delivered: 2 })
      const { data: batch, meta } = await batchOf(app, data.batch_id, { per_page: 1 })
      assert.deepEqual([batch.accepted, batch.refused, meta.total, meta.total_pages], [2, 2, 2, 2])
      assert.deepEqual([batch.messages[0]!.id, batch.messages[0]!.status], [data.results[0]!.id, 'delivered'])
      const texts = []
      for (const { id } of data.results)
        if (id !== null) texts.push((await app.call('sms.status', { params: { message_id: id } })).data.content)
      assert.deepEqual(texts, ['To all', 'Only for you'])
    })

    test('fills in texts for each, and refuses who lacks a value', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { data } = await app.call('whatsapp.sendBulk', {
        body: {
          messages: [
            { to: '+15005550020', variables: { name: 'Maria' } },
            { to: '+15005550021' },
            { to: '+15005550022', content: '{{name}}, {{shop}}: {{x}} {{y}}', variables: { name: 'José' } },
            { to: '+15005550023', content: 'Bye, {{name}}!', variables: { name: 'Ana', shop: 'none' } },
          ],
          text: { body: 'Hello {{name}} of {{shop}}' },
          variables: { shop: 'Acme' },
        },
      })
      assert.deepEqual(
        data.results.map(({ error }) => error?.message ?? null),
        [
          null,
          'These variables are missing or are no text, number or boolean: name. Give each under "variables".',
          'These variables are missing or are no text, number or boolean: x, y. Give each under "variables".',
          null,
        ],
      )
      const said = []
      for (const { id } of data.results)
        if (id !== null) said.push((await app.call('whatsapp.message', { params: { message_id: id } })).data.content)
      assert.deepEqual(said, ['Hello Maria of Acme', 'Bye, Ana!'])
      // Without variables anywhere, braces are braces.
      const plain = await app.call('sms.sendBulk', { body: { recipients: ['+15005550020'], message: 'Use {{name}}' } })
      const message_id = plain.data.results[0]!.id!
      assert.equal((await app.call('sms.status', { params: { message_id } })).data.content, 'Use {{name}}')
    })

    test('holds each to the rules of a single send, and refuses a faulty call as a whole', async (context) => {
      const app = await RunningApp.start(context, await open())
      const long = await app.call('sms.sendBulk', {
        body: { recipients: ['+15005550020'], message: 'x'.repeat(1_601) },
      })
      assert.equal(long.data.results[0]!.error!.param, 'message')
      assert.deepEqual([long.data.accepted, await counted(app, long.data.batch_id)], [0, {}])
      for (const [body, param] of [
        [{ message: 'To nobody' }, 'messages'],
        [{ recipients: [], message: 'x' }, 'recipients'],
        [{ recipients: numbers(501), message: 'x' }, 'recipients'],
        [{ recipients: ['+15005550020'], messages: ['+15005550020'], message: 'x' }, 'recipients'],
        [{ recipients: ['+15005550020'], message: 'x', scheduled_at: '2026-04-19T14:30:00Z' }, 'scheduled_at'],
        [{ recipients: ['+15005550020'], message: 'x', scheduled_at: '2026-05-20T14:30:00Z' }, 'scheduled_at'],
        [{ recipients: [7], message: 'x' }, null],
      ] as const) {
        const refusal = await app.refused('sms.sendBulk', { body })
        assert.equal(refusal.status, 400)
        if (param !== null) assert.equal(refusal.param, param)
      }
      const mail = { recipients: ['maria@example.com'], subject: 'Hi', text: 'Hi' }
      assert.equal(
        (await app.refused('email.sendBulk', { body: { ...mail, from: 'me@elsewhere.example' } })).code,
        'INVALID_FROM_DOMAIN',
      )
      assert.equal((await app.refused('email.sendBulk', { body: { ...mail, attachments: [] } })).param, 'attachments')
      const two = await app.call('email.sendBulk', {
        body: { ...mail, recipients: ['maria@example.com', { to: 'jose@example.com', subject: '' }, 'nonsense'] },
      })
      assert.deepEqual(
        two.data.results.map(({ error }) => error?.param ?? null),
        [null, 'subject', 'to'],
      )
      const own = await app.call('email.sendBulk', {
        body: { ...mail, recipients: [{ to: 'a@example.com', from: 'me@elsewhere.example' } as { to: string }] },
      })
      assert.deepEqual([own.data.accepted, own.data.results[0]!.error!.param], [0, 'from'])
      const called = { to: '+15005550020', callback_url: 'http://169.254.169.254/' } as { to: string }
      const unvetted = await app.call('sms.sendBulk', { body: { messages: [called], message: 'Hi' } })
      assert.deepEqual([unvetted.data.accepted, unvetted.data.results[0]!.error!.param], [0, 'callback_url'])
      const shown = await app.call('email.status', { params: { message_id: two.data.results[0]!.id! } })
      assert.deepEqual(shown.data.to, ['maria@example.com'], 'nobody sees the others')
    })

    test('is done once for an idempotency key, and the suppressed fail in it', async (context) => {
      const app = await RunningApp.start(context, await open())
      await app.call('suppressions.create', { body: { address: 'gone@example.com' } })
      const send = () =>
        app.call('email.sendBulk', {
          body: { recipients: ['maria@example.com', 'gone@example.com'], subject: 'Hi', text: 'Hi' },
          headers: { 'idempotency-key': 'bulk-1' },
        })
      const [one, other] = [await send(), await send()]
      assert.deepEqual(other, one)
      assert.deepEqual(
        one.data.results.map(({ status }) => status),
        ['queued', 'failed'],
      )
      await app.until('the report', async () => {
        await app.clock.advance(1_000)
        return (await counted(app, one.data.batch_id))['delivered'] === 1
      })
      assert.deepEqual(await counted(app, one.data.batch_id), { delivered: 1, failed: 1 })
    })

    test('is paid whole or refused whole, and gives back what was cancelled', async (context) => {
      const app = await RunningApp.start(context, await open())
      await app.call('workspaces.update', { params: { workspace_id: app.workspaceId }, body: { plan: 'starter' } })
      const body = { recipients: numbers(500), message: 'x'.repeat(1_600), scheduled_at: LATER }
      const refusal = await app.refused('sms.sendBulk', { body })
      assert.deepEqual([refusal.status, refusal.code], [402, 'INSUFFICIENT_CREDITS'])
      assert.equal((await credits(app)).balance, 1_500, 'nothing was taken')

      const { data } = await app.call('sms.sendBulk', { body: { ...body, message: 'Short' } })
      assert.equal(data.accepted, 500)
      assert.deepEqual(new Set(data.results.map(({ status }) => status)), new Set(['scheduled']))
      assert.equal((await credits(app)).balance, 1_000)
      const params = { batch_id: data.batch_id }
      assert.deepEqual((await app.call('batches.cancel', { params })).data, {
        batch_id: data.batch_id,
        cancelled: 500,
        kept: 0,
      })
      assert.deepEqual(await counted(app, data.batch_id), { cancelled: 500 })
      await app.until('the credits to come back', async () => (await credits(app)).balance === 1_500)
      assert.equal((await app.call('batches.cancel', { params })).data.cancelled, 0)
      await app.sleep(24 * 3_600_000)
      await app.quiet()
      assert.deepEqual(await counted(app, data.batch_id), { cancelled: 500 }, 'nothing of it was sent')
      const { data: used } = await app.call('account.usage')
      assert.deepEqual([used.usage.sms.sent, used.usage.sms.percentage], [0, 0])
    })
  })
})
