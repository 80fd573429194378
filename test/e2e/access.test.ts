// Contract 2.2, 2.5, 2.6 and 3.1, acceptance tests 9, 11 and 12: who may call, how often, and what a refusal says.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { allScopes, routes } from '@posthorn/contract'

import { checkRefusal } from '../support/contract-check.ts'
import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

const DAY_MS = 24 * 3_600_000

describe('an API key', () => {
  eachSchema((_kind, open) => {
    test('is shown once, kept with what was asked for and what that means, and listed without its text', async (context) => {
      const app = await RunningApp.start(context, await open())
      const body = {
        name: 'Order service',
        owner: 'Payments team',
        scopes: ['messages:send', 'webhooks:manage', 'trainings:*', 'sms:write'],
        environment: 'staging',
        prefix: 'tly_test_',
        expires_at: '2026-07-01T00:00:00+02:00',
        critical: true,
      } as const
      const { data: made } = await app.call('apiKeys.create', { body: { ...body, scopes: [...body.scopes] } })
      assert.match(made.key ?? '', /^tly_test_\w{43}$/)
      const { key, ...shown } = made
      const { id, display, ...rest } = shown
      assert.equal(display, `${key!.slice(0, 15)}…`)
      assert.deepEqual(rest, {
        ...body,
        canonical_scopes: [
          'messages:write',
          'webhooks:read',
          'webhooks:write',
          'documents:read',
          'documents:write',
          'sms:write',
        ],
        expires_at: '2026-06-30T22:00:00Z',
        status: 'active',
        created_at: '2026-04-19T14:30:00Z',
        last_used_at: null,
        rotate_by: '2026-07-18T14:30:00Z',
        revoked_at: null,
        rotated_from: null,
      })
      assert.deepEqual((await app.call('apiKeys.get', { params: { key_id: id } })).data, shown)
      const { data: list, meta } = await app.call('apiKeys.list')
      assert.deepEqual(
        list.find((each) => each.id === id),
        shown,
      )
      assert.equal(meta.total, 2)
      const { data: me } = await app.call('system.me', { key: key! })
      assert.deepEqual(
        {
          key_id: me.key_id,
          name: me.key_name,
          environment: me.environment,
          test: me.test,
          scopes: me.scopes,
          workspace: me.workspace_id,
        },
        {
          key_id: id,
          name: 'Order service',
          environment: 'staging',
          test: true,
          scopes: [...body.scopes],
          workspace: app.workspaceId,
        },
      )
      assert.deepEqual(Object.keys(me.permissions), [...allScopes])
      assert.equal(me.permissions['sms:write'], true)
      assert.equal(me.permissions['admin'], false)
      await app.clock.advance(6_000)
      await app.until(
        'the last use',
        async () => (await app.call('apiKeys.get', { params: { key_id: id } })).data.last_used_at !== null,
      )
    })

    test('is taken from either header, in either case; two that differ are nobody', async (context) => {
      const app = await RunningApp.start(context, await open())
      const other = await app.keyWith({})
      const me = (headers: Record<string, string>) => app.api('GET', '/v1/me', undefined, { key: null, headers })
      for (const headers of [
        { 'x-api-key': app.key },
        { 'X-API-KEY': app.key },
        { authorization: `Bearer ${app.key}` },
        { authorization: `bearer ${app.key}` },
        { 'x-api-key': app.key, authorization: `Bearer ${app.key}` },
      ]) {
        assert.equal((await me(headers)).status, 200, Object.keys(headers).join())
      }
      for (const headers of [
        { 'x-api-key': app.key, authorization: `Bearer ${other}` },
        { 'x-api-key': 'sk_live_nobody' },
        { authorization: 'Bearer sk_live_nobody' },
        { authorization: `Basic ${Buffer.from(`${app.key}:`).toString('base64')}` },
        { 'x-api-key': `${app.key}x` },
        { 'x-api-key': app.key.toUpperCase() },
      ]) {
        const { status, number } = checkRefusal(routes['system.me'], await me(headers))
        assert.deepEqual([status, number], [401, 4011], JSON.stringify(Object.keys(headers)))
      }
      for (const headers of [{}, { 'x-api-key': '' }, { authorization: 'Bearer ' }]) {
        const { status, type } = checkRefusal(routes['system.me'], await me(headers))
        assert.equal(status, 401)
        assert.ok(['missing_api_key', 'invalid_api_key'].includes(type))
      }
      assert.equal(checkRefusal(routes['system.me'], await me({})).type, 'missing_api_key')
    })

    test('that is unknown, revoked or expired gets the same 401; the log says which', async (context) => {
      const app = await RunningApp.start(context, await open())
      const expires_at = new Date(app.clock.now() + DAY_MS).toISOString()
      const expiring = await app.call('apiKeys.create', { body: { name: 'Expiring', scopes: ['admin'], expires_at } })
      const revoked = await app.call('apiKeys.create', { body: { name: 'Revoked', scopes: ['admin'] } })
      for (const { data } of [expiring, revoked]) await app.call('system.me', { key: data.key! })
      const params = { key_id: revoked.data.id }
      const { data: gone } = await app.call('apiKeys.revoke', { params })
      assert.deepEqual([gone.status, gone.revoked_at], ['revoked', '2026-04-19T14:30:00Z'])
      const errors = [
        await app.refused('system.me', { key: revoked.data.key! }),
        await app.refused('system.me', { key: 'sk_live_nobody' }),
      ]
      await app.sleep(DAY_MS)
      errors.push(await app.refused('system.me', { key: expiring.data.key! }))
      const said = errors.map(({ status, code, type, number, message, param }) => ({
        status,
        code,
        type,
        number,
        message,
        param,
      }))
      assert.deepEqual(said, [said[0], said[0], said[0]])
      const reasons = app.log.map((line) => (JSON.parse(line) as { reason?: string }).reason).filter((reason) => reason)
      assert.deepEqual(reasons, [`revoked ${revoked.data.id}`, 'unknown', `expired ${expiring.data.id}`])
      assert.equal((await app.call('apiKeys.get', { params: { key_id: expiring.data.id } })).data.status, 'expired')

      assert.deepEqual(
        (await app.call('apiKeys.revoke', { params })).data.revoked_at,
        gone.revoked_at,
        'again changes nothing',
      )
      for (const [status, id] of [
        ['revoked', revoked.data.id],
        ['expired', expiring.data.id],
      ] as const) {
        const { data, meta } = await app.call('apiKeys.list', { query: { status } })
        assert.deepEqual([data.map((each) => each.id), meta.total], [[id], 1], status)
      }
      assert.equal((await app.call('apiKeys.list', { query: { status: 'active' } })).meta.total, 1)
      for (const key_id of [revoked.data.id, expiring.data.id]) {
        assert.equal((await app.refused('apiKeys.rotate', { params: { key_id } })).status, 409)
      }
    })

    test('is rotated with both valid, until the old one is revoked', async (context) => {
      const app = await RunningApp.start(context, await open())
      const old = await app.call('apiKeys.create', {
        body: { name: 'Sender', scopes: ['sms:write'], prefix: 'upz_live_', owner: 'Ada' },
      })
      const fresh = await app.call('apiKeys.rotate', { params: { key_id: old.data.id } })
      const { id: _old, key: _oldText, display: _oldShown, ...before } = old.data
      const { id, key, display: _shown, rotated_from, ...after } = fresh.data
      assert.deepEqual({ ...after, rotated_from: null }, before)
      assert.equal(rotated_from, old.data.id)
      assert.notEqual(key, old.data.key)
      for (const text of [old.data.key!, key!]) await app.call('system.me', { key: text })
      await app.call('apiKeys.revoke', { params: { key_id: old.data.id } })
      assert.equal((await app.refused('system.me', { key: old.data.key! })).status, 401)
      assert.equal((await app.call('system.me', { key: key! })).data.key_id, id)
      await app.restart()
      assert.equal((await app.refused('system.me', { key: old.data.key! })).status, 401)
    })

    test('is refused with a scope that does not exist, or a time that is past', async (context) => {
      const app = await RunningApp.start(context, await open())
      const body = { name: 'Bad', scopes: ['sms:write', 'sms:everything'] }
      const unknown = await app.refused('apiKeys.create', { body })
      assert.deepEqual([unknown.status, unknown.param], [400, 'scopes'])
      assert.match(unknown.message, /sms:everything/)
      const past = { name: 'Bad', scopes: ['admin'], expires_at: '2026-04-19T14:29:59Z' }
      assert.equal((await app.refused('apiKeys.create', { body: past })).param, 'expires_at')
      assert.equal((await app.call('apiKeys.list')).meta.total, 1)
    })
  })
})

