// WhatsApp templates from draft to approval, and what may be sent to whom, and when.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { eachSchema } from '../support/each-schema.ts'
import { graphError, GraphPeer, json, type PeerTemplate } from '../support/graph-peer.ts'
import { gate } from '../support/recording-receiver.ts'
import { RunningApp } from '../support/running-app.ts'

const to = '+5511999999999'
const HOUR = 3_600_000
const DAY = 24 * HOUR

type Test = Parameters<typeof GraphPeer.start>[0]
type Open = () => Promise<Parameters<typeof RunningApp.start>[1]>

const body = {
  type: 'BODY',
  text: 'Hello {{1}}, your order arrives {{2}}.',
  example: { body_text: [['Maria', 'on Friday']] },
}
const draft = { name: 'order_update', language: 'en', category: 'utility' as const, components: [body] }

async function opened(context: Test, open: Open, settings = {}) {
  const peer = await GraphPeer.start(context)
  const app = await RunningApp.start(context, await open(), { env: peer.env, ownerEmails: ['owner@example.com'] })
  const { channel } = peer
  const input = { ...channel, settings: { ...channel.settings, ...settings } }
  const { data } = await app.call('channels.create', { body: input })
  return { peer, app, channelId: data.id }
}

async function written(app: RunningApp, change: object = {}) {
  return (await app.call('templates.create', { body: { ...draft, ...change } })).data
}

async function shown(app: RunningApp, template_id: string) {
  return (await app.call('templates.get', { params: { template_id } })).data
}

async function submitted(app: RunningApp, change: object = {}) {
  const { id } = await written(app, change)
  await app.call('templates.submit', { params: { template_id: id } })
  await app.until('the carrier to have it', async () => (await shown(app, id)).provider_template_id !== null)
  return id
}

async function until(app: RunningApp, id: string, status: string): Promise<void> {
  await app.until(`${id} to be ${status}`, async () => (await shown(app, id)).status === status)
}

async function post(app: RunningApp, { path, headers, body: bytes }: ReturnType<GraphPeer['signed']>): Promise<number> {
  return (await fetch(app.url + path, { method: 'POST', headers, body: bytes })).status
}

/** Tells of templates by webhook. */
async function told(
  app: RunningApp,
  { peer, channelId }: { readonly peer: GraphPeer; readonly channelId: string },
  [field, template, value]: readonly [string, Pick<PeerTemplate, 'id' | 'name' | 'language'>, Record<string, unknown>],
  at = app.clock.now(),
): Promise<void> {
  const text = peer.templateWebhook([peer.templateChange(field, template, value)], at)
  assert.equal(await post(app, peer.signed(channelId, text)), 204)
}

async function writes(app: RunningApp, peer: GraphPeer, channelId: string): Promise<void> {
  const value = peer.message(to.slice(1), app.clock.now(), { type: 'text', text: { body: 'Hi' } })
  assert.equal(await post(app, peer.signed(channelId, peer.webhook([peer.entry([peer.messagesChange(value)])]))), 204)
}

async function notices(app: RunningApp): Promise<string[]> {
  return (await app.call('notifications.list')).data.map(({ kind }) => kind)
}

/** An approved template of the account that was written there and not here. */
function atCarrier(peer: GraphPeer, change: Partial<PeerTemplate> = {}): PeerTemplate {
  const template = {
    id: `77${peer.templates.length}`,
    name: 'from_manager',
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [body],
    ...change,
  }
  peer.templates.push(template)
  return template
}

const values = (...texts: string[]) => [{ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) }]

