import type { ApiKeyState, Scope } from '@posthorn/contract'

import type { Random } from '../../kernel/random.ts'
import { sha256Hex } from '../../kernel/sha256.ts'
import { DAY_MS, isoTime, isoTimeOrNull } from '../../kernel/time.ts'

/** An API key as it is kept: never the key itself, only its hash (contract 2.2). */
export interface ApiKey {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly owner: string | null
  readonly environment: string
  readonly scopes: readonly string[]
  readonly canonicalScopes: readonly Scope[]
  readonly prefix: string
  readonly display: string
  readonly hash: string
  readonly critical: boolean
  readonly rotatedFrom: string | null
  readonly createdAt: number
  readonly lastUsedAt: number | null
  readonly expiresAt: number | null
  readonly revokedAt: number | null
}

/** 256 bits: so much that a plain hash keeps it, and nobody guesses it. */
const KEY_BYTES = 32
const SHOWN_CHARACTERS = 6
/** S0's suggestion. */
const ROTATE_AFTER_MS = 90 * DAY_MS

export interface NewKeyText {
  /** The key, shown once. */
  readonly text: string
  readonly hash: string
  /** What lists show of it. */
  readonly display: string
}

export function newKeyText(prefix: string, random: Random): NewKeyText {
  const text = prefix + random.bytes(KEY_BYTES).toString('base64url').replace(/[-_]/g, 'x')
  return { text, hash: sha256Hex(text), display: `${text.slice(0, prefix.length + SHOWN_CHARACTERS)}…` }
}

export function stateOf(key: ApiKey, now: number): ApiKeyState {
  if (key.revokedAt !== null) return 'revoked'
  return key.expiresAt !== null && key.expiresAt <= now ? 'expired' : 'active'
}

/** Keys with a test prefix run everything and send nothing. */
export function isSimulated(key: ApiKey): boolean {
  return key.prefix.includes('_test_')
}

/** The API's object. `text` only when the key has just been made. */
export function renderKey(key: ApiKey, now: number, text?: string): object {
  return {
    id: key.id,
    name: key.name,
    owner: key.owner,
    environment: key.environment,
    scopes: key.scopes,
    canonical_scopes: key.canonicalScopes,
    prefix: key.prefix,
    display: key.display,
    status: stateOf(key, now),
    critical: key.critical,
    created_at: isoTime(key.createdAt),
    last_used_at: isoTimeOrNull(key.lastUsedAt),
    expires_at: isoTimeOrNull(key.expiresAt),
    rotate_by: isoTime(key.createdAt + ROTATE_AFTER_MS),
    revoked_at: isoTimeOrNull(key.revokedAt),
    rotated_from: key.rotatedFrom,
    ...(text === undefined ? {} : { key: text }),
  }
}
