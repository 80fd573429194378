import { isIP } from 'node:net'

import type { ResolveHost } from '../resolve-host.ts'
import { createAddressGuard, type OutboundPolicy } from './address-guard.ts'

export interface VettingPolicy extends OutboundPolicy {
  readonly resolve: ResolveHost
}

export type UrlRefusal =
  'invalid' | 'too_long' | 'scheme' | 'credentials' | 'fragment' | 'port' | 'dns' | 'blocked_address'

/** `url` is the text as it was given: it is what the customer will look for. `message` says what to do. */
export type Vetted = { ok: true; url: string } | { ok: false; reason: UrlRefusal; message: string }

/** Longest URL that is accepted, in characters: what old proxies and servers are known to take. */
const MOST_CHARACTERS = 2048

/**
 * Decides whether a customer's URL may be registered. The spelling is checked first, then the host is resolved and
 * refused if ANY of its addresses is forbidden. The answer is for the customer's sake: what protects the network is
 * the same check at every connection, since a name may point elsewhere by then. With `allowInsecure` the host is not
 * looked up, as no answer could be refused. Never rejects.
 */
export async function vetUrl(url: string, policy: VettingPolicy): Promise<Vetted> {
  const spelling = vetSpelling(url, policy.allowInsecure)
  if (!spelling.ok) return spelling
  if (policy.allowInsecure) return { ok: true, url }
  const refusal = await vetHost(spelling.hostname, policy)
  return refusal ?? { ok: true, url }
}

type Refused = Extract<Vetted, { ok: false }>

function refuse(reason: UrlRefusal, message: string): Refused {
  return { ok: false, reason, message }
}

function vetSpelling(url: string, allowHttp: boolean): Refused | { ok: true; hostname: string } {
  if (url.length > MOST_CHARACTERS)
    return refuse('too_long', `Shorten the URL to at most ${MOST_CHARACTERS} characters.`)
  // The parser would drop or mend these silently, and other parsers would not: what is called must be what was read.
  if (/[\s\\\p{Cc}]/u.test(url)) {
    return refuse('invalid', 'Remove spaces, backslashes and control characters from the URL.')
  }
  const parsed = URL.parse(url)
  if (!parsed) return refuse('invalid', 'Give a complete URL, such as https://example.com/webhooks.')
  if (parsed.protocol !== 'https:' && !(allowHttp && parsed.protocol === 'http:')) {
    return refuse('scheme', 'Use a URL that starts with https://.')
  }
  // The bare "@" too: "https://@host" parses to empty credentials, and is never meant.
  if (parsed.username !== '' || parsed.password !== '' || /^[^/]*\/\/[^/?#]*@/.test(url)) {
    return refuse('credentials', 'Remove the user name and password from the URL; verify the signature instead.')
  }
  if (url.includes('#')) return refuse('fragment', 'Remove the part from # on; it is never sent to a server.')
  if (parsed.port === '0') return refuse('port', 'Use a port between 1 and 65535.')
  return { ok: true, hostname: parsed.hostname.replace(/^\[(.*)\]$/, '$1') }
}

async function vetHost(hostname: string, policy: VettingPolicy): Promise<Refused | null> {
  const forbidden = createAddressGuard(policy)
  const addresses = isIP(hostname) ? [hostname] : await addressesOf(hostname, policy.resolve)
  if (addresses.length === 0) {
    return refuse('dns', `No address was found for ${hostname}. Check the name, or try again once its DNS answers.`)
  }
  for (const address of addresses) {
    const reason = forbidden(address)
    // The address stays out of the sentence: a customer must not learn what names mean inside this network.
    if (reason) return refuse('blocked_address', `Use a host on the public internet; this one leads to ${reason}.`)
  }
  return null
}

async function addressesOf(hostname: string, resolve: ResolveHost): Promise<string[]> {
  try {
    return (await resolve(hostname)).map(({ address }) => address)
  } catch {
    return []
  }
}
