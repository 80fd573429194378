// STOP, START and HELP: who said it gets nothing more, and hears so once.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'

import type { OpenedDatabase } from '../support/each-database.ts'
import { eachSchema } from '../support/each-schema.ts'
import { RunningApp } from '../support/running-app.ts'
import { Smsc } from '../support/smsc.ts'
import { env, twilioError, TwilioPeer } from '../support/twilio-peer.ts'

const maria = '+5511999999999'

async function start(context: TestContext, database: OpenedDatabase, settings: object = {}) {
  const smsc = await Smsc.start(context)
  const app = await RunningApp.start(context, database, { env })
  const body = { ...smsc.channel, settings: { ...smsc.channel.settings, ...settings } }
  await app.call('channels.create', { body })
  await app.until('the bind', async () => {
    if (smsc.receiver) return true
    await app.clock.advance(500)
    return false
  })
  await smsc.bindsOf(1)
  /** Somebody writes; resolves when it is on disk. */
  const says = async (text: string, from = maria): Promise<void> => {
    const source = { source_addr: from.replace('+', ''), source_addr_ton: from.startsWith('+') ? 1 : 5 }
    const status = await smsc.deliver({ ...source, destination_addr: '15005550006', short_message: text })
    assert.equal(status, 0)
  }
  const sent = () => smsc.submits.map(({ to, text }) => [`+${to}`, text])
  return { app, smsc, says, sent }
}

async function statusOf(app: RunningApp, message_id: string) {
  return (await app.call('sms.status', { params: { message_id } })).data
}

async function listed(app: RunningApp, channel = 'sms') {
  const { data } = await app.call('suppressions.list', { query: { channel } })
  return data.map(({ address, reason }) => [address, reason])
}

async function send(app: RunningApp, to = maria) {
  return (await app.call('sms.send', { body: { to, message: 'Hello' } })).data
}

describe('a word', () => {
  eachSchema((_kind, open) => {
    test('STOP ends all messages to the number and is confirmed once; START begins them again', async (context) => {
      const { app, smsc, says, sent } = await start(context, await open())
      await app.call('sms.updateOptOutSettings', { body: { business_name: 'The Shop' } })
      await says('Parar!')
      await app.until('the confirmation', () => smsc.submits.length === 1)
      const confirmation = 'The Shop: cancelamento confirmado. Responda VOLTAR para receber mensagens de novo.'
      assert.deepEqual(sent(), [[maria, confirmation]])
      assert.deepEqual(await listed(app), [[maria, 'stop']])
      assert.deepEqual(await listed(app, 'email'), [])

      const refused = await send(app)
      assert.deepEqual([refused.status, refused.error_code], ['failed', 'suppressed'])
      await says('STOP')
      await says('What?')
      await app.quiet()
      assert.equal(smsc.submits.length, 1)
      assert.equal((await app.listed(3, { query: { event_type: 'message.received' } })).length, 3)
      const events = await app.listed(1, { query: { event_type: 'sms.failed' } })
      const failed = events.find(({ event, data }) => event === 'sms.failed' && data['id'] === refused.id)
      assert.equal(failed?.data['error_code'], 'suppressed')

      await says('voltar')
      await app.until('the other confirmation', () => smsc.submits.length === 2)
      assert.match(smsc.submits[1]!.text, /^The Shop: mensagens reativadas/)
      assert.deepEqual(await listed(app), [])
      const again = await send(app)
      await app.until('it to be sent', async () => (await statusOf(app, again.id)).status === 'sent')
      // Obeyed, and answered no more within the hour: another machine may be at the other end.
      await says('STOP')
      await app.quiet()
      assert.deepEqual([await listed(app), smsc.submits.length], [[[maria, 'stop']], 3])
      await app.sleep(3_600_000)
      await says('START')
      await app.until('its confirmation', () => smsc.submits.length === 4)
    })

    test('STOP catches what is queued already', async (context) => {
      const { app, smsc, says } = await start(context, await open())
      smsc.script.push(0x58)
      const { id } = await send(app)
      await app.until('the first attempt', () => smsc.submits.length === 1)
      await says('stop')
      await app.until('it to fail', async () => {
        await app.clock.advance(1_000)
        return (await statusOf(app, id)).status === 'failed'
      })
      assert.equal((await statusOf(app, id)).error_code, 'suppressed')
      assert.ok(smsc.submits.slice(1).every(({ text }) => text !== 'Hello'))
    })

    test('HELP says who sends, also to those who get nothing; in texts of one’s own', async (context) => {
      const { app, smsc, says, sent } = await start(context, await open())
      const { data } = await app.call('sms.updateOptOutSettings', {
        body: { contact: 'help@shop.example', texts: { en: { help: '{business} hilft: {contact}' } } },
      })
      const name = data.effective_texts.en.stop.split(':')[0]!
      assert.deepEqual((await app.call('sms.optOutSettings')).data, data)
      await app.call('suppressions.create', { body: { channel: 'sms', address: '+1 (500) 555-0006' } })
      await says('help', '+15005550006')
      await app.until('the answer', () => smsc.submits.length === 1)
      assert.deepEqual(sent(), [['+15005550006', `${name} hilft: help@shop.example`]])
      // START takes off only what STOP put there.
      await says('START', '+15005550006')
      await app.quiet()
      assert.deepEqual([await listed(app), smsc.submits.length], [[['+15005550006', 'manual']], 1])
    })

    test('is not answered where that is switched off, from a name, or within a sentence', async (context) => {
      const { app, smsc, says } = await start(context, await open())
      await says('Please stop by at noon')
      await says('STOP', 'My Shop')
      await app.call('sms.updateOptOutSettings', { body: { enabled: false } })
      await says('STOP')
      await app.quiet()
      assert.deepEqual([await listed(app), smsc.submits.length], [[[maria, 'stop']], 0])
    })

    test('is answered at the price of any message', async (context) => {
      const { app, smsc, says } = await start(context, await open())
      const params = { workspace_id: app.workspaceId }
      await app.call('workspaces.update', { params, body: { plan: 'starter' } })
      const balance = async () => (await app.call('credits.get', { params })).data.balance
      const before = await balance()
      await says('STOP')
      await app.until('the confirmation', () => smsc.submits.length === 1)
      assert.equal(await balance(), (before ?? 0) - 1)
    })

    test('that the carrier answers itself is written down and not answered', async (context) => {
      const { app, smsc, says } = await start(context, await open(), { provider_handles_opt_out: true })
      await says('STOP')
      await says('HELP')
      assert.deepEqual(await listed(app), [[maria, 'provider_opt_out']])
      await says('START')
      await app.quiet()
      assert.deepEqual([await listed(app), smsc.submits.length], [[], 0])
    })
  })
})

