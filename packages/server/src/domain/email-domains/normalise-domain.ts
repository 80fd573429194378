import { domainToASCII } from 'node:url'

import { getDomain } from 'tldts'

/** The name as DNS writes it, or a sentence about what is wrong with it. */
export type NormalisedDomain = { readonly domain: string } | { readonly problem: string }

/** RFC 1035: labels of letters, digits and inner hyphens, at most 63 characters each and 253 in all. */
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
/** What a URL parser reads as something else than a name: a port, a path, a user, an address of the next protocol. */
const NO_NAME = /[\s/\\@:?#%[\]*_,;<>]/
const ADDRESS = /^[\d.]+$/

/** Reads a domain that a person typed: case, IDNA, and the final dot of DNS tools. */
export function normaliseDomain(text: string): NormalisedDomain {
  const given = text.trim().replace(/\.$/, '')
  if (NO_NAME.test(given))
    return { problem: 'it must be a bare domain such as example.com, without address, path or port' }
  const domain = domainToASCII(given)
  if (ADDRESS.test(domain)) return { problem: 'it is an IP address; give a domain' }
  if (!domain.includes('.')) return { problem: 'it is no whole domain; give one such as example.com' }
  if (!DOMAIN.test(domain)) return { problem: 'it is no domain name' }
  if (organisationalDomain(domain) === null)
    return { problem: `${domain} is a public suffix, under which anybody may have a domain; give a domain of your own` }
  // Room for the names of the records before it.
  if (domain.length > MOST_CHARACTERS) return { problem: `it is longer than ${MOST_CHARACTERS} characters` }
  return { domain }
}

const MOST_CHARACTERS = 220

/** The domain that its owner registered (RFC 7489, 3.2), by the public suffix list; null for a suffix itself. */
export function organisationalDomain(domain: string): string | null {
  return getDomain(domain, { allowPrivateDomains: true })
}