describe('a scope', () => {
  eachSchema((_kind, open) => {
    test('that is missing is a 403 that names it, on every route; an alias opens what it stands for', async (context) => {
      const app = await RunningApp.start(context, await open())
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      // All but the one that the route asks for; `admin` would bring the others along.
      const without = new Map<string, string>()
      for (const scope of allScopes)
        without.set(
          scope,
          await app.keyWith({ scopes: allScopes.filter((each) => each !== scope && each !== 'admin') }),
        )
      const state = await raw.state()
      for (const row of Object.values(routes)) {
        if (row.scope === 'none' || row.scope === 'any') continue
        const error = await app.refused(row.id, {
          params: {},
          key: without.get(row.scope)!,
          ...('body' in row ? { body: row.example.body } : {}),
        })
        assert.deepEqual([row.id, error.status, error.type], [row.id, 403, 'insufficient_scope'])
        assert.match(error.message, new RegExp(`\\b${row.scope}\\b`))
      }
      assert.equal(await raw.state(), state)
      const manager = await app.keyWith({ scopes: ['webhooks:manage'] })
      await app.call('webhooks.list', { key: manager })
      await app.call('events.publish', { key: manager, body: { type: 'custom.thing', data: {} } })
      assert.match((await app.refused('apiKeys.list', { key: manager })).message, /\badmin\b/)
      assert.equal((await app.refused('notifications.list', { key: manager })).status, 403)
    })
  })
})