describe('a long message that comes in', () => {
  eachSchema((_kind, open) => {
    test('in parts is one, whatever their order, also over a restart; what is incomplete comes after a day', async (context) => {
      const { app, smsc } = await start(context, await open())
      const part = (reference: number, number: number, text: string) =>
        smsc.deliver({
          source_addr: maria.slice(1),
          source_addr_ton: 1,
          destination_addr: '15005550006',
          esm_class: 0x40,
          short_message: { udh: Buffer.from([5, 0, 3, reference, 2, number]), message: Buffer.from(text) },
        })
      const texts = async () => {
        const { data } = await app.call('events.list', { query: { event_type: 'message.received', limit: 100 } })
        return data.map(({ data: received }) => received['content'])
      }
      assert.equal(await part(1, 2, 'world'), 0)
      assert.equal(await part(2, 1, 'never finished'), 0)
      await app.restart()
      await app.until('the bind', async () => {
        if (smsc.receiver) return true
        await app.clock.advance(500)
        return false
      })
      await smsc.bindsOf(1)
      assert.deepEqual(await texts(), [])
      assert.equal(await part(1, 1, 'Hello '), 0)
      assert.equal(await part(1, 1, 'Hello '), 0)
      await app.until('the message', async () => (await texts()).length === 1)
      assert.deepEqual(await texts(), ['Hello world'])
      await app.sleep(24 * 3_600_000)
      await app.until('the incomplete one', async () => {
        await app.clock.advance(500)
        return (await texts()).length === 2
      })
      assert.deepEqual(await texts(), ['Hello world', 'never finished'])
    })
  })
})

