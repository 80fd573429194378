// The suppression list through the API, and the links by which people get onto it.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'

import type { Suppression } from '@posthorn/contract'

import { createUnsubscribes } from '../../packages/server/src/domain/suppressions/index.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import { createSecretBox, masterKey } from '../../packages/server/src/kernel/secret-box.ts'
import type { OpenedDatabase } from '../support/each-database.ts'
import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

const MASTER_KEY = 'cd'.repeat(32)

async function start(context: TestContext, database: OpenedDatabase) {
  const app = await RunningApp.start(context, database, { env: { POSTHORN_MASTER_KEY: MASTER_KEY } })
  const list = async (query: Record<string, string> = {}, key = app.key) =>
    (await app.call('suppressions.list', { query, key })).data
  const add = async (address: string, rest: object = {}, key = app.key) =>
    (await app.call('suppressions.create', { body: { address, ...rest }, key })).data
  const exported = async (key = app.key) => {
    const { reply } = await app.send('suppressions.export', { key })
    assert.match(reply.headers.get('content-type')!, /^application\/x-ndjson/)
    return reply.text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Suppression]))
  }
  /** Status of an e-mail to this address. */
  const statusOf = async (to: string, key = app.key) =>
    (await app.call('email.send', { body: { to, subject: 'Hi', text: 'Hi' }, key })).data.status
  return { app, list, add, exported, statusOf }
}

