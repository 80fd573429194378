// Contract 3.4 and 6 (email domains): whose domain it is is proved by records that a real name server answers.
import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { describe, test, type TestContext } from 'node:test'

import type { EmailDomain } from '@posthorn/contract'

import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import { createSecretBox, masterKey } from '../../packages/server/src/kernel/secret-box.ts'
import { DnsServer } from '../support/dns-server.ts'
import type { OpenedDatabase } from '../support/each-database.ts'
import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

const HOUR_MS = 3_600_000
const MASTER_KEY = 'ab'.repeat(32)
const MAIL_DOMAIN = 'mail.posthorn.test'

async function start(context: TestContext, database: OpenedDatabase) {
  const dns = await DnsServer.start()
  context.after(() => dns.close())
  const env = {
    POSTHORN_DNS_SERVERS: dns.address,
    POSTHORN_MAIL_DOMAIN: MAIL_DOMAIN,
    POSTHORN_MAIL_FROM: 'no-reply@posthorn.test',
    POSTHORN_MASTER_KEY: MASTER_KEY,
  }
  const app = await RunningApp.start(context, database, { env, ownerEmails: ['owner@example.com'] })
  const add = async (domain: string, key = app.key) =>
    (await app.call('emailDomains.create', { body: { domain }, key })).data
  const get = async ({ id }: { id: string }, key = app.key) =>
    (await app.call('emailDomains.get', { params: { domain_id: id }, key })).data
  const verify = async ({ id }: { id: string }, key = app.key) =>
    (await app.call('emailDomains.verify', { params: { domain_id: id }, key })).data
  const send = (from: string, key = app.key) =>
    app.send('email.send', { body: { to: 'maria@example.com', subject: 'Hi', text: 'Hi', from }, key })
  return { app, dns, add, get, verify, send }
}

/** Publishes what a domain asks for, as a person would in the pages of a DNS provider. */
function publish(dns: DnsServer, domain: EmailDomain, but: readonly (keyof EmailDomain['records'])[] = []): void {
  for (const [name, record] of Object.entries(domain.records)) {
    if (but.includes(name as keyof EmailDomain['records'])) continue
    const strings = record.value.match(/.{1,255}/g)!
    dns.hold(record.name, record.type === 'CNAME' ? { cname: record.value } : { txt: [strings] })
  }
}

const states = ({ records }: EmailDomain) =>
  Object.fromEntries(Object.entries(records).map(([name, { status }]) => [name, status]))

