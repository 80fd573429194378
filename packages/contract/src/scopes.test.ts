import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allScopes, expandScopes, scopeAliases } from './index.ts'

const canonical = (...asked: string[]) => {
  const expanded = expandScopes(asked)
  return 'unknown' in expanded ? expanded : expanded.canonical
}

test('aliases of other platforms stand for ours', () => {
  assert.deepEqual(canonical('messages:send'), ['messages:write'])
  assert.deepEqual(canonical('messages:delete'), ['messages:write'])
  assert.deepEqual(canonical('chats:write'), ['conversations:write'])
  assert.deepEqual(canonical('chats:manage'), ['conversations:write'])
  assert.deepEqual(canonical('trainings:*'), ['documents:read', 'documents:write'])
  assert.deepEqual(canonical('training:*'), ['documents:read', 'documents:write'])
  assert.deepEqual(canonical('training:read'), ['documents:read'])
  assert.deepEqual(canonical('trainings:write'), ['documents:write'])
  assert.deepEqual(canonical('webhooks:manage'), ['webhooks:read', 'webhooks:write'])
  assert.deepEqual(canonical('agents:delete'), ['agents:write'])
})

test('a star means all that there is for one resource', () => {
  assert.deepEqual(canonical('contacts:*'), ['contacts:read', 'contacts:write'])
  assert.deepEqual(canonical('sms:*'), ['sms:write'])
})

test('admin implies every scope', () => {
  assert.deepEqual(canonical('sms:write', 'admin'), allScopes)
})

test('what was asked for is given back, once, beside the canonical set', () => {
  assert.deepEqual(expandScopes(['webhooks:manage', 'sms:write', 'sms:write']), {
    asked: ['webhooks:manage', 'sms:write'],
    canonical: ['webhooks:read', 'webhooks:write', 'sms:write'],
  })
})

test('an unknown word is named, and nothing is granted', () => {
  for (const word of ['everything', '*', 'admin:*', 'SMS:write', 'sms:read', '', 'constructor', '__proto__']) {
    assert.deepEqual(expandScopes(['sms:write', word]), { unknown: word })
  }
})

test('no alias hides a scope or leads to an unknown one', () => {
  for (const [alias, meant] of Object.entries(scopeAliases)) {
    assert.ok(!(allScopes as readonly string[]).includes(alias), alias)
    assert.ok(meant.every((scope) => allScopes.includes(scope)))
    assert.ok(!meant.includes('admin'), `${alias} must not grant everything`)
  }
})
