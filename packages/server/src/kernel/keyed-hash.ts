import { createHmac, hkdfSync } from 'node:crypto'

import { sameText } from './hmac.ts'
import type { MasterKey } from './secret-box.ts'

/** Hashes short secrets, which anybody could guess from a plain hash: only who has the master key can try. */
export interface KeyedHash {
  /** Of this text, under the newest master key. */
  hash(text: string): string
  /** Whether `hashed` is of this text. Takes as long whatever the answer; false where its key is not here. */
  matches(text: string, hashed: string): boolean
}

/** HMAC-SHA256 under a key derived from a master key (HKDF, RFC 5869); `purpose` keeps the keys of different uses apart. */
export function createKeyedHash(keys: readonly MasterKey[], purpose: string): KeyedHash {
  const derived = new Map(
    keys.map(({ id, bytes }) => [id, Buffer.from(hkdfSync('sha256', bytes, '', `posthorn ${purpose}`, 32))]),
  )
  const hashWith = (id: string, text: string): string | null => {
    const key = derived.get(id)
    return key === undefined ? null : `v1.${id}.${createHmac('sha256', key).update(text).digest('hex')}`
  }
  return {
    hash(text) {
      const hashed = hashWith(keys[0]?.id ?? '', text)
      if (hashed === null) throw new RangeError('a keyed hash needs a master key')
      return hashed
    },
    matches(text, hashed) {
      const own = hashWith(hashed.split('.')[1] ?? '', text)
      return own !== null && sameText(own, hashed)
    },
  }
}
