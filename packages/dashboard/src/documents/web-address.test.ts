import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isWebAddress } from './web-address.ts'

test('only addresses of the web become links', () => {
  assert.ok(isWebAddress('https://example.com/help'))
  assert.ok(isWebAddress('http://example.com'))
  for (const other of ['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'example.com', '']) {
    assert.ok(!isWebAddress(other), other)
  }
})
