import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createKeyedHash } from './keyed-hash.ts'
import { masterKey } from './secret-box.ts'

const key = (byte: number) => masterKey(Buffer.alloc(32, byte))

test('a hash is matched by its text, its purpose and its master key, an older one included', () => {
  const old = createKeyedHash([key(1)], 'codes')
  const hashed = old.hash('ver_1\n482913')
  assert.ok(!hashed.includes('482913'))
  assert.equal(old.hash('ver_1\n482913'), hashed)
  assert.ok(old.matches('ver_1\n482913', hashed))
  assert.ok(!old.matches('ver_1\n482914', hashed))
  assert.ok(!old.matches('ver_2\n482913', hashed))
  assert.ok(createKeyedHash([key(2), key(1)], 'codes').matches('ver_1\n482913', hashed))
  assert.ok(!createKeyedHash([key(2)], 'codes').matches('ver_1\n482913', hashed))
  assert.ok(!createKeyedHash([key(1)], 'others').matches('ver_1\n482913', hashed))
  for (const damaged of ['', 'v1', hashed.slice(0, -1), `${hashed}0`]) assert.ok(!old.matches('ver_1\n482913', damaged))
})
