import assert from 'node:assert/strict'
import { test } from 'node:test'

import { normaliseDomain, organisationalDomain } from './normalise-domain.ts'

for (const [given, domain] of [
  ['example.com', 'example.com'],
  [' Mail.EXAMPLE.com. ', 'mail.example.com'],
  ['münchen.example', 'xn--mnchen-3ya.example'],
  ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
  ['ｅxample.com', 'example.com'],
  ['empresa.com.br', 'empresa.com.br'],
  ['posthorn.test', 'posthorn.test'],
  ['shop.internal', 'shop.internal'],
] as const) {
  test(`${given} is ${domain}`, () => assert.deepEqual(normaliseDomain(given), { domain }))
}

for (const given of [
  '',
  '.',
  'com',
  'localhost',
  'co.uk',
  'com.br',
  'github.io',
  '127.0.0.1',
  '0x7f.1',
  '[::1]',
  '::1',
  'maria@example.com',
  'https://example.com',
  'example.com/path',
  'example.com:25',
  'example.com?',
  'exa mple.com',
  'example..com',
  '.example.com',
  'example.com..',
  '*.example.com',
  '_dmarc.example.com',
  '-example.com',
  'example-.com',
  `${'a'.repeat(64)}.com`,
  `${'a.'.repeat(120)}com`,
  'xn--.com',
  'example.com\u0000',
  'example.com\nx',
  "example.com'--",
]) {
  test(`${JSON.stringify(given).slice(0, 60)} is refused with a reason`, () => {
    const read = normaliseDomain(given)
    assert.ok('problem' in read, JSON.stringify(read))
    assert.match(read.problem, /^(it|\S+) is|^it must/)
  })
}

test('the organisational domain is one label below the public suffix', () => {
  assert.equal(organisationalDomain('a.b.example.com'), 'example.com')
  assert.equal(organisationalDomain('news.shop.co.uk'), 'shop.co.uk')
  assert.equal(organisationalDomain('co.uk'), null)
})
