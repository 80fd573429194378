import type { Channel } from '../channels/index.ts'
import type { Contact } from '../contacts/index.ts'
import type { MessageContent } from './content.ts'
import type { Message } from './message.ts'

/** The channel that a message came in by. */
export type ReceivingChannel = Pick<Channel, 'id' | 'workspaceId' | 'type' | 'provider'>

/** A message that came in, written. */
export interface Received {
  readonly message: Message
  readonly content: MessageContent
  readonly contact: Contact
  readonly channel: ReceivingChannel
}
