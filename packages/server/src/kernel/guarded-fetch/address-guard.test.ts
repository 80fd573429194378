import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createAddressGuard } from './address-guard.ts'

test('without exceptions the guard is the table', () => {
  const guard = createAddressGuard({ allowInsecure: false })
  assert.equal(guard('10.0.0.1'), 'a private network')
  assert.equal(guard('1.1.1.1'), null)
})

test('a network the operator opened passes, and nothing beside it', () => {
  const guard = createAddressGuard({ allowInsecure: false, allowAddresses: ['10.20.0.0/16', 'fd12::/32'] })
  assert.equal(guard('10.20.255.1'), null)
  assert.equal(guard('::ffff:10.20.0.1'), null)
  assert.equal(guard('[fd12::9]'), null)
  assert.equal(guard('10.21.0.1'), 'a private network')
  assert.equal(guard('64:ff9b::10.20.0.1'), 'NAT64')
  assert.equal(guard('localhost'), 'not an IP address')
})

test('allowInsecure lifts the rule altogether', () => {
  assert.equal(createAddressGuard({ allowInsecure: true })('127.0.0.1'), null)
})

test('a network that cannot be read stops the start, not the first call', () => {
  assert.throws(() => createAddressGuard({ allowInsecure: false, allowAddresses: ['10.0.0.0'] }))
})
