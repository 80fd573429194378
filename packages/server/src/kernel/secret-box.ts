import { createCipheriv, createDecipheriv } from 'node:crypto'

import type { Random } from './random.ts'
import { sha256Hex } from './sha256.ts'

/** A master key: 32 bytes, and the short public name under which sealed texts remember it. */
export interface MasterKey {
  readonly id: string
  readonly bytes: Buffer
}

/** Seals secrets for the database. The first key seals; every key opens, so that the master key can be changed. */
export interface SecretBox {
  readonly keyIds: readonly string[]
  seal(text: string): string
  /**
   * @throws {WrongMasterKey} when the text was sealed under a key that is not here.
   * @throws {AlteredSecret} when it is not what was sealed.
   */
  open(sealed: string): string
}

export class WrongMasterKey extends Error {
  constructor(id: string) {
    super(
      `A stored secret was sealed under master key ${id}, which is not among the configured ones. ` +
        'Put that key back into POSTHORN_MASTER_KEY (several are separated by commas, the newest first).',
    )
    this.name = 'WrongMasterKey'
  }
}

export class AlteredSecret extends Error {
  constructor(keyId: string) {
    super(
      `A stored secret (sealed under master key ${keyId}) is not what was sealed: its row was altered or damaged. ` +
        'Restore it from a backup, or enter the secret anew.',
    )
    this.name = 'AlteredSecret'
  }
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

export function masterKey(bytes: Buffer): MasterKey {
  if (bytes.length !== 32) throw new RangeError('a master key has 32 bytes')
  return { id: sha256Hex(bytes).slice(0, 8), bytes }
}

/** AES-256-GCM with a fresh random nonce for each text; the form is `v1.<key id>.<base64url of nonce, text, tag>`. */
export function createSecretBox(keys: readonly MasterKey[], random: Random): SecretBox {
  const first = keys[0]
  if (!first) throw new RangeError('a secret box needs a master key')
  return {
    keyIds: keys.map((key) => key.id),
    seal(text) {
      const nonce = random.bytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', first.bytes, nonce)
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v1.${first.id}.${sealed.toString('base64url')}`
    },
    open(sealed) {
      const [, id = '', content = ''] = sealed.split('.')
      const key = keys.find((each) => each.id === id)
      if (!key) throw new WrongMasterKey(id)
      return opened(key, Buffer.from(content, 'base64url'))
    },
  }
}

function opened(key: MasterKey, bytes: Buffer): string {
  // A shorter tag would be checked in as many bytes as it has.
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new AlteredSecret(key.id)
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    throw new AlteredSecret(key.id)
  }
}
