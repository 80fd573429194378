import type { FastifyInstance } from 'fastify'

import type { Clock } from '../kernel/clock.ts'

/** For the last answers to leave the machine before their connections are ended. */
const FLUSH_MS = 50

/**
 * Prepares a server to be closed in a bounded time: it stops accepting, finishes the calls under way, at the latest
 * after `deadlineMs`, and then ends every connection. Without that a connection on which nothing was ever asked
 * (browsers keep such spares) would hold up the closing until its own time limit.
 */
export function closableServer(app: FastifyInstance, clock: Clock): { close(deadlineMs: number): Promise<void> } {
  let underWay = 0
  let whenIdle: (() => void) | null = null
  app.addHook('onRequest', (_request, _reply, done) => {
    underWay++
    done()
  })
  app.addHook('onResponse', (_request, _reply, done) => {
    underWay--
    if (underWay === 0) whenIdle?.()
    done()
  })
  return {
    async close(deadlineMs) {
      const closed = app.close()
      const endConnections = (): void => app.server.closeAllConnections()
      const deadline = clock.setTimer(endConnections, deadlineMs)
      whenIdle = () => clock.setTimer(endConnections, FLUSH_MS)
      if (underWay === 0) endConnections()
      await closed
      deadline.cancel()
    },
  }
}
