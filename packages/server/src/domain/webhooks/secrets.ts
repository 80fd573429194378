import { keyFromBase64, keyFromText, type SigningKey } from '../../kernel/hmac.ts'
import type { Random } from '../../kernel/random.ts'
import type { SecretBox } from '../../kernel/secret-box.ts'

/** A signing secret as it is kept: sealed, with the few characters that lists show. */
export interface StoredSecret {
  readonly sealed: string
  readonly prefix: string
  readonly createdAt: number
  /** Milliseconds since 1970; null: it has no end yet. */
  readonly validUntil: number | null
}

/** A secret opened and prepared for both ways of signing. */
export interface SigningSecret {
  /** S3's scheme: the key is the whole text, prefix included. */
  readonly whole: SigningKey
  /** Standard Webhooks: the key is the base64 after the prefix. */
  readonly decoded: SigningKey
  readonly validUntil: number | null
}

const PREFIX = 'whsec_'
/** 64 hex characters are also valid base64, of 48 bytes, so that one secret serves both schemes (contract 3.2). */
const SECRET_BYTES = 32
const SHOWN_CHARACTERS = 6
const MOST_OPENED = 20_000

export function newSecret(random: Random, box: SecretBox, now: number): { text: string; stored: StoredSecret } {
  const text = PREFIX + random.bytes(SECRET_BYTES).toString('hex')
  const prefix = text.slice(0, PREFIX.length + SHOWN_CHARACTERS)
  return { text, stored: { sealed: box.seal(text), prefix, createdAt: now, validUntil: null } }
}

/** Opens stored secrets and keeps the prepared keys: unsealing for every attempt would cost more than signing. */
export class SecretKeys {
  readonly #box: SecretBox
  readonly #opened = new Map<string, readonly SigningSecret[]>()

  constructor(box: SecretBox) {
    this.#box = box
  }

  /** The secrets of a webhook's stored column, newest first. */
  open(column: string): readonly SigningSecret[] {
    let secrets = this.#opened.get(column)
    if (!secrets) {
      secrets = (JSON.parse(column) as StoredSecret[]).map((stored) => this.#prepare(stored))
      if (this.#opened.size >= MOST_OPENED) this.#opened.clear()
      this.#opened.set(column, secrets)
    }
    return secrets
  }

  #prepare(stored: StoredSecret): SigningSecret {
    const text = this.#box.open(stored.sealed)
    return {
      whole: keyFromText(text),
      decoded: keyFromBase64(text.slice(PREFIX.length)),
      validUntil: stored.validUntil,
    }
  }
}

/** Those that still sign at `now`: the newest always does. */
export function validAt(secrets: readonly SigningSecret[], now: number): readonly SigningSecret[] {
  if (secrets.length === 1) return secrets
  return secrets.filter((secret) => secret.validUntil === null || secret.validUntil > now)
}
