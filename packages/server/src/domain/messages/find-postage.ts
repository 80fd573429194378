import type { Store } from '../../store/index.ts'
import type { FindSender } from '../email-domains/index.ts'
import { mailAddress } from './mail-addresses.ts'
import type { MailTokens } from './mail-tokens.ts'
import type { MessageTask } from './message-task.ts'
import type { CarrierAnswer, DkimKey, Postage } from './port.ts'

export interface PostageDeps {
  readonly store: Store
  readonly mailTokens: MailTokens
  readonly findSender: FindSender
  /** The platform's own address, and its key; null: what is sent from there is not signed. */
  readonly defaultFrom: string
  readonly platformKey: DkimKey | null
  /** Where the platform takes in what comes back; null: it does not, and bounces and answers go to `from`. */
  readonly mailInDomain: string | null
}

/** Where a message has lost the domain that it was accepted for. */
export const SENDER_LOST_CODE = 'sender_not_verified'

type Found = { readonly postage: Postage | null } | { readonly refusal: CarrierAnswer }

/**
 * Finds what a message is sent with; only e-mails need anything. A domain that was verified when the message was accepted
 * and is not any more has withdrawn its owner's consent, or would have its mail land among spam: nothing is sent from it.
 * When the domain cannot be read the message waits as it does for a carrier that is away.
 */
export async function findPostage(task: MessageTask, deps: PostageDeps): Promise<Found> {
  const { message, content } = task
  if (content.kind !== 'email') return { postage: null }
  // It may have been sent already: that is not known to be a refusal.
  if (task.callingSince !== null) return { postage: null }
  if (content.from === deps.defaultFrom)
    return { postage: postageOf(message.id, deps.platformKey, deps.mailInDomain, deps) }
  const domain = content.from.slice(content.from.lastIndexOf('@') + 1)
  try {
    const sender = await deps.findSender(deps.store.read, message.workspaceId, domain)
    if (sender) return { postage: postageOf(message.id, sender.key, sender.returnPathHost, deps) }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { refusal: { kind: 'unavailable', detail: `The sending domain could not be read: ${detail}` } }
  }
  const words = `${domain} was verified when the e-mail was accepted and is not any more; verify it, then send again.`
  return { refusal: { kind: 'rejected', code: SENDER_LOST_CODE, message: words } }
}

/** What comes back comes to the sender's own host where that leads here, otherwise to the platform's domain. */
function postageOf(
  messageId: string,
  dkim: DkimKey | null,
  host: string | null,
  { mailInDomain, mailTokens }: PostageDeps,
): Postage {
  if (mailInDomain === null) return { returnPath: null, replyTo: null, dkim }
  const domain = host ?? mailInDomain
  return {
    returnPath: mailAddress(mailTokens, 'bounce', messageId, domain),
    replyTo: mailAddress(mailTokens, 'reply', messageId, domain),
    dkim,
  }
}
