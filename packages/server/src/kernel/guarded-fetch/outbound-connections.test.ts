import assert from 'node:assert/strict'
import { test } from 'node:test'

import { gate } from '../../../../../test/support/recording-receiver.ts'
import { OutboundFixture } from '../../../../../test/support/recording-receiver-outbound.ts'

test('calls beyond the connections of an origin wait their turn, and their time starts with it', async (t) => {
  const fixture = new OutboundFixture(t, { maxConnectionsPerOrigin: 2 })
  const held = gate()
  const receiver = await fixture.receiver({ answer: { after: held.opened } })
  const calls = Array.from({ length: 5 }, () => fixture.answered(receiver.origin))
  await receiver.waitFor(2)
  await fixture.clock.advance(4_000)
  assert.equal(receiver.connections, 2)
  assert.deepEqual(fixture.client.stats(), { origins: 1, connections: 2, inFlight: 5 })
  held.open()
  const durations = (await Promise.all(calls)).map(({ durationMs }) => durationMs)
  assert.deepEqual(durations, [4_000, 4_000, 0, 0, 0])
  assert.equal(receiver.connections, 2)
})

test('a connection is not used for longer than five minutes, however busy it is', async (t) => {
  const fixture = new OutboundFixture(t, { idleOriginMs: 3_600_000 })
  const receiver = await fixture.receiver()
  await fixture.answered(receiver.origin)
  await fixture.clock.advance(299_999)
  await fixture.answered(receiver.origin)
  await fixture.clock.advance(1)
  await fixture.answered(receiver.origin)
  await fixture.answered(receiver.origin)
  assert.deepEqual(
    receiver.requests.map((request) => request.connection),
    [1, 1, 1, 2],
  )
})

test('a call that waits gets its turn when the one before it times out', async (t) => {
  const fixture = new OutboundFixture(t, { maxConnectionsPerOrigin: 1 })
  const receiver = await fixture.receiver({ answer: (_request, position) => (position === 1 ? 'never' : 200) })
  const first = fixture.failed(receiver.origin)
  const second = fixture.answered(receiver.origin)
  await receiver.waitFor(1)
  await fixture.clock.advance(10_000)
  assert.equal((await first).error, 'timeout')
  assert.equal((await second).httpStatus, 200)
})

test('a host that hangs does not hold up another', async (t) => {
  const fixture = new OutboundFixture(t, { maxConnectionsPerOrigin: 1 })
  const hanging = await fixture.receiver({ answer: 'never' })
  const healthy = await fixture.receiver()
  const stuck = fixture.failed(hanging.origin)
  await hanging.waitFor(1)
  assert.equal((await fixture.answered(healthy.origin)).httpStatus, 200)
  await fixture.clock.advance(10_000)
  await stuck
})

test('an origin that is not called any more is let go', async (t) => {
  const fixture = new OutboundFixture(t, { idleOriginMs: 60_000 })
  const [used, unused] = [await fixture.receiver(), await fixture.receiver()]
  await fixture.answered(used.origin)
  await fixture.answered(unused.origin)
  await fixture.clock.advance(30_000)
  await fixture.answered(used.origin)
  await fixture.clock.advance(30_000)
  await unused.waitUntil(({ openConnections }) => openConnections === 0)
  assert.equal(fixture.client.stats().origins, 1)
  await fixture.clock.advance(60_000)
  assert.deepEqual(fixture.client.stats(), { origins: 0, connections: 0, inFlight: 0 })
  assert.equal((await fixture.answered(unused.origin)).httpStatus, 200)
})

test('of more origins than are kept, the one idle longest goes first and one in use never', async (t) => {
  const fixture = new OutboundFixture(t, { maxOrigins: 2 })
  const busy = await fixture.receiver({ answer: 'never' })
  const [older, newer] = [await fixture.receiver(), await fixture.receiver()]
  const stuck = fixture.failed(busy.origin)
  await busy.waitFor(1)
  await fixture.answered(older.origin)
  await fixture.answered(newer.origin)
  await older.waitUntil(({ openConnections }) => openConnections === 0)
  assert.equal(newer.openConnections, 1)
  assert.equal(fixture.client.stats().origins, 2)
  await fixture.clock.advance(10_000)
  await stuck
})

test('close waits for what is in flight and refuses what comes after', async (t) => {
  const fixture = new OutboundFixture(t)
  const held = gate()
  const receiver = await fixture.receiver({ answer: { after: held.opened } })
  const inFlight = fixture.answered(receiver.origin)
  await receiver.waitFor(1)
  const closing = fixture.client.close()
  const late = await fixture.failed(receiver.origin)
  assert.equal(late.error, 'cancelled')
  held.open()
  await closing
  assert.equal((await inFlight).httpStatus, 200)
  await receiver.waitUntil(({ openConnections }) => openConnections === 0)
  assert.equal(receiver.requests.length, 1)
})
