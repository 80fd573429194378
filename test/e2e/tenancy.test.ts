// Every route with another workspace's key and ids: nothing is given away, nothing is changed.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { type BodyOf, type RouteRow, routes } from '@posthorn/contract'

import { checkRefusal } from '../support/contract-check.ts'
import { eachSchema } from '../support/each-schema.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

/** Ids of the same kinds that name nothing. */
const unknownIds: Readonly<Record<string, string>> = {
  workspace_id: 'ws_01KPK2BYJ0V7P9WCE000000000',
  webhook_id: '0198c0de-0000-7000-8000-000000000000',
  delivery_id: '0198c0de-0000-7000-8000-000000000001',
  recovery_id: 'rec_01KPK2BYJ0V7P9WCE000000000',
  key_id: 'key_01KPK2BYJ0V7P9WCE000000000',
  event_id: 'evt_01KPK2BYJ0V7P9WCE000000000',
  domain_id: 'dom_01KPK2BYJ0V7P9WCE000000000',
  suppression_id: 'sup_01KPK2BYJ0V7P9WCE000000000',
  channel_id: 'chan_01KPK2BYJ0V7P9WCE000000000',
  batch_id: 'bat_01KPK2BYJ0V7P9WCE000000000',
  template_id: 'tpl_01KPK2BYJ0V7P9WCE000000000',
  verification_id: 'ver_01KPK2BYJ0V7P9WCE000000000',
  session_id: 'sess_01KPK2BYJ0V7P9WCE000000000',
  site_id: 'site_01KPK2BYJ0V7P9WCE000000000',
  document_id: 'doc_01KPK2BYJ0V7P9WCE000000000',
  version: '1',
}

/** Messages have ids of their own kind on each path. */
const messageRoutes: Readonly<Record<string, 'sms' | 'email' | 'whatsapp'>> = {
  'sms.status': 'sms',
  'email.status': 'email',
  'whatsapp.message': 'whatsapp',
  'messages.history': 'sms',
  'messages.cancel': 'sms',
}

