import assert from 'node:assert/strict'
import { test } from 'node:test'

import { DnsServer } from '../../../../../test/support/dns-server.ts'
import { createResolver, type ResolveHost } from '../resolve-host.ts'
import { vetUrl, type UrlRefusal } from './vet-url.ts'

const resolvesTo =
  (...addresses: string[]): ResolveHost =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))

const open = { allowInsecure: false, resolve: resolvesTo('1.1.1.1', '2606:4700::1111') }

async function reasonFor(url: string, policy = open): Promise<UrlRefusal | 'accepted'> {
  const vetted = await vetUrl(url, policy)
  if (vetted.ok) assert.equal(vetted.url, url)
  else assert.match(vetted.message, /^[A-Z].*\.$/)
  return vetted.ok ? 'accepted' : vetted.reason
}

const cases: Record<UrlRefusal | 'accepted', string[]> = {
  accepted: [
    'https://example.com',
    'https://example.com/hook?a=1&b=%20',
    'https://example.com:8443/',
    'https://8.8.8.8/x',
  ],
  invalid: [
    '',
    'example.com',
    'https://',
    'https:// example.com',
    'https://exa\tmple.com',
    'https://a\\b',
    'https://h:70000/',
  ],
  too_long: [`https://example.com/${'a'.repeat(2048)}`],
  scheme: [
    'http://example.com',
    'ftp://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'gopher://example.com',
  ],
  credentials: [
    'https://user:pass@example.com/',
    'https://user@example.com',
    'https://@example.com',
    'https:///user@example.com',
  ],
  fragment: ['https://example.com/#top', 'https://example.com/hook#'],
  port: ['https://example.com:0/'],
  blocked_address: [
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
  ],
  dns: [],
}
cases.blocked_address.push(
  'https://169.254.169.254/latest',
  'https://[::ffff:10.0.0.1]/',
  'https://[64:ff9b::1.1.1.1]/',
)

for (const [expected, urls] of Object.entries(cases)) {
  for (const url of urls) {
    test(`${expected}: ${url.slice(0, 60)}`, async () => assert.equal(await reasonFor(url), expected))
  }
}

test('one forbidden address among good ones refuses the host', async () => {
  const addresses = ['1.1.1.1', '8.8.8.8', '10.0.0.1']
  for (const order of [addresses, addresses.toReversed()]) {
    assert.equal(await reasonFor('https://mixed.test/', { ...open, resolve: resolvesTo(...order) }), 'blocked_address')
  }
})

test('the refusal does not say what the name means inside the network', async () => {
  const vetted = await vetUrl('https://intranet.test/', { ...open, resolve: resolvesTo('10.9.8.7') })
  assert.ok(!vetted.ok)
  assert.doesNotMatch(vetted.message, /10\.9\.8\.7/)
})

test('a name that a real name server sends to loopback is refused, one it does not know is dns', async (t) => {
  const dns = await DnsServer.start()
  t.after(() => dns.close())
  dns.answer('inside.test', ['127.0.0.1'])
  const policy = { ...open, resolve: createResolver({ servers: [dns.address] }) }
  assert.equal(await reasonFor('https://inside.test/', policy), 'blocked_address')
  assert.equal(await reasonFor('https://unknown.test/', policy), 'dns')
})

test('a network the operator opened is accepted', async () => {
  assert.equal(await reasonFor('https://10.20.0.1/', { ...open, ...{ allowAddresses: ['10.20.0.0/16'] } }), 'accepted')
})

test('allowInsecure lifts HTTPS and the address rules, asks no name server, and nothing else', async () => {
  const insecure = { allowInsecure: true, resolve: () => Promise.reject(new Error('asked')) }
  assert.equal(await reasonFor('http://127.0.0.1:8080/hook', insecure), 'accepted')
  assert.equal(await reasonFor('http://receiver.local/hook', insecure), 'accepted')
  assert.equal(await reasonFor('ftp://127.0.0.1/', insecure), 'scheme')
  assert.equal(await reasonFor('http://user@127.0.0.1/', insecure), 'credentials')
})
