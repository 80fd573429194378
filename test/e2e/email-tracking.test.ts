// Opens and clicks of e-mail that goes out over a real mail server, from the HTML of a call to events at a webhook.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'

import { authenticate } from 'mailauth'
import PostalMime from 'postal-mime'

import { createTrackingLinks } from '../../packages/server/src/domain/messages/index.ts'
import { createUnsubscribes } from '../../packages/server/src/domain/suppressions/index.ts'
import { createNewId } from '../../packages/server/src/kernel/new-id.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import { createSecretBox, masterKey } from '../../packages/server/src/kernel/secret-box.ts'
import type { OpenedDatabase } from '../support/each-database.ts'
import { eachSchema } from '../support/each-schema.ts'
import { openHouse, resolverAt, SHOP } from '../support/mail-house.ts'
import type { ReceivedMail } from '../support/mail-server.ts'

const MASTER_KEY = 'cd'.repeat(32)
/** What a server takes for its address that was told none and was given port 0. */
const PUBLIC_URL = 'http://127.0.0.1:0'
const SHOP_URL = 'https://shop.example.com/orders?id=1042&utm_source=mail&copy=2#track'
const HTML = [
  '<!doctype html>',
  '<html><body><p>It is <b>on its way</b>.</p>',
  `<a href="${SHOP_URL.replace('&', '&amp;')}" style='color:#333'>Your order</a> <a href="mailto:help@shop.example.com">Help</a>`,
  `<a href="https://shop.example.com/imprint" data-posthorn-no-track>Imprint</a> <a href="${PUBLIC_URL}/unsubscribe?token=x">No more</a>`,
  '</body></html>',
].join('\n')
const TRACKED = { html: HTML, text: 'It is on its way.', track_opens: true, track_clicks: true }

async function open(context: TestContext, database: OpenedDatabase) {
  const house = await openHouse(context, database, { env: { POSTHORN_MASTER_KEY: MASTER_KEY } })
  const { app } = house
  const { receiver } = await app.receiver({ events: ['email.opened', 'email.clicked', 'email.sent'] })
  /** Every event so far. */
  const told = async (): Promise<{ event: string; data: Record<string, unknown> }[]> => {
    await app.quiet()
    return receiver.requests.map(({ body }) => JSON.parse(body.toString()))
  }
  const engagements = async () => (await told()).filter(({ event }) => event !== 'email.sent')
  /** Asks for what stands in a mail, as if the public address led here. */
  const visit = (address: string, init: RequestInit = {}) =>
    fetch(address.replace(PUBLIC_URL, app.url), { redirect: 'manual', ...init })
  const box = createSecretBox([masterKey(Buffer.from(MASTER_KEY, 'hex'))], systemRandom)
  const links = createTrackingLinks({ box, publicUrl: PUBLIC_URL })
  return { ...house, receiver, told, engagements, visit, box, links }
}