/** A workspace in which something of everything has happened, and what it can be recognised by. */
async function busyWorkspace(app: RunningApp) {
  await app.call('workspaces.update', {
    params: { workspace_id: app.workspaceId },
    body: { name: 'Acme GmbH', owner_emails: ['owner@acme.example'] },
  })
  const { receiver, webhook, params } = await app.receiver({ events: ['*'], name: 'Acme hook' }, { answer: 500 })
  for (let failed = 1; failed <= 5; failed++)
    await app.logLine(params, await app.publish({ secret: 'of Acme' }), { state: 'retrying', attempts: 1 })
  receiver.answerWith(200)
  const event_id = await app.publish({ secret: 'of Acme' })
  await app.logLine(params, event_id, { state: 'delivered', attempts: 1 })
  const [delivery] = (await app.call('deliveries.list', { params, query: { event_id } })).data
  const recovery = await app.call('recoveries.create', { params, body: { since: '2026-01-01T00:00:00Z' } })
  const key = await app.call('apiKeys.create', { body: { name: 'Acme key', scopes: ['sms:write'] } })
  const sms = await app.call('sms.send', { body: { to: '+15005550001', message: 'From Acme' } })
  const email = await app.call('email.send', { body: { to: 'maria@example.com', subject: 'From Acme', text: 'Hello' } })
  const whatsapp = await app.call('whatsapp.send', { body: { to: '+15005550001', message: 'From Acme' } })
  const domain = await app.call('emailDomains.create', { body: { domain: 'acme.example' } })
  const suppression = await app.call('suppressions.create', { body: { address: 'gone@acme.example' } })
  const scheduled_at = '2026-04-20T09:00:00Z'
  const batch = await app.call('sms.sendBulk', {
    body: { recipients: ['+15005550001', 'acme'], message: 'From Acme', scheduled_at },
  })
  const template = await app.call('emailTemplates.create', {
    body: { name: 'Acme template', subject: 'From Acme', text: 'Hello' },
  })
  const verification = await app.call('verify.send', { body: { to: '+15005550001', brand: 'Acme' } })
  const session = await app.call('whatsappSessions.create', { body: { name: 'Acme phone' } })
  const [site] = (await app.call('sites.list')).sites
  const inSite = { site_id: site!.id }
  await app.call('sites.update', { params: inSite, body: { name: 'Acme site' } })
  const document = await app.call('documents.createText', {
    params: inSite,
    body: { title: 'Acme hours', content: 'Acme is open from nine to five.', source_id: 'acme-1' },
  })
  const asked = { session_id: session.data.id, message: 'When is Acme open?', email: 'maria@acme.example' }
  const answer = await app.call('chat.ask', { params: inSite, body: asked })
  const judged = { session_id: session.data.id, request_id: answer.request_id, feedback: 'bad' } as const
  await app.call('chat.feedback', { params: inSite, body: { ...judged, comment: 'Acme lies' } })
  const gap_id = await gapIn(app, inSite)
  const rollout = await app.call('rollouts.create', { params: inSite, body: { batch_id: 'acme-batch', name: 'Acme' } })
  const inRollout = { ...inSite, rollout_id: rollout.id }
  const question = await app.call('smokeQuestions.create', {
    params: inRollout,
    body: { question: 'When is Acme open?' },
  })
  const [channel] = (await app.call('channels.list', { query: { type: 'sms' } })).data
  const messages = { sms: sms.data.id, email: email.data.id, whatsapp: whatsapp.data.id }
  const ids = {
    ...params,
    event_id,
    delivery_id: delivery!.id,
    recovery_id: recovery.data.id,
    key_id: key.data.id,
    workspace_id: app.workspaceId,
    domain_id: domain.data.id,
    suppression_id: suppression.data.id,
    channel_id: channel!.id,
    batch_id: batch.data.batch_id,
    template_id: template.data.id,
    verification_id: verification.data.id,
    session_id: session.data.id,
    ...inRollout,
    question_id: question.id,
    document_id: document.id,
    gap_id,
    version: '1',
    tenant_id: app.workspaceId,
    request_id: answer.request_id,
    email: 'maria@acme.example',
    // Not a type, so that the route names nothing.
    type: 'acme',
  }
  const { version: _, ...named } = ids
  const marks = [...Object.values(named), ...Object.values(messages), webhook.url, webhook.secret, 'Acme', 'acme']
  return { ids, messages, marks, receiver }
}

/** A question that nothing answers, and its gap once it is gathered. */
async function gapIn(app: RunningApp, params: { site_id: string }): Promise<string> {
  const body = { session_id: 'acme-visitor', message: 'Does Acme have bicycle parking?' }
  await app.call('chat.ask', { params, body })
  const found = async () => (await app.call('gaps.list', { params })).gaps[0]?.id
  await app.until('the gap of a question', async () => {
    await app.clock.advance(31_000)
    return (await found()) !== undefined
  })
  return (await found()) ?? ''
}

/** Workspaces and sites that are another's are 403, for their ids are random (wire contract, A17); all else is 404. */
function refusalOf({ path }: RouteRow): [number, string] {
  if (path.startsWith('/v1/workspaces/')) return [403, 'tenant_access_denied']
  if (path.startsWith('/api/v1/m2m/tenants/')) return [403, 'tenant_access_denied']
  return path.startsWith('/api/v1/m2m/sites/') ? [403, 'site_access_denied'] : [404, 'not_found']
}

