import { deriveKeys } from './derive-keys.ts'
import { hmacSha256, sameText } from './hmac.ts'
import type { MasterKey } from './secret-box.ts'

/** Hashes short secrets, which anybody could guess from a plain hash: only who has the master key can try. */
export interface KeyedHash {
  /** Of this text, under the newest master key. */
  hash(text: string): string
  /** Whether `hashed` is of this text. Takes as long whatever the answer; false where its key is not here. */
  matches(text: string, hashed: string): boolean
}

/** HMAC-SHA256 under a key derived from a master key; `purpose` keeps the keys of different uses apart. */
export function createKeyedHash(keys: readonly MasterKey[], purpose: string): KeyedHash {
  const derived = deriveKeys(keys, purpose)
  const byId = new Map(keys.map(({ id }, index) => [id, derived[index]]))
  const hashWith = (id: string, text: string): string | null => {
    const key = byId.get(id)
    return key === undefined ? null : `v1.${id}.${hmacSha256(key, text, 'hex')}`
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
