import type { Channel } from '../channels/index.ts'
import type { Contact } from '../contacts/index.ts'
import type { MessageContent } from './content.ts'
import type { Message } from './message.ts'
import type { CarrierOptOut, ReceivedMessage } from './port.ts'

/** The channel that a message came in by. */
export interface ReceivingChannel extends Pick<Channel, 'id' | 'workspaceId' | 'type' | 'provider'> {
  /** The webhook that gets the events of its messages whatever it subscribes to. */
  readonly webhookId?: string | null
}

/** A message that comes in. */
export interface Incoming {
  readonly channel: ReceivingChannel
  readonly received: ReceivedMessage
}

/** A message that came in, written. */
export interface Received {
  readonly message: Message
  readonly content: MessageContent
  readonly contact: Contact
  readonly channel: ReceivingChannel
  /** What the carrier did about it by itself; null: nothing. */
  readonly optOut: CarrierOptOut | null
}
