import type { SendingEnd } from '../usage/index.ts'
import { isWaiting, type Message, type MessageProgress } from './message.ts'

/** What a change means for the credits of a message: the end of its sending, or null where it had ended before or goes on. */
export function sendingEnd(before: Message, after: MessageProgress, at: number): SendingEnd | null {
  if (!isWaiting(before.state) || isWaiting(after.state)) return null
  const { id: messageId, workspaceId, kind, simulated, credits } = before
  // Several reports at once may tell that it was sent and that it then failed.
  const sent = (after.state !== 'failed' && after.state !== 'cancelled') || after.sentAt !== null
  return { messageId, workspaceId, kind, simulated, credits, sent, at }
}
