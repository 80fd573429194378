import ipaddr from 'ipaddr.js'
import { isIP } from 'node:net'

/**
 * Addresses that no customer's URL may reach, each with the words a customer is told. The first match names the
 * reason, so a single address stands above the network that holds it.
 * Source: the IANA special-purpose address registries (RFC 6890 and its updates), and the clouds' metadata services.
 */
const forbiddenIPv4: readonly [cidr: string, reason: string][] = [
  ['169.254.169.254/32', 'a cloud metadata service'],
  ['100.100.100.200/32', 'a cloud metadata service'],
  // A public address that every Azure machine routes to its own host, credentials and all.
  ['168.63.129.16/32', 'a cloud platform service'],
  ['0.0.0.0/8', 'the local network'],
  ['10.0.0.0/8', 'a private network'],
  ['100.64.0.0/10', 'carrier-grade NAT'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'a private network'],
  ['192.0.0.0/24', 'protocol assignments'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', 'a 6to4 relay'],
  ['192.168.0.0/16', 'a private network'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['255.255.255.255/32', 'broadcast'],
  ['240.0.0.0/4', 'reserved (class E)'],
]

/** Every prefix that carries an IPv4 address inside it is refused whole, whatever it carries: a gateway may unwrap it. */
const forbiddenIPv6: readonly [cidr: string, reason: string][] = [
  ['fd00:ec2::254/128', 'a cloud metadata service'],
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['::/96', 'IPv4-compatible'],
  ['::ffff:0:0:0/96', 'IPv4-translated'],
  ['64:ff9b::/96', 'NAT64'],
  ['64:ff9b:1::/48', 'local NAT64'],
  ['100::/64', 'discard'],
  ['2001::/32', 'Teredo'],
  ['2001:2::/48', 'benchmarking'],
  ['2001:10::/28', 'ORCHID'],
  ['2001:20::/28', 'ORCHID'],
  ['2001:db8::/32', 'documentation'],
  ['2001::/23', 'protocol assignments'],
  ['2002::/16', '6to4'],
  ['3fff::/20', 'documentation'],
  ['5f00::/16', 'segment routing'],
  ['fc00::/7', 'a private network (unique local)'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
]

const tableIPv4 = forbiddenIPv4.map(([cidr, reason]) => ({ network: ipaddr.IPv4.parseCIDR(cidr), reason }))
const tableIPv6 = forbiddenIPv6.map(([cidr, reason]) => ({ network: ipaddr.IPv6.parseCIDR(cidr), reason }))
const globalUnicastIPv6 = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Says why no outbound call may go to an address, or null when it is global unicast and may be called. What is not an
 * IP address in its usual spelling is forbidden too: this is asked of resolver answers and of parsed URLs, and both
 * spell addresses in one way only.
 */
export function forbiddenReason(address: string): string | null {
  const ip = parseAddress(address)
  if (ip === null) return 'not an IP address'
  const found =
    ip instanceof ipaddr.IPv4
      ? tableIPv4.find(({ network }) => ip.match(network))
      : tableIPv6.find(({ network }) => ip.match(network))
  if (found) return found.reason
  if (ip instanceof ipaddr.IPv6 && !ip.match(globalUnicastIPv6)) return 'not global unicast'
  // The library keeps its own list. Where it knows a range that the tables above miss, it is right to refuse.
  const range = ip.range()
  return range === 'unicast' ? null : `special use (${range})`
}

/** Reads an address as it stands in a URL or an answer: brackets and scope id dropped, IPv4-mapped IPv6 made IPv4. */
export function parseAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = address.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/s, '')
  const family = isIP(bare)
  if (family === 0) return null
  // The library takes the IPv4-compatible ::8.8.8.8 for the mapped ::ffff:8.8.8.8; in hexadecimal it cannot.
  return ipaddr.process(family === 4 ? bare : new URL(`http://[${bare}]`).hostname.slice(1, -1))
}
