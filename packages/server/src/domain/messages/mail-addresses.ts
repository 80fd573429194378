import type { MailTokenPurpose, MailTokens } from './mail-tokens.ts'

/** The header that says which of our e-mails a mail is. Complaints bring it back, and so does a mail that goes round. */
export const TRACE_HEADER = 'X-Posthorn-Message'

/** The first characters of the local part: RFC 5233 calls what follows a detail, which relays leave alone. */
const PREFIXES: Readonly<Record<Exclude<MailTokenPurpose, 'trace'>, string>> = { bounce: 'b+', reply: 'r+' }

export function mailAddress(
  tokens: MailTokens,
  purpose: 'bounce' | 'reply',
  messageId: string,
  domain: string,
): string {
  return `${PREFIXES[purpose]}${tokens.write(purpose, messageId)}@${domain}`
}

/** Whose bounces, or answers, an address takes. */
export interface AddressedMessage {
  readonly purpose: 'bounce' | 'reply'
  readonly messageId: string
}

/**
 * Reads an address of ours, on whatever domain: the token is what counts, and sending domains come and go. Null for any
 * other.
 */
export function readMailAddress(tokens: MailTokens, address: string): AddressedMessage | null {
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase()
  for (const purpose of ['bounce', 'reply'] as const) {
    if (!local.startsWith(PREFIXES[purpose])) continue
    const messageId = tokens.read(purpose, local.slice(PREFIXES[purpose].length))
    if (messageId !== null) return { purpose, messageId }
  }
  return null
}
