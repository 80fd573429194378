// SMS over SMPP from the API to an SMS centre, and what it tells afterwards.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'

import fc from 'fast-check'

import { eachSchema } from '../support/each-schema.ts'
import type { OpenedDatabase } from '../support/each-database.ts'
import { gate } from '../support/recording-receiver.ts'
import { RunningApp } from '../support/running-app.ts'
import { Smsc } from '../support/smsc.ts'

const to = '+5511999999999'
const long = 'x'.repeat(400)

async function start(context: TestContext, database: OpenedDatabase, settings: object = {}) {
  const smsc = await Smsc.start(context)
  const app = await RunningApp.start(context, database)
  const body = { ...smsc.channel, settings: { ...smsc.channel.settings, ...settings } }
  const { data: channel } = await app.call('channels.create', { body })
  await listening(app, smsc)
  return { smsc, app, channel }
}

/** Lets the engine find the channel and bind. */
async function listening(app: RunningApp, smsc: Smsc): Promise<void> {
  await app.until('the bind', async () => {
    if (smsc.receiver) return true
    await app.clock.advance(500)
    return false
  })
  await smsc.bindsOf(1)
}

async function send(app: RunningApp, message: string): Promise<string> {
  return (await app.call('sms.send', { body: { to, message } })).data.id
}

async function statusOf(app: RunningApp, message_id: string) {
  return (await app.call('sms.status', { params: { message_id } })).data
}

async function becomes(app: RunningApp, id: string, status: string): Promise<void> {
  await app.until(`${id} to be ${status}`, async () => {
    if ((await statusOf(app, id)).status === status) return true
    await app.clock.advance(250)
    return false
  })
}

async function historyOf(app: RunningApp, message_id: string): Promise<string[]> {
  const { data } = await app.call('messages.history', { params: { message_id } })
  return data.map(({ status, applied }) => (applied ? status : `(${status})`))
}

