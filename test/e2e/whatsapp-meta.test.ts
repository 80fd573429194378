// WhatsApp by Meta's Cloud API: what is sent, what its answers mean, and what comes back.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { eachSchema } from '../support/each-schema.ts'
import { graphError, GraphPeer, publicUrl } from '../support/graph-peer.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { gate } from '../support/recording-receiver.ts'
import { RunningApp } from '../support/running-app.ts'

const to = '+5511999999999'
const waId = '5511999999999'

type Test = Parameters<typeof GraphPeer.start>[0]
type Webhook = ReturnType<GraphPeer['signed']>

async function post(app: RunningApp, { path, headers, body }: Webhook): Promise<number> {
  return (await fetch(app.url + path, { method: 'POST', headers, body })).status
}

async function opened(context: Test, open: () => Promise<Parameters<typeof RunningApp.start>[1]>, settings = {}) {
  const peer = await GraphPeer.start(context)
  const app = await RunningApp.start(context, await open(), { env: peer.env })
  const { channel } = peer
  const created = await app.call('channels.create', {
    body: { ...channel, settings: { ...channel.settings, ...settings } },
  })
  return { peer, app, channelId: created.data.id }
}

/** Lets somebody write, so that he may be written to. */
async function writes(
  app: RunningApp,
  peer: GraphPeer,
  channelId: string,
  part = { type: 'text', text: { body: 'Hi' } },
) {
  const value = peer.message(waId, app.clock.now(), part)
  const webhook = peer.webhook([peer.entry([peer.messagesChange(value)])])
  assert.equal(await post(app, peer.signed(channelId, webhook)), 204)
}

async function send(app: RunningApp, body: object = { message: 'Hello' }): Promise<string> {
  return (await app.call('whatsapp.send', { body: { to, ...body } })).data.id
}

async function shown(app: RunningApp, message_id: string) {
  return (await app.call('whatsapp.message', { params: { message_id } })).data
}

async function settled(app: RunningApp, id: string, status: string): Promise<void> {
  await app.until(`${id} to be ${status}`, async () => {
    if ((await shown(app, id)).status === status) return true
    await app.clock.advance(500)
    return false
  })
}

async function historyOf(app: RunningApp, message_id: string): Promise<string[]> {
  const { data } = await app.call('messages.history', { params: { message_id } })
  return data.map(({ status, applied }) => (applied ? status : `(${status})`))
}

/** The webhook of some statuses. */
function statuses(peer: GraphPeer, channelId: string, list: object[]): Webhook {
  return peer.signed(channelId, peer.webhook([peer.entry([peer.messagesChange({ statuses: list })])]))
}

