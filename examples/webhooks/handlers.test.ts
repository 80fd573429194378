// The handlers of this folder, as processes of their own, behind the real server.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'

import { type EventType, eventTypes } from '@posthorn/contract'

import { eachSchema } from '../../test/support/each-schema.ts'
import { RunningApp } from '../../test/support/running-app.ts'

const HOUR_MS = 3_600_000
const hasPython = spawnSync('python3', ['--version']).status === 0

const handlers = [
  { name: 'express-handler.mjs', command: process.execPath, skip: false },
  { name: 'python_handler.py', command: 'python3', skip: hasPython ? false : 'there is no python3 here' },
]

/** What receivers stumble over: accents, emoji, halves of them, line separators, nothing at all. */
const NASTY: Record<string, unknown>[] = [
  {},
  { name: 'Zoë Núñez', note: 'ação às três' },
  { emoji: '😀👩‍👩‍👧', half: '\ud83d', other: 'x\udc00y' },
  { separators: '\u2028\u2029', nul: '\u0000', controls: '\u0001\u007f', bom: '\ufeff' },
  { html: '</script><!--', quotes: '"\\\'', slashes: '//' },
  { numbers: [1e21, 1e-7, 0.1, -0, 2 ** 53, 1.0], '10': 1, '2': 2, '': null, nested: { a: [[[]]] } },
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}') as Record<string, unknown>,
]

/** Starts a handler with this secret; stopped with the test. `printed` fills with what it handled. */
async function startHandler(context: TestContext, handler: (typeof handlers)[number], secret: string) {
  const child = spawn(handler.command, [join(import.meta.dirname, handler.name)], {
    env: { ...process.env, WEBHOOK_SECRET: secret, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  context.after(async () => {
    child.kill()
    if (child.exitCode === null) await once(child, 'exit')
  })
  const printed: string[] = []
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n')
    text = lines.pop()!
    printed.push(...lines)
  })
  while (printed.length === 0) await once(child.stdout, 'data')
  const [first] = printed.splice(0)
  return { url: /http:\S+/.exec(first!)![0], printed }
}

for (const handler of handlers) {
  describe(handler.name, { skip: handler.skip }, () => {
    eachSchema((_kind, open) => {
      test('accepts every type of event and any data, refuses what was tampered with, and handles each event once', async (context) => {
        const app = await RunningApp.start(context, await open())
        // The handler needs the secret to start, and the webhook the address of the handler.
        const placeholder = 'http://127.0.0.1:9/'
        const { data: webhook } = await app.call('webhooks.create', { body: { url: placeholder, events: ['*'] } })
        const params = { webhook_id: webhook.id }
        const { url, printed } = await startHandler(context, handler, webhook.secret!)
        await app.call('webhooks.patch', { params, body: { url } })

        const send = async (body: { event?: EventType; mode?: 'tampered' }) => {
          // At most ten tests an hour.
          await app.sleep(HOUR_MS / 10)
          return (await app.call('webhooks.test', { params, body })).data
        }
        for (const event of eventTypes) {
          const { status, http_status, passed } = await send({ event })
          assert.deepEqual(
            { event, status, http_status, passed },
            { event, status: 'success', http_status: 200, passed: true },
          )
        }
        const tampered = await send({ mode: 'tampered' })
        assert.deepEqual(
          [tampered.mode, tampered.http_status, tampered.status, tampered.passed],
          ['tampered', 401, 'failed', true],
        )
        const handled = eventTypes.length
        await app.until('all types to be handled', () => printed.length === handled)

        const ids: string[] = []
        for (const data of NASTY) ids.push(await app.publish(data))
        for (const eventId of ids) await app.logLine(params, eventId, { state: 'delivered', attempts: 1 })
        await app.until('all events to be handled', () => printed.length === handled + NASTY.length)

        const { data: deliveries } = await app.call('deliveries.list', { params, query: { event_id: ids[0]! } })
        await app.call('deliveries.retry', { params: { ...params, delivery_id: deliveries[0]!.id } })
        await app.logLine(params, ids[0]!, { state: 'delivered', attempts: 2 })
        await app.quiet()
        assert.equal(printed.length, handled + NASTY.length, 'an event that comes again is not handled again')
        assert.equal((await app.call('webhooks.get', { params })).data.success_rate, 1)
      })
    })
  })
}
