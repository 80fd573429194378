import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idPrefixes, isId, sampleIds, type IdKind } from './index.ts'

const ulid = '01KPJX3E9G1H3J5K7M9N1P3Q5R'

test('every prefixed kind knows its own ids and no others', () => {
  for (const kind of Object.keys(idPrefixes) as (keyof typeof idPrefixes)[]) {
    for (const [other, prefix] of Object.entries(idPrefixes)) {
      assert.equal(isId(kind, prefix + ulid), kind === other, `${prefix} as ${kind}`)
    }
  }
})

test('prefixes are all different', () => {
  assert.equal(new Set(Object.values(idPrefixes)).size, Object.keys(idPrefixes).length)
})

test('what is not an id is refused', () => {
  const wrong: [IdKind, unknown][] = [
    ['workspace', `ws_${ulid.toLowerCase()}`],
    ['workspace', `ws_${ulid.slice(1)}`],
    ['workspace', `ws_${ulid}0`],
    ['workspace', `ws_${ulid}\n`],
    ['workspace', ` ws_${ulid}`],
    ['workspace', `ws_8${ulid.slice(1)}`],
    ['workspace', `ws_${ulid.slice(0, 25)}U`],
    ['workspace', ulid],
    ['workspace', null],
    ['workspace', 7],
    ['webhook', `${sampleIds.webhook}0`],
    ['webhook', sampleIds.webhook.replaceAll('-', '')],
    ['message', `msg_test_${ulid}`],
  ]
  for (const [kind, value] of wrong) assert.equal(isId(kind, value), false, `${kind} ${String(value)}`)
})

test('test events, hexadecimal chat requests and UUIDs of any case are ids', () => {
  assert.ok(isId('event', `evt_test_${ulid}`))
  assert.ok(isId('request', `req_${'0123456789abcdef'.repeat(2)}`))
  assert.ok(isId('webhook', sampleIds.webhook.toUpperCase()))
  assert.ok(isId('delivery', sampleIds.delivery))
})
