import type { Clock, Timer } from '../clock.ts'
import type { ResolveHost } from '../resolve-host.ts'
import { createAddressGuard, type AddressGuard, type OutboundPolicy } from './address-guard.ts'
import type { Failure } from './classify-failure.ts'
import { createDial } from './guarded-connector.ts'
import { OriginPool } from './origin-pool.ts'

export interface OriginsOptions extends OutboundPolicy {
  readonly resolve: ResolveHost
  readonly clock: Clock
  /** Sockets to one origin at most; exchanges beyond it wait for one. */
  readonly maxConnectionsPerOrigin: number
  /** Milliseconds without a call after which an origin's connections are closed; checked that often, too. */
  readonly idleOriginMs: number
  /** Origins kept at most, those in use apart. Default 4,096: some tens of megabytes. */
  readonly maxOrigins?: number
}

interface Origin {
  readonly pool: OriginPool
  idleSince: number
}

const plainHttpRefused: Failure = { error: 'tls', detail: 'The URL is not https://, which this installation requires' }

/** Keeps one pool for each origin that is called, and lets go of those that no longer are. */
export class Origins {
  readonly #options: OriginsOptions
  readonly #forbidden: AddressGuard
  readonly #byName = new Map<string, Origin>()
  #sweeping: Timer | null = null
  #whenIdle: (() => void) | null = null

  constructor(options: OriginsOptions) {
    this.#options = options
    this.#forbidden = createAddressGuard(options)
  }

  /** The pool of an origin, or why the policy has none for it. Throws a TypeError on what is no origin. */
  poolOf(name: string): OriginPool | Failure {
    return this.#byName.get(name)?.pool ?? this.#add(name)
  }

  stats(): { origins: number; connections: number; inFlight: number } {
    const stats = { origins: this.#byName.size, connections: 0, inFlight: 0 }
    for (const { pool } of this.#byName.values()) {
      stats.connections += pool.connections
      stats.inFlight += pool.inFlight
    }
    return stats
  }

  /** Resolves when nothing is in flight any more and every connection is closed. */
  async drain(): Promise<void> {
    if (this.stats().inFlight > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve))
    this.#sweeping?.cancel()
    for (const { pool } of this.#byName.values()) pool.close()
    this.#byName.clear()
  }

  #add(name: string): OriginPool | Failure {
    const url = new URL(name)
    const secure = url.protocol === 'https:'
    if (!secure && !this.#options.allowInsecure) return plainHttpRefused
    this.#makeRoom()
    const { resolve, clock, maxConnectionsPerOrigin, idleOriginMs } = this.#options
    const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
    const destination = { secure, hostname, port: Number(url.port) || (secure ? 443 : 80) }
    const dial = createDial(destination, resolve, this.#forbidden)
    const onIdle = (): void => this.#onIdle(origin)
    const pool = new OriginPool({ clock, origin: url, dial, maxConnections: maxConnectionsPerOrigin, onIdle })
    const origin: Origin = { pool, idleSince: clock.monotonic() }
    this.#byName.set(name, origin)
    this.#sweeping ??= clock.setTimer(this.#sweep, idleOriginMs)
    return pool
  }

  #onIdle(origin: Origin): void {
    origin.idleSince = this.#options.clock.monotonic()
    if (this.#whenIdle && this.stats().inFlight === 0) this.#whenIdle()
  }

  readonly #sweep = (): void => {
    const { clock, idleOriginMs } = this.#options
    const before = clock.monotonic() - idleOriginMs
    for (const [name, { pool, idleSince }] of this.#byName) {
      if (pool.inFlight === 0 && idleSince <= before) this.#drop(name, pool)
    }
    this.#sweeping = this.#byName.size > 0 ? clock.setTimer(this.#sweep, idleOriginMs) : null
  }

  /** Drops the origin that has been idle longest. Where all are in use the map grows: the engine bounds those. */
  #makeRoom(): void {
    if (this.#byName.size < (this.#options.maxOrigins ?? 4_096)) return
    let longest: { name: string; origin: Origin } | null = null
    for (const [name, origin] of this.#byName) {
      if (origin.pool.inFlight > 0 || (longest && origin.idleSince >= longest.origin.idleSince)) continue
      longest = { name, origin }
    }
    if (longest) this.#drop(longest.name, longest.origin.pool)
  }

  #drop(name: string, pool: OriginPool): void {
    this.#byName.delete(name)
    pool.close()
  }
}