describe('a WhatsApp channel of Meta', () => {
  eachSchema((_kind, open) => {
    test('is entered when number, account and token belong together, and says what does not', async (context) => {
      const peer = await GraphPeer.start(context)
      const stranger = await GraphPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env: peer.env })
      const enter = async (settings: object, credentials: object = {}) => {
        const { channel } = peer
        const body = {
          ...channel,
          settings: { ...channel.settings, ...settings },
          credentials: { ...channel.credentials, ...credentials },
        }
        return app.refused('channels.create', { body })
      }
      const wrongToken = await enter({}, { access_token: 'EAA-somebody-elses-token' })
      assert.deepEqual([wrongToken.status, wrongToken.type], [422, 'channel_check_failed'])
      assert.match(wrongToken.message, /code 190/)
      assert.ok(!wrongToken.message.includes('somebody'))
      assert.match((await enter({ phone_number_id: stranger.phoneNumberId })).message, /does not exist/)
      assert.match((await enter({ waba_id: stranger.wabaId })).message, /does not exist/)
      assert.match((await enter({ display_phone_number: '+15550000000' })).message, /\+1 555-078-3881/)
      assert.equal((await enter({ base_url: 'https://evil.example' })).status, 400)
      assert.equal((await enter({ phone_number_id: '../me' })).status, 400)
      assert.equal(peer.sends.length, 0)
      const settings = { ...peer.channel.settings, display_phone_number: '+15550783881' }
      const { data } = await app.call('channels.create', { body: { ...peer.channel, settings } })
      assert.deepEqual([data.status, data.type, data.phone_number], ['connected', 'whatsapp', '+15550783881'])
      assert.ok(!JSON.stringify(data).includes(peer.appSecret))
    })

    test('sends each type as Meta wants it, with our id to come back', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      await writes(app, peer, channelId)
      const link = 'https://example.com/a.pdf'
      const button = { type: 'reply', reply: { id: 'yes', title: 'Yes' } }
      const interactive = { type: 'button', body: { text: 'Well?' }, action: { buttons: [button] } }
      const contact = { name: 'Jo Doe', phone: '+15005550001' }
      const card = {
        name: { formatted_name: 'Jo Doe', first_name: 'Jo Doe' },
        phones: [{ phone: '+15005550001', type: 'CELL' }],
      }
      const cases: [object, object][] = [
        [{ message: 'Héllo 👋' }, { type: 'text', text: { body: 'Héllo 👋' } }],
        [
          { type: 'document', document: { link, filename: 'a.pdf', secret: 1 }, caption: 'Look' },
          { type: 'document', document: { link, filename: 'a.pdf', caption: 'Look' } },
        ],
        [
          { type: 'image', media_url: link },
          { type: 'image', image: { link } },
        ],
        [
          { type: 'audio', audio: { link }, caption: 'none' },
          { type: 'audio', audio: { link } },
        ],
        [
          { type: 'location', location: { latitude: 1, longitude: 2, name: 'X' } },
          { type: 'location', location: { latitude: 1, longitude: 2, name: 'X' } },
        ],
        [
          { type: 'contact', contact },
          { type: 'contacts', contacts: [card] },
        ],
        [
          { type: 'contact', contacts: [contact, contact] },
          { type: 'contacts', contacts: [card, card] },
        ],
        [
          { type: 'interactive', interactive },
          { type: 'interactive', interactive },
        ],
      ]
      for (const [position, [body, expected]] of cases.entries()) {
        const id = await send(app, body)
        await settled(app, id, 'sent')
        assert.deepEqual(peer.sends[position], {
          messaging_product: 'whatsapp',
          recipient_type: 'individual',
          to,
          biz_opaque_callback_data: id,
          ...expected,
        })
      }
      const request = peer.requests.at(-1)!
      assert.equal(request.path, `/v23.0/${peer.phoneNumberId}/messages`)
      assert.equal((await shown(app, await send(app))).provider, 'waba')
    })

    test('knows which refusals are final, which pass, and which tell nothing', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      await writes(app, peer, channelId)
      for (const [answer, code] of [
        [graphError(400, 131026, { error_data: { details: 'Message undeliverable.' } }), 'undeliverable'],
        [graphError(400, 131047), 'template_required'],
        [graphError(400, 131051), 'unsupported_type'],
        [graphError(400, 100), 'invalid_parameter'],
        [graphError(400, 131008), 'invalid_parameter'],
        [graphError(404, 132001), 'template_unknown'],
      ] as const) {
        peer.script.push(answer)
        const id = await send(app)
        await settled(app, id, 'failed')
        assert.equal((await shown(app, id)).error_code, code)
      }
      // Not taken: tried again, and no sooner than the carrier wants it.
      for (const answer of [graphError(401, 190), graphError(503, 131016), graphError(503, 2)]) {
        peer.script.push(answer)
        const id = await send(app)
        await settled(app, id, 'sent')
        assert.deepEqual(await historyOf(app, id), ['(retrying)', 'sent'])
      }
      peer.script.push(graphError(400, 131056))
      const throttled = await send(app)
      await app.until('the refusal', async () => (await historyOf(app, throttled)).length === 1)
      const count = peer.sends.length
      await app.clock.advance(5_900)
      await app.call('system.me')
      assert.equal(peer.sends.length, count)
      const { data } = await app.call('messages.history', { params: { message_id: throttled } })
      assert.match(String(data[0]?.detail?.['because']), /carrier_throttled/)
      await settled(app, throttled, 'sent')
      assert.equal(peer.sends.length, count + 1)

      // Nobody knows: never sent again by itself.
      for (const answer of [graphError(500, 131000), graphError(500, 1), 502, { status: 200, body: '{}' }] as const) {
        peer.script.push(answer)
        const before = peer.sends.length
        const id = await send(app)
        await app.until('the answer', async () => (await historyOf(app, id)).includes('(unknown)'))
        await app.sleep(3_600_000)
        await app.quiet()
        assert.deepEqual([await historyOf(app, id), peer.sends.length], [['(unknown)'], before + 1])
        await writes(app, peer, channelId)
      }
      // Vendors repeat what they were sent, and none of it stays.
      const { access_token, app_secret, verify_token } = peer.channel.credentials
      peer.script.push(graphError(400, 100, { error_data: { details: `Bad: ${access_token}` } }))
      await settled(app, await send(app), 'failed')
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const places = app.log.join('') + [...(await raw.dump())].flat(2).join('\n')
      assert.match(places, /Bad: \[secret\]/)
      for (const secret of [access_token, app_secret, verify_token]) assert.ok(!places.includes(secret), secret)
    })

    test('finds a message by our id where the answer that named it was lost', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      await writes(app, peer, channelId)
      const held = gate()
      peer.script.push({ after: held.opened })
      const id = await send(app)
      await app.until('the call', () => peer.sends.length === 1)
      await app.clock.advance(30_000)
      await app.until('the time to pass', async () => (await historyOf(app, id)).includes('(unknown)'))
      held.open()
      const pricing = { billable: false, pricing_model: 'PMP', category: 'service', type: 'free_customer_service' }
      const delivered = peer.status(0, 'delivered', app.clock.now(), {
        pricing,
        conversation: { id: 'c1' },
        unknown: [],
      })
      assert.equal(await post(app, statuses(peer, channelId, [delivered])), 204)
      await settled(app, id, 'delivered')
      assert.equal(peer.sends.length, 1)
      const { data } = await app.call('messages.history', { params: { message_id: id } })
      assert.deepEqual(data.at(-1)?.detail, {
        pricing: {
          billable: false,
          model: 'PMP',
          category: 'service',
          type: 'free_customer_service',
          conversation_id: 'c1',
        },
      })
    })
  })
})

