import type { NewSuppression } from '../suppressions/index.ts'
import type { MessageChange } from './change-message.ts'
import { callIdOf, type Message } from './message.ts'
import { placeOf } from './suppressed-recipients.ts'

/** Decides whether a report about a message takes its recipient off the mail: none or one entry for the list. */
export function suppressionAfter(message: Message, change: MessageChange, applied: boolean): NewSuppression[] {
  if (message.kind !== 'email') return []
  const reason = reasonAfter(message, change, applied)
  return reason === null ? [] : [{ ...placeOf(message), reason, messageId: callIdOf(message), expiresAt: null }]
}

/**
 * What is told again suppresses nobody: the address may have been let back in since. A hard bounce of a message that had
 * failed otherwise before is not applied, and is news about the address all the same.
 */
function reasonAfter(message: Message, change: MessageChange, applied: boolean): NewSuppression['reason'] | null {
  if (change.status === 'complained') return applied ? 'complaint' : null
  const isHardBounce = change.status === 'bounced' && change.bounceType === 'hard'
  return isHardBounce && message.errorCode !== 'hard_bounce' ? 'hard_bounce' : null
}
