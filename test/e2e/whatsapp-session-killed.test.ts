// A session whose process is killed: real servers as processes of their own. It is never shown as working while nobody
// has its phone, and what was accepted is sent by whoever takes it over.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'

import type { WhatsAppMessage, WhatsAppSession } from '@posthorn/contract'

import { eachDatabase } from '../support/each-database.ts'
import { setUp, type ServerProcess, startServer } from '../support/start-server.ts'
import { until } from '../support/until.ts'

const left: (() => Promise<unknown>)[] = []
after(async () => {
  for (const end of left) await end()
})

/** What the session may be after its process died, until a phone is heard. */
const honest = new Set(['connecting', 'disconnected', 'connected'])

function callerOf(apiKey: string) {
  return async <Data>({ url }: ServerProcess, method: string, path: string, body?: object): Promise<Data> => {
    const response = await fetch(url + path, {
      method,
      headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    assert.ok(response.status < 300, `${method} ${path} answered ${response.status} ${text}`)
    return (JSON.parse(text) as { data: Data }).data
  }
}

describe('a session whose process is killed', () => {
  eachDatabase((kind, open) => {
    test('goes on in the next process, with what was accepted', async () => {
      const database = await open()
      const installation = { ...database, env: { POSTHORN_SIMULATOR_DELAY_MS: '50' } }
      const { api_key } = await setUp(installation)
      const call = callerOf(api_key)
      const start = async () => {
        const server = await startServer(installation)
        left.push(() => server.kill())
        return server
      }
      const holder = await start()
      const { id } = await call<WhatsAppSession>(holder, 'POST', '/v1/whatsapp/sessions', { name: 'Support' })
      const path = `/v1/whatsapp/sessions/${id}`
      const read = (server: ServerProcess) => call<WhatsAppSession>(server, 'GET', path)
      await call(holder, 'POST', `${path}/simulate`, { action: 'scan' })
      await until('it is connected', async () => (await read(holder)).status === 'connected')
      // With PostgreSQL another process is there when this one dies (and was not when the phone was taken up, or it might have
      // it itself), on SQLite the next one comes when this one is dead.
      const beside = kind === 'postgres' ? await start() : null
      // Whose first two attempts nobody takes: it waits while the process dies.
      const { id: waiting } = await call<WhatsAppMessage>(beside ?? holder, 'POST', '/v1/whatsapp/send', {
        to: '+15005550008',
        message: 'Are you there?',
      })
      await holder.kill()
      const next = beside ?? (await start())

      const seen: WhatsAppSession[] = []
      await until('it is connected again', async () => {
        const session = await read(next)
        seen.push(session)
        // The dead process is found out within a second or so; from then on it says so.
        return session.status === 'connected' && seen.length > 1 && (session.connected_at ?? '') >= seen[0]!.created_at
      })
      assert.ok(seen.every(({ status }) => honest.has(status)))
      const lines = async () =>
        (
          await call<{ what: string; code: string | null }[]>(
            next,
            'GET',
            `/v1/channels/${seen[0]!.channel_id}/history`,
          )
        )
          .map(({ what, code }) => code ?? what)
          .reverse()
      await until('the history says what happened', async () => (await lines()).length === 4)
      assert.deepEqual(await lines(), ['created', 'connected', 'server_restart', 'connected'])
      const message = () => call<WhatsAppMessage>(next, 'GET', `/v1/whatsapp/messages/${waiting}`)
      await until('what was accepted is delivered', async () => (await message()).status === 'delivered')
      const told = async () =>
        (await call<{ event: string }[]>(next, 'GET', '/v1/events?limit=100'))
          .map(({ event }) => event)
          .filter((event) => /^(message\.sent|session\.)/.test(event))
      // The log shows an event once every transaction that began before it has ended.
      await until('the log shows it', async () => (await told()).includes('message.sent'))
      assert.deepEqual(await told(), ['session.connected', 'message.sent'], 'nothing was lost, and it was sent once')
    })
  })
})
