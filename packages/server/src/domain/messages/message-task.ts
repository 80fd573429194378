import type { Task } from '../../engine/index.ts'
import type { MessageContent } from './content.ts'
import { type Message, orderingKeyOf } from './message.ts'

/** A message that waits to be given to its carrier. */
export interface MessageTask extends Task {
  readonly message: Message
  readonly content: MessageContent
  readonly contactName: string | null
  /** From 1. */
  readonly attempt: number
  /** Set when an earlier attempt began to call the carrier and nobody saw its end (milliseconds since 1970). */
  readonly callingSince: number | null
}

/** What a row costs in memory beside what it says. */
const ROW_BYTES = 1_000

export function toTask(
  message: Message,
  rest: Pick<MessageTask, 'content' | 'contactName' | 'lane' | 'callingSince'>,
): MessageTask {
  return {
    ...rest,
    id: message.id,
    group: message.workspaceId,
    orderingKey: orderingKeyOf(message),
    late: message.attempts > 0,
    bytes: ROW_BYTES + sizeOf(rest.content),
    message,
    attempt: message.attempts + 1,
  }
}

/** Roughly how many bytes it takes to say. */
export function sizeOf(content: MessageContent): number {
  switch (content.kind) {
    case 'sms':
      return content.text.length
    case 'whatsapp':
      return (content.text ?? '').length + (content.payload === null ? 0 : JSON.stringify(content.payload).length)
    case 'email': {
      const attached = content.attachments.reduce((sum, attachment) => sum + attachment.content.length, 0)
      return (content.html ?? '').length + (content.text ?? '').length + attached
    }
  }
}