/** What a mail says, and the addresses in it that are ours. */
async function read({ raw }: ReceivedMail) {
  const { html = '', text = '' } = await PostalMime.parse(raw)
  const [pixel = ''] = html.match(/(?<=<img src=")[^"]*/) ?? []
  const clicks = html.match(/(?<=href=")[^"]*\/t\/c\/[^"]*/g) ?? []
  return { html: html.trim(), text: text.trim(), pixel, clicks }
}

describe('a tracked e-mail', () => {
  eachSchema((_kind, database) => {
    test('is signed as it is sent, and tells when it is opened and where its reader goes', async (context) => {
      const { app, dns, send, status, history, visit, engagements } = await open(context, await database())
      const { id, mail } = await send(TRACKED)
      const { dkim } = await authenticate(mail.raw, {
        ip: '127.0.0.1',
        sender: mail.from,
        resolver: resolverAt(dns) as never,
        disableArc: true,
        disableBimi: true,
      })
      assert.deepEqual(
        dkim.results.map(({ status: { result } }) => result),
        ['pass'],
      )

      const { html, text, pixel, clicks } = await read(mail)
      const picture = `<img src="${pixel}" width="1" height="1" alt="" style="border:0;width:1px;height:1px">`
      assert.equal(clicks.length, 1)
      assert.equal(html.replace(picture, '').replace(clicks[0], SHOP_URL.replace('&', '&amp;')), HTML)
      assert.ok(html.endsWith(`${picture}</body></html>`))
      assert.equal(text, 'It is on its way.')
      assert.ok(pixel.startsWith(`${PUBLIC_URL}/t/o/v1.`) && clicks[0].startsWith(`${PUBLIC_URL}/t/c/v1.`))
      assert.doesNotMatch(html, /maria|eml_/)

      // Programs that only ask are no people.
      for (const address of [pixel, clicks[0]]) {
        assert.notEqual((await visit(address, { method: 'HEAD' })).status, 404)
        await visit(address, { headers: { 'sec-purpose': 'prefetch;prerender' } })
      }
      assert.deepEqual(await engagements(), [])

      const shown = await visit(pixel)
      assert.deepEqual([shown.status, shown.headers.get('content-type')], [200, 'image/gif'])
      assert.equal(Buffer.from(await shown.arrayBuffer()).toString('latin1', 0, 6), 'GIF89a')
      const led = await visit(clicks[0])
      assert.deepEqual([led.status, led.headers.get('location')], [302, SHOP_URL])
      for (const { headers } of [shown, led]) {
        assert.equal(headers.get('cache-control'), 'no-store')
        assert.equal(headers.get('referrer-policy'), 'no-referrer')
        assert.equal(headers.get('set-cookie'), null)
      }
      const at = app.clock.now()
      const [opened, clicked, ...more] = await engagements()
      assert.deepEqual(more, [])
      assert.equal(opened!.event, 'email.opened')
      assert.deepEqual([opened!.data['id'], opened!.data['to']], [id, 'maria@example.com'])
      assert.equal(clicked!.event, 'email.clicked')
      assert.deepEqual([clicked!.data['id'], clicked!.data['url']], [id, SHOP_URL])
      const { status: state, opened_at, clicked_at } = await status(id)
      assert.equal(state, 'sent')
      assert.deepEqual(
        [opened_at, clicked_at].map((time) => Date.parse(time!)),
        [at, at],
      )

      // At once it is the same press; later it is one more, which stands in the history and is told nobody.
      await visit(pixel)
      await app.clock.advance(60_000)
      await visit(pixel)
      await visit(clicks[0])
      assert.equal((await engagements()).length, 2)
      assert.deepEqual((await history(id)).sort(), ['(clicked)', '(opened)', 'clicked', 'opened', 'sent'])
    })

    test('has addresses of its own for each recipient, each of whom sees the others', async (context) => {
      const { app, mailServer, visit, engagements } = await open(context, await database())
      const to = ['maria@example.com', 'jose@example.com', 'ana@example.com']
      const body = { to, subject: 'Hi', from: `orders@${SHOP}`, ...TRACKED }
      await app.call('email.send', { body })
      await app.until('the mails', () => mailServer.mails.length === 3)
      const addresses = new Set<string>()
      for (const mail of mailServer.mails) {
        const { pixel, clicks } = await read(mail)
        for (const address of [pixel, ...clicks]) addresses.add(address)
        await visit(clicks[0]!)
        const [last] = (await engagements()).slice(-1)
        assert.deepEqual([last!.event, last!.data['to']], ['email.clicked', mail.to[0]])
      }
      assert.equal(addresses.size, 6)
    })

    test('tells of one and not of the other as it was asked for; without HTML, or unasked, of nothing', async (context) => {
      const { send, app, mailServer } = await open(context, await database())
      const opens = await read((await send({ html: HTML, track_opens: true })).mail)
      assert.deepEqual([opens.pixel !== '', opens.clicks.length], [true, 0])
      const clicks = await read((await send({ html: HTML, track_clicks: true })).mail)
      assert.deepEqual([clicks.pixel, clicks.clicks.length], ['', 1])
      assert.equal((await read((await send({ html: HTML })).mail)).html, HTML)
      assert.equal((await read((await send({ html: HTML, track_opens: false, track_clicks: false })).mail)).html, HTML)
      const textOnly = (await send({ text: `See ${SHOP_URL}`, track_opens: true, track_clicks: true })).mail
      assert.deepEqual(await read(textOnly), { html: '', text: `See ${SHOP_URL}`, pixel: '', clicks: [] })

      // Simulated mail is read by nobody.
      const key = await app.keyWith({ prefix: 'sk_test_' })
      const before = mailServer.mails.length
      await app.call('email.send', { body: { to: 'maria@example.com', subject: 'Hi', ...TRACKED }, key })
      await app.quiet()
      assert.equal(mailServer.mails.length, before)
    })

    test('of many is tracked with its variables filled in, addresses as long as they may be included', async (context) => {
      const { app, mailServer, visit } = await open(context, await database())
      const long = `https://shop.example.com/?q=${'x'.repeat(1_900)}`
      const body = {
        subject: 'Hi {{name}}',
        html: '<a href="{{url}}">x</a>',
        from: `orders@${SHOP}`,
        track_clicks: true,
        recipients: [
          { to: 'maria@example.com', variables: { name: 'Maria', url: `${SHOP_URL}&n="1"` } },
          { to: 'jose@example.com', variables: { name: 'José', url: long } },
        ],
      }
      await app.call('email.sendBulk', { body })
      await app.until('the mails', () => mailServer.mails.length === 2)
      const targets = mailServer.mails.map(async (mail) => {
        const { clicks } = await read(mail)
        return (await visit(clicks[0]!)).headers.get('location')
      })
      assert.deepEqual(new Set(await Promise.all(targets)), new Set([`${SHOP_URL}&n="1"`, long]))
    })

    test('that is opened before its server has said that it took it stays as it is, and goes on', async (context) => {
      const { app, mailServer, status, told, visit, links } = await open(context, await database())
      const gate = Promise.withResolvers<undefined>()
      mailServer.gate = gate.promise
      const body = { to: 'maria@example.com', subject: 'Hi', from: `orders@${SHOP}`, ...TRACKED }
      const { data } = await app.call('email.send', { body })
      const message = { id: data.id, workspaceId: app.workspaceId }
      assert.equal((await visit(links.pixel(message))).status, 200)
      const early = await status(data.id)
      assert.equal(early.status, 'queued')
      assert.notEqual(early.opened_at, null)
      gate.resolve(undefined)
      await app.until('the mail', async () => (await status(data.id)).status === 'sent')
      assert.equal(mailServer.mails.length, 1)
      assert.deepEqual((await told()).map(({ event }) => event).sort(), ['email.opened', 'email.sent'])
    })

    test('leads nowhere else: what we did not make, or made for something else, is unknown', async (context) => {
      const { app, send, visit, engagements, box, links, history } = await open(context, await database())
      const { id, mail } = await send(TRACKED)
      const { pixel, clicks } = await read(mail)
      const [click] = clicks as [string]
      const place = { workspaceId: app.workspaceId, mode: 'live', channel: 'email', address: 'a@b.c' } as const
      const unsubscribes = createUnsubscribes({
        store: null as never,
        clock: app.clock,
        newId: createNewId(app.clock, systemRandom),
        box,
        publicUrl: '',
      })
      const [, unsubscribe] = /token=([^>]+)/.exec(unsubscribes.headers(place, id)['List-Unsubscribe']!)!
      const flipped = click.slice(0, -20) + (click.at(-20) === 'A' ? 'B' : 'A') + click.slice(-19)
      for (const address of [
        flipped,
        click.slice(0, -1),
        `${click}/`,
        `${click}?url=https://evil.example/`.replace('/t/c/', '/t/o/'),
        pixel.replace('/t/o/', '/t/c/'),
        `${PUBLIC_URL}/t/c/`,
        `${PUBLIC_URL}/t/c/https://evil.example/`,
        `${PUBLIC_URL}/t/c/${unsubscribe}`,
        `${PUBLIC_URL}/t/o/${unsubscribe}`,
      ]) {
        const reply = await visit(address)
        assert.equal(reply.status, 404, address)
        assert.equal(reply.headers.get('location'), null)
        assert.match(reply.headers.get('content-type')!, /^text\/html/)
      }
      assert.deepEqual(await engagements(), [])
      // A message that is no more, or is another workspace's, is told of nobody; its reader still gets where he wants to.
      const other = await app.anotherWorkspace()
      for (const message of [
        { id: 'eml_01JQZX9WJ8ZV3M7K5T2R4B6N8P', workspaceId: app.workspaceId },
        { id, workspaceId: other.workspaceId },
      ])
        assert.equal((await visit(links.link(message, SHOP_URL)!)).headers.get('location'), SHOP_URL)
      assert.deepEqual(await engagements(), [])
      assert.deepEqual(await history(id), ['sent'])
    })
  })
})
