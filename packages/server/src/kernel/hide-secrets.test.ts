import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hideSecrets } from './hide-secrets.ts'

test('a secret is hidden as it is, in base64 and in a URL, wherever it stands', () => {
  const secret = 'p&ss word'
  const text = `a ${secret} b ${secret} c ${Buffer.from(secret).toString('base64')} d ${encodeURIComponent(secret)}`
  assert.equal(hideSecrets(text, [secret]), 'a [secret] b [secret] c [secret] d [secret]')
})

test('what is no text, or too short to be a secret, hides nothing', () => {
  assert.equal(hideSecrets('the cat', ['the', '', undefined, 7]), 'the cat')
})
