import { encodeTime, monotonicFactory } from 'ulid'
import { v7 as uuidv7 } from 'uuid'

import type { Clock } from './clock.ts'
import type { Random } from './random.ts'

/** Makes identifiers that sort by the time they were made, so that an index only ever appends. */
export interface NewId {
  /** `prefix` and a ULID, e.g. `evt_01HX4A1K9MFQR4YZDNV7P9WCE0`. Later ids of one process sort after earlier ones. */
  prefixed<Prefix extends string>(prefix: Prefix): `${Prefix}_${string}`
  /** A UUIDv7 (RFC 9562), used for webhooks and deliveries. */
  uuid(): string
}

/** One system call for many ids: asking the kernel for a few bytes each time costs more than the id. */
const POOL_BYTES = 4096

export function createNewId(clock: Clock, random: Random): NewId {
  let pool: Buffer = Buffer.alloc(0)
  let used = 0
  const take = (count: number): Buffer => {
    if (used + count > pool.length) {
      pool = random.bytes(POOL_BYTES)
      used = 0
    }
    used += count
    return pool.subarray(used - count, used)
  }
  const nextUlid = monotonicFactory(() => (take(1)[0] ?? 0) / 256)
  let lastMs = -Infinity
  let sequence = 0
  return {
    prefixed: (prefix) => `${prefix}_${nextUlid(clock.now())}`,
    uuid() {
      const bytes = take(16)
      const now = clock.now()
      if (now > lastMs) {
        lastMs = now
        sequence = bytes.readUInt32BE(6) >>> 1
      } else {
        sequence = (sequence + 1) | 0
        if (sequence === 0) lastMs++
      }
      return uuidv7({ random: bytes, msecs: lastMs, seq: sequence })
    },
  }
}

/** Sorts before every id that `prefixed` made at `ms` or later, and after every earlier one. */
export function firstPrefixedAt(prefix: string, ms: number): string {
  return `${prefix}_${encodeTime(ms, 10)}`
}

/** The same for `uuid`. */
export function firstUuidAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}
