import { isId } from '@posthorn/contract'

import { hmacSha256, sameText, type SigningKey } from '../../kernel/hmac.ts'
import { idPrefixOf } from './message.ts'

/**
 * What a token is for. One that was made for one purpose is none for another: who answers a mail must not know where its
 * bounces go.
 */
export type MailTokenPurpose = 'bounce' | 'reply' | 'trace'

/** Names of our e-mails that nobody else can make, short enough for the local part of an address. */
export interface MailTokens {
  write(purpose: MailTokenPurpose, messageId: string): string
  /** The id of the message; null for what is no token of ours. */
  read(purpose: MailTokenPurpose, token: string): string | null
}

/** 80 bits: nobody guesses that many over SMTP. */
const MAC_CHARACTERS = 20
const ULID_CHARACTERS = 26
const TOKEN = new RegExp(`^([0-9a-z]{${ULID_CHARACTERS}})\\.([0-9a-f]{${MAC_CHARACTERS}})$`)

/**
 * `<ulid>.<mac>`, in lower case whatever a relay made of it: local parts are to be kept as they are (RFC 5321, 2.4), and
 * some are not. With the two characters before it the local part has 49 of the 64 octets that it may have.
 */
export function createMailTokens(keys: readonly SigningKey[]): MailTokens {
  const [first] = keys
  if (!first) throw new RangeError('mail tokens need a key')
  return {
    write(purpose, messageId) {
      const ulid = messageId.slice(-ULID_CHARACTERS).toLowerCase()
      return `${ulid}.${macOf(first, purpose, ulid)}`
    },
    read(purpose, token) {
      const [, ulid, mac] = TOKEN.exec(token.toLowerCase()) ?? []
      if (ulid === undefined || mac === undefined) return null
      if (!keys.some((key) => sameText(mac, macOf(key, purpose, ulid)))) return null
      const id = `${idPrefixOf.email}_${ulid.toUpperCase()}`
      return isId('email', id) ? id : null
    },
  }
}

function macOf(key: SigningKey, purpose: MailTokenPurpose, ulid: string): string {
  return hmacSha256(key, `${purpose} ${ulid}`, 'hex').slice(0, MAC_CHARACTERS)
}
