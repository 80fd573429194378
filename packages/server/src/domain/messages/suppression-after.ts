import type { NewSuppression } from '../suppressions/index.ts'
import type { MessageChange } from './change-message.ts'
import { callIdOf, type Message } from './message.ts'
import { placeOf } from './suppressed-recipients.ts'

/** Decides whether a report about a message takes its recipient off the list of those who are written to: none or one entry for the list. */
export function suppressionAfter(message: Message, change: MessageChange, applied: boolean): NewSuppression[] {
  const reason = message.kind === 'email' ? reasonAfter(message, change, applied) : optOutAfter(message, change)
  return reason === null ? [] : [{ ...placeOf(message), reason, messageId: callIdOf(message), expiresAt: null }]
}

/** The word that every adapter has for a carrier's "this number wants nothing". */
export const OPTED_OUT = 'opted_out'

function optOutAfter(message: Message, change: MessageChange): NewSuppression['reason'] | null {
  const isNews = message.errorCode !== OPTED_OUT
  return isNews && change.status === 'failed' && change.code === OPTED_OUT ? 'provider_opt_out' : null
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
