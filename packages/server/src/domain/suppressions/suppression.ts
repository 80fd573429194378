import type { Suppression as ShownSuppression, SuppressionReason } from '@posthorn/contract'

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
  /** In lower case, the domain in ASCII: the key of a contact. */
  readonly address: string
}

/** An address that gets no more mail. */
export interface Suppression extends Place {
  readonly id: string
  readonly reason: SuppressionReason
  /** The e-mail it came from, under the id that the caller of the API knows. */
  readonly messageId: string | null
  /** From then on it holds no more; null: it holds for good. */
  readonly expiresAt: number | null
  readonly createdAt: number
}

export function placeKey({ workspaceId, mode, address }: Place): string {
  return `${workspaceId}\n${mode}\n${address}`
}

export function renderSuppression(suppression: Suppression): ShownSuppression {
  return {
    id: suppression.id,
    address: suppression.address,
    reason: suppression.reason,
    scope: 'workspace',
    message_id: suppression.messageId,
    test: suppression.mode === 'test',
    expires_at: isoTimeOrNull(suppression.expiresAt),
    created_at: isoTime(suppression.createdAt),
  }
}
