import type { Unsubscribes } from '../suppressions/index.ts'
import type { MessageContent } from './content.ts'
import { callIdOf, type Message } from './message.ts'
import { placeOf } from './suppressed-recipients.ts'

/** Headers of one recipient's e-mail beside those that follow from what it says (RFC 8058, RFC 3834). */
export function headersOf(
  message: Message,
  content: MessageContent,
  unsubscribeHeaders: Unsubscribes['headers'],
): Readonly<Record<string, string>> {
  if (content.kind !== 'email') return {}
  return {
    ...(content.unsubscribe ? unsubscribeHeaders(placeOf(message), callIdOf(message)) : {}),
    ...(content.automatic ? { 'Auto-Submitted': 'auto-generated' } : {}),
  }
}
