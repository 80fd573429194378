import type { ContactAddress } from '../contacts/index.ts'
import type { MessageContent } from './content.ts'

/** A message that was asked for and checked, before anything is written. */
export interface NewMessage {
  /** Under which the caller will know it; the first recipient's message has it. */
  readonly id: string
  readonly workspaceId: string
  readonly simulated: boolean
  readonly recipients: readonly Recipient[]
  readonly content: MessageContent
  readonly segments: number | null
  readonly callbackUrl: string | null
}

export interface Recipient {
  /** What the carrier is given. */
  readonly address: string
  readonly contact: Omit<ContactAddress, 'workspaceId'>
}
