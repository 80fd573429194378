import type { Socket } from 'node:net'

import type { Clock } from '../clock.ts'
import type { ResolveHost } from '../resolve-host.ts'
import { createAddressGuard, type OutboundPolicy } from './address-guard.ts'
import { classifyFailure, type Failure } from './classify-failure.ts'
import { createDial } from './guarded-connector.ts'

/** No connection came about. Nothing was sent. */
export class HostUnreachable extends Error {
  override readonly name = 'HostUnreachable'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.detail)
    this.failure = failure
  }
}

/** Opens a plain connection within the time. @throws {HostUnreachable} */
export type DialHost = (host: string, port: number, timeoutMs: number) => Promise<Socket>

/** For protocols other than HTTP: the same guard at every connection as for a customer's URL. */
export function createHostDialler(options: OutboundPolicy & { resolve: ResolveHost; clock: Clock }): DialHost {
  const forbidden = createAddressGuard(options)
  return (hostname, port, timeoutMs) =>
    new Promise((resolve, reject) => {
      const refuse = (failure: Failure): void => reject(new HostUnreachable(failure))
      const socket = createDial(
        { secure: false, hostname, port },
        options.resolve,
        forbidden,
      )((error, connected) => {
        timer.cancel()
        if (connected) resolve(connected)
        else refuse(classifyFailure(error))
      })
      const timer = options.clock.setTimer(() => {
        socket?.destroy()
        refuse({ error: 'timeout', detail: `No connection within ${timeoutMs} ms` })
      }, timeoutMs)
    })
}