describe('a sending domain', () => {
  eachSchema((_kind, open) => {
    test('is verified by its records, and only then sent from', async (context) => {
      const { app, dns, add, get, verify, send } = await start(context, await open())
      const added = await add('  Mail.EXAMPLE.com. ')
      assert.deepEqual(
        [added.domain, added.status, added.verified, added.reason],
        ['mail.example.com', 'pending', false, null],
      )
      const { dkim, spf, dmarc, return_path: returnPath } = added.records
      assert.match(dkim.name, /^ph-[0-9a-f]{8}\._domainkey\.mail\.example\.com$/)
      assert.match(dkim.value, /^v=DKIM1; k=rsa; p=[A-Za-z0-9+/]{392}$/)
      assert.deepEqual([spf.name, spf.value], ['mail.example.com', `v=spf1 include:${MAIL_DOMAIN} ~all`])
      assert.deepEqual([dmarc.name, dmarc.value], ['_dmarc.mail.example.com', 'v=DMARC1; p=none'])
      assert.deepEqual(
        [returnPath.type, returnPath.name, returnPath.value],
        ['CNAME', 'bounces.mail.example.com', MAIL_DOMAIN],
      )
      assert.equal((await send('orders@mail.example.com')).reply.status, 422)

      const unpublished = await verify(added)
      assert.equal(unpublished.status, 'pending')
      assert.match(unpublished.reason!, /^DKIM: there is no TXT record/)
      publish(dns, added)
      const verified = await verify(added)
      assert.deepEqual(states(verified), {
        dkim: 'verified',
        spf: 'verified',
        dmarc: 'verified',
        return_path: 'verified',
      })
      assert.deepEqual([verified.status, verified.verified, verified.reason], ['verified', true, null])
      assert.equal(verified.verified_at, '2026-04-19T14:30:00Z')
      assert.deepEqual(verified.records.dkim.found, [dkim.value])
      assert.deepEqual(await get(added), verified)
      const { data: sent } = (await send('Orders@Mail.Example.com')).reply.body as { data: { from: string } }
      assert.equal(sent.from, 'Orders@mail.example.com')

      for (const from of [
        'a@example.com',
        'a@sub.mail.example.com',
        'a@xmail.example.com',
        'boss@posthorn.test',
        'a@localhost.test',
      ]) {
        const refusal = await app.refused('email.send', {
          body: { to: 'maria@example.com', subject: 'Hi', text: 'Hi', from },
        })
        assert.deepEqual([refusal.status, refusal.code, refusal.param], [422, 'INVALID_FROM_DOMAIN', 'from'], from)
      }
      assert.equal(
        (await send('No-Reply@posthorn.test')).reply.status,
        201,
        'the platform’s own address is everybody’s',
      )
      const testKey = await app.keyWith({ prefix: 'sk_test_' })
      assert.equal((await send('a@example.com', testKey)).reply.status, 422, 'test keys are no exception')
      assert.equal((await send('a@mail.example.com', testKey)).reply.status, 201)
      await app.call('emailDomains.delete', { params: { domain_id: added.id } })
      assert.equal((await send('orders@mail.example.com')).reply.status, 422)
      assert.equal((await app.refused('emailDomains.get', { params: { domain_id: added.id } })).status, 404)
    })

    test('keeps its private key sealed, and it is the one of the published record', async (context) => {
      const { app, add } = await start(context, await open())
      const { id, records } = await add('example.com')
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const [row] = await raw.all(`select sealed_private_key from email_domain where id = '${id}'`)
      const sealed = String(row!['sealed_private_key'])
      assert.match(sealed, /^v1\./)
      const box = createSecretBox([masterKey(Buffer.from(MASTER_KEY, 'hex'))], systemRandom)
      const key = createPrivateKey(box.open(sealed))
      assert.equal(key.asymmetricKeyDetails?.modulusLength, 2048)
      const published = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
      assert.equal(records.dkim.value, `v=DKIM1; k=rsa; p=${published}`)
      const everything = [...(await raw.dump())].flat(2).join('\n') + app.log.join('')
      assert.doesNotMatch(everything, /PRIVATE KEY/)
    })

    test('says of each record what stands there instead', async (context) => {
      const { dns, add, verify } = await start(context, await open())
      const added = await add('shop.example.com')
      publish(dns, added, ['dmarc'])
      dns.hold('shop.example.com', { txt: ['v=spf1 mx -all', 'v=spf1 a -all', 'unrelated'] })
      dns.hold(added.records.return_path.name, { cname: 'elsewhere.test' })
      const wrong = await verify(added)
      assert.deepEqual(states(wrong), { dkim: 'verified', spf: 'failed', dmarc: 'pending', return_path: 'failed' })
      assert.equal(wrong.status, 'failed')
      assert.match(wrong.reason!, /^SPF: there are 2 SPF records/)
      assert.deepEqual([...wrong.records.spf.found].sort(), ['unrelated', 'v=spf1 a -all', 'v=spf1 mx -all'])
      assert.deepEqual([wrong.records.return_path.found, wrong.records.dmarc.found], [['elsewhere.test'], []])
      // One of the organisational domain holds for those below it.
      dns.hold('_dmarc.example.com', { txt: ['v=DMARC1; p=reject'] })
      dns.hold('shop.example.com', { txt: [added.records.spf.value] })
      const mended = await verify(added)
      assert.deepEqual([mended.status, mended.records.dmarc.found_at], ['verified', '_dmarc.example.com'])
      assert.equal(mended.records.return_path.status, 'failed', 'without a return path it is verified all the same')
    })

    test('is looked at by itself: hourly while it is pending, daily afterwards, and its owners hear when it is lost', async (context) => {
      const { app, dns, add, get, send } = await start(context, await open())
      const added = await add('example.com')
      await app.sleep(HOUR_MS)
      await app.until('the first look', async () => (await get(added)).checked_at !== null)
      assert.equal((await get(added)).status, 'pending')
      publish(dns, added)
      await app.restart()
      await app.sleep(HOUR_MS)
      await app.until('the second look', async () => (await get(added)).verified)
      const asked = dns.queries.length
      await app.sleep(23 * HOUR_MS)
      await app.quiet()
      assert.equal(dns.queries.length, asked, 'a verified domain is left alone for a day')

      dns.answer(added.records.spf.name, 'SERVFAIL')
      await app.sleep(HOUR_MS)
      await app.until('a look without an answer', async () => (await get(added)).reason !== null)
      const unanswered = await get(added)
      assert.deepEqual([unanswered.status, unanswered.verified], ['verified', true])
      assert.match(unanswered.reason!, /did not answer.*ESERVFAIL/)
      assert.equal((await app.call('notifications.list')).meta.total, 0)

      dns.hold(added.records.spf.name, null)
      await app.sleep(24 * HOUR_MS)
      await app.until('the loss', async () => (await get(added)).status === 'failed')
      const lost = await get(added)
      assert.deepEqual([lost.verified, lost.verified_at, lost.records.spf.status], [false, null, 'failed'])
      assert.match(lost.reason!, /^SPF: there is no SPF record/)
      assert.equal((await send('orders@example.com')).reply.status, 422)
      const { data: notices, meta } = await app.call('notifications.list')
      assert.deepEqual([meta.total, notices[0]!.kind], [1, 'email_domain.failed'])
      assert.match(notices[0]!.text, /example\.com.*SPF: there is no SPF record/)

      await app.sleep(24 * HOUR_MS)
      await app.until('another look', async () => (await get(added)).checked_at !== lost.checked_at)
      assert.equal((await app.call('notifications.list')).meta.total, 1, 'it is told once')
      publish(dns, added)
      await app.sleep(24 * HOUR_MS)
      await app.until('its return', async () => (await get(added)).verified)
      assert.equal((await send('orders@example.com')).reply.status, 201)
    })

    test('has failed when its records are not there after three days', async (context) => {
      const { app, add, get } = await start(context, await open())
      const added = await add('example.com')
      await app.sleep(72 * HOUR_MS)
      await app.until('the verdict', async () => (await get(added)).status === 'failed')
      assert.deepEqual(states(await get(added)), {
        dkim: 'failed',
        spf: 'failed',
        dmarc: 'failed',
        return_path: 'failed',
      })
      assert.equal((await app.call('notifications.list')).meta.total, 0, 'what never was is not lost')
    })

    test('that is deleted is not looked at any more, and has another key when it comes back', async (context) => {
      const { app, dns, add } = await start(context, await open())
      const first = await add('example.com')
      await app.call('emailDomains.delete', { params: { domain_id: first.id } })
      assert.equal((await app.refused('emailDomains.delete', { params: { domain_id: first.id } })).status, 404)
      await app.sleep(HOUR_MS)
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const jobs = async () => (await raw.all("select id from job where kind = 'check-email-domain'")).length
      await app.until('the end of its job', async () => (await jobs()) === 0)
      assert.deepEqual(dns.queries, [])
      const second = await add('example.com')
      assert.notEqual(second.records.dkim.value, first.records.dkim.value)
      assert.notEqual(second.records.dkim.name, first.records.dkim.name)
    })

    test('is added once, however often and by how many at once', async (context) => {
      const { app, add } = await start(context, await open())
      const spellings = ['example.com', 'EXAMPLE.com', 'example.com.', 'ｅxample.com']
      const replies = await Promise.all(
        spellings.map((domain) => app.send('emailDomains.create', { body: { domain } })),
      )
      assert.deepEqual(replies.map(({ reply }) => reply.status).sort(), [201, 409, 409, 409])
      const refusal = await app.refused('emailDomains.create', { body: { domain: 'example.com' } })
      const { data, meta } = await app.call('emailDomains.list')
      assert.equal(meta.total, 1)
      assert.equal(refusal.code, 'DUPLICATE_DOMAIN')
      assert.ok(refusal.message.includes(data[0]!.id))
      const once = { headers: { 'idempotency-key': 'once' }, body: { domain: 'other.example' } }
      const [one, again] = [await app.call('emailDomains.create', once), await app.call('emailDomains.create', once)]
      assert.deepEqual(again, one)
      const other = await app.anotherWorkspace()
      const theirs = await add('example.com', other.key)
      assert.notEqual(theirs.records.dkim.name, data[0]!.records.dkim.name, 'each workspace has a key of its own')
    })

    test('checked by two at once is told lost once, and the later look counts', async (context) => {
      const { app, dns, add, verify } = await start(context, await open())
      const added = await add('example.com')
      publish(dns, added)
      await verify(added)
      dns.hold(added.records.dkim.name, null)
      const both = await Promise.all(Array.from({ length: 4 }, () => verify(added)))
      assert.deepEqual(
        both.map(({ status }) => status),
        ['failed', 'failed', 'failed', 'failed'],
      )
      assert.equal((await app.call('notifications.list')).meta.total, 1)
    })

    test('is proved by each workspace for itself', async (context) => {
      const { app, dns, add, verify, send } = await start(context, await open())
      const mine = await add('example.com')
      publish(dns, mine)
      await verify(mine)
      const other = await app.anotherWorkspace()
      const theirs = await add('example.com', other.key)
      const checked = await verify(theirs, other.key)
      assert.deepEqual(
        [checked.status, checked.records.dkim.status, checked.records.spf.status],
        ['pending', 'pending', 'verified'],
      )
      assert.equal((await send('boss@example.com', other.key)).reply.status, 422)
      for (const id of ['emailDomains.get', 'emailDomains.verify', 'emailDomains.delete'] as const)
        assert.equal((await app.refused(id, { params: { domain_id: mine.id }, key: other.key })).status, 404, id)
      assert.equal((await send('boss@example.com')).reply.status, 201)
    })

    test('is refused when it is none, or anybody’s', async (context) => {
      const { app } = await start(context, await open())
      for (const domain of [
        '',
        ' ',
        'com',
        'co.uk',
        'github.io',
        'localhost',
        '127.0.0.1',
        'https://example.com',
        'a@b.com',
        'x'.repeat(299),
      ]) {
        const refusal = await app.refused('emailDomains.create', { body: { domain } })
        assert.deepEqual([refusal.status, refusal.code, refusal.param], [400, 'VALIDATION_ERROR', 'domain'], domain)
      }
      assert.equal((await app.call('emailDomains.list')).meta.total, 0)
    })

    test('survives what a hostile name server says', async (context) => {
      const { dns, add, verify } = await start(context, await open())
      const added = await add('example.com')
      const odd = ['v=spf1 \u0000\u001b[31m<script>', ...Array.from({ length: 30 }, (_, index) => `${index}`)]
      dns.hold('example.com', { txt: odd.map((text) => [text, 'é'.repeat(60), 'x'.repeat(20)]) })
      dns.hold(added.records.dmarc.name, { cname: added.records.dmarc.name })
      const checked = await verify(added)
      assert.deepEqual([checked.status, checked.records.spf.found.length], ['failed', 10])
    })
  })
})
