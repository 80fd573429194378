import assert from 'node:assert/strict'
import { test } from 'node:test'

import fastify from 'fastify'

import { FakeClock } from '../../../../test/support/fake-clock.ts'
import { createTakeEngagement } from '../domain/messages/take-engagement.ts'
import type { Reports } from '../domain/messages/apply-reports.ts'
import { createTrackingLinks } from '../domain/messages/tracking-links.ts'
import { silentLog } from '../kernel/log.ts'
import { systemRandom } from '../kernel/random.ts'
import { createSecretBox, masterKey } from '../kernel/secret-box.ts'
import { registerTrackPages } from './track-pages.ts'

const TARGET = 'https://shop.example.com/?a=1&b=2'
const message = { id: 'eml_01JQZX9WJ8ZV3M7K5T2R4B6N8P', workspaceId: 'ws_1' }

function open(apply: Reports['apply']) {
  const clock = new FakeClock()
  const box = createSecretBox([masterKey(Buffer.alloc(32, 1))], systemRandom)
  const links = createTrackingLinks({ box, publicUrl: '' })
  const app = fastify()
  registerTrackPages(app, {
    tracking: { ...links, take: createTakeEngagement({ clock, log: silentLog, reports: { apply } }) },
  })
  return { app, clock, pixel: links.pixel(message), click: links.link(message, TARGET)! }
}

test('a database that is away keeps nobody from where he wants to go, and the next press is tried again', async () => {
  let tried = 0
  const { app, pixel, click } = open(async () => {
    tried++
    throw new Error('the database is away')
  })
  for (const expected of [1, 2]) {
    const reply = await app.inject(click)
    assert.deepEqual([reply.statusCode, reply.headers['location'], tried], [302, TARGET, expected])
  }
  assert.equal((await app.inject(pixel)).statusCode, 200)
  assert.equal(tried, 3)
})

test('a database that does not answer holds a click up for three seconds, and a picture for one', async () => {
  let began = Promise.withResolvers<undefined>()
  const { app, clock, pixel, click } = open(() => {
    began.resolve(undefined)
    return new Promise(() => undefined)
  })
  for (const [url, status, waits] of [
    [pixel, 200, 1_000],
    [click, 302, 3_000],
  ] as const) {
    let answered = 0
    began = Promise.withResolvers()
    const reply = app.inject(url).then((each) => (answered = each.statusCode))
    await began.promise
    await clock.advance(waits - 1)
    assert.equal(answered, 0)
    await clock.advance(1)
    assert.equal(await reply, status)
  }
})

test('a click is answered when it is on disk, and not before', async () => {
  const written = Promise.withResolvers<'applied'>()
  const { app, clock, click } = open(() => written.promise)
  let answered = false
  const reply = app.inject(click).then(() => (answered = true))
  await clock.advance(2_000)
  assert.equal(answered, false)
  written.resolve('applied')
  await reply
})

test('of what comes again within a minute only the first is written, for as many as are remembered', async () => {
  const seen: unknown[] = []
  const { app, clock, pixel, click } = open(async ({ change }) => {
    seen.push(change.status)
    return 'applied'
  })
  for (const url of [pixel, pixel, click, click, pixel]) await app.inject(url)
  assert.deepEqual(seen, ['opened', 'clicked'])
  await clock.advance(60_000)
  await app.inject(pixel)
  assert.deepEqual(seen, ['opened', 'clicked', 'opened'])
})
