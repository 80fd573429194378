import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

import { UnresolvedHostError, type ResolveHost } from '../resolve-host.ts'
import type { AddressGuard } from './address-guard.ts'
import { BlockedAddressError } from './classify-failure.ts'

/** The host of one origin, as the connector dials it. */
export interface Destination {
  readonly secure: boolean
  /** Without brackets. */
  readonly hostname: string
  readonly port: number
}

/** Starts a connection and calls back once, with a socket that is ready for HTTP or with what went wrong. */
export type Dial = (callback: (error: Error | null, socket: Socket | null) => void) => Socket | null

/** How many addresses of each family are tried. A hostile name with hundreds must not make a port scanner of us. */
const MOST_ADDRESSES = 4

/**
 * How long one address may take before the next one is tried. Node's 250 ms give up on addresses that are merely far
 * away, and it drops the attempt rather than letting it race.
 */
const NEXT_ADDRESS_MS = 2_000

/**
 * Makes the only function that opens sockets to customers' hosts. The check stands here, inside the dialling, because
 * this is the one place where the address that was checked is the address that is connected to: the name is resolved
 * once for each connection, refused if ANY answer is forbidden, and Node dials from the checked list. An IP literal
 * never reaches `lookup`, so it is checked by itself.
 */
export function createDial(destination: Destination, resolve: ResolveHost, forbidden: AddressGuard): Dial {
  const { secure, hostname, port } = destination
  const literal = isIP(hostname) !== 0
  const options = {
    host: hostname,
    port,
    lookup: guardedLookup(resolve, forbidden),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
  }
  // One session for each origin, so that a busy endpoint pays for one full handshake and not for one a connection.
  let session: Buffer | undefined
  return (callback) => {
    const reason = literal ? forbidden(hostname) : null
    if (reason !== null) {
      process.nextTick(callback, new BlockedAddressError(reason), null)
      return null
    }
    const socket = secure
      ? connectTls({
          ...options,
          servername: literal ? '' : hostname.replace(/\.$/, ''),
          ALPNProtocols: ['http/1.1'],
          // The default, said aloud: NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment must not lift it.
          rejectUnauthorized: true,
          ...(session && { session }),
        })
      : connectTcp(options)
    if (secure) socket.on('session', (fresh: Buffer) => (session = fresh))
    callBackOnce(socket, secure ? 'secureConnect' : 'connect', callback)
    return socket.setNoDelay(true)
  }
}

function callBackOnce(socket: Socket, ready: string, callback: Parameters<Dial>[0]): void {
  let called = false
  socket.once(ready, () => {
    called = true
    callback(null, socket)
  })
  // Stays for the socket's whole life: an error after the HTTP client let go of it must not end the process.
  socket.on('error', (error) => {
    if (called) return
    called = true
    callback(error, null)
  })
}

function guardedLookup(resolve: ResolveHost, forbidden: AddressGuard): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (answers) => {
        const [first] = answers
        if (!first) return callback(new UnresolvedHostError(hostname, 'ENODATA'), [])
        for (const { address } of answers) {
          const reason = forbidden(address)
          if (reason !== null) return callback(new BlockedAddressError(reason), [])
        }
        if (!options.all) return callback(null, first.address, first.family)
        const some = (family: number) => answers.filter((answer) => answer.family === family).slice(0, MOST_ADDRESSES)
        // In the resolver's order of families; Node takes turns between them.
        callback(null, [...some(first.family), ...some(first.family === 4 ? 6 : 4)])
      },
      (error: unknown) => callback(error instanceof Error ? error : new UnresolvedHostError(hostname, 'EUNKNOWN'), []),
    )
  }
}