describe('the suppression list', () => {
  eachSchema((_kind, open) => {
    test('takes an address once, says why, keeps mail from it, and gives it back', async (context) => {
      const { app, list, add, statusOf } = await start(context, await open())
      const entry = await add(' Maria@EXAMPLE.com ', { reason: 'complaint' })
      assert.deepEqual(entry, {
        id: entry.id,
        channel: 'email',
        address: 'maria@example.com',
        reason: 'complaint',
        scope: 'workspace',
        message_id: null,
        test: false,
        expires_at: null,
        created_at: '2026-04-19T14:30:00Z',
      })
      assert.deepEqual(
        await add('maria@example.com', { expires_at: '2027-01-01T00:00:00Z' }),
        entry,
        'it stays as it is',
      )
      assert.equal(await statusOf('MARIA@example.com'), 'failed')
      await add('jose@example.com')
      assert.deepEqual(
        (await list()).map(({ address }) => address),
        ['jose@example.com', 'maria@example.com'],
      )
      assert.deepEqual(await list({ reason: 'complaint' }), [entry])
      assert.deepEqual(await list({ address: 'Maria@example.com' }), [entry])
      assert.deepEqual(await list({ address: 'nobody' }), [])
      const params = { suppression_id: entry.id }
      assert.deepEqual((await app.call('suppressions.get', { params })).data, entry)
      await app.call('suppressions.delete', { params })
      assert.equal(await statusOf('maria@example.com'), 'queued')
      for (const id of ['suppressions.get', 'suppressions.delete'] as const)
        assert.equal((await app.refused(id, { params })).status, 404, id)
    })

    test('ends an entry at its time; one that ends gives way to one that does not', async (context) => {
      const { app, list, add, exported, statusOf } = await start(context, await open())
      const expires_at = '2026-04-19T15:30:00Z'
      await add('maria@example.com', { expires_at })
      const jose = await add('jose@example.com', { expires_at })
      assert.equal((await add('jose@example.com', { reason: 'hard_bounce' })).expires_at, null)
      assert.equal((await app.refused('suppressions.get', { params: { suppression_id: jose.id } })).status, 404)
      assert.equal(await statusOf('maria@example.com'), 'failed')
      app.clock.step(3_600_000)
      assert.equal(await statusOf('maria@example.com'), 'queued')
      assert.equal(await statusOf('jose@example.com'), 'failed')
      assert.deepEqual(
        (await list()).map(({ address }) => address),
        ['jose@example.com'],
      )
      assert.deepEqual(
        (await exported()).map(({ address }) => address),
        ['jose@example.com'],
      )
      const refusal = await app.refused('suppressions.create', { body: { address: 'a@example.com', expires_at } })
      assert.deepEqual([refusal.status, refusal.param], [400, 'expires_at'])
      assert.equal((await app.refused('suppressions.create', { body: { address: 'maria' } })).param, 'address')
    })

    test('is exported whole, and what was exported is imported elsewhere', async (context) => {
      const { app, list, exported, statusOf } = await start(context, await open())
      const addresses = Array.from({ length: 1_000 }, (_, index) => `person${index}@example.com`)
      const importAll = async (suppressions: object[], key = app.key) =>
        (await app.call('suppressions.import', { body: { suppressions: suppressions as never }, key })).data
      assert.deepEqual(await importAll(addresses.map((address) => ({ address }))), {
        added: 1_000,
        known: 0,
        refused: [],
      })
      const mixed = [
        { address: 'PERSON7@example.com' },
        { address: 'new@example.com', reason: 'unsubscribe', expires_at: null },
        { address: 'New@example.com' },
        { address: 'nonsense' },
        { address: 'late@example.com', expires_at: '2020-01-01T00:00:00Z' },
      ]
      assert.deepEqual(await importAll(mixed), {
        added: 1,
        known: 2,
        refused: [
          { index: 3, address: 'nonsense', problem: 'it is no e-mail address' },
          { index: 4, address: 'late@example.com', problem: 'it has expired already' },
        ],
      })
      assert.deepEqual(
        (await list({ reason: 'unsubscribe' })).map(({ address }) => address),
        ['new@example.com'],
      )
      const all = await exported()
      assert.deepEqual(all.map(({ address }) => address).sort(), [...addresses, 'new@example.com'].sort())
      const other = await app.anotherWorkspace()
      assert.deepEqual(await exported(other.key), [])
      assert.equal((await importAll(all.slice(-500), other.key)).added, 500)
      assert.equal(await statusOf('new@example.com', other.key), 'failed')
      const tooMany = { suppressions: Array.from({ length: 1_001 }, () => ({ address: 'a@example.com' })) }
      assert.equal((await app.refused('suppressions.import', { body: tooMany })).param, 'suppressions')
    })

    test('is each workspace’s own, and that of test keys another one', async (context) => {
      const { app, list, add, statusOf } = await start(context, await open())
      const entry = await add('maria@example.com')
      const other = await app.anotherWorkspace()
      const testKey = await app.keyWith({ prefix: 'sk_test_' })
      for (const key of [other.key, testKey]) {
        assert.deepEqual(await list({}, key), [])
        assert.equal(await statusOf('maria@example.com', key), 'queued')
        for (const id of ['suppressions.get', 'suppressions.delete'] as const)
          assert.equal((await app.refused(id, { params: { suppression_id: entry.id }, key })).status, 404, id)
      }
      assert.equal((await add('jose@example.com', {}, testKey)).test, true)
      assert.equal(await statusOf('jose@example.com', testKey), 'failed')
      assert.equal(await statusOf('jose@example.com'), 'queued')
    })

    test('has an address once when many put it there at once', async (context) => {
      const { add, list } = await start(context, await open())
      const entries = await Promise.all(Array.from({ length: 8 }, () => add('maria@example.com')))
      assert.equal(new Set(entries.map(({ id }) => id)).size, 1)
      assert.equal((await list()).length, 1)
    })

    test('holds after a restart what bounced before it', async (context) => {
      const { app, list, statusOf } = await start(context, await open())
      await statusOf('bounced@example.com')
      await app.restart()
      await app.clock.advance(1_000)
      await app.until('the bounce', async () => (await list()).length > 0)
      const [entry] = await list()
      assert.deepEqual([entry!.address, entry!.reason], ['bounced@example.com', 'hard_bounce'])
      assert.match(entry!.message_id!, /^eml_/)
      assert.equal(await statusOf('bounced@example.com'), 'failed')
    })
  })
})

