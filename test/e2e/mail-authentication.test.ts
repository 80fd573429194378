// What a receiver makes of our mail: SPF, DKIM and DMARC, judged by a verifier that is not ours, over real records.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

import { authenticate } from 'mailauth'

import type { DnsServer } from '../support/dns-server.ts'
import { eachSchema } from '../support/each-schema.ts'
import { headerOf, MAIL_DOMAIN, openHouse, resolverAt, SHOP } from '../support/mail-house.ts'
import type { ReceivedMail } from '../support/mail-server.ts'

async function judge(dns: DnsServer, { from, raw }: Pick<ReceivedMail, 'from' | 'raw'>) {
  const { spf, dkim, dmarc } = await authenticate(raw, {
    ip: '127.0.0.1',
    helo: 'localhost',
    sender: from,
    mta: 'mx.example.com',
    resolver: resolverAt(dns) as never,
    disableArc: true,
    disableBimi: true,
  })
  assert.ok(spf && dmarc)
  return {
    spf: spf.status.result,
    dkim: dkim.results.map(({ status, signingDomain }) => [status.result, signingDomain]),
    dmarc: dmarc.status.result,
    aligned: { spf: dmarc.alignment.spf.result, dkim: dmarc.alignment.dkim.result },
  }
}

describe('mail from a sending domain', () => {
  eachSchema((_kind, open) => {
    test('passes SPF, DKIM and DMARC, both of them aligned', async (context) => {
      const { dns, domain, send } = await openHouse(context, await open())
      assert.deepEqual(domain.returns, {
        taken_in: true,
        domain: `bounces.${SHOP}`,
        mail_domain: MAIL_DOMAIN,
        feedback_address: `fbl@${MAIL_DOMAIN}`,
      })
      const { mail, id } = await send({ html: '<p>It is on its way.</p>', unsubscribe: true, from_name: 'Shop' })
      assert.match(mail.from, /^b\+[0-9a-z]{26}\.[0-9a-f]{20}@bounces\.shop\.example\.com$/)
      assert.deepEqual(await judge(dns, mail), {
        spf: 'pass',
        dkim: [['pass', SHOP]],
        dmarc: 'pass',
        aligned: { spf: `bounces.${SHOP}`, dkim: SHOP },
      })
      assert.equal(headerOf(mail, 'Message-ID'), `<${id}@${SHOP}>`)
      assert.match(headerOf(mail, 'DKIM-Signature')!, /h=[^;]*list-unsubscribe:\s*list-unsubscribe-post/)
      assert.match(headerOf(mail, 'Reply-To')!, /^Shop <r\+[0-9a-z]{26}\.[0-9a-f]{20}@bounces\.shop\.example\.com>$/)
    })

    test('fails DKIM and DMARC once its text was changed on the way', async (context) => {
      const { dns, send } = await openHouse(context, await open(), { without: ['return_path'] })
      const { mail } = await send()
      const tampered = { ...mail, raw: mail.raw.replace('on its way', 'not coming') }
      assert.notEqual(tampered.raw, mail.raw)
      const { dkim, dmarc } = await judge(dns, tampered)
      assert.deepEqual([dkim[0]![0], dmarc], ['neutral', 'fail'])
    })

    test('without a return path of its own has that of the platform, and passes by DKIM', async (context) => {
      const { dns, send } = await openHouse(context, await open(), { without: ['return_path'] })
      const { mail } = await send({ reply_to: 'help@shop.example.com', automatic: true })
      assert.ok(mail.from.endsWith(`@${MAIL_DOMAIN}`))
      assert.equal(headerOf(mail, 'Reply-To'), 'help@shop.example.com', 'what the caller says counts')
      const { spf, dkim, dmarc, aligned } = await judge(dns, mail)
      assert.deepEqual([spf, dkim, dmarc, aligned.spf], ['pass', [['pass', SHOP]], 'pass', undefined])
      assert.match(headerOf(mail, 'DKIM-Signature')!, /h=[^;]*auto-submitted/)
    })

    test('is signed as it is sent, however its lines end', async (context) => {
      const { dns, send } = await openHouse(context, await open())
      for (const lines of [
        'a\nb',
        'a\r\nb\r\n',
        'a\rb',
        '\n\na \n\r\n \nb\n\n\n',
        `a\n${'ü'.repeat(2_000)}\n.\n..b\n`,
      ]) {
        for (const body of [{ text: lines }, { html: lines }, { text: lines, html: `<p>${lines}</p>\n` }]) {
          const { mail } = await send(body)
          assert.deepEqual((await judge(dns, mail)).dkim, [['pass', SHOP]], JSON.stringify(body))
        }
      }
    })

    test('is signed with attachments of some size', async (context) => {
      const { dns, send } = await openHouse(context, await open(), { env: { POSTHORN_MAX_BODY_BYTES: '20000000' } })
      const content = Buffer.alloc(5_000_000, 'Posthorn \r\n').toString('base64')
      const { mail } = await send({ attachments: [{ filename: 'a.pdf', content, content_type: 'application/pdf' }] })
      assert.ok(mail.raw.length > 6_000_000)
      assert.deepEqual((await judge(dns, mail)).dkim, [['pass', SHOP]])
    })

    test('that has lost its records since it was accepted is not sent', async (context) => {
      const { app, dns, domain, mailServer, status, history } = await openHouse(context, await open())
      mailServer.refusing = true
      const body = { to: 'maria@example.com', subject: 'Hi', text: 'Hi', from: `orders@${SHOP}` }
      const { data } = await app.call('email.send', { body })
      await app.until('the first attempt', async () => (await history(data.id)).includes('(retrying)'))
      dns.hold(domain.records.dkim.name, null)
      await app.call('emailDomains.verify', { params: { domain_id: domain.id } })
      mailServer.refusing = false
      await app.clock.advance(10_000)
      await app.until('the end', async () => (await status(data.id)).status === 'failed')
      const { error_code, error_message } = await status(data.id)
      assert.equal(error_code, 'sender_not_verified')
      assert.match(error_message!, /shop\.example\.com was verified/)
      assert.equal(mailServer.mails.length, 0)
    })

    test('comes from and goes back to the address itself where no mail is taken in', async (context) => {
      const { app, dns, domain, send } = await openHouse(context, await open(), { env: { POSTHORN_MAIL_IN_PORT: '' } })
      assert.equal(domain.returns.taken_in, false)
      assert.equal(app.mailIn, '')
      const { mail } = await send()
      assert.equal(mail.from, `orders@${SHOP}`)
      assert.equal(headerOf(mail, 'Reply-To'), undefined)
      assert.deepEqual((await judge(dns, mail)).dmarc, 'pass')
    })
  })
})