describe('the workspace', () => {
  eachSchema((_kind, open) => {
    test('keeps both of two changes that come at once, and another one is not told about', async (context) => {
      const app = await RunningApp.start(context, await open())
      const params = { workspace_id: app.workspaceId }
      for (let round = 1; round <= 5; round++) {
        const [name, owner_emails] = [`Name ${round}`, [`owner${round}@example.com`]]
        await Promise.all([
          app.call('workspaces.update', { params, body: { name } }),
          app.call('workspaces.update', { params, body: { owner_emails } }),
        ])
        const { data } = await app.call('workspaces.get', { params })
        assert.deepEqual([data.name, data.owner_emails], [name, owner_emails])
      }
      const tenant = await app.anotherWorkspace()
      const denied = await app.refused('workspaces.get', { params: { workspace_id: tenant.workspaceId } })
      assert.deepEqual([denied.status, denied.type], [403, 'tenant_access_denied'])
      assert.equal(
        (
          await app.refused('workspaces.update', {
            params: { workspace_id: tenant.workspaceId },
            body: { name: 'Mine' },
          })
        ).status,
        403,
      )
      assert.equal(
        (await app.refused('workspaces.get', { params: { workspace_id: 'ws_01KPK2BYJ0V7P9WCE000000000' } })).status,
        404,
      )
    })
  })
})

