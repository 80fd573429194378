import type { RecoveryState } from '@posthorn/contract'

import { isoTime, isoTimeOrNull } from '../../kernel/time.ts'

/** The re-sending of what failed for good within a time range. */
export interface Recovery {
  readonly id: string
  readonly workspaceId: string
  readonly webhookId: string
  readonly state: RecoveryState
  readonly since: number
  readonly until: number
  /** Types and patterns; null: every type. */
  readonly eventTypes: readonly string[] | null
  readonly ratePerSecond: number
  readonly dryRun: boolean
  readonly matched: number
  readonly resent: number
  readonly skipped: number
  /** Id of the event up to which the range has been worked off. */
  readonly cursorId: string
  readonly createdAt: number
  readonly finishedAt: number | null
}

export function renderRecovery(recovery: Recovery): object {
  return {
    id: recovery.id,
    webhook_id: recovery.webhookId,
    since: isoTime(recovery.since),
    until: isoTime(recovery.until),
    event_types: recovery.eventTypes,
    state: recovery.state,
    dry_run: recovery.dryRun,
    matched: recovery.matched,
    resent: recovery.resent,
    skipped: recovery.skipped,
    rate_per_second: recovery.ratePerSecond,
    created_at: isoTime(recovery.createdAt),
    finished_at: isoTimeOrNull(recovery.finishedAt),
  }
}
