// No secret stands anywhere but in the one reply that shows it: not in the database, the log, a reply, a mail or a webhook.
import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { type RouteRow, routes } from '@posthorn/contract'

import { eachSchema } from '../support/each-schema.ts'
import { MailServer, mailUser } from '../support/mail-server.ts'
import { RawDatabase } from '../support/raw-database.ts'
import { RunningApp } from '../support/running-app.ts'

/** The whole secret, or so much of it that the rest could be guessed. */
function traces(secret: string): string[] {
  const bare = secret.replace(/^(sk|tly|upz)_(live|test)_|^whsec_/, '')
  return [bare, bare.slice(0, 20), bare.slice(-20), Buffer.from(secret).toString('base64').slice(0, 40)]
}

eachSchema((kind, open) => {
  test('after a busy day no secret can be found anywhere', async (context) => {
    const mail = await MailServer.start()
    context.after(() => mail.close())
    const masterKey = 'c0ffee'.repeat(10) + 'beef'
    const env = { POSTHORN_SMTP_URL: mail.url, POSTHORN_MASTER_KEY: masterKey }
    const app = await RunningApp.start(context, await open(), { env, ownerEmails: ['owner@example.com'] })
    const secrets = [app.key, mailUser.password, masterKey]
    const { databaseUrl } = app.database
    if (databaseUrl !== undefined) secrets.push(new URL(databaseUrl).password)

    const { receiver, webhook, params } = await app.receiver({ signatures: ['body'] }, { answer: 500 })
    secrets.push(webhook.secret)
    const once = (key: string) => ({ headers: { 'idempotency-key': key } })
    const rotated = await app.call('webhooks.rotateSecret', { params, ...once('rotate') })
    await app.call('webhooks.rotateSecret', { params, ...once('rotate') })
    secrets.push(rotated.data.secret!)
    const created = await app.call('apiKeys.create', { body: { name: 'Busy', scopes: ['admin'] }, ...once('key') })
    const successor = await app.call('apiKeys.rotate', { params: { key_id: created.data.id } })
    secrets.push(created.data.key!, successor.data.key!)

    // Everything that fails says something somewhere.
    mail.refusing = true
    for (let failed = 1; failed <= 5; failed++)
      await app.logLine(params, await app.publish({ failed }), { state: 'retrying', attempts: 1 })
    await app.until('a refused mail', async () => (await app.call('notifications.list')).data[0]?.error !== null)
    mail.refusing = false
    await app.clock.advance(2_000)
    await app.until('the mail', () => mail.mails.length > 0)
    await app.call('webhooks.test', { params, body: { mode: 'tampered' } })
    receiver.answerWith({ status: 200, body: 'ok' })
    await app.call('webhooks.test', { params })
    await app.call('emailDomains.create', { body: { domain: 'example.com' }, ...once('domain') })
    await app.call('sms.send', { body: { to: '+15005550001', message: 'Hello' } })
    await app.call('apiKeys.revoke', { params: { key_id: created.data.id } })
    await app.refused('system.me', { key: created.data.key! })
    await app.refused('system.me', { key: `${successor.data.key!}x` })
    await app.refused('system.me', { key: app.key, headers: { authorization: `Bearer ${successor.data.key!}` } })
    await app.refused('events.publish', { body: '{"type": "custom.a", "data": ' })
    await app.api('GET', '/v1/nowhere')
    const raw = await RawDatabase.open(app.database)
    context.after(() => raw.close())
    const mend = await raw.refuseInserts('event')
    assert.equal((await app.api('POST', '/v1/events', { type: 'custom.a', data: {} }, once('fault'))).status, 500)
    await mend()
    await app.sleep(60_000)
    await app.restart()

    const replies: string[] = []
    const [delivery] = (await app.call('deliveries.list', { params })).data
    const ids = {
      ...params,
      delivery_id: delivery!.id,
      key_id: created.data.id,
      event_id: delivery!.event_id,
      workspace_id: app.workspaceId,
    }
    for (const row of Object.values(routes) as RouteRow[]) {
      if (row.method === 'GET')
        replies.push((await app.send(row.id as keyof typeof routes, { params: ids })).reply.text)
    }
    replies.push((await app.api('GET', '/openapi.json')).text)
    const places: Record<string, string> = {
      'the tables': [...(await raw.dump())].flat(2).join('\n'),
      'the log': app.log.join(''),
      'the replies': replies.join('\n'),
      'the mails': mail.mails.map((each) => each.raw).join('\n'),
      'the webhooks': receiver.requests
        .map(({ headers, body }) => JSON.stringify(headers) + body.toString())
        .join('\n'),
    }
    if (kind === 'sqlite') {
      for (const name of await readdir(app.database.dataDir)) {
        places[`the file ${name}`] = await readFile(join(app.database.dataDir, name), 'latin1')
      }
    }
    for (const [place, text] of Object.entries(places)) {
      assert.ok(text.length > 0 || place.includes('lock'), `${place} was looked at`)
      for (const secret of secrets)
        for (const trace of traces(secret)) assert.ok(!text.includes(trace), `${place}: ${trace}`)
      assert.ok(!text.includes('PRIVATE KEY'), `${place}: the key of a sending domain`)
    }
    assert.match(places['the log']!, /request\.failed/)
  })
})