describe('the rate limit', () => {
  eachSchema((kind, open) => {
    test('lets 100 calls a minute through by default; the 101st waits as long as it is told', async (context) => {
      const app = await RunningApp.start(context, await open(), { env: { POSTHORN_RATE_LIMIT_PER_MINUTE: '' } })
      const other = await app.keyWith({})
      for (let call = 2; call <= 100; call++) {
        const { reply } = await app.send('system.me', {})
        assert.equal(reply.status, 200)
        assert.equal(reply.headers.get('x-ratelimit-limit'), '100')
        assert.equal(reply.headers.get('x-ratelimit-remaining'), String(100 - call))
        if (call === 50) await app.clock.advance(20_000)
      }
      const limited = await app.refused('system.me')
      assert.deepEqual(
        [limited.status, limited.code, limited.headers.get('x-ratelimit-remaining')],
        [429, 'RATE_LIMIT_EXCEEDED', '0'],
      )
      const wait = limited.retryAfter!
      assert.ok(wait >= 40 && wait <= 41, `${wait}`)
      assert.equal(Number(limited.headers.get('x-ratelimit-reset')), Math.floor(app.clock.now() / 1000) + wait)
      for (let call = 0; call < 5; call++)
        assert.equal((await app.refused('system.me')).retryAfter, wait, 'refused calls do not count')
      await app.call('system.me', { key: other })
      assert.equal((await app.send('system.health', { key: null })).reply.status, 200)
      await app.clock.advance(wait * 1_000)
      await app.call('system.me')
      if (kind === 'sqlite') return
      const reply = await app.api('GET', '/v1/nowhere')
      assert.equal(checkRefusal(undefined, reply).status, 404, 'carries the headers too')
    })

    test("is the plan's, and is counted by address where there is no valid key", async (context) => {
      const app = await RunningApp.start(context, await open(), { env: { POSTHORN_RATE_LIMIT_PER_MINUTE: '' } })
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      for (const [plan, limit] of Object.entries({ starter: 60, growth: 300, business: 1_000, enterprise: 2_000 })) {
        await raw.all(`update workspace set plan = '${plan}'`)
        await app.clock.advance(3_000)
        const { reply } = await app.send('system.me', {})
        assert.equal(reply.headers.get('x-ratelimit-limit'), String(limit), plan)
        assert.match(reply.text, new RegExp(`"rate_limit_per_minute":${limit}\\b`))
      }
      for (let call = 0; call < 100; call++)
        assert.equal((await app.send('system.me', { key: 'sk_live_guess' })).reply.status, 401)
      assert.equal((await app.refused('system.me', { key: 'sk_live_guess' })).status, 429)
      assert.equal((await app.refused('system.me', { key: null })).status, 429)
      await app.call('system.me')
      await app.clock.advance(61_000)
      assert.equal((await app.refused('system.me', { key: null })).status, 401)
    })
  })
})

describe('a list by pages', () => {
  eachSchema((_kind, open) => {
    test('of 347 rows by 50 has 7 pages without gaps or repeats, and nothing on the eighth', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { receiver, params } = await app.receiver()
      const ids = await Promise.all(Array.from({ length: 347 }, (_, index) => app.publish({ index })))
      await app.delivered(receiver, 347)
      await app.until(
        'all of them',
        async () => (await app.call('deliveries.list', { params, query: { status: 'success' } })).meta.total === 347,
      )
      for (const id of ['deliveries.list', 'webhooks.eventLog'] as const) {
        const seen: string[] = []
        let pages = 1
        for (let page = 1; page <= pages; page++) {
          const { data, meta } = await app.call(id, { params, query: { page, per_page: 50 } })
          assert.deepEqual(meta, { page, per_page: 50, total: 347, total_pages: 7, last_page: 7 })
          seen.push(...data.map(({ event_id }) => event_id))
          pages = meta.total_pages
        }
        assert.equal(pages, 7)
        assert.deepEqual(seen.toSorted(), ids.toSorted(), id)
        assert.deepEqual((await app.call(id, { params, query: { page: 8, per_page: 50 } })).data, [])
      }
      const limited = await app.call('deliveries.list', { params, query: { limit: 7 } })
      assert.deepEqual([limited.data.length, limited.meta.per_page], [7, 7])
      const clamped = await app.call('deliveries.list', { params, query: { per_page: 1_000 } })
      assert.deepEqual([clamped.data.length, clamped.meta.per_page], [100, 100])
      assert.equal((await app.call('deliveries.list', { params })).meta.per_page, 20)
      for (const query of [
        { page: 0 },
        { page: -1 },
        { page: '1.5' },
        { page: 'x' },
        { per_page: 0 },
        { limit: 0 },
        { page: '' },
      ]) {
        assert.equal((await app.refused('deliveries.list', { params, query })).status, 400)
      }
      assert.deepEqual((await app.call('deliveries.list', { params, query: { page: 900_000_000 } })).data, [])
    })
  })
})
