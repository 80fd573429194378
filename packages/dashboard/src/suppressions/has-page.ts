import type { Suppression } from '@posthorn/sdk'
import { kindOf } from '../messages/message-kind.ts'

/**
 * Whether the message that an entry came from has a page. An SMS that came in, such as a STOP, has none: the API reads those
 * that were sent.
 */
export const hasPage = (
  entry: Pick<Suppression, 'channel' | 'message_id'>,
): entry is Pick<Suppression, 'channel'> & { message_id: string } =>
  entry.message_id !== null && kindOf(entry.message_id)?.channel === entry.channel