describe('an SMS over SMPP', () => {
  eachSchema((_kind, open) => {
    test('is not said to be received by a channel that cannot listen, though it takes what is sent', async (context) => {
      const { smsc, app, channel } = await start(context, await open(), { bind: 'transmitter_receiver' })
      const read = async () => (await app.call('channels.get', { params: { channel_id: channel.id } })).data
      const passing = (what: string, holds: () => Promise<boolean>) =>
        app.until(what, async () => {
          if (await holds()) return true
          await app.clock.advance(500)
          return false
        })
      await app.clock.advance(10_000)
      smsc.refused.add('receiver')
      await smsc.hangUp()
      await passing('the channel to say so', async () => (await read()).status === 'error')
      const { failure } = await read()
      assert.deepEqual([failure?.code, failure?.occurrences], ['cannot_listen', 3])
      await becomes(app, await send(app, 'Hello'), 'sent')
      assert.equal((await read()).status, 'error', 'that it sends does not make it hear')
      smsc.refused.clear()
      await passing('it to be well', async () => (await read()).status === 'connected')
      const told = await app.listed(3, { query: { event_type: 'channel.*' } })
      assert.deepEqual(
        told.filter(({ data }) => data['channel_id'] === channel.id).map(({ event }) => event),
        ['channel.connected', 'channel.error', 'channel.connected'],
      )
    })

    test('is sent, and delivered when the receipts of all its parts have come', async (context) => {
      const { smsc, app } = await start(context, await open())
      const id = await send(app, long)
      await becomes(app, id, 'sent')
      const { provider, segments } = await statusOf(app, id)
      assert.deepEqual([provider, segments, smsc.submits.length], ['smpp', 3, 3])
      for (const position of [2, 0]) assert.equal(await smsc.deliver(smsc.receipt(position, 'DELIVRD')), 0)
      // One that was told before.
      assert.equal(await smsc.deliver(smsc.receipt(2, 'DELIVRD')), 0)
      await app.until('them to be taken up', async () => (await historyOf(app, id)).length === 4)
      assert.equal((await statusOf(app, id)).status, 'sent')
      assert.equal(await smsc.deliver(smsc.receipt(1, 'DELIVRD')), 0)
      await becomes(app, id, 'delivered')
      assert.deepEqual(await historyOf(app, id), ['sent', '(delivered)', '(delivered)', '(delivered)', 'delivered'])
      const events = await app.listed(2, { query: { event_type: 'sms.*' } })
      assert.deepEqual(
        events.map(({ event }) => event),
        ['sms.sent', 'sms.delivered'],
      )
    })

    test('fails when one part does, whatever becomes of the others', async (context) => {
      const { smsc, app } = await start(context, await open())
      const id = await send(app, long)
      await becomes(app, id, 'sent')
      await smsc.deliver(smsc.receipt(0, 'DELIVRD'))
      await smsc.deliver(smsc.receipt(1, 'UNDELIV'))
      await becomes(app, id, 'failed')
      const { error_code, error_message } = await statusOf(app, id)
      assert.deepEqual([error_code, error_message], ['undeliverable', 'The carrier reports UNDELIV, error 11.'])
      await smsc.deliver(smsc.receipt(2, 'DELIVRD'))
      await app.until('the last to be taken up', async () => (await historyOf(app, id)).length === 4)
      assert.equal((await statusOf(app, id)).status, 'failed')
    })

    test('is joined with receipts that come before the answer, and that count in another base', async (context) => {
      const { smsc, app } = await start(context, await open())
      smsc.idOf = (position) => (0x1a0 + position).toString(16).toUpperCase().padStart(8, '0')
      const held = gate()
      smsc.script.push({ after: held.opened })
      const id = await send(app, 'Hello')
      await app.until('the message', () => smsc.submits.length === 1)
      assert.equal(await smsc.deliver(smsc.receipt(0, 'DELIVRD', {}, String(0x1a0))), 0)
      await app.quiet()
      assert.deepEqual(await historyOf(app, id), [])
      held.open()
      await becomes(app, id, 'delivered')
      assert.deepEqual(await historyOf(app, id), ['sent', 'delivered'])
    })

    test('moves forward only, whatever receipts come, in whatever order and however often', async (context) => {
      const { smsc, app } = await start(context, await open())
      const receipts = fc.array(
        fc.record({ part: fc.nat(1), state: fc.constantFrom('DELIVRD', 'UNDELIV', 'ENROUTE', 'EXPIRED') }),
        { maxLength: 6 },
      )
      await fc.assert(
        fc.asyncProperty(receipts, async (told) => {
          const first = smsc.submits.length
          const id = await send(app, 'y'.repeat(200))
          await becomes(app, id, 'sent')
          for (const [index, { part, state }] of told.entries()) {
            assert.equal(await smsc.deliver(smsc.receipt(first + part, state)), 0)
            await app.until('it to be taken up', async () => (await historyOf(app, id)).length === index + 2)
          }
          const firstOf = [0, 1].map(
            (part) => told.find((each) => each.part === part && each.state !== 'ENROUTE')?.state,
          )
          const expected = firstOf.every((state) => state === 'DELIVRD')
            ? 'delivered'
            : firstOf.some((state) => state !== undefined && state !== 'DELIVRD')
              ? 'failed'
              : 'sent'
          assert.equal((await statusOf(app, id)).status, expected)
          const applied = (await historyOf(app, id)).filter((line) => !line.startsWith('('))
          assert.deepEqual(applied, expected === 'sent' ? ['sent'] : ['sent', expected])
        }),
        { numRuns: 8 },
      )
    })

    test('of another workspace with the same names at its SMSC stays untouched', async (context) => {
      const { smsc, app } = await start(context, await open())
      const other = await app.anotherWorkspace()
      const theirs = await Smsc.start(context)
      await app.call('channels.create', { body: theirs.channel, key: other.key })
      await listening(app, theirs)
      const mine = await send(app, 'Hello')
      const sent = await app.call('sms.send', { body: { to, message: 'Hello' }, key: other.key })
      await becomes(app, mine, 'sent')
      await app.until('theirs to be sent', () => theirs.submits.length === 1)
      assert.equal(smsc.submits[0]!.id, theirs.submits[0]!.id)
      await theirs.deliver(theirs.receipt(0, 'UNDELIV'))
      await app.until('theirs to fail', async () => {
        await app.clock.advance(250)
        const { data } = await app.call('sms.status', { params: { message_id: sent.data.id }, key: other.key })
        return data.status === 'failed'
      })
      assert.equal((await statusOf(app, mine)).status, 'sent')
    })

    test('whose answer is lost is unknown and not sent again; a process that stops loses nothing', async (context) => {
      const { smsc, app } = await start(context, await open())
      await app.clock.advance(10_000)
      smsc.script.push('hang-up')
      const id = await send(app, 'Hello')
      await app.until('the outcome', async () => (await historyOf(app, id)).includes('(unknown)'))
      await listening(app, smsc)
      await app.sleep(3_600_000)
      await app.quiet()
      assert.deepEqual([(await statusOf(app, id)).status, smsc.submits.length], ['queued', 1])
      await listening(app, smsc)
      // What an SMSC delivers while nobody is there waits with it; the next process is bound before anybody sends.
      const binds = smsc.binds.length
      await app.restart()
      await listening(app, smsc)
      assert.ok(smsc.binds.length > binds)
      assert.equal(smsc.binds.at(-1)!.as, 'transceiver')
      const next = await send(app, 'Hello again')
      await becomes(app, next, 'sent')
    })

    test('is refused an account whose password is wrong, and shows nobody the right one', async (context) => {
      const smsc = await Smsc.start(context)
      const app = await RunningApp.start(context, await open())
      const wrong = { ...smsc.channel, credentials: { password: 'wrong' } }
      const refusal = await app.refused('channels.create', { body: wrong })
      assert.ok(refusal.status >= 400 && refusal.status < 500)
      const { data } = await app.call('channels.create', { body: smsc.channel })
      assert.doesNotMatch(JSON.stringify(data) + app.log.join(''), /secret08/)
      await app.call('channels.disconnect', { params: { channel_id: data.id } })
      await app.quiet()
      assert.equal(smsc.bound.length, 0)
    })
  })
})