describe('a callback of Meta', () => {
  eachSchema((_kind, open) => {
    test('is verified by its token, and signed or nothing', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      await writes(app, peer, channelId)
      const id = await send(app)
      await settled(app, id, 'sent')
      await app.quiet()
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const before = await raw.state()

      const ask = async (query: Record<string, string>, path = `/callbacks/waba/${channelId}`) => {
        const response = await fetch(`${app.url}${path}?${new URLSearchParams(query)}`)
        return [response.status, await response.text()]
      }
      const right = { 'hub.mode': 'subscribe', 'hub.verify_token': peer.verifyToken, 'hub.challenge': '1158201444' }
      assert.deepEqual(await ask(right), [200, '1158201444'])
      assert.deepEqual(await ask({ ...right, 'hub.verify_token': 'wrong' }), [403, ''])
      assert.deepEqual(await ask({ ...right, 'hub.mode': 'unsubscribe' }), [403, ''])
      assert.deepEqual(await ask({}), [403, ''])
      assert.deepEqual(await ask(right, `/callbacks/twilio/${channelId}`), [404, ''])
      assert.deepEqual(await ask(right, '/callbacks/waba/nonsense'), [404, ''])

      const good = statuses(peer, channelId, [peer.status(0, 'delivered', app.clock.now())])
      const { 'x-hub-signature-256': signature, ...unsigned } = good.headers
      for (const [status, webhook] of [
        [403, { ...good, headers: unsigned }],
        [403, { ...good, headers: { ...good.headers, 'x-hub-signature-256': signature.slice('sha256='.length) } }],
        [403, { ...good, headers: { ...good.headers, 'x-hub-signature-256': signature.slice(0, -2) } }],
        [403, { ...good, body: `${good.body} ` }],
        [403, peer.signed(channelId, good.body, 'another-apps-secret')],
        [400, peer.signed(channelId, '{"entry": [')],
        [400, peer.signed(channelId, '"words"')],
        [204, peer.signed(channelId, { object: 'page', entry: [{ changes: [{ field: 'feed', value: 7 }, null] }, 3] })],
      ] as const)
        assert.equal(await post(app, webhook as Webhook), status)
      await app.quiet()
      assert.equal(await raw.state(), before)
      assert.match(app.log.join(''), /callback\.unreadable/)
      // Bytes are signed, not what they mean.
      const spelled = good.body.replace('"whatsapp"', '"whats\\u0061pp"')
      assert.equal(await post(app, peer.signed(channelId, spelled)), 204)
      await settled(app, id, 'delivered')
    })

    test('shuffled, doubled or lost moves its message forward only, once, and is in the history', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      await writes(app, peer, channelId)
      const order = ['sent', 'delivered', 'read', 'failed']
      const batches = fc.array(fc.array(fc.constantFrom(...order), { minLength: 1, maxLength: 3 }), { maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(batches, async (posts) => {
          const id = await send(app)
          await settled(app, id, 'sent')
          const position = peer.sends.length - 1
          for (const batch of posts) {
            const seen = (await historyOf(app, id)).length
            const list = batch.map((status) =>
              peer.status(position, status, app.clock.now(), {
                ...(status === 'failed' && { errors: [{ code: 131049, title: 'Held back' }] }),
              }),
            )
            assert.equal(await post(app, statuses(peer, channelId, list)), 204)
            await app.until('the reports', async () => (await historyOf(app, id)).length === seen + batch.length)
          }
          let state = 'sent'
          const history = await historyOf(app, id)
          for (const line of history) {
            if (line.startsWith('(')) continue
            assert.ok(line === state || canFollow(state, line), `${state} → ${line} in ${history.join()}`)
            state = line
          }
          assert.equal((await shown(app, id)).status, state)
          assert.equal(
            new Set(history.filter((line) => !line.startsWith('('))).size,
            history.filter((line) => !line.startsWith('(')).length,
          )
        }),
        { numRuns: 10 },
      )
      await app.quiet()
      const { data: events } = await app.call('events.list', { query: { event_type: 'message.*', limit: 100 } })
      const told = Map.groupBy(events, ({ data }) => String(data['message_id']))
      for (const [id, own] of told) {
        const names = own.map(({ event }) => event)
        assert.equal(new Set(names).size, names.length, `${id}: ${names.join()}`)
      }
    })

    test('brings what people write: each kind once, with contact, conversation and event', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      const { receiver } = await app.receiver({ events: ['contact', 'conversation', 'message'] })
      const image = {
        id: '1003383421387256',
        mime_type: 'image/jpeg',
        sha256: 'SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=',
      }
      const parts: [object, string, string][] = [
        [{ type: 'text', text: { body: 'Olá 👋' } }, 'text', 'Olá 👋'],
        [{ type: 'image', image: { ...image, caption: 'Look' } }, 'image', 'Look'],
        [{ type: 'audio', audio: { ...image, mime_type: 'audio/ogg; codecs=opus', voice: true } }, 'audio', ''],
        [{ type: 'video', video: image }, 'video', ''],
        [{ type: 'document', document: { ...image, filename: 'a.pdf' } }, 'document', ''],
        [{ type: 'sticker', sticker: { ...image, animated: false } }, 'sticker', ''],
        [{ type: 'location', location: { latitude: 37.4, longitude: -122.1, name: 'HQ' } }, 'location', ''],
        [
          { type: 'contacts', contacts: [{ name: { formatted_name: 'Jo' }, phones: [{ phone: '+1500' }] }] },
          'contact',
          'Jo +1500',
        ],
        [
          { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'a', title: 'Yes' } } },
          'interactive',
          'Yes',
        ],
        [
          { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'a', title: 'At one' } } },
          'interactive',
          'At one',
        ],
        [{ type: 'button', button: { payload: 'stop', text: 'Unsubscribe' } }, 'interactive', 'Unsubscribe'],
        [{ type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } }, 'text', '👍'],
        [{ type: 'order', order: { product_items: [{}, {}] } }, 'text', '[order of 2 items]'],
        [{ type: 'unsupported', errors: [{ code: 131051 }] }, 'text', '[unsupported message]'],
        [{ type: 'hologram', hologram: {} }, 'text', '[unsupported message]'],
      ]
      const changes = parts.map(([part]) => peer.messagesChange(peer.message(waId, app.clock.now(), part as never)))
      const system = peer.messagesChange(peer.message(waId, app.clock.now(), { type: 'system', system: { body: 'x' } }))
      // Several changes in several entries, and all of it twice.
      const half = changes.slice(0, 5)
      const webhook = peer.webhook([peer.entry(half), peer.entry([...changes.slice(5), system])])
      assert.equal(await post(app, peer.signed(channelId, webhook)), 204)
      assert.equal(await post(app, peer.signed(channelId, webhook)), 204)
      await app.quiet()
      const events = receiver.requests.map(
        ({ body }) => JSON.parse(body.toString()) as { event: string; data: Record<string, unknown> },
      )
      const named = (event: string) => events.filter((each) => each.event === event)
      assert.deepEqual([named('contact.created').length, named('conversation.created').length], [1, 1])
      const received = named('message.received').map(({ data }) => data)
      assert.equal(received.length, parts.length)
      for (const [, type, content] of parts)
        assert.ok(
          received.some((data) => data['type'] === type && data['content'] === content),
          `${type} ${content}`,
        )
      const [first] = received
      assert.deepEqual(first!['contact'], { id: first!['contact_id'], phone: to, name: 'Maria Silva' })
      assert.equal(first!['channel_id'], channelId)
      assert.deepEqual(received.find(({ type }) => type === 'location')!['location'], {
        lat: 37.4,
        lng: -122.1,
        label: 'HQ',
      })
      const { meta } = await app.call('whatsapp.messages', { query: { direction: 'in' } })
      assert.equal(meta.total, parts.length)
    })

    test('about another number of the app goes to its channel in this workspace, and to nobody else', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      const sibling = await GraphPeer.start(context, peer)
      const other = await app.call('channels.create', { body: sibling.channel })
      const tenant = await app.anotherWorkspace()
      const third = await GraphPeer.start(context, peer)
      await app.call('channels.create', { body: third.channel, key: tenant.key })
      const say = (whose: GraphPeer, text: string) =>
        whose.messagesChange(whose.message(waId, app.clock.now(), { type: 'text', text: { body: text } }))
      const nobody = await GraphPeer.start(context)
      const changes = [say(peer, 'one'), say(sibling, 'two'), say(third, 'three'), say(nobody, 'four')]
      const webhook = peer.signed(channelId, peer.webhook([peer.entry(changes)]))
      assert.equal(await post(app, webhook), 204)
      assert.equal(await post(app, webhook), 204)
      const { data } = await app.call('whatsapp.messages', { query: {} })
      assert.deepEqual(
        data.map(({ content, channel_id }) => [content, channel_id]).sort(),
        [
          ['one', channelId],
          ['two', other.data.id],
        ].sort(),
      )
      assert.equal((await app.call('whatsapp.messages', { query: {}, key: tenant.key })).meta.total, 0)
    })

    test('of hundreds of messages is taken whole', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      const changes = Array.from({ length: 300 }, (_, index) =>
        peer.messagesChange(
          peer.message(`55119${String(10_000_000 + index)}`, app.clock.now(), {
            type: 'text',
            text: { body: `${index} ${'x'.repeat(8_000)}` },
            context: { from: waId, id: 'wamid.x' },
            something_new: { deeply: [{ nested: true }] },
          }),
        ),
      )
      assert.equal(await post(app, peer.signed(channelId, peer.webhook([peer.entry(changes)]))), 204)
      assert.equal((await app.call('whatsapp.messages', { query: { direction: 'in' } })).meta.total, 300)
    })
  })
})

