import { hkdfSync } from 'node:crypto'

import { keyFromBase64, type SigningKey } from './hmac.ts'
import type { MasterKey } from './secret-box.ts'

/**
 * Keys for one purpose, one of each master key (RFC 5869): the first signs, all of them verify, so that the master key
 * can be changed. What one purpose signs says nothing to another.
 */
export function deriveKeys(masterKeys: readonly MasterKey[], purpose: string): readonly SigningKey[] {
  return masterKeys.map(({ bytes }) => {
    const derived = hkdfSync('sha256', bytes, '', `posthorn ${purpose}`, 32)
    return keyFromBase64(Buffer.from(derived).toString('base64'))
  })
}
