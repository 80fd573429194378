// What bad input gets, on every route: a clear refusal in the contract's shape, never a fault, and nothing half-written.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type RouteRow, routes } from '@posthorn/contract'
import fc from 'fast-check'

import { checkHeaders, checkRefusal, checkReply, type Reply } from '../support/contract-check.ts'
import { DnsServer } from '../support/dns-server.ts'
import { eachSchema } from '../support/each-schema.ts'
import { hostileRequests, type RawRequest } from '../support/hostile-input.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { sendRaw } from '../support/raw-request.ts'
import { RunningApp } from '../support/running-app.ts'

const REQUESTS_IN_BATCH = 8
/** The same seed, so PostgreSQL is asked the first ones that SQLite is: what parsing refuses is refused alike. */
const BATCHES = { sqlite: 4, postgres: 2 }
const SEED = 2026

/** Things of every kind that a path can name. The only webhook wants nothing that the requests here could cause. */
async function fixtures(app: RunningApp): Promise<Record<string, string>> {
  const { data: earlier } = await app.call('webhooks.list', { query: { per_page: 100 } })
  for (const { id } of earlier) await app.call('webhooks.delete', { params: { webhook_id: id } })
  const { params, receiver } = await app.receiver({ events: ['plan.changed'] })
  await app.call('webhooks.test', { params })
  const [delivery] = (await app.call('deliveries.list', { params })).data
  const recovery = await app.call('recoveries.create', { params, body: { since: '2026-01-01T00:00:00Z' } })
  const key = await app.call('apiKeys.create', { body: { name: 'Spare', scopes: ['sms:write'] } })
  const sms = await app.call('sms.send', { body: { to: '+15005550001', message: 'Hello' } })
  const event_id = await app.publish()
  const { data: domains } = await app.call('emailDomains.list', { query: { per_page: 100 } })
  for (const { id } of domains) await app.call('emailDomains.delete', { params: { domain_id: id } })
  const domain = await app.call('emailDomains.create', { body: { domain: 'fixture.test' } })
  const suppression = await app.call('suppressions.create', { body: { address: 'gone@fixture.test' } })
  const { data: templates } = await app.call('templates.list', { query: { per_page: 100 } })
  for (const { id } of templates) await app.call('templates.delete', { params: { template_id: id } })
  const template = await app.call('templates.create', {
    body: { name: 'fixture', language: 'en', category: 'utility', components: [{ type: 'BODY', text: 'Hello.' }] },
  })
  const [site] = (await app.call('sites.list', { query: { per_page: 100 } })).sites.slice(-1)
  const inSite = { site_id: site!.id }
  const document = await app.call('documents.createText', {
    params: inSite,
    body: { title: 'Fixture', content: 'A fixture is read.' },
  })
  const asked = { session_id: 'fixture', message: 'What is read?' }
  const answer = await app.call('chat.ask', { params: inSite, body: asked })
  assert.equal(receiver.requests.length, 1)
  return {
    ...params,
    delivery_id: delivery!.id,
    recovery_id: recovery.data.id,
    key_id: key.data.id,
    message_id: sms.data.id,
    event_id,
    domain_id: domain.data.id,
    suppression_id: suppression.data.id,
    template_id: template.data.id,
    ...inSite,
    document_id: document.id,
    version: '1',
    request_id: answer.request_id,
    session_id: 'fixture',
    email: 'maria@example.com',
    tenant_id: app.workspaceId,
    workspace_id: app.workspaceId,
  }
}

/** The state once nothing that was accepted is still being worked on. */
async function settledState(app: RunningApp, raw: RawDatabase): Promise<string> {
  await app.until('all work to be done', async () => (await raw.workLeft(app.clock.now())) === 0)
  return raw.state()
}

function show({ method, path, headers, body }: RawRequest, reply: Reply): string {
  return `${method} ${path} ${JSON.stringify(headers)} ${body?.toString().slice(0, 500) ?? ''}\n→ ${reply.status} ${reply.text.slice(0, 500)}`
}

eachSchema((kind, open) => {
  test('every route, with every wrong input its schemas can be given, refuses it or does its work, and never fails', async (context) => {
    // Of the names that are made up here none leads anywhere.
    const dns = await DnsServer.start()
    context.after(() => dns.close())
    const app = await RunningApp.start(context, await open(), { env: { POSTHORN_DNS_SERVERS: dns.address } })
    const raw = await RawDatabase.open(app.database)
    context.after(() => raw.close())
    // What is only read is there for the next route as well.
    let ids: Record<string, string> | null = null
    for (const row of Object.values(routes) as RouteRow[]) {
      await context.test(row.id, async () => {
        const known = (ids ??= await fixtures(app))
        const send = async (request: RawRequest): Promise<Reply> => {
          const reply = await sendRaw(app.url, { ...request, headers: { 'x-api-key': app.key, ...request.headers } })
          const shown = show(request, reply)
          assert.ok(reply.status < 500, `${shown}\n${app.log.slice(-1).join('')}`)
          checkHeaders(reply, shown)
          if (reply.status >= 400) checkRefusal([404, 405].includes(reply.status) ? undefined : row, reply)
          else if (!reply.headers.has('idempotent-replayed')) checkReply(row, reply)
          return reply
        }
        const batches = fc.array(hostileRequests(row, known), {
          minLength: REQUESTS_IN_BATCH,
          maxLength: REQUESTS_IN_BATCH,
        })
        const property = fc.asyncProperty(batches, async (batch) => {
          let state = await settledState(app, raw)
          for (const request of batch) {
            const reply = await send(request)
            if (reply.status < 400) state = await settledState(app, raw)
          }
          assert.deepEqual((await settledState(app, raw)).split('\n'), state.split('\n'), 'a refusal changed something')
        })
        await fc.assert(property, { seed: SEED, numRuns: BATCHES[kind], endOnFailure: true })
        if (row.method !== 'GET') ids = null
      })
    }
  })
})
