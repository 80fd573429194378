import type { Unsubscribes } from '../suppressions/index.ts'
import type { MessageContent } from './content.ts'
import { TRACE_HEADER } from './mail-addresses.ts'
import type { MailTokens } from './mail-tokens.ts'
import { callIdOf, type Message } from './message.ts'
import { placeOf } from './suppressed-recipients.ts'

export interface HeaderDeps {
  /** The headers by which a recipient unsubscribes with one press. */
  readonly unsubscribeHeaders: Unsubscribes['headers']
  readonly mailTokens: MailTokens
}

/** Headers of one recipient's e-mail beside those that follow from what it says (RFC 8058, RFC 3834). */
export function headersOf(
  message: Message,
  content: MessageContent,
  { unsubscribeHeaders, mailTokens }: HeaderDeps,
): Readonly<Record<string, string>> {
  if (content.kind !== 'email') return {}
  return {
    [TRACE_HEADER]: mailTokens.write('trace', message.id),
    ...(content.unsubscribe ? unsubscribeHeaders(placeOf(message), callIdOf(message)) : {}),
    ...(content.automatic ? { 'Auto-Submitted': 'auto-generated' } : {}),
  }
}
