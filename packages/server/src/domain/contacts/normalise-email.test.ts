import assert from 'node:assert/strict'
import { test } from 'node:test'

import { normaliseEmail } from './normalise-email.ts'

for (const [given, address, key] of [
  ['maria@example.com', 'maria@example.com', 'maria@example.com'],
  [' Maria.Silva+x@Example.COM ', 'Maria.Silva+x@example.com', 'maria.silva+x@example.com'],
  ["o'hara_1@mail.example.co.uk", "o'hara_1@mail.example.co.uk", "o'hara_1@mail.example.co.uk"],
  ['post@bücher.example', 'post@xn--bcher-kva.example', 'post@xn--bcher-kva.example'],
] as const) {
  test(`${JSON.stringify(given)} is ${address}`, () => {
    const read = normaliseEmail(given)
    assert.equal(read?.address, address)
    assert.equal(read.key, key)
  })
}

for (const given of [
  '',
  '@',
  'maria',
  'maria@',
  '@example.com',
  'maria@localhost',
  'maria@example',
  'maria@-example.com',
  'maria@example..com',
  'maria@192.168.0.1',
  '.maria@example.com',
  'maria..silva@example.com',
  'maria silva@example.com',
  'maria@exam ple.com',
  'Maria <maria@example.com>',
  '"maria"@example.com',
  'maria@example.com,jose@example.com',
  'maria@example.com\r\nBcc: jose@example.com',
  `${'m'.repeat(65)}@example.com`,
  `maria@${'e'.repeat(64)}.com`,
  `maria@${'e.'.repeat(130)}com`,
]) {
  test(`${JSON.stringify(given).slice(0, 60)} is no address`, () => assert.equal(normaliseEmail(given), null))
}
