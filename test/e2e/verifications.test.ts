// Codes that prove an address: sent, checked once, limited, and readable by their recipient only.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { BodyOf } from '@posthorn/contract'

import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'
import { env, TwilioPeer } from '../support/twilio-peer.ts'

const HOUR_MS = 3_600_000
const to = '+5511999999999'

/** An app with a test key, which is told the codes. */
async function withTestKey(app: RunningApp) {
  const key = await app.keyWith({ prefix: 'sk_test_' })
  const send = async (body: Partial<BodyOf<'verify.send'>> = {}) =>
    (await app.call('verify.send', { body: { to, ...body }, key })).data
  const check = async (verification_id: string, code: string) =>
    (await app.call('verify.check', { body: { verification_id, code }, key })).data
  const status = async (verification_id: string) =>
    (await app.call('verify.status', { params: { verification_id }, key })).data
  return { key, send, check, status }
}
const wrong = (code: string) => code.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10))

describe('a verification', () => {
  eachSchema((_kind, open) => {
    test('is approved by its code, once', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { send, check, status } = await withTestKey(app)
      const sent = await send()
      assert.deepEqual(
        [sent.status, sent.channel, sent.to, sent.attempts_left, sent.expires_at, sent.test, sent.test_code!.length],
        ['pending', 'sms', to, 5, '2026-04-19T14:35:00Z', true, 6],
      )
      const code = sent.test_code!
      assert.deepEqual(await check(sent.id, wrong(code)), {
        id: sent.id,
        valid: false,
        status: 'pending',
        attempts_left: 4,
      })
      assert.deepEqual(await check(sent.id, 'none'), { id: sent.id, valid: false, status: 'pending', attempts_left: 3 })
      assert.deepEqual(await check(sent.id, ` ${code.slice(0, 3)}-${code.slice(3)}`), {
        id: sent.id,
        valid: true,
        status: 'approved',
        attempts_left: 3,
      })
      assert.equal((await check(sent.id, code)).valid, false)
      const shown = await status(sent.id)
      assert.deepEqual([shown.status, shown.ended_at, shown.test_code], ['approved', '2026-04-19T14:30:00Z', undefined])
    })

    test('of several checks at once one is told that the code is right, and no more than five may be wrong', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { send, check, status } = await withTestKey(app)
      const sent = await send()
      const checks = await Promise.all(Array.from({ length: 12 }, () => check(sent.id, sent.test_code!)))
      assert.equal(checks.filter(({ valid }) => valid).length, 1)
      assert.deepEqual(new Set(checks.map(({ status }) => status)), new Set(['approved']))

      const guessed = await send({ length: 4 })
      const guesses = await Promise.all(Array.from({ length: 12 }, () => check(guessed.id, wrong(guessed.test_code!))))
      assert.deepEqual(guesses.map(({ attempts_left }) => attempts_left).sort(), [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])
      assert.deepEqual(await check(guessed.id, guessed.test_code!), {
        id: guessed.id,
        valid: false,
        status: 'failed',
        attempts_left: 0,
      })
      assert.equal((await status(guessed.id)).status, 'failed')
    })

    test('expires, and is replaced by a newer one', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { key, send, check, status } = await withTestKey(app)
      const first = await send({ ttl: 60 })
      const second = await send()
      assert.deepEqual(
        [
          (await status(first.id)).status,
          (await check(first.id, first.test_code!)).valid,
          (await status(second.id)).status,
        ],
        ['cancelled', false, 'pending'],
      )
      const found = await app.call('verify.check', { body: { to: '+55 11 99999-9999', code: second.test_code! }, key })
      assert.deepEqual([found.data.id, found.data.valid], [second.id, true])
      const third = await send({ ttl: 60 })
      app.clock.step(60_000)
      assert.deepEqual([(await status(third.id)).status, (await status(third.id)).ended_at], ['expired', null])
      assert.deepEqual(await check(third.id, third.test_code!), {
        id: third.id,
        valid: false,
        status: 'expired',
        attempts_left: 5,
      })
      assert.notEqual((await status(third.id)).ended_at, null)
      // The live keys know nothing of it, and are told no code.
      const params = { verification_id: third.id }
      assert.equal((await app.refused('verify.status', { params })).status, 404)
      const live = (await app.call('verify.send', { body: { to } })).data
      assert.deepEqual([live.test, live.test_code], [false, undefined])
      assert.equal((await app.refused('verify.check', { body: { code: '123456' } })).param, 'verification_id')
      assert.equal((await app.refused('verify.check', { body: { to: '+5511988888888', code: '1234' } })).status, 404)
    })

    test('is sent at most five times an hour and twenty times a day, also at once', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { key, send } = await withTestKey(app)
      const answers = await Promise.all(
        Array.from({ length: 9 }, () =>
          app.send('verify.send', { body: { to }, key }).then(({ reply }) => reply.status),
        ),
      )
      assert.deepEqual(answers.sort(), [201, 201, 201, 201, 201, 429, 429, 429, 429])
      const refusal = await app.refused('verify.send', { body: { to, channel: 'whatsapp' }, key })
      assert.deepEqual([refusal.code, refusal.status], ['VERIFICATION_LIMIT_REACHED', 429])
      const { reply } = await app.send('verify.send', { body: { to }, key })
      assert.equal(reply.headers.get('retry-after'), '3600')
      await send({ to: '+15005550020' })
      for (let hour = 1; hour < 4; hour++) {
        app.clock.step(HOUR_MS)
        for (let sent = 0; sent < 5; sent++) await send()
      }
      app.clock.step(HOUR_MS)
      assert.match((await app.refused('verify.send', { body: { to }, key })).message, /20 codes per day/)
      app.clock.step(20 * HOUR_MS)
      await send()
    })

    test('is readable by nobody but its recipient, and goes out over the channel in its language', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const peer = await TwilioPeer.start(context)
      await app.call('channels.create', { body: peer.channel })
      const { receiver } = await app.receiver({ events: ['*'] })
      const { data: sent } = await app.call('verify.send', {
        body: { to, brand: 'Acme', language: 'pt', length: 8, ttl: 119, sender_id: 'ACME' },
        headers: { 'idempotency-key': 'once' },
      })
      await app.until('it to be sent', () => peer.sends.length === 1)
      const said = String(peer.sends[0]!['Body'])
      const [, code] =
        /^Acme: Seu código é (\d{8})\. Válido por 1 min\. Não compartilhe\.$/.exec(said) ?? assert.fail(said)
      await app.until('the event', () => receiver.requests.some(({ body }) => String(body).includes('sms.sent')))
      const shown = await app.call('sms.status', { params: { message_id: sent.message_id } })
      assert.equal(shown.data.content, 'Acme: Seu código é ********. Válido por 1 min. Não compartilhe.')
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const places = {
        database: await raw.state(),
        log: app.log.join(''),
        events: receiver.requests.map(({ body }) => String(body)).join(''),
      }
      for (const [place, text] of Object.entries(places))
        assert.ok(!text.includes(code!), `the code stands in the ${place}`)
      const checked = await app.call('verify.check', { body: { verification_id: sent.id, code: code! } })
      assert.equal(checked.data.valid, true)
    })

    test('comes in the words of the caller, over e-mail and WhatsApp as well', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { send, check } = await withTestKey(app)
      const mail = await send({ to: ' Maria@Example.com', channel: 'email', brand: 'Acme' })
      assert.deepEqual([mail.to, mail.channel, mail.message_id.slice(0, 4)], ['maria@example.com', 'email', 'eml_'])
      const shown = await app.call('email.status', { params: { message_id: mail.message_id } })
      assert.equal(shown.data.subject, 'Acme: Your code')
      assert.equal((await check(mail.id, mail.test_code!)).valid, true)
      const chat = await send({ channel: 'whatsapp', message: '{brand} {code} {minutes} {other}', brand: '{code}' })
      const said = await app.call('whatsapp.message', { params: { message_id: chat.message_id } })
      assert.equal(said.data.content, '{code} ****** 5 {other}')
      const template = await send({ channel: 'whatsapp', template: { name: 'login', language: 'en' } })
      const filled = await app.call('whatsapp.message', { params: { message_id: template.message_id } })
      assert.deepEqual(filled.data.payload!['components'], [
        { type: 'body', parameters: [{ type: 'text', text: '******' }] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '******' }] },
      ])
      for (const [body, param] of [
        [{ to, message: 'No code here' }, 'message'],
        [{ to, length: 9 }, 'length'],
        [{ to, ttl: 30 }, 'ttl'],
        [{ to, brand: 'a\nb' }, 'brand'],
        [{ to: 'maria', channel: 'email' }, 'to'],
        [{ to: '12' }, 'to'],
      ] as const)
        assert.equal((await app.refused('verify.send', { body })).param, param, JSON.stringify(body))
    })

    test('leaves nothing behind where the recipient may not be written to, or nobody pays', async (context) => {
      const app = await RunningApp.start(context, await open())
      await app.call('suppressions.create', { body: { address: 'gone@example.com' } })
      const refusal = await app.refused('verify.send', { body: { to: 'gone@example.com', channel: 'email' } })
      assert.deepEqual([refusal.status, refusal.code], [422, 'RECIPIENT_SUPPRESSED'])
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      for (const table of ['verification', 'message', 'verification_recipient'])
        assert.deepEqual(await raw.all(`select * from ${table}`), [], table)
    })
  })
})
