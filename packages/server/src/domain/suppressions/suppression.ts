import type { Suppression as ShownSuppression, SuppressionChannel, SuppressionReason } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'

/**
 * Which of a workspace's two lists: that of its live mail, or that of its test keys. A simulated bounce must not keep a
 * real person from getting mail, and a test of unsubscribing must find its own list.
 */
export type Mode = 'live' | 'test'

export function modeOf(simulated: boolean): Mode {
  return simulated ? 'test' : 'live'
}

/** Where an address is looked for. */
export interface Place {
  readonly workspaceId: string
  readonly mode: Mode
  /** Each has lists of its own: who wants no SMS may well want mail. */
  readonly channel: SuppressionChannel
  /** The key of a contact: an address in lower case with its domain in ASCII, or a number in E.164 form. */
  readonly address: string
}

/** An address or number that gets no more messages. */
export interface Suppression extends Place {
  readonly id: string
  readonly reason: SuppressionReason
  /** The message it came from, under the id that the caller of the API knows. */
  readonly messageId: string | null
  /** From then on it holds no more; null: it holds for good. */
  readonly expiresAt: number | null
  readonly createdAt: number
}

export function placeKey({ workspaceId, mode, channel, address }: Place): string {
  return `${workspaceId}\n${mode}\n${channel}\n${address}`
}

export function renderSuppression(suppression: Suppression): ShownSuppression {
  return {
    id: suppression.id,
    channel: suppression.channel,
    address: suppression.address,
    reason: suppression.reason,
    scope: 'workspace',
    message_id: suppression.messageId,
    test: suppression.mode === 'test',
    expires_at: isoTimeOrNull(suppression.expiresAt),
    created_at: isoTime(suppression.createdAt),
  }
}
