// Stored e-mails with variables: kept, filled in, and what was accepted keeps what it was filled in to.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { MailServer, mailUser } from '../support/mail-server.ts'
import { RunningApp } from '../support/running-app.ts'

const shipped = {
  name: 'order-shipped',
  subject: 'Order {{order.number}} for {{name}}',
  html: '<p>Hello {{name}}</p>{{#items}}<li>{{title}} × {{count}}</li>{{/items}}{{^items}}<p>Nothing</p>{{/items}}',
  text: 'Hello {{name}}',
}

describe('an e-mail template', () => {
  eachSchema((_kind, open) => {
    test('is stored, found, changed and deleted, with the variables that it uses', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { data: template } = await app.call('emailTemplates.create', { body: shipped })
      assert.deepEqual(template.variables, ['order.number', 'name', 'items', 'title', 'count'])
      const params = { template_id: template.id }
      assert.deepEqual((await app.call('emailTemplates.get', { params })).data, template)
      const double = await app.refused('emailTemplates.create', { body: shipped })
      assert.deepEqual([double.status, double.code], [409, 'DUPLICATE_EMAIL_TEMPLATE'])
      const { data: other } = await app.call('emailTemplates.create', {
        body: { ...shipped, name: 'other', html: null },
      })
      assert.deepEqual(
        (await app.call('emailTemplates.list')).data.map(({ name }) => name),
        ['other', 'order-shipped'],
      )
      assert.deepEqual((await app.call('emailTemplates.list', { query: { name: 'other' } })).data, [other])
      app.clock.step(60_000)
      const { data: changed } = await app.call('emailTemplates.update', {
        params,
        body: { html: null, name: 'shipped' },
      })
      assert.deepEqual(
        [changed.name, changed.html, changed.text, changed.variables, changed.updated_at > changed.created_at],
        ['shipped', null, shipped.text, ['order.number', 'name'], true],
      )
      for (const [body, param] of [
        [{ name: 'other' }, 'name'],
        [{ text: null }, 'html'],
        [{ subject: 'Hello {{#x}}' }, 'subject'],
        [{ html: '<p>{{{name}}}</p>' }, 'html'],
        [{ subject: 'a\nb' }, 'subject'],
        [{ name: ' ' }, 'name'],
      ] as const)
        assert.equal((await app.refused('emailTemplates.update', { params, body })).param, param, JSON.stringify(body))
      assert.deepEqual((await app.call('emailTemplates.get', { params })).data, changed, 'a refusal changes nothing')
      await app.call('emailTemplates.delete', { params })
      for (const id of ['emailTemplates.get', 'emailTemplates.delete', 'emailTemplates.preview'] as const)
        assert.equal((await app.refused(id, { params })).status, 404, id)
    })

    test('is shown as it would be sent, with what is missing and what is unknown', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { data: template } = await app.call('emailTemplates.create', { body: shipped })
      const params = { template_id: template.id }
      const variables = {
        name: "<b>O'Neil</b>\r\nBcc: x@example.com",
        items: [{ title: 'A & B', count: 2 }, { title: 'C' }],
        colour: 'red',
      }
      assert.deepEqual((await app.call('emailTemplates.preview', { params, body: { variables } })).data, {
        subject: "Order {{order.number}} for <b>O'Neil</b> Bcc: x@example.com",
        html: '<p>Hello &lt;b&gt;O&#39;Neil&lt;/b&gt;\r\nBcc: x@example.com</p><li>A &amp; B × 2</li><li>C × {{count}}</li>',
        text: "Hello <b>O'Neil</b>\r\nBcc: x@example.com",
        missing: ['order.number', 'count'],
        unknown: ['colour'],
      })
      const { data: bare } = await app.call('emailTemplates.preview', { params })
      assert.deepEqual(bare.missing, ['order.number', 'name'])
      const many = {
        name: 'x',
        order: { number: 1 },
        items: Array.from({ length: 60_000 }, () => ({ title: 'x', count: 1 })),
      }
      const refusal = await app.refused('emailTemplates.preview', { params, body: { variables: many } })
      assert.equal(refusal.status >= 400 && refusal.status < 500, true)
    })

    test('is filled in when a send is accepted, and arrives so', async (context) => {
      const app = await RunningApp.start(context, await open())
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
      const { data: template } = await app.call('emailTemplates.create', { body: shipped })
      const template_id = template.id
      const to = 'maria@example.com'
      const refusal = await app.refused('email.send', { body: { to, template_id, variables: { name: 'Maria' } } })
      assert.deepEqual([refusal.status, refusal.code, refusal.param], [422, 'TEMPLATE_VARIABLES_MISSING', 'variables'])
      assert.match(refusal.message, /: order\.number\. Give/)
      for (const [body, param] of [
        [{ to, template_id: 'tpl_01KPK2BYJ0V7P9WCE000000000' }, 'template_id'],
        [{ to, template_id, text: 'Hi' }, 'template_id'],
        [{ to, text: 'Hi' }, 'subject'],
      ] as const)
        assert.equal((await app.refused('email.send', { body })).param, param)
      const variables = { name: 'M & J', order: { number: 1042 }, colour: 'ignored' }
      const scheduled_at = '2026-04-19T15:30:00Z'
      const { data: sent } = await app.call('email.send', { body: { to, template_id, variables, scheduled_at } })
      assert.equal(sent.subject, 'Order 1042 for M & J')
      const own = await app.call('email.send', { body: { to, template_id, subject: 'Mine {{x}}', variables } })
      assert.equal(own.data.subject, 'Mine {{x}}')
      await app.call('emailTemplates.update', {
        params: { template_id },
        body: { text: 'Changed', subject: 'Changed' },
      })
      await app.call('emailTemplates.delete', { params: { template_id } })
      await app.until('the first mail', () => mail.mails.length === 1)
      await app.sleep(3_600_000)
      await app.until('the second mail', () => mail.mails.length === 2)
      const raw = mail.mails[1]!.raw
      assert.match(raw, /^Subject: Order 1042 for M & J\r$/m)
      assert.match(raw, /Hello M & J\r/)
      assert.match(raw, /<p>Hello M &amp; J<\/p>/)
    })

    test('goes to many, each with values of their own', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { data: template } = await app.call('emailTemplates.create', { body: shipped })
      const { data } = await app.call('email.sendBulk', {
        body: {
          template_id: template.id,
          variables: { order: { number: 7 } },
          recipients: [
            { to: 'maria@example.com', variables: { name: 'Maria' } },
            { to: 'jose@example.com' },
            { to: 'ana@example.com', variables: { name: 'Ana', order: { number: 8 } } },
            { to: 'eva@example.com', text: 'Own', variables: { name: 'Eva' } },
          ],
        },
      })
      assert.deepEqual(
        data.results.map(({ error }) => error?.code ?? null),
        [null, 'TEMPLATE_VARIABLES_MISSING', null, 'VALIDATION_ERROR'],
      )
      const subjects = []
      for (const { id } of data.results)
        if (id !== null) subjects.push((await app.call('email.status', { params: { message_id: id } })).data.subject)
      assert.deepEqual(subjects, ['Order 7 for Maria', 'Order 8 for Ana'])
      assert.equal(
        (
          await app.refused('email.sendBulk', {
            body: { template_id: 'tpl_01KPK2BYJ0V7P9WCE000000000', recipients: ['a@example.com'] },
          })
        ).param,
        'template_id',
      )
    })
  })
})
