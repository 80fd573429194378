import { domainToASCII } from 'node:url'

/** An e-mail address in its two uses. */
export interface EmailAddress {
  /** To write to: the local part as it was given, the domain in lower case and in ASCII. */
  readonly address: string
  /** To find the person by. Servers may tell `A@` from `a@`; none of note does, and people never do. */
  readonly key: string
  readonly domain: string
}

/** RFC 5321, 4.5.3.1. */
const MOST_CHARACTERS = 254
const MOST_IN_LOCAL_PART = 64

const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/** The parts of a bare address, or null when it is none. Quoted local parts and names before the address are refused. */
export function normaliseEmail(text: string): EmailAddress | null {
  const trimmed = text.trim()
  const at = trimmed.lastIndexOf('@')
  const local = trimmed.slice(0, at)
  const domain = domainToASCII(trimmed.slice(at + 1))
  if (at < 1 || local.length > MOST_IN_LOCAL_PART || !LOCAL_PART.test(local) || !DOMAIN.test(domain)) return null
  const address = `${local}@${domain}`
  return address.length > MOST_CHARACTERS ? null : { address, key: address.toLowerCase(), domain }
}
