import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hmacSha256, keyFromBase64, keyFromText, sameText } from './hmac.ts'

test('HMAC-SHA256 agrees with RFC 4231', () => {
  const what = 'what do ya want for nothing?'
  const digest = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
  assert.equal(hmacSha256(keyFromText('Jefe'), what, 'hex'), digest)
  assert.equal(hmacSha256(keyFromBase64('SmVmZQ=='), what, 'hex'), digest)
  assert.equal(hmacSha256(keyFromText('Jefe'), what, 'base64'), Buffer.from(digest, 'hex').toString('base64'))
  assert.equal(
    hmacSha256(keyFromBase64(Buffer.alloc(20, 0x0b).toString('base64')), 'Hi There', 'hex'),
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  )
  assert.equal(
    hmacSha256(
      keyFromBase64(Buffer.alloc(131, 0xaa).toString('base64')),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      'hex',
    ),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  )
})

test('text is signed as its UTF-8 bytes', () => {
  const key = keyFromText('schlüssel')
  assert.equal(
    hmacSha256(key, 'größe 📯', 'hex'),
    hmacSha256(keyFromBase64(Buffer.from('schlüssel').toString('base64')), 'größe 📯', 'hex'),
  )
  assert.notEqual(hmacSha256(key, 'größe', 'hex'), hmacSha256(key, 'gro\u0308ße', 'hex'))
})

test('the same texts are the same, and nothing else is: not a prefix, not another length, not the empty text', () => {
  assert.equal(sameText('abc', 'abc'), true)
  assert.equal(sameText('', ''), true)
  for (const other of ['abd', 'ab', 'abcd', '', 'ABC', 'äbc']) assert.equal(sameText('abc', other), false, other)
  // As many characters and not as many bytes: must not throw.
  assert.equal(sameText('é', 'e'), false)
})
