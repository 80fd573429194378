import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { describe, it } from 'node:test'

import fastify from 'fastify'

import { FakeClock } from '../../../../test/support/fake-clock.ts'
import { systemClock } from '../kernel/clock.ts'
import { closableServer } from './close-server.ts'

/** A server with one route that answers when it is told to. */
async function slowServer(clock = systemClock) {
  const app = fastify()
  const arrived = Promise.withResolvers<undefined>()
  const release = Promise.withResolvers<undefined>()
  app.get('/slow', async () => {
    arrived.resolve(undefined)
    await release.promise
    return 'done'
  })
  const closing = closableServer(app, clock)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return { app, closing, arrived: arrived.promise, release: () => release.resolve(undefined), port }
}

describe('closing the server', () => {
  it('does not wait for a connection on which nothing was ever asked', async () => {
    const { closing, port, app } = await slowServer()
    const spare = connect(port, '127.0.0.1')
    await once(spare, 'connect')
    if ((await connections(app)) === 0) await once(app.server, 'connection')
    const ended = once(spare, 'close')
    await closing.close(60_000)
    await ended
  })

  it('finishes a call that is under way, and then ends its connection', async () => {
    const { closing, port, arrived, release } = await slowServer()
    const answer = fetch(`http://127.0.0.1:${port}/slow`)
    await arrived
    const closed = closing.close(60_000)
    release()
    assert.equal(await (await answer).text(), 'done')
    await closed
  })

  it('gives up a call that is not finished at the deadline', async () => {
    const clock = new FakeClock()
    const { closing, port, arrived } = await slowServer(clock)
    const answer = fetch(`http://127.0.0.1:${port}/slow`).then(
      () => 'answered',
      () => 'cut off',
    )
    await arrived
    const closed = closing.close(5_000)
    await clock.advance(5_000)
    assert.equal(await answer, 'cut off')
    await closed
  })
})

function connections(app: Awaited<ReturnType<typeof slowServer>>['app']): Promise<number> {
  return new Promise((resolve, reject) => {
    app.server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })
}
