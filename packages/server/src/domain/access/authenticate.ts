import type { Clock } from '../../kernel/clock.ts'
import type { Caller } from '../../kernel/call.ts'
import { sha256Hex } from '../../kernel/sha256.ts'
import type { Store } from '../../store/index.ts'
import { type ApiKey, isSimulated, stateOf } from './api-key.ts'
import { keyByHash, workspaceById, writeLastUses } from './store.ts'
import { ratePerMinuteOf } from './workspace.ts'

/** Whose call it is, or why that cannot be said. The kinds go to the log; the caller only learns that it is a 401. */
export type Authentication =
  | { readonly kind: 'known'; readonly caller: Caller; readonly ratePerMinute: number }
  | { readonly kind: 'missing' | 'conflicting' | 'unknown' }
  | { readonly kind: 'revoked' | 'expired'; readonly keyId: string }

interface Remembered {
  readonly key: ApiKey
  readonly caller: Caller
  readonly ratePerMinute: number
  /** Monotonic milliseconds. */
  readonly until: number
}

/**
 * How long a key that was just read is believed without reading it again. A revocation on this process forgets it at
 * once, and tells the other processes to; this bounds what a lost message could cost.
 */
const BELIEVED_MS = 2_000
const MOST_REMEMBERED = 10_000
const WAKE_TOPIC = 'api_key'

export class Authenticator {
  readonly #store: Store
  readonly #clock: Clock
  readonly #remembered = new Map<string, Remembered>()
  /** Counts the times everything was forgotten: what was read before the last one is not remembered after it. */
  #generation = 0
  #lastUses = new Map<string, number>()

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
    store.wakes.on(WAKE_TOPIC, () => this.#forgetHere())
  }

  /** Takes the key from either header form. Both, and different: nobody can say whose call it is. */
  async authenticate(headers: { apiKey: string | undefined; bearer: string | undefined }): Promise<Authentication> {
    const { apiKey, bearer } = headers
    const text = apiKey ?? bearer
    if (text === undefined || text === '') return { kind: 'missing' }
    if (apiKey !== undefined && bearer !== undefined && apiKey !== bearer) return { kind: 'conflicting' }
    const known = this.#recall(text) ?? (await this.#read(text))
    if (!known) return { kind: 'unknown' }
    const now = this.#clock.now()
    const state = stateOf(known.key, now)
    if (state !== 'active') return { kind: state, keyId: known.key.id }
    this.#lastUses.set(known.key.id, now)
    return { kind: 'known', caller: known.caller, ratePerMinute: known.ratePerMinute }
  }

  /** Forgets what is remembered of keys, here and on the other processes: one has changed. */
  forget(): void {
    this.#forgetHere()
    this.#store.wakes.send(WAKE_TOPIC)
  }

  #forgetHere(): void {
    this.#generation++
    this.#remembered.clear()
  }

  /** Writes when each key was last used. Kept in memory between calls: a crash loses a few seconds of it. */
  async flushLastUses(): Promise<void> {
    if (this.#lastUses.size === 0) return
    const uses = this.#lastUses
    this.#lastUses = new Map()
    await this.#store.transaction((tx) => writeLastUses(tx, uses))
  }

  #recall(text: string): Remembered | undefined {
    const remembered = this.#remembered.get(text)
    return remembered && remembered.until > this.#clock.monotonic() ? remembered : undefined
  }

  async #read(text: string): Promise<Remembered | undefined> {
    const generation = this.#generation
    const key = await keyByHash(this.#store.read, sha256Hex(text))
    if (!key) return undefined
    const workspace = await workspaceById(this.#store.read, key.workspaceId)
    const remembered = {
      key,
      caller: callerOf(key),
      ratePerMinute: ratePerMinuteOf(workspace?.plan ?? ''),
      until: this.#clock.monotonic() + BELIEVED_MS,
    }
    if (generation !== this.#generation) return remembered
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear()
    this.#remembered.set(text, remembered)
    return remembered
  }
}

function callerOf(key: ApiKey): Caller {
  return {
    workspaceId: key.workspaceId,
    keyId: key.id,
    keyName: key.name,
    environment: key.environment,
    scopes: key.scopes,
    canonicalScopes: key.canonicalScopes,
    simulated: isSimulated(key),
  }
}