describe('media that came in', () => {
  eachSchema((_kind, open) => {
    test('is read for a day at an address of ours, and as a file', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      const bytes = Buffer.concat([Buffer.from('%PDF-1.7 '), Buffer.alloc(3_000_000, 7)])
      peer.media.set('1003383421387256', { mimeType: 'application/pdf', bytes })
      const document = {
        id: '1003383421387256',
        mime_type: 'application/pdf',
        sha256: 'x',
        filename: 'Übersicht "1".pdf',
      }
      await writes(app, peer, channelId, { type: 'document', document } as never)
      const events = await app.listed(3)
      const received = events.find(({ event }) => event === 'message.received')!
      const address = String(received.data['media_url'])
      assert.equal(received.data['media_mime_type'], 'application/pdf')
      assert.ok(address.startsWith(`${publicUrl}/media/v1.`), address)
      assert.ok(!address.includes(peer.accessToken) && !address.includes('1003383421387256'))
      const got = await fetch(address)
      assert.equal(got.status, 200)
      assert.ok(Buffer.from(await got.arrayBuffer()).equals(bytes))
      assert.deepEqual(
        [
          'content-type',
          'content-disposition',
          'x-content-type-options',
          'content-length',
          'content-security-policy',
        ].map((name) => got.headers.get(name)),
        [
          'application/pdf',
          `attachment; filename*=UTF-8''%C3%9Cbersicht%20%221%22.pdf`,
          'nosniff',
          String(bytes.length),
          "default-src 'none'; sandbox",
        ],
      )
      const status = async (url: string) => (await fetch(url)).status
      assert.equal(await status(`${address.slice(0, -4)}AAAA`), 404)
      assert.equal(await status(`${publicUrl}/media/nonsense`), 404)
      assert.equal(await status(`${publicUrl}/media/`), 404)
      peer.media.set('1003383421387256', { mimeType: 'text/html', bytes, status: 500 })
      assert.equal(await status(address), 502)
      peer.media.delete('1003383421387256')
      assert.equal(await status(address), 410)
      peer.media.set('1003383421387256', { mimeType: 'text/html\r\nx: y', bytes: Buffer.from('<script>') })
      const odd = await fetch(address)
      assert.deepEqual([odd.status, odd.headers.get('content-type')], [200, 'application/octet-stream'])
      await odd.text()
      await app.sleep(24 * 3_600_000)
      assert.equal(await status(address), 410)
      // Who asks for the message gets another one.
      const again = await shown(app, String(received.data['message_id']))
      assert.equal(await status(String(again.payload?.['link'])), 200)
      await app.call('channels.delete', { params: { channel_id: channelId } })
      assert.equal(await status(String(again.payload?.['link'])), 410)
    })
  })
})

function canFollow(state: string, next: string): boolean {
  const moves: Record<string, string[]> = { sent: ['delivered', 'read', 'failed'], delivered: ['read'] }
  return moves[state]?.includes(next) ?? false
}
