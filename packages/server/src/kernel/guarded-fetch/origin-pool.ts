import { Client } from 'undici'
import type { Socket } from 'node:net'

import type { Clock } from '../clock.ts'
import type { Dial } from './guarded-connector.ts'
import type { Carrier, PooledExchange } from './exchange.ts'

/**
 * A kept-alive connection can be closed by the other side in the same moment as the next request is written to it. The
 * request is then lost without an answer, and nobody can tell whether it was processed. It is NOT sent again here: a
 * doubled POST behind the engine's back would be an attempt that no record shows. The attempt fails as `connection`
 * and the schedule retries it, with the same event id. So it has to be rare:
 * - an idle connection is dropped after 1.5 s, sooner than any common server drops it (gunicorn after 2 s, Node and
 *   uvicorn after 5 s, nginx after 75 s); an endpoint that is called more rarely than that pays for a handshake;
 * - where the server says how long it waits (`Keep-Alive: timeout=5`), a second less than that, and at most 30 s;
 * - the connection used last is used next, so the ones that idle are those that expire;
 * - undici looks for a FIN that has already come before it writes to an idle connection.
 */
const keepAlive = { keepAliveTimeout: 1_500, keepAliveTimeoutThreshold: 1_000, keepAliveMaxTimeout: 30_000 }

/** Ours stand in their place; see Exchange and createDial. */
const noLimitsOfItsOwn = { headersTimeout: 0, bodyTimeout: 0 }

const MOST_HEADER_BYTES = 16 * 1024

/** A busy connection could outlive every change of its host's DNS; after this long its host is looked up again. */
const MOST_CONNECTION_AGE_MS = 5 * 60_000

export interface OriginPoolOptions {
  readonly clock: Clock
  readonly origin: URL
  readonly dial: Dial
  readonly maxConnections: number
  /** Called whenever the last exchange of the pool has ended. */
  readonly onIdle: () => void
}

/**
 * The connections to one origin. Not undici's Pool: that one neither says which connection a request is on nor can
 * give up one that is still being dialled, and both are needed to end an exchange at its time limit for good.
 */
export class OriginPool {
  readonly #options: OriginPoolOptions
  readonly #connections = new Set<Connection>()
  readonly #idle: Connection[] = []
  readonly #waiting: PooledExchange[] = []

  constructor(options: OriginPoolOptions) {
    this.#options = options
  }

  get connections(): number {
    return this.#connections.size
  }

  get inFlight(): number {
    return this.#connections.size - this.#idle.length + this.#waiting.length
  }

  /** Runs the exchange on a connection that is free or new, or when one becomes so. */
  run(exchange: PooledExchange): void {
    const connection = this.#idle.pop() ?? this.#open()
    if (connection) connection.carry(exchange)
    else this.#waiting.push(exchange)
  }

  /** Closes what is open. Only for a pool that has nothing in flight. */
  close(): void {
    for (const connection of this.#connections) connection.close()
    this.#connections.clear()
    this.#idle.length = 0
  }

  #open(): Connection | undefined {
    if (this.#connections.size >= this.#options.maxConnections) return undefined
    const { clock, origin, dial } = this.#options
    const connection = new Connection(origin, dial, clock.monotonic() + MOST_CONNECTION_AGE_MS, {
      onFree: () => this.#serveNext(connection),
      onClosed: () => this.#forget(connection),
    })
    this.#connections.add(connection)
    return connection
  }

  #serveNext(connection: Connection): void {
    if (this.#options.clock.monotonic() >= connection.oldAt) return connection.discard()
    const next = this.#nextWaiting()
    if (next) return connection.carry(next)
    this.#idle.push(connection)
    if (this.inFlight === 0) this.#options.onIdle()
  }

  #forget(connection: Connection): void {
    if (!this.#connections.delete(connection)) return
    const place = this.#idle.indexOf(connection)
    if (place !== -1) this.#idle.splice(place, 1)
    const next = this.#nextWaiting()
    if (next) this.run(next)
    else if (this.inFlight === 0) this.#options.onIdle()
  }

  #nextWaiting(): PooledExchange | undefined {
    let next = this.#waiting.shift()
    while (next?.settled) next = this.#waiting.shift()
    return next
  }
}

/** One socket at a time, one exchange at a time. Undici's Client speaks HTTP on it and reconnects it when asked to. */
class Connection implements Carrier {
  /** On the monotonic clock. */
  readonly oldAt: number
  readonly #client: Client
  readonly #events: { onFree: () => void; onClosed: () => void }
  #socket: Socket | null = null
  #busy = false

  constructor(origin: URL, dial: Dial, oldAt: number, events: { onFree: () => void; onClosed: () => void }) {
    this.oldAt = oldAt
    this.#events = events
    this.#client = new Client(origin, {
      ...keepAlive,
      ...noLimitsOfItsOwn,
      maxHeaderSize: MOST_HEADER_BYTES,
      connect: (_options, callback) => {
        this.#socket = dial((error, socket) => (socket ? callback(null, socket) : callback(error ?? new Error(), null)))
      },
    })
    // The other side closed it, or it idled too long. In use, its exchange is told by undici.
    this.#client.on('disconnect', () => {
      if (!this.#busy) this.discard()
    })
  }

  carry(exchange: PooledExchange): void {
    this.#busy = true
    exchange.start(this)
    this.#client.dispatch(exchange.request, exchange)
  }

  release(): void {
    this.#busy = false
    this.#events.onFree()
  }

  discard(): void {
    this.close()
    this.#events.onClosed()
  }

  close(): void {
    this.#busy = false
    // Undici knows the socket only once it is connected; until then it is ours to close.
    this.#socket?.destroy()
    this.#client.destroy(null, () => {})
  }
}
