import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

import { masterKeyFromFile } from './master-key-file.ts'
import { type Random, systemRandom } from './random.ts'

function keyPath(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'posthorn-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data', 'master.key')
}

test('the first start makes a key that only the owner can read, and every later start reads the same one', (t) => {
  const path = keyPath(t)
  const made = masterKeyFromFile(path, systemRandom)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.equal(statSync(join(path, '..')).mode & 0o777, 0o700)
  assert.equal(readFileSync(path, 'utf8'), `${made.bytes.toString('hex')}\n`)
  assert.deepEqual(masterKeyFromFile(path, systemRandom), made)
})

test('of two processes that start at once one makes the key and both have it', (t) => {
  const path = keyPath(t)
  let other: ReturnType<typeof masterKeyFromFile> | undefined
  const slow: Random = {
    ...systemRandom,
    // The other process does all of it between this one's decision to make a key and its writing.
    bytes(count) {
      other = masterKeyFromFile(path, systemRandom)
      return systemRandom.bytes(count)
    },
  }
  assert.deepEqual(masterKeyFromFile(path, slow), other)
})

test('a damaged file is named and left as it is, never replaced by a new key', (t) => {
  const path = keyPath(t)
  masterKeyFromFile(path, systemRandom)
  for (const damaged of ['', 'not a key\n', 'ab'.repeat(31), `${'ab'.repeat(32)}00`, 'AB'.repeat(32)]) {
    writeFileSync(path, damaged)
    assert.throws(
      () => masterKeyFromFile(path, systemRandom),
      (error) => error instanceof Error && error.message.includes(path) && /backup/.test(error.message),
    )
    assert.equal(readFileSync(path, 'utf8'), damaged)
  }
})