describe('an unsubscribe link', () => {
  eachSchema((_kind, open) => {
    const linked = async (context: TestContext) => {
      const started = await start(context, await open())
      const { app } = started
      const box = createSecretBox([masterKey(Buffer.from(MASTER_KEY, 'hex'))], systemRandom)
      // Links are made where mail is sent; no database is needed for it.
      const { headers } = createUnsubscribes({ box, publicUrl: app.url } as Parameters<typeof createUnsubscribes>[0])
      const address = 'maria&co@example.com'
      const made = headers(
        { workspaceId: app.workspaceId, mode: 'live', channel: 'email', address },
        'eml_01KPJX4B2D4F6H8K0N2Q4S6V8X',
      )
      const link = made['List-Unsubscribe']!.slice(1, -1)
      return { ...started, box, link, address }
    }

    test('unsubscribes by a press, never by being followed', async (context) => {
      const { app, list, add, statusOf, link, address } = await linked(context)
      for (const method of ['GET', 'HEAD']) assert.equal((await fetch(link, { method })).status, 200)
      const asked = await fetch(link)
      assert.match(asked.headers.get('content-security-policy')!, /default-src 'none'/)
      const page = await asked.text()
      assert.match(page, /<form method="post">/)
      assert.match(page, /maria&amp;co@example\.com/)
      assert.deepEqual(await list(), [])
      await add(address, { expires_at: '2027-01-01T00:00:00Z' })

      const post = () =>
        fetch(link, {
          method: 'POST',
          body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
          redirect: 'error',
        })
      for (const reply of await Promise.all([post(), post()])) {
        assert.equal(reply.status, 200)
        assert.match(await reply.text(), /unsubscribed/)
        assert.equal(reply.headers.get('set-cookie'), null)
      }
      const [entry, ...others] = await list()
      assert.deepEqual(
        [entry!.address, entry!.reason, entry!.expires_at, entry!.message_id, others],
        [address, 'unsubscribe', null, 'eml_01KPJX4B2D4F6H8K0N2Q4S6V8X', []],
      )
      assert.equal(await statusOf(address), 'failed')
      const other = await app.anotherWorkspace()
      assert.equal(await statusOf(address, other.key), 'queued', 'it is bound to its workspace')
    })

    test('that was changed, or is no link of ours, does nothing', async (context) => {
      const { app, box, list, link } = await linked(context)
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const state = await raw.state()
      const token = new URL(link).searchParams.get('token')!
      const flipped = token.slice(0, -5) + (token.at(-5) === 'A' ? 'B' : 'A') + token.slice(-4)
      const foreign = createSecretBox([masterKey(Buffer.alloc(32, 1))], systemRandom)
      const plain = JSON.stringify({
        workspaceId: app.workspaceId,
        mode: 'live',
        address: 'x@example.com',
        messageId: 'eml',
      })
      const tokens = [
        flipped,
        token.slice(0, 40),
        '',
        'v1..',
        '%00',
        '../..',
        foreign.seal(plain),
        box.seal(plain),
        box.seal('{'),
        box.seal('"unsubscribe"'),
      ]
      for (const each of tokens)
        for (const method of ['GET', 'POST']) {
          const reply = await fetch(`${app.url}/unsubscribe?token=${encodeURIComponent(each)}`, { method })
          assert.equal(reply.status, 404, `${method} ${each}`)
        }
      assert.equal((await fetch(`${app.url}/unsubscribe`, { method: 'POST' })).status, 404)
      assert.equal((await fetch(`${link}&token=x`, { method: 'POST' })).status, 404)
      assert.deepEqual(await list(), [])
      assert.equal(await raw.state(), state)
    })

    test('says so when it could not be written down', async (context) => {
      const { app, list, link } = await linked(context)
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const mend = await raw.refuseInserts('suppression')
      const reply = await fetch(link, { method: 'POST' })
      assert.equal(reply.status, 503)
      assert.match(await reply.text(), /not unsubscribed yet/)
      await mend()
      assert.equal((await fetch(link, { method: 'POST' })).status, 200)
      assert.equal((await list()).length, 1)
    })
  })
})
