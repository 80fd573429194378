import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { deriveKeys } from '../../kernel/derive-keys.ts'
import { masterKey } from '../../kernel/secret-box.ts'
import { mailAddress, readMailAddress } from './mail-addresses.ts'
import { createMailTokens } from './mail-tokens.ts'

const keyOf = (byte: number) => masterKey(Buffer.alloc(32, byte))
const tokensOf = (...bytes: number[]) => createMailTokens(deriveKeys(bytes.map(keyOf), 'mail addresses'))
const tokens = tokensOf(1)
const id = 'eml_01KPJX4B2D4F6H8K0N2Q4S6V8X'

test('an address names its message, however relays spell it, and fits where addresses have to', () => {
  for (const purpose of ['bounce', 'reply'] as const) {
    const address = mailAddress(tokens, purpose, id, 'bounces.example.com')
    assert.match(address, /^[br]\+[0-9a-z]{26}\.[0-9a-f]{20}@bounces\.example\.com$/)
    assert.ok(address.indexOf('@') <= 64)
    for (const spelt of [address, address.toUpperCase(), address.replace('bounces.example.com', 'elsewhere.test')])
      assert.deepEqual(readMailAddress(tokens, spelt), { purpose, messageId: id })
  }
})

test('an address outlives a change of the master key, and ends with the key', () => {
  const address = mailAddress(tokens, 'bounce', id, 'a.example')
  assert.equal(readMailAddress(tokensOf(2, 1), address)?.messageId, id)
  assert.equal(readMailAddress(tokensOf(2), address), null)
})

test('no address can be changed into another one', () => {
  const address = mailAddress(tokens, 'bounce', id, 'a.example')
  const local = address.slice(0, address.indexOf('@'))
  fc.assert(
    fc.property(
      fc.nat(local.length - 1),
      fc.constantFrom(...'0 1 2 8 9 a b e f r z . +'.split(' ')),
      (at, character) => {
        const changed = local.slice(0, at) + character + local.slice(at + 1)
        assert.equal(readMailAddress(tokens, `${changed}@a.example`) === null, changed !== local)
      },
    ),
  )
  fc.assert(fc.property(fc.string(), (text) => assert.equal(readMailAddress(tokens, text), null)))
  assert.equal(tokens.read('reply', tokens.write('trace', id)), null)
})
