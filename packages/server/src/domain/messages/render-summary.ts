import type { MessageSummary } from '@posthorn/contract'

import { callIdOf, type Message } from './message.ts'
import { renderFate } from './render-message.ts'

/** A message of any kind, without what it says. */
export function renderSummary(
  message: Message,
  { to, batchId }: { to: readonly string[]; batchId: string | null },
): MessageSummary {
  return {
    id: callIdOf(message),
    object: 'message',
    kind: message.kind,
    to: [...to],
    batch_id: batchId,
    ...renderFate(message),
  }
}
