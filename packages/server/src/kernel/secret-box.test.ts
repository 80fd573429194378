import assert from 'node:assert/strict'
import { test } from 'node:test'

import { systemRandom } from './random.ts'
import { AlteredSecret, createSecretBox, masterKey, WrongMasterKey } from './secret-box.ts'

const first = masterKey(Buffer.alloc(32, 1))
const second = masterKey(Buffer.alloc(32, 2))

test('what was sealed opens again, whatever the text', () => {
  const box = createSecretBox([first], systemRandom)
  for (const text of ['', 'whsec_plain', 'naïve ünïcode 📯', 'dots.in.it', 'x'.repeat(100_000)]) {
    assert.equal(box.open(box.seal(text)), text)
  }
})

test('a sealed text names its key, shows nothing of the secret, and is different each time', () => {
  const box = createSecretBox([first], systemRandom)
  const sealed = box.seal('whsec_the-secret')
  assert.match(sealed, new RegExp(`^v1\\.${first.id}\\.[A-Za-z0-9_-]+$`))
  assert.ok(!Buffer.from(sealed.split('.')[2] ?? '', 'base64url').includes('the-secret'))
  assert.notEqual(box.seal('whsec_the-secret'), sealed)
})

test('the first key seals and every key opens, so that a master key can be changed', () => {
  const sealedBefore = createSecretBox([first], systemRandom).seal('secret')
  const changed = createSecretBox([second, first], systemRandom)
  assert.equal(changed.open(sealedBefore), 'secret')
  assert.equal(changed.seal('secret').split('.')[1], second.id)
  assert.deepEqual(changed.keyIds, [second.id, first.id])
})

test('a text sealed under a key that is not there is refused with the name of that key, which is no part of it', () => {
  const sealed = createSecretBox([first], systemRandom).seal('secret')
  const box = createSecretBox([second], systemRandom)
  assert.throws(
    () => box.open(sealed),
    (error) => error instanceof WrongMasterKey && error.message.includes(first.id),
  )
  assert.ok(!first.bytes.toString('hex').includes(first.id))
})

test('a text that was altered in any byte, or cut short, is refused', () => {
  const box = createSecretBox([first], systemRandom)
  const [version, id, content = ''] = box.seal('secret').split('.')
  const bytes = Buffer.from(content, 'base64url')
  const open = (altered: Buffer) => box.open(`${String(version)}.${String(id)}.${altered.toString('base64url')}`)
  assert.equal(open(bytes), 'secret')
  for (let index = 0; index < bytes.length; index++) {
    const altered = Buffer.from(bytes)
    altered[index] = (altered[index] ?? 0) ^ 1
    assert.throws(() => open(altered), AlteredSecret, `byte ${index}`)
    assert.throws(() => open(bytes.subarray(0, index)), AlteredSecret, `cut to ${index} bytes`)
  }
})

test('what is no sealed text at all is refused', () => {
  const box = createSecretBox([first], systemRandom)
  for (const text of ['', 'secret', 'v1.', `v1.${first.id}`, `v1.${first.id}.`])
    assert.throws(() => box.open(text), text)
})

test('a master key of another length is refused, and a box needs one', () => {
  for (const length of [0, 16, 31, 33, 64]) assert.throws(() => masterKey(Buffer.alloc(length)), /32 bytes/)
  assert.throws(() => createSecretBox([], systemRandom), /needs a master key/)
})
