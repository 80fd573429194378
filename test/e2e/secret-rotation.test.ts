// Contract 3.2 and 4.1: a new signing secret, with the old one beside it until every receiver knows it.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'

import { Webhook as StandardWebhook } from 'standardwebhooks'

import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import type { RecordedRequest } from '../support/recording-receiver.ts'
import { RunningApp } from '../support/running-app.ts'

const HOUR_MS = 3_600_000

/** Which of the secrets made the bare signature, and which are among the standard ones. */
function signers(secrets: readonly string[], { headers, body }: RecordedRequest) {
  const timestamp = String(headers['x-timely-timestamp'])
  const bare = (secret: string) => createHmac('sha256', secret).update(`${timestamp}.${body.toString()}`).digest('hex')
  const at = new Date(Number(timestamp) * 1_000)
  const standard = (secret: string) =>
    new StandardWebhook(secret).sign(String(headers['webhook-id']), at, body.toString())
  const sent = String(headers['webhook-signature']).split(' ')
  return {
    bare: secrets.findIndex((secret) => bare(secret) === headers['x-timely-signature']),
    standard: sent.map((signature) => secrets.findIndex((secret) => standard(secret) === signature)),
  }
}

describe('a rotated secret', () => {
  eachSchema((_kind, open) => {
    test('signs beside the old one until the overlap ends; then alone', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, webhook, params } = await app.receiver()
      const secrets = [webhook.secret]
      const signed = async () => {
        const before = receiver.requests.length
        await app.publish()
        await app.delivered(receiver, before + 1)
        return signers(secrets, receiver.requests[before]!)
      }
      assert.deepEqual(await signed(), { bare: 0, standard: [0] })

      const { data } = await app.call('webhooks.rotateSecret', { params })
      secrets.push(data.secret!)
      assert.notEqual(secrets[1], secrets[0])
      assert.deepEqual(data.secret_rotation, { pending: true, old_secret_valid_until: '2026-04-20T14:30:00Z' })
      assert.equal(data.secret_prefix, secrets[1]!.slice(0, data.secret_prefix.length))
      assert.deepEqual(await signed(), { bare: 0, standard: [1, 0] })

      const second = await app.call('webhooks.rotateSecret', { params, body: { overlap_hours: 1 } })
      secrets.push(second.data.secret!)
      assert.deepEqual(await signed(), { bare: 0, standard: [2, 1, 0] })
      assert.equal(
        second.data.secret_rotation.old_secret_valid_until,
        '2026-04-19T15:30:00Z',
        'both old ones end with it',
      )
      const third = await app.refused('webhooks.rotateSecret', { params })
      assert.deepEqual([third.status, third.code], [409, 'ROTATION_LIMIT'])
      assert.match(third.message, /2026-04-19T15:30:00Z/)

      await app.sleep(HOUR_MS - 1_000)
      assert.deepEqual((await signed()).standard, [2, 1, 0])
      await app.sleep(1_000)
      assert.deepEqual(await signed(), { bare: 2, standard: [2] })
      const shown = await app.call('webhooks.get', { params })
      assert.deepEqual(shown.data.secret_rotation, { pending: false, old_secret_valid_until: null })
      assert.ok(!('secret' in shown.data))
      await app.call('webhooks.rotateSecret', { params })
    })

    test('that is confirmed signs alone from then on, retries of older events included', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, webhook, params } = await app.receiver({ signatures: ['body'] }, { answer: 500 })
      const eventId = await app.publish()
      await app.logLine(params, eventId, { state: 'retrying', attempts: 1 })
      const { data } = await app.call('webhooks.rotateSecret', { params })
      const secrets = [webhook.secret, data.secret!]
      await app.clock.advance(5_000)
      await app.logLine(params, eventId, { state: 'retrying', attempts: 2 })
      for (let time = 0; time < 2; time++) {
        const confirmed = await app.call('webhooks.confirmSecret', { params })
        assert.deepEqual(confirmed.data.secret_rotation, { pending: false, old_secret_valid_until: null })
        assert.ok(!('secret' in confirmed.data))
      }
      await app.clock.advance(15_000)
      await app.logLine(params, eventId, { state: 'retrying', attempts: 3 })
      const [, second, third] = receiver.requests
      assert.deepEqual(signers(secrets, second!), { bare: 0, standard: [1, 0] })
      assert.deepEqual(signers(secrets, third!), { bare: 1, standard: [1] })
      const body = createHmac('sha256', secrets[1]!).update(third!.body).digest('hex')
      assert.equal(third!.headers['x-sendapi-signature'], `sha256=${body}`)
    })

    test('without overlap ends the old one at once', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, webhook, params } = await app.receiver()
      const { data } = await app.call('webhooks.rotateSecret', { params, body: { overlap_hours: 0 } })
      assert.equal(data.secret_rotation.pending, false)
      await app.publish()
      await app.delivered(receiver, 1)
      assert.deepEqual(signers([webhook.secret, data.secret!], receiver.requests[0]!), { bare: 1, standard: [1] })
      for (const overlap_hours of [-1, 169, '24', null]) {
        assert.equal(
          (await app.refused('webhooks.rotateSecret', { params, body: { overlap_hours } })).param,
          'overlap_hours',
        )
      }
    })

    test('is given again to a caller who repeats the call with its key, and is stored sealed', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { params } = await app.receiver()
      const once = { params, headers: { 'idempotency-key': 'rotate' } }
      const first = await app.call('webhooks.rotateSecret', once)
      const second = await app.call('webhooks.rotateSecret', once)
      assert.deepEqual(second, first)
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const stored = JSON.stringify([...(await raw.dump())])
      assert.ok(!stored.includes(first.data.secret!.slice(6, 40)))
    })
  })
})
