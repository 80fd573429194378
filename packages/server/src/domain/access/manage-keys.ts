import { expandScopes, isAllowed } from '@posthorn/contract'

import { ApiError, invalid, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Random } from '../../kernel/random.ts'
import type { AnsweredCalls } from './answered-calls.ts'
import { type ApiKey, newKeyText, renderKey, stateOf } from './api-key.ts'
import type { Authenticator } from './authenticate.ts'
import { insertKey, keyById, markRevoked } from './store.ts'

export interface KeyDeps {
  readonly clock: Clock
  readonly newId: NewId
  readonly random: Random
  readonly answered: AnsweredCalls
  readonly authenticator: Authenticator
}

/** Makes a key with the asked scopes. A key cannot give away what only its workspace's administrator may give. */
export async function createKey(deps: KeyDeps, call: Call<'apiKeys.create'>): Promise<Answer> {
  const { body, caller } = call
  const scopes = expandScopes(body.scopes)
  if ('unknown' in scopes)
    throw invalid('scopes', `${JSON.stringify(scopes.unknown)} is not a scope; see docs/reference/scopes.md`)
  const expiresAt = body.expires_at === undefined ? null : Date.parse(body.expires_at)
  const now = deps.clock.now()
  if (expiresAt !== null && expiresAt <= now) throw invalid('expires_at', 'it lies in the past; give a time to come')
  const prefix = body.prefix ?? 'sk_live_'
  const { text, hash, display } = newKeyText(prefix, deps.random)
  const key: ApiKey = {
    id: deps.newId.prefixed('key'),
    workspaceId: caller.workspaceId,
    name: body.name,
    owner: body.owner ?? null,
    environment: body.environment ?? 'production',
    scopes: scopes.asked,
    canonicalScopes: scopes.canonical,
    prefix,
    display,
    hash,
    critical: body.critical ?? false,
    rotatedFrom: null,
    createdAt: now,
    lastUsedAt: null,
    expiresAt,
    revokedAt: null,
  }
  return deps.answered.write(call, async (tx) => {
    await insertKey(tx, key)
    return dataAnswer(201, renderKey(key, now, text))
  })
}

/** Makes a successor with the same settings. Both keys are valid until the old one is revoked (runbook R2). */
export async function rotateKey(deps: KeyDeps, call: Call<'apiKeys.rotate'>): Promise<Answer> {
  const now = deps.clock.now()
  return deps.answered.write(call, async (tx) => {
    const old = await keyById(tx, call.caller.workspaceId, call.params.key_id)
    if (!old) throw notFound('API key')
    const state = stateOf(old, now)
    if (!isAllowed('apiKey', 'rotate', state)) {
      throw new ApiError('CONFLICT', {
        words: { reason: `The key is ${state}, so there is nothing to take over; create a new key` },
      })
    }
    const { text, hash, display } = newKeyText(old.prefix, deps.random)
    const id = deps.newId.prefixed('key')
    const key: ApiKey = { ...old, id, hash, display, rotatedFrom: old.id, createdAt: now, lastUsedAt: null }
    await insertKey(tx, key)
    return dataAnswer(201, renderKey(key, now, text))
  })
}

/** Revokes at once: the next call with the key is a 401. Repeating it changes nothing. */
export async function revokeKey(deps: KeyDeps, call: Call<'apiKeys.revoke'>): Promise<Answer> {
  const now = deps.clock.now()
  const answer = await deps.answered.write(call, async (tx) => {
    const key = await keyById(tx, call.caller.workspaceId, call.params.key_id)
    if (!key) throw notFound('API key')
    await markRevoked(tx, key.workspaceId, key.id, now)
    return dataAnswer(200, renderKey({ ...key, revokedAt: key.revokedAt ?? now }, now))
  })
  deps.authenticator.forget()
  return answer
}