describe('a template', () => {
  eachSchema((_kind, open) => {
    test('is checked when it is written, and its faults are said with their place', async (context) => {
      const { app } = await opened(context, open)
      const button = { type: 'QUICK_REPLY', text: 'Yes' }
      const named = { body_text_named_params: [{ param_name: 'name', example: 'Jo' }] }
      const code = { category: 'authentication', components: [{ type: 'BODY' }] }
      for (const [change, param, problem] of [
        [{ name: 'Order Update' }, 'name', /form/],
        [{ components: [{ type: 'FOOTER', text: 'Acme' }] }, 'components', /BODY/],
        [{ components: [body, body] }, 'components[1]', /already/],
        [{ components: [{ ...body, example: undefined }] }, 'components[0].example.body_text', /\{\{1\}\}/],
        [
          { components: [{ ...body, example: { body_text: [['Jo']] } }] },
          'components[0].example.body_text',
          /\{\{2\}\}/,
        ],
        [{ components: [{ ...body, text: 'A {{1}} and {{3}}.' }] }, 'components[0].text', /\{\{2\}\} is missing/],
        [{ components: [{ ...body, text: 'A {{1}} and {{name}}.' }] }, 'components[0].text', /mixes/],
        [{ components: [{ ...body, text: 'A {{Name}} here.' }] }, 'components[0].text', /\{\{Name\}\}/],
        [{ components: [{ ...body, text: 'A {{1 here.' }] }, 'components[0].text', /\{\{ is no variable/],
        [{ components: [{ ...body, text: '{{1}} and {{2}} more' }] }, 'components[0].text', /begin or end/],
        [{ components: [{ ...body, text: 'A {{1}} {{2}} more' }] }, 'components[0].text', /side by side/],
        [{ components: [{ type: 'BODY', text: 'x'.repeat(1025) }] }, 'components[0].text', /1025/],
        [
          { components: [{ type: 'BODY', text: 'A {{name}}, {{day}}.', example: named }] },
          'components[0].example.body_text_named_params',
          /\{\{day\}\}/,
        ],
        [{ components: [{ type: 'BODY', text: 'Hi.', example: named }] }, 'components[0].example', /no variables/],
        [{ components: [{ type: 'HEADER', format: 'IMAGE' }, body] }, 'components[0].example.header_handle', /missing/],
        [{ components: [{ type: 'HEADER', text: 'A {{1}} {{2}}' }, body] }, 'components[0].text', /one variable/],
        [{ components: [body, { type: 'FOOTER', text: '{{1}}' }] }, 'components[1].text', /no variables/],
        [{ components: [body, { type: 'BUTTONS', buttons: [] }] }, 'components[1].buttons', /least one/],
        [
          { components: [body, { type: 'BUTTONS', buttons: [{ ...button, text: 'x'.repeat(26) }] }] },
          'components[1].buttons[0].text',
          /25/,
        ],
        [
          {
            components: [
              body,
              { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Go', url: 'https://a.example/{{1}}' }] },
            ],
          },
          'components[1].buttons[0].example',
          /\{\{1\}\}/,
        ],
        [
          {
            components: [
              body,
              {
                type: 'BUTTONS',
                buttons: Array<object>(3).fill({ type: 'URL', text: 'Go', url: 'https://a.example' }),
              },
            ],
          },
          'components[1].buttons',
          /3 of type URL/,
        ],
        [code, 'components', /OTP/],
        [{ ...code, components: [body] }, 'components[0].text', /carrier’s/],
        [{ channel_id: 'chan_01KPK2BYJ0V7P9WCE000000000' }, 'channel_id', /no such channel/],
      ] as const) {
        const refusal = await app.refused('templates.create', { body: { ...draft, ...change } })
        assert.deepEqual([refusal.status, refusal.param], [400, param], JSON.stringify(change))
        assert.match(refusal.message, problem)
      }
      assert.equal((await app.call('templates.list', { query: {} })).meta.total, 0)

      const full = await written(app, {
        name: 'full',
        components: [
          { type: 'header', format: 'text', text: 'Order {{1}}', example: { header_text: ['7'] } },
          body,
          { type: 'footer', text: 'Acme' },
          {
            type: 'buttons',
            buttons: [button, { type: 'url', text: 'Go', url: 'https://a.example/{{1}}', example: ['x'] }],
          },
        ],
      })
      assert.deepEqual(
        full.variables.map(({ place, name }) => `${place} ${name}`),
        ['header 1', 'body 1', 'body 2', 'button 1'],
      )
      assert.deepEqual([full.status, full.simulated, full.age_seconds], ['draft', false, null])
      const otp = [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: 5 },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'copy_code' }] },
      ]
      assert.equal(
        (await written(app, { name: 'otp', category: 'authentication', components: otp })).variables.length,
        2,
      )
      const again = await app.refused('templates.create', { body: { ...draft, name: 'full' } })
      assert.deepEqual([again.status, again.type], [409, 'duplicate_template'])
      await written(app, { name: 'full', language: 'pt_BR' })
    })

    test('is submitted once, and approved by webhook', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      const id = await submitted(app)
      const [template] = peer.templates
      assert.deepEqual(
        [template!.name, template!.language, template!.category, template!['components']],
        ['order_update', 'en', 'UTILITY', [body]],
      )
      assert.deepEqual(
        await shown(app, id).then(({ status, provider_template_id }) => [status, provider_template_id]),
        ['pending', template!.id],
      )
      const twice = await app.refused('templates.submit', { params: { template_id: id } })
      assert.deepEqual([twice.status, twice.type], [409, 'conflict'])

      await app.clock.advance(60_000)
      const approvedAt = app.clock.now()
      await told(app, { peer, channelId }, [
        'message_template_status_update',
        template!,
        { event: 'APPROVED', reason: 'NONE' },
      ])
      const approved = await shown(app, id)
      assert.deepEqual([approved.status, approved.rejection_reason, approved.age_seconds], ['approved', null, 60])
      assert.ok(Math.abs(Date.parse(approved.approved_at!) - approvedAt) <= 1_000)

      await told(app, { peer, channelId }, [
        'message_template_quality_update',
        template!,
        { new_quality_score: 'YELLOW' },
      ])
      await told(app, { peer, channelId }, ['template_category_update', template!, { new_category: 'MARKETING' }])
      const changed = await shown(app, id)
      assert.deepEqual([changed.quality, changed.category, changed.status], ['yellow', 'marketing', 'approved'])

      await app.clock.advance(60_000)
      const pause = {
        event: 'PAUSED',
        reason: 'NONE',
        other_info: { title: 'FIRST_PAUSE', description: 'Low quality.' },
      }
      await told(app, { peer, channelId }, ['message_template_status_update', template!, pause])
      // Late, twice, and of a template that nobody here knows.
      await told(
        app,
        { peer, channelId },
        ['message_template_status_update', template!, { event: 'APPROVED' }],
        approvedAt,
      )
      await told(app, { peer, channelId }, ['message_template_status_update', template!, pause])
      await told(app, { peer, channelId }, [
        'message_template_status_update',
        { ...template!, id: '5' },
        { event: 'DISABLED' },
      ])
      const paused = await shown(app, id)
      assert.deepEqual([paused.status, paused.rejection_reason], ['paused', 'Low quality.'])
      assert.deepEqual(await notices(app), ['template.paused'])
      // What does not come by itself is asked for.
      template!.status = 'APPROVED'
      await app.sleep(DAY)
      await until(app, id, 'approved')
    })

    test('is followed by asking: hourly while pending, then daily; and told of after seven days', async (context) => {
      const { peer, app } = await opened(context, open)
      const id = await submitted(app)
      const [template] = peer.templates
      const asked = () =>
        peer.requests.filter(({ method, path }) => method === 'GET' && path.includes('message_templates')).length
      /** Lets so much time pass, and the look that comes then be written down. */
      const looked = async (ms: number, count: number) => {
        const { checked_at: before } = await shown(app, id)
        await app.sleep(ms)
        await app.until(`look ${count}`, () => asked() === count)
        await app.until('it to be written', async () => (await shown(app, id)).checked_at !== before)
        await app.quiet()
      }
      await app.quiet()
      for (let hour = 1; hour <= 3; hour++) await looked(HOUR, hour)
      peer.templateScript.push(graphError(500, 2))
      await app.sleep(HOUR)
      await app.until('the fault to be said', async () => /code 2/.test((await shown(app, id)).problem ?? ''))
      await app.quiet()
      for (let day = 0; day < 7; day++) await looked(DAY, 5 + day)
      await app.until('the notice', async () => (await notices(app)).length === 1)
      assert.deepEqual(await notices(app), ['template.pending'])
      await looked(DAY, 12)
      assert.deepEqual(await notices(app), ['template.pending'])

      template!.status = 'REJECTED'
      template!['rejected_reason'] = 'PROMOTIONAL'
      template!['quality_score'] = { score: 'RED' }
      const { data } = await app.call('templates.refresh', { params: { template_id: id } })
      assert.deepEqual(
        [data.status, data.rejection_reason, data.quality, data.problem],
        ['rejected', 'PROMOTIONAL', 'red', null],
      )
      peer.templateScript.push('never')
      const refreshing = app.call('templates.refresh', { params: { template_id: id } })
      await app.until('the call', () => asked() === 14)
      await app.clock.advance(15_000)
      assert.match((await refreshing).data.problem ?? '', /15000 ms/)
      assert.equal((await shown(app, id)).status, 'rejected')
    })

    test('is brought to a carrier that is away, or whose answer was lost, and never twice', async (context) => {
      const { peer, app } = await opened(context, open)
      peer.templateScript.push(graphError(503, 2), 'never')
      const { id } = await written(app)
      await app.call('templates.submit', { params: { template_id: id } })
      await app.until('the fault to be said', async () => (await shown(app, id)).problem !== null)
      const calls = () =>
        peer.requests.filter(({ path }) => path.includes('message_templates')).map(({ method }) => method)
      assert.deepEqual(calls(), ['POST'])
      // It is looked for before it is brought again; nobody answers.
      await app.clock.advance(60_000)
      await app.until('the look', () => calls().length === 2)
      await app.clock.advance(15_000)
      await app.until('its end', async () => /15000 ms/.test((await shown(app, id)).problem ?? ''))
      // The carrier takes it, and the server is gone before it hears so.
      const held = gate()
      peer.templateScript.push(json(200, { data: [] }), {
        ...peer.createTemplate({ ...draft, category: 'UTILITY' }),
        after: held.opened,
      })
      await app.clock.advance(60_000)
      await app.until('the call', () => calls().length === 4)
      const stopping = app.stop()
      await app.clock.advance(60_000)
      held.open()
      await stopping
      await app.restart()
      await app.sleep(HOUR)
      await app.until(
        'it to be found',
        async () => (await shown(app, id)).provider_template_id === peer.templates[0]!.id,
      )
      assert.equal(peer.templates.length, 1)
      assert.equal(calls().filter((method) => method === 'POST').length, 2)
    })

    test('that the account has already is taken over where it says the same, and refused where not', async (context) => {
      const { peer, app } = await opened(context, open)
      atCarrier(peer, {
        name: 'order_update',
        language: 'en',
        components: [{ ...body, type: 'body', example: undefined }],
      })
      const same = await submitted(app)
      await until(app, same, 'approved')
      atCarrier(peer, { name: 'other', language: 'en' })
      const { id } = await written(app, { name: 'other', components: [{ type: 'BODY', text: 'Something else.' }] })
      await app.call('templates.submit', { params: { template_id: id } })
      await until(app, id, 'rejected')
      assert.match((await shown(app, id)).rejection_reason!, /says something else/)
      peer.templateScript.push(graphError(400, 100, { error_user_msg: 'Too many emojis.', error_subcode: 2388299 }))
      const bad = await written(app, { name: 'bad' })
      await app.call('templates.submit', { params: { template_id: bad.id } })
      await until(app, bad.id, 'rejected')
      assert.match((await shown(app, bad.id)).rejection_reason!, /Too many emojis/)
      // What the carrier never had is submitted again.
      await app.call('templates.submit', { params: { template_id: bad.id } })
      await app.until('the carrier to have it', async () => (await shown(app, bad.id)).provider_template_id !== null)
      assert.deepEqual(
        [(await shown(app, bad.id)).status, (await shown(app, bad.id)).rejection_reason],
        ['pending', null],
      )
    })

    test('is deleted at the carrier first', async (context) => {
      const { peer, app } = await opened(context, open)
      const id = await submitted(app)
      peer.templateScript.push(graphError(503, 2))
      const away = await app.refused('templates.delete', { params: { template_id: id } })
      assert.deepEqual([away.status, away.type], [422, 'carrier_unavailable'])
      const testKey = await app.keyWith({ prefix: 'sk_test_' })
      assert.equal((await app.refused('templates.delete', { params: { template_id: id }, key: testKey })).status, 409)
      await app.call('templates.delete', { params: { template_id: id } })
      assert.deepEqual(peer.templates, [])
      assert.equal((await app.refused('templates.get', { params: { template_id: id } })).status, 404)
      // One that is gone there already.
      const other = await submitted(app)
      peer.templates.length = 0
      await app.call('templates.delete', { params: { template_id: other } })
      await app.call('templates.delete', { params: { template_id: (await written(app)).id } })
    })

    test('is deleted here where no channel of its account is left to ask, whatever its state', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      peer.templateScript.push(graphError(503, 2))
      const { id } = await written(app)
      await app.call('templates.submit', { params: { template_id: id } })
      assert.equal((await app.refused('templates.delete', { params: { template_id: id } })).status, 409)
      await app.call('channels.delete', { params: { channel_id: channelId } })
      await app.call('templates.delete', { params: { template_id: id } })
      assert.equal((await app.refused('templates.get', { params: { template_id: id } })).status, 404)
    })

    test('without a carrier, and of a test key, is approved by the simulator, and says so', async (context) => {
      const { peer, app } = await opened(context, open)
      const testKey = await app.keyWith({ prefix: 'sk_test_' })
      const tenant = await app.anotherWorkspace()
      for (const key of [testKey, tenant.key]) {
        const { data } = await app.call('templates.create', { body: draft, key })
        assert.deepEqual([data.simulated, data.channel_id], [true, null])
        const params = { template_id: data.id }
        await app.call('templates.submit', { params, key })
        await app.until('the simulated approval', async () => {
          await app.clock.advance(500)
          return (await app.call('templates.get', { params, key })).data.status === 'approved'
        })
        const rejected = await app.call('templates.create', { body: { ...draft, name: 'rejected_one' }, key })
        await app.call('templates.submit', { params: { template_id: rejected.data.id }, key })
        await app.until('the simulated rejection', async () => {
          await app.clock.advance(500)
          const { data: now } = await app.call('templates.get', { params: { template_id: rejected.data.id }, key })
          return /simulated/.test(now.rejection_reason ?? '')
        })
      }
      assert.equal(peer.requests.filter(({ path }) => path.includes('message_templates')).length, 0)
      // It is no template of the real account.
      const refusal = await app.refused('whatsapp.send', {
        body: { to, type: 'template', template: { name: draft.name, language: 'en', components: values('a', 'b') } },
      })
      assert.equal(refusal.type, 'template_not_approved')
    })
  })
})

