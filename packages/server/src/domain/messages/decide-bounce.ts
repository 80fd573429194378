import type { DeliveryOutcome, ReportedChange } from './port.ts'

/** The worst first. */
const SEVERITY: readonly DeliveryOutcome['action'][] = ['failed', 'delayed', 'relayed', 'delivered']

/**
 * Decides what a bounce means for a message, which has one recipient. A server that wrote of several (the address is a
 * list, or was forwarded) is asked about this one first; if it does not name it, the worst that it says counts. Null: it
 * says nothing.
 */
export function decideBounce(outcomes: readonly DeliveryOutcome[], address: string): ReportedChange | null {
  const named = outcomes.filter(({ recipients }) => recipients.some((each) => sameAddress(each, address)))
  const [worst] = (named.length > 0 ? named : outcomes).toSorted((one, other) => rank(one) - rank(other))
  if (!worst) return null
  switch (worst.action) {
    case 'failed':
      return { status: 'bounced', bounceType: worst.bounceType, error: worst.detail }
    case 'delivered':
      return { status: 'delivered' }
    case 'delayed':
    case 'relayed':
      return { status: worst.action, detail: worst.detail }
  }
}

function rank({ action, bounceType }: DeliveryOutcome): number {
  return SEVERITY.indexOf(action) * 2 + (bounceType === 'hard' ? 0 : 1)
}

function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