describe('another workspace', () => {
  eachSchema((_kind, open) => {
    test('learns nothing and changes nothing, on any route', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { ids, messages, marks, receiver } = await busyWorkspace(app)
      const other = await app.anotherWorkspace()
      const raw = await RawDatabase.open(app.database)
      context.after(() => raw.close())
      const settled = async () => {
        await app.until('all work to be done', async () => (await raw.workLeft(app.clock.now())) === 0)
        return (await raw.state())
          .split('\n')
          .filter((line) => line.includes(app.workspaceId) || line.includes(ids.webhook_id))
      }
      const state = await settled()
      const requests = receiver.requests.length

      for (const row of Object.values(routes) as RouteRow[]) {
        const kind = messageRoutes[row.id]
        const params = kind === undefined ? ids : { message_id: messages[kind] }
        const input = { params, key: other.key, ...(row.body === undefined ? {} : { body: row.example.body }) }
        const { reply } = await app.send(row.id as keyof typeof routes, input)
        const shown = `${row.id} → ${reply.status} ${reply.text.slice(0, 500)}`
        // Its example names a verification, which nobody has.
        if (row.id === 'verify.check') assert.equal(reply.status, 404, shown)
        // The examples before it began a session that nobody has connected.
        else if (row.id === 'whatsapp.sendBulk') assert.equal(checkRefusal(row, reply).type, 'session_required', shown)
        else if (row.params === undefined) assert.ok(reply.status < 300, shown)
        else {
          const { status, type } = checkRefusal(row, reply)
          assert.deepEqual([status, type], refusalOf(row), shown)
        }
        // What was asked about may be repeated.
        for (const mark of marks)
          if ((mark !== app.workspaceId && mark !== ids.site_id) || row.params === undefined)
            assert.ok(!reply.text.includes(mark), `${mark}: ${shown}`)
      }
      assert.deepEqual(await settled(), state)
      assert.equal(receiver.requests.length, requests, 'what the other one publishes does not come here')
    })

    test('cannot tell what exists from what does not', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { ids, messages } = await busyWorkspace(app)
      const other = await app.anotherWorkspace()
      for (const row of Object.values(routes) as RouteRow[]) {
        if (row.params === undefined || refusalOf(row)[0] === 403) continue
        const kind = messageRoutes[row.id]
        const existing = kind === undefined ? ids : { message_id: messages[kind] }
        const missing = kind === undefined ? unknownIds : { message_id: messages[kind].replace(/.{6}$/, '000000') }
        const ask = async (params: Readonly<Record<string, string>>) => {
          const body = row.body === undefined ? {} : { body: row.example.body }
          const { status, message } = await app.refused(row.id as keyof typeof routes, {
            params,
            key: other.key,
            ...body,
          })
          return { status, message }
        }
        assert.deepEqual(await ask(existing), await ask(missing), row.id)
      }
    })

    test('cannot mix an id of its own with one of another: a delivery belongs to its webhook', async (context) => {
      const app = await RunningApp.start(context, await open())
      const { ids } = await busyWorkspace(app)
      const other = await app.anotherWorkspace()
      const body: BodyOf<'webhooks.create'> = { url: 'https://example.com/hook', events: ['contact'] }
      const own = await app.call('webhooks.create', { body, key: other.key })
      const sibling = await app.call('webhooks.create', { body })
      for (const [webhook_id, key] of [
        [own.data.id, other.key],
        [sibling.data.id, app.key],
      ] as const) {
        for (const id of ['deliveries.get', 'deliveries.retry', 'recoveries.get', 'recoveries.cancel'] as const) {
          assert.equal((await app.refused(id, { params: { ...ids, webhook_id }, key })).status, 404, id)
        }
      }
      assert.equal(
        (
          await app.call('deliveries.list', {
            params: { webhook_id: own.data.id },
            query: { event_id: ids.event_id },
            key: other.key,
          })
        ).meta.total,
        0,
      )
    })

    test('reads its own events from a cursor of the other one, and no others', async (context) => {
      const app = await RunningApp.start(context, await open())
      await app.publish({ theirs: 1 })
      await app.listed(1)
      const { meta } = await app.call('events.list', { query: { limit: 1 } })
      await app.publish({ theirs: 2 })
      const other = await app.anotherWorkspace()
      const own = await app.call('events.publish', { body: { type: 'custom.mine', data: {} }, key: other.key })
      const read = await app.listed(1, { query: { cursor: meta.next_cursor! }, key: other.key })
      assert.deepEqual(
        read.map(({ event_id }) => event_id),
        [own.data.event_id],
      )
    })
  })
})