describe('a message outside the 24-hour window', () => {
  eachSchema((_kind, open) => {
    const send = (app: RunningApp, message: object) => app.call('whatsapp.send', { body: { to, ...message } })
    const settled = async (app: RunningApp, message_id: string, status: string) => {
      const read = async () => (await app.call('whatsapp.message', { params: { message_id } })).data
      await app.until(`${message_id} to be ${status}`, async () => {
        if ((await read()).status === status) return true
        await app.clock.advance(500)
        return false
      })
      return read()
    }

    test('is an approved and complete template, or is refused with the reason', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      const refusal = async (message: object) => {
        const { status, type, message: words } = await app.refused('whatsapp.send', { body: { to, ...message } })
        return { status, type, words }
      }
      const link = 'https://example.com/a.jpg'
      for (const message of [{ message: 'Hello' }, { type: 'image', image: { link } }]) {
        const { status, type } = await refusal(message)
        assert.deepEqual([status, type], [422, 'template_required'])
      }
      const template = (name: string, components?: object[], language?: string) => ({
        type: 'template',
        template: { name, ...(language && { language }), ...(components && { components }) },
      })
      const unknown = await refusal(template('nowhere'))
      assert.deepEqual([unknown.status, unknown.type], [422, 'template_not_approved'])
      assert.match(unknown.words, /has none of this name/)
      // That there is none is believed for a while.
      const calls = peer.requests.length
      await refusal(template('nowhere'))
      assert.equal(peer.requests.length, calls)

      const { id } = await written(app)
      assert.match((await refusal(template('order_update', values('a', 'b')))).words, /never submitted/)
      await app.call('templates.submit', { params: { template_id: id } })
      await app.until('the carrier to have it', async () => (await shown(app, id)).provider_template_id !== null)
      assert.match((await refusal(template('order_update', values('a', 'b')))).words, /pending/)
      await told(app, { peer, channelId }, [
        'message_template_status_update',
        peer.templates[0]!,
        { event: 'APPROVED' },
      ])
      for (const [components, problem] of [
        [undefined, /body .* \{\{1\}\}, \{\{2\}\}/],
        [values('Maria'), /needs a value for \{\{2\}\}/],
        [values('Maria', ''), /needs a value for \{\{2\}\}/],
        [values('a', 'b', 'c'), /has 2 variables, and 3 are given/],
        [[{ type: 'header', parameters: [{ type: 'text', text: 'x' }] }, ...values('a', 'b')], /header .* 0 variables/],
        [[{}], /must be header, body or button/],
      ] as const) {
        const { status, words } = await refusal(template('order_update', components as object[]))
        assert.equal(status, 400)
        assert.match(words, problem)
      }
      assert.equal((await refusal(template('order_update', values('a', 'b'), 'pt_BR'))).type, 'template_not_approved')
      const { data } = await send(app, template('order_update', values('Maria', 'today')))
      await settled(app, data.id, 'sent')
      const { template: sent } = peer.sends[0] as { template: object }
      assert.deepEqual(sent, { name: 'order_update', language: { code: 'en' }, components: values('Maria', 'today') })

      // Templates that were written at the carrier are known once they are asked for.
      atCarrier(peer)
      const other = await send(app, template('from_manager', values('a', 'b')))
      assert.deepEqual(other.data.payload?.['language'], 'en_US')
      const { data: adopted } = await app.call('templates.list', {
        query: { name: 'from_manager', channel_id: channelId },
      })
      assert.deepEqual([adopted.length, adopted[0]!.status], [1, 'approved'])
      atCarrier(peer, { name: 'bad_one', status: 'REJECTED', rejected_reason: 'SCAM' })
      assert.match((await refusal(template('bad_one', values('a', 'b')))).words, /rejected \(SCAM\)/)
      // A test key's is simulated, as ever.
      const key = await app.keyWith({ prefix: 'sk_test_' })
      await app.call('whatsapp.send', { body: { to, message: 'Hello' }, key })
    })

    test('is free text again for 24 hours after the contact wrote, also under his old number', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      // Written from a telephone that registered before Brazil's numbers had nine digits.
      const value = peer.message('551199999999', app.clock.now(), { type: 'text', text: { body: 'Hi' } })
      const webhook = peer.webhook([peer.entry([peer.messagesChange(value)])])
      assert.equal(await post(app, peer.signed(channelId, webhook)), 204)
      await app.sleep(DAY - 60_000)
      const { data } = await send(app, { message: 'Hello' })
      await settled(app, data.id, 'sent')
      await app.sleep(60_000)
      assert.equal((await app.refused('whatsapp.send', { body: { to, message: 'Hello' } })).type, 'template_required')
      const stranger = await app.refused('whatsapp.send', { body: { to: '+15005550001', message: 'Hello' } })
      assert.equal(stranger.type, 'template_required')
    })

    test('that waited too long fails, or goes out as the fallback, and says which', async (context) => {
      const { peer, app, channelId } = await opened(context, open)
      const one = { type: 'BODY', text: 'News for you: {{1}} – Acme', example: { body_text: [['x']] } }
      atCarrier(peer, { name: 'news', components: [one] })
      await writes(app, peer, channelId)
      await app.sleep(DAY - 10_000)
      peer.script.push(graphError(503, 131016), graphError(503, 131016))
      const plain = await send(app, { message: 'Too late' })
      await app.until('the refusal', () => peer.sends.length === 1)
      const { data } = await send(app, { message: 'Saved\nby the  fallback', fallback_template: { name: 'news' } })
      assert.equal(data.type, 'text')
      await app.sleep(20_000)
      const failed = await settled(app, plain.data.id, 'failed')
      assert.equal(failed.error_code, 'template_required')
      peer.script.length = 0
      const saved = await settled(app, data.id, 'sent')
      assert.deepEqual([saved.type, saved.content], ['template', 'Saved\nby the  fallback'])
      const parameters = [{ type: 'text', text: 'Saved by the fallback' }]
      const payload = { name: 'news', language: 'en_US', components: [{ type: 'body', parameters }] }
      assert.deepEqual(saved.payload, { ...payload, fallback_of: 'text' })
      assert.deepEqual((peer.sends.at(-1) as { template: object }).template, {
        ...payload,
        language: { code: 'en_US' },
      })
      const events = await app.listed(1, { query: { event_type: 'message.sent', limit: 100 } })
      const event = events.find((each) => each.data['message_id'] === data.id)!
      assert.deepEqual([event.data['type'], event.data['content']], ['template', 'Saved\nby the  fallback'])
    })

    test('goes out as the channel’s fallback at once, where that can carry it', async (context) => {
      const fallback_template = { name: 'news', language: 'en_US' }
      const { peer, app, channelId } = await opened(context, open, { fallback_template })
      const fit = { type: 'BODY', text: 'News: {{words}} – Acme', example: { body_text_named_params: [] } }
      const news = atCarrier(peer, { name: 'news', status: 'PENDING', components: [fit], parameter_format: 'NAMED' })
      assert.equal(
        (await app.refused('whatsapp.send', { body: { to, message: 'Hello' } })).type,
        'template_not_approved',
      )
      await told(app, { peer, channelId }, ['message_template_status_update', news, { event: 'APPROVED' }])
      const { data } = await send(app, { message: 'Hello' })
      assert.deepEqual([data.type, data.content, data.payload?.['fallback_of']], ['template', 'Hello', 'text'])
      await settled(app, data.id, 'sent')
      const { template } = peer.sends[0] as { template: { components: unknown } }
      const parameters = [{ type: 'text', parameter_name: 'words', text: 'Hello' }]
      assert.deepEqual(template.components, [{ type: 'body', parameters }])
      const long = await app.refused('whatsapp.send', { body: { to, message: 'x'.repeat(1_000) } })
      assert.match(long.message, /1000 characters/)
      const image = { to, type: 'image', image: { link: 'https://example.com/a.jpg' } }
      assert.equal((await app.refused('whatsapp.send', { body: image })).type, 'template_required')
      // Two variables are one too many.
      atCarrier(peer, { name: 'two' })
      const two = await app.refused('whatsapp.send', {
        body: { to, message: 'Hello', fallback_template: { name: 'two' } },
      })
      assert.match(two.message, /one variable/)
      await writes(app, peer, channelId)
      const open24 = await send(app, { message: 'Hello' })
      assert.deepEqual([open24.data.type, open24.data.payload], ['text', null])
    })
  })
})
