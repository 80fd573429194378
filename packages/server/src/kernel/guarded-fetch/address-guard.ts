import ipaddr from 'ipaddr.js'

import { forbiddenReason, parseAddress } from './forbidden-address.ts'

/** What this installation lets outbound calls reach. */
export interface OutboundPolicy {
  /** Lifts the HTTPS and the address rules, for local work and tests (`WEBHOOK_ALLOW_INSECURE`). */
  readonly allowInsecure: boolean
  /** Networks an operator opens although they are not public, in CIDR notation, e.g. `10.20.0.0/16` or `fd12::/32`. */
  readonly allowAddresses?: readonly string[]
}

/** Says why an address may not be called under the policy, or null when it may. */
export type AddressGuard = (address: string) => string | null

/** Builds the guard once. Throws on a network that is not in CIDR notation. */
export function createAddressGuard(policy: OutboundPolicy): AddressGuard {
  if (policy.allowInsecure) return () => null
  const allowed = (policy.allowAddresses ?? []).map((cidr) => ipaddr.parseCIDR(cidr))
  return (address) => {
    const reason = forbiddenReason(address)
    if (reason === null) return null
    const ip = parseAddress(address)
    const opened =
      ip !== null && allowed.some(([network, bits]) => network.kind() === ip.kind() && ip.match(network, bits))
    return opened ? null : reason
  }
}
