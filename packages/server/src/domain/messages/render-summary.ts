import type { MessageSummary } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import { callIdOf, type Message } from './message.ts'

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
    status: message.state,
    error_code: message.errorCode,
    error_message: message.errorMessage,
    test: message.simulated,
    batch_id: batchId,
    created_at: isoTime(message.createdAt),
    scheduled_at: isoTimeOrNull(message.scheduledAt),
    sent_at: isoTimeOrNull(message.sentAt),
    delivered_at: isoTimeOrNull(message.deliveredAt),
    failed_at: isoTimeOrNull(message.failedAt),
    cancelled_at: isoTimeOrNull(message.cancelledAt),
  }
}
