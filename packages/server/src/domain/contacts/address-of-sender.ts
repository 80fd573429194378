import type { ContactAddress } from './contact.ts'
import { normaliseEmail } from './normalise-email.ts'
import { normalisePhone } from './normalise-phone.ts'

const MOST_CHARACTERS = 254

/**
 * What the contact is found by who wrote first. Carriers also name senders that are no number one could call (short
 * codes, words) and no address one could write to: those are contacts under what they are called.
 */
export function addressOfSender(by: ContactAddress['by'], from: string): Pick<ContactAddress, 'by' | 'address'> {
  const known = by === 'phone' ? normalisePhone(from) : normaliseEmail(from)?.key
  return { by, address: known ?? from.replaceAll('\0', '').trim().toLowerCase().slice(0, MOST_CHARACTERS) }
}
