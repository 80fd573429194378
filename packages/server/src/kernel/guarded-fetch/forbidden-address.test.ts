import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'

import { forbiddenReason } from './forbidden-address.ts'

const forbidden: Record<string, string[]> = {
  loopback: ['127.0.0.1', '127.255.255.254', '::1', '[::1]', '0:0:0:0:0:0:0:1'],
  'a private network': ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'a private network (unique local)': ['fc00::1', 'fd12:3456::1', 'fdff:ffff::1'],
  'link-local': ['169.254.0.1', '169.254.169.253', 'fe80::1', 'fe80::1%eth0', '[fe80::1%25eth0]', 'febf::1'],
  'a cloud metadata service': ['169.254.169.254', '100.100.100.200', 'fd00:ec2::254', '::ffff:169.254.169.254'],
  'a cloud platform service': ['168.63.129.16'],
  'carrier-grade NAT': ['100.64.0.1', '100.127.255.255'],
  benchmarking: ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  'the local network': ['0.0.0.0', '0.1.2.3'],
  'protocol assignments': ['192.0.0.1', '192.0.0.192', '2001:1ff::1'],
  'a 6to4 relay': ['192.88.99.1'],
  documentation: ['192.0.2.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '3fff::1', '3fff:fff::1'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  'reserved (class E)': ['240.0.0.1', '255.255.255.254'],
  broadcast: ['255.255.255.255'],
  unspecified: ['::'],
  'IPv4-compatible': ['::8.8.8.8', '::7f00:1'],
  'IPv4-translated': ['::ffff:0:8.8.8.8'],
  NAT64: ['64:ff9b::8.8.8.8', '64:ff9b::7f00:1'],
  'local NAT64': ['64:ff9b:1::1', '64:ff9b:1:ffff::8.8.8.8'],
  discard: ['100::1'],
  Teredo: ['2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ORCHID: ['2001:10::1', '2001:1f::1', '2001:20::1', '2001:2f::1'],
  '6to4': ['2002:7f00:1::', '2002:808:808::1'],
  'segment routing': ['5f00::1'],
  'site-local': ['fec0::1', 'feff::1'],
  'not global unicast': ['4000::1', '200::1', '1::1', 'fe00::1'],
  'not an IP address': [
    '',
    'localhost',
    '127.1',
    '0x7f.0.0.1',
    '2130706433',
    '0177.0.0.1',
    '1.2.3.4.5',
    '::g',
    '10.0.0.1/8',
  ],
}

for (const [reason, addresses] of Object.entries(forbidden)) {
  test(`${reason} is refused`, () => {
    for (const address of addresses) assert.equal(forbiddenReason(address), reason, address)
  })
}

test('global unicast passes, up to the edges of what is refused', () => {
  const passing = [
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
  ]
  passing.push('128.0.0.0', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255')
  passing.push('192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255', '192.0.1.1', '192.0.3.1')
  passing.push('2606:4700:4700::1111', '2a00:1450:4001::200e', '[2606:4700::1]', '2001:4860:4860::8888', '2003::1')
  for (const address of passing) assert.equal(forbiddenReason(address), null, address)
})

test('an IPv4-mapped address is judged by the IPv4 address in it', () => {
  assert.equal(forbiddenReason('::ffff:8.8.8.8'), null)
  assert.equal(forbiddenReason('::ffff:7f00:1'), 'loopback')
  assert.equal(forbiddenReason('[::ffff:10.0.0.1]'), 'a private network')
})

test('ranges that only the library knows are refused too', () => {
  for (const address of ['192.31.196.1', '192.175.48.1', '192.52.193.1', '2620:4f:8000::1']) {
    assert.match(forbiddenReason(address) ?? '', /^special use/, address)
  }
})

const forbiddenIPv4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
]

/** An address somewhere inside a network of the list, as a number. */
const addressWithin = fc.tuple(fc.constantFrom(...forbiddenIPv4), fc.nat(2 ** 32 - 1)).map(([cidr, anywhere]) => {
  const [network = '', bits] = cidr.split('/')
  const base = network.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  return base + (anywhere % 2 ** (32 - Number(bits)))
})

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')
}

function hextets(address: number): string {
  return `${(address >>> 16).toString(16)}:${(address & 0xffff).toString(16)}`
}

test('no wrapping lets a forbidden IPv4 address through', () => {
  fc.assert(
    fc.property(addressWithin, (address) => {
      const plain = dotted(address)
      const inside = hextets(address)
      const wrapped = [
        plain,
        `::ffff:${plain}`,
        `::ffff:${inside}`,
        `[::ffff:${inside}]`,
        `::${plain}`,
        `::ffff:0:${plain}`,
      ]
      wrapped.push(`64:ff9b::${plain}`, `64:ff9b:1::${inside}`, `2002:${inside}::1`, `2001:0:${inside}::`)
      for (const spelling of wrapped) assert.notEqual(forbiddenReason(spelling), null, spelling)
    }),
  )
})

test('an odd spelling of an IPv4 address is made plain by the URL parser before it is judged', () => {
  const hosts = [
    '0x7f.1',
    '2130706433',
    '0177.0.0.1',
    '127.1',
    '0x7f000001',
    '127.0.0.1.',
    '１２７.0.0.1',
    '[::ffff:127.1.1.1]',
  ]
  for (const host of hosts) assert.equal(forbiddenReason(new URL(`https://${host}/`).hostname), 'loopback', host)
})
