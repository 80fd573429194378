// A server that is killed between two parts of a long SMS, and while an SMS centre delivers to it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { eachDatabase } from '../support/each-database.ts'
import { Smsc } from '../support/smsc.ts'
import { type ServerProcess, setUp, startServer } from '../support/start-server.ts'
import { until } from '../support/until.ts'

eachDatabase((_kind, open) => {
  test('what may have been sent is not sent again, and what was acknowledged is there', async (context) => {
    const { dataDir, databaseUrl } = await open()
    const installation = { dataDir, ...(databaseUrl !== undefined && { databaseUrl }) }
    const { api_key } = await setUp(installation)
    const smsc = await Smsc.start(context)
    let server: ServerProcess = await startServer(installation)
    context.after(() => server.kill())
    const call = async (method: string, path: string, body?: object) => {
      const response = await fetch(server.url + path, {
        method,
        headers: { 'x-api-key': api_key, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
      return ((await response.json()) as { data: Record<string, unknown> }).data
    }
    await call('POST', '/v1/channels', smsc.channel)
    await until('it listens', () => smsc.receiver !== undefined)

    // The second part is with the SMSC, which has not answered it.
    smsc.script.push(0, 'never')
    const { id } = await call('POST', '/v1/sms/send', { to: '+5511999999999', message: 'x'.repeat(400) })
    await until('the second part is there', () => smsc.submits.length === 2)
    const long = { source_addr: '5511988887777', source_addr_ton: 1, destination_addr: '15005550006', esm_class: 0x40 }
    const part = (number: number, text: string) => ({
      ...long,
      short_message: { udh: Buffer.from([5, 0, 3, 9, 2, number]), message: Buffer.from(text) },
    })
    assert.equal(await smsc.deliver(part(2, 'world')), 0)
    await server.kill()

    server = await startServer(installation)
    await until('the next process listens', () => smsc.receiver !== undefined)
    assert.equal(await smsc.deliver(part(1, 'Hello ')), 0)
    const history = async () =>
      (await call('GET', `/v1/messages/${String(id)}/history`)) as unknown as { status: string }[]
    await until('its end is seen', async () => (await history()).length === 1)
    assert.deepEqual(
      (await history()).map(({ status }) => status),
      ['unknown'],
    )
    assert.equal((await call('GET', `/v1/sms/status/${String(id)}`))['status'], 'queued')
    const received = async () => {
      const events = (await call('GET', '/v1/events?event_type=message.received')) as unknown as { data: object }[]
      return events.map(({ data }) => (data as { content: string }).content)
    }
    await until('the message is there', async () => (await received()).length === 1)
    assert.deepEqual(await received(), ['Hello world'])
    assert.equal(smsc.submits.length, 2)
    assert.deepEqual(await server.stop(), { code: 0, signal: null }, server.output())
  })
})