describe('Twilio', () => {
  eachSchema((_kind, open) => {
    const withTwilio = async (context: TestContext, settings: object = {}) => {
      const peer = await TwilioPeer.start(context)
      const app = await RunningApp.start(context, await open(), { env })
      const body = { ...peer.channel, settings: { ...peer.channel.settings, ...settings } }
      const { data: channel } = await app.call('channels.create', { body })
      let messages = 0
      const says = async (Body: string, more: Record<string, string> = {}) => {
        const MessageSid = `SM${String(messages++).padStart(32, '0')}`
        const fields = {
          MessageSid,
          SmsStatus: 'received',
          From: maria,
          To: '+15005550006',
          NumMedia: '0',
          Body,
          ...more,
        }
        const { path, headers, body: form } = peer.callback(`/callbacks/twilio/${channel.id}`, fields)
        const response = await fetch(app.url + path, { method: 'POST', headers, body: form })
        assert.deepEqual([response.status, await response.text()], [204, ''])
      }
      return { app, peer, says }
    }

    test('brings messages that come in, once each, with their pictures', async (context) => {
      const { app, says } = await withTwilio(context)
      await says('Olá')
      await says('Olá', { MessageSid: `SM${'0'.repeat(32)}` })
      const picture = { NumMedia: '1', MediaUrl0: 'https://media.example/1', MediaContentType0: 'image/jpeg' }
      await says('', picture)
      const events = await app.listed(2, { query: { event_type: 'message.received' } })
      await app.quiet()
      assert.deepEqual(
        (await app.listed(2, { query: { event_type: 'message.received' } })).map(({ data }) => [
          data['content'],
          data['from'],
          data['type'],
          data['media_url'],
        ]),
        [
          ['Olá', maria, 'text', null],
          ['', maria, 'image', 'https://media.example/1'],
        ],
      )
      assert.equal(events.length, 2)
      // Known by its id like any other, and never attempted.
      const message_id = String(events[0]?.data['message_id'])
      assert.deepEqual((await app.call('messages.history', { params: { message_id } })).data, [])
    })

    test('is believed when it says that a number opted out: in its answer, and in its report', async (context) => {
      const { app, peer } = await withTwilio(context)
      peer.script.push(twilioError(400, 21610, 'Attempt to send to unsubscribed recipient'))
      const first = await send(app)
      await app.until('the first to fail', async () => (await statusOf(app, first.id)).status === 'failed')
      assert.equal((await statusOf(app, first.id)).error_code, 'opted_out')
      assert.deepEqual(await listed(app), [[maria, 'provider_opt_out']])
      assert.equal((await send(app)).error_code, 'suppressed')

      const other = '+15005550009'
      const second = await send(app, other)
      await app.until('the second to be sent', async () => (await statusOf(app, second.id)).status === 'sent')
      const { path, headers, body } = peer.report(1, 'undelivered', { ErrorCode: '21610' })
      for (let time = 0; time < 2; time++) await fetch(app.url + path, { method: 'POST', headers, body })
      await app.until('the report to be applied', async () => (await statusOf(app, second.id)).status === 'failed')
      assert.deepEqual(await listed(app), [
        [other, 'provider_opt_out'],
        [maria, 'provider_opt_out'],
      ])
    })

    test('that takes care of STOP is mirrored; one that does not is answered for', async (context) => {
      const advanced = await withTwilio(context)
      await advanced.says('Chega', { OptOutType: 'STOP' })
      assert.deepEqual(await listed(advanced.app), [[maria, 'provider_opt_out']])
      await advanced.says('Voltei', { OptOutType: 'START' })
      assert.deepEqual(await listed(advanced.app), [])
      // With a base_url it is a compatible service, which is not taken to answer by itself.
      await advanced.says('STOP')
      await advanced.app.until('the confirmation', () => advanced.peer.sends.length === 1)
      assert.match(advanced.peer.sends[0]!['Body']!, /cancelamento confirmado/)
      assert.deepEqual(await listed(advanced.app), [[maria, 'stop']])
    })
  })
})

describe('a preview', () => {
  eachSchema((_kind, open) => {
    test('says what sending would be and cost, and sends nothing', async (context) => {
      const app = await RunningApp.start(context, await open(), { env })
      const params = { workspace_id: app.workspaceId }
      await app.call('workspaces.update', { params, body: { plan: 'starter' } })
      const message = `“It’s” on its way… ${'x'.repeat(120)}`
      const preview = async (body: object, key = app.key) =>
        (await app.call('sms.preview', { body: { to: maria, message, ...body }, key })).data
      const wide = await preview({})
      assert.deepEqual(
        [wide.encoding, wide.segments, wide.credits, wide.forced_by?.code_point, wide.forced_by?.index],
        ['UCS-2', 3, 3, 'U+201C', 0],
      )
      assert.deepEqual(wide.with_smart_encoding, { encoding: 'GSM-7', segments: 1, credits: 1 })
      assert.equal(wide.parts.join(''), message)
      assert.deepEqual(
        wide.suggestions.map(({ character, replacement }) => [character, replacement]),
        [
          ['“', '"'],
          ['’', "'"],
          ['”', '"'],
          ['…', '...'],
        ],
      )
      const plain = await preview({ smart_encoding: true })
      assert.deepEqual([plain.encoding, plain.segments, plain.forced_by], ['GSM-7', 1, null])
      assert.match(plain.content, /^"It's" on its way\.\.\. x/)
      assert.equal(plain.characters_left, 160 - plain.content.length)
      // Switzerland costs two credits a segment.
      assert.equal((await preview({ to: '+41791234567' })).credits, 6)
      const headers = { 'idempotency-key': 'preview-1' }
      const first = await app.call('sms.preview', { body: { to: maria, message }, headers })
      assert.deepEqual(await app.call('sms.preview', { body: { to: maria, message }, headers }), first)

      await app.call('suppressions.create', { body: { channel: 'sms', address: maria } })
      assert.equal((await preview({})).suppressed, true)
      assert.equal((await app.refused('sms.preview', { body: { to: 'nobody', message } })).code, 'INVALID_PHONE')
      const sent = (await app.call('sms.send', { body: { to: '+5511988887777', message, smart_encoding: true } })).data
      assert.deepEqual([sent.encoding, sent.segments, sent.forced_by], ['GSM-7', 1, null])
      const asIs = (await app.call('sms.send', { body: { to: '+5511988887777', message } })).data
      assert.deepEqual([asIs.content, asIs.segments, asIs.forced_by], [message, 3, wide.forced_by])
      assert.equal((await app.call('credits.get', { params })).data.balance, 1_500 - 4)
    })
  })
})
