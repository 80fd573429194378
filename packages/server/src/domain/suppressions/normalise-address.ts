import type { SuppressionChannel } from '@posthorn/contract'

import { normaliseEmail, normalisePhone } from '../contacts/index.ts'

/** An address as the list of its channel has it; null: it is none. */
export function keyOf(channel: SuppressionChannel, address: string): string | null {
  return channel === 'email' ? (normaliseEmail(address)?.key ?? null) : normalisePhone(address)
}

/** What an address that `keyOf` does not know is not. */
export function noneOf(channel: SuppressionChannel): string {
  return channel === 'email' ? 'no e-mail address' : 'no phone number in E.164 form'
}