describe("mail from the platform's own address", () => {
  eachSchema((_kind, open) => {
    test('is signed with the key of the platform, and unsigned without one', async (context) => {
      const database = await open()
      const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const file = join(database.dataDir, 'dkim.pem')
      writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }))
      const { dns, send, handed } = await openHouse(context, database, { env: { POSTHORN_DKIM_KEY_FILE: file } })
      const p = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
      dns.hold('posthorn._domainkey.posthorn.test', { txt: [`v=DKIM1; k=rsa; p=${p}`.match(/.{1,255}/g)!] })
      dns.hold('_dmarc.posthorn.test', { txt: ['v=DMARC1; p=reject'] })
      const { mail, replyTo } = await send({ from: 'no-reply@posthorn.test' })
      assert.ok(mail.from.endsWith(`@${MAIL_DOMAIN}`))
      const { dkim, dmarc } = await judge(dns, mail)
      assert.deepEqual([dkim, dmarc], [[['pass', 'posthorn.test']], 'pass'])
      assert.ok(replyTo.endsWith(`@${MAIL_DOMAIN}`))
      assert.equal((await handed('somebody@posthorn.test', 'From: a@b.c\r\n\r\nHi')).code, 550)

      const other = await openHouse(context, await open())
      const unsigned = await other.send({ from: 'no-reply@posthorn.test' })
      assert.equal(headerOf(unsigned.mail, 'DKIM-Signature'), undefined)
    })
  })
})
