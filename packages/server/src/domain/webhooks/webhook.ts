import type { ExtraSignature, RetryPolicy, WebhookState } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'
import type { StoredSecret } from './secrets.ts'

/** Where a workspace's events are sent, and how that goes. */
export interface Webhook {
  readonly id: string
  readonly workspaceId: string
  readonly url: string
  readonly name: string | null
  readonly description: string | null
  /** As they were given: types, categories, patterns. */
  readonly events: readonly string[]
  readonly isActive: boolean
  /** Milliseconds since 1970; null while it is well. */
  readonly failingSince: number | null
  /** Failed attempts in a row. */
  readonly failureCount: number
  /** Newest first. */
  readonly secrets: readonly StoredSecret[]
  readonly signatures: readonly ExtraSignature[]
  readonly retryPolicy: RetryPolicy
  readonly createdAt: number
  readonly updatedAt: number
}

export function stateOf(webhook: Pick<Webhook, 'isActive' | 'failingSince'>): WebhookState {
  if (!webhook.isActive) return 'inactive'
  return webhook.failingSince === null ? 'active' : 'failing'
}

/** What its completed attempts say. */
export interface WebhookRecord {
  /** Share of the last 100 completed attempts that succeeded; 1 before any. */
  readonly successRate: number
  readonly lastDeliveryAt: number | null
}

export const NO_ATTEMPTS: WebhookRecord = { successRate: 1, lastDeliveryAt: null }

/** The API's object (contract 3.2). `secret` only when it has just been made. */
export function renderWebhook(webhook: Webhook, record: WebhookRecord, now: number, secret?: string): object {
  const older = webhook.secrets.slice(1).filter((each) => each.validUntil !== null && each.validUntil > now)
  return {
    id: webhook.id,
    url: webhook.url,
    events: webhook.events,
    status: stateOf(webhook),
    is_active: webhook.isActive,
    name: webhook.name,
    description: webhook.description,
    retry_policy: webhook.retryPolicy,
    signatures: webhook.signatures,
    ...(secret === undefined ? {} : { secret }),
    secret_prefix: webhook.secrets[0]?.prefix ?? '',
    secret_rotation: {
      pending: older.length > 0,
      old_secret_valid_until: isoTimeOrNull(
        older.reduce<number | null>((latest, each) => Math.max(latest ?? 0, each.validUntil ?? 0), null),
      ),
    },
    success_rate: record.successRate,
    failure_count: webhook.failureCount,
    failing_since: isoTimeOrNull(webhook.failingSince),
    last_delivery_at: isoTimeOrNull(record.lastDeliveryAt),
    created_at: isoTime(webhook.createdAt),
    updated_at: isoTime(webhook.updatedAt),
  }
}
