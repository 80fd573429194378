import type { Answered, OutboundOutcome } from '../../kernel/guarded-fetch/index.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { BatchKind, Store, Transaction } from '../../store/index.ts'
import type { NotifyOwners } from '../notifications/index.ts'
import type { AttemptOutcome } from './attempt-delivery.ts'
import { decideAfterAttempt, type Decision, errorOf, isSlow, waitsOf } from './decide-after-attempt.ts'
import type { DeliveryTask } from './delivery-task.ts'
import { noticeOf } from './notices.ts'
import { insertAttempts, type NewAttemptRow } from './store-attempts.ts'
import { settleDeliveries, type SettledRow } from './store-deliveries.ts'
import { healthOf, type HealthRow, lockHealthOf, writeHealth } from './store-webhooks.ts'
import { trackHealth } from './track-health.ts'

export interface Settlement {
  readonly task: DeliveryTask
  readonly attempt: AttemptOutcome
  readonly owner: string
}

export interface SettleDeps {
  readonly store: Store
  readonly newId: NewId
  readonly waitsMs: readonly number[]
  readonly notifyOwners: NotifyOwners
}

/** A settlement whose attempt was made. */
interface Made {
  readonly task: DeliveryTask
  readonly owner: string
  readonly outcome: OutboundOutcome
  readonly startedAt: number
  readonly finishedAt: number
  readonly decision: Decision
}

/**
 * Writes what attempts brought, many in one transaction: the deliveries' next states, the attempts themselves, and the
 * health of their endpoints with the notices that follow. Returns when each delivery is due again.
 */
export function settleAttempts(deps: SettleDeps): BatchKind<Settlement, number | null> {
  return {
    name: 'settle-attempts',
    async run(tx, settlements) {
      const webhookIds = [...new Set(settlements.map(({ task }) => task.webhookId))]
      const health = await healthOf(tx.before, webhookIds)
      const made = settlements.flatMap((settlement) => decide(settlement, health, deps.waitsMs))
      const decisions = new Map(made.map((each) => [each.task.id, each.decision]))
      const rows = settlements.map(({ task, attempt, owner }) => ({
        owner,
        row: settledRow(task, decisions.get(task.id) ?? null, attempt, deps.newId),
      }))
      for (const [owner, own] of Map.groupBy(rows, (each) => each.owner)) {
        await settleDeliveries(
          tx,
          own.map(({ row }) => row),
          owner,
        )
      }
      await insertAttempts(tx, made.map(attemptRow))
      await updateHealth(tx, deps, made, health)
      return rows.map(({ row }) => row.due_at as number | null)
    },
  }
}

function decide(
  { task, attempt, owner }: Settlement,
  health: Map<string, HealthRow>,
  waitsMs: readonly number[],
): Made[] {
  const { outcome, startedAt, finishedAt } = attempt
  if (outcome === null || task.destination === null) return []
  const decision = decideAfterAttempt(
    outcome,
    {
      number: task.attempts + 1 - task.roundStart,
      finishedAt,
      webhookActive: health.get(task.webhookId)?.is_active === 1,
    },
    waitsOf(task.destination.retryPolicy, waitsMs),
  )
  return [{ task, owner, outcome, startedAt, finishedAt, decision }]
}

/** The row after its attempt; without a decision nothing was sent, and the delivery is cancelled. */
function settledRow(task: DeliveryTask, decision: Decision | null, attempt: AttemptOutcome, newId: NewId): SettledRow {
  const { outcome, finishedAt } = attempt
  const state = decision === null ? 'cancelled' : decision.next === 'retry' ? 'retrying' : decision.next
  return {
    id: task.id,
    state,
    attempts: decision === null ? task.attempts : task.attempts + 1,
    next_attempt_id: state === 'retrying' ? newId.uuid() : task.attemptId,
    trigger_kind: state === 'retrying' ? 'automatic' : task.trigger,
    last_http_status: outcome?.kind === 'answered' ? outcome.httpStatus : null,
    last_error: outcome === null ? null : errorOf(outcome),
    updated_at: finishedAt,
    due_at: decision?.next === 'retry' ? decision.at : null,
    lease_owner: '',
  }
}

function attemptRow({ task, outcome, startedAt, finishedAt, decision }: Made): NewAttemptRow {
  const answered = outcome.kind === 'answered' ? outcome : null
  return {
    id: task.attemptId,
    workspace_id: task.workspaceId,
    webhook_id: task.webhookId,
    event_id: task.eventId,
    event_type: task.eventType,
    attempt: task.attempts + 1,
    trigger_kind: task.trigger,
    success: decision.next === 'delivered' ? 1 : 0,
    permanent: decision.next === 'permanent_failure' ? 1 : 0,
    next_retry_at: decision.next === 'retry' ? decision.at : null,
    scheduled_at: task.scheduledAt,
    started_at: startedAt,
    finished_at: finishedAt,
    ...answerColumns(outcome, answered),
  }
}

/** What is kept of an outcome. The excerpt is at most 4 KiB (contract 3.2). */
export function answerColumns(outcome: OutboundOutcome, answered: Answered | null) {
  return {
    http_status: answered?.httpStatus ?? null,
    response_time_ms: Math.round(outcome.durationMs),
    error: errorOf(outcome),
    error_detail: outcome.kind === 'failed' ? outcome.detail : null,
    slow: isSlow(outcome) ? 1 : 0,
    response_headers: answered ? headersText(answered) : null,
    response_body: answered?.bodyExcerpt ?? null,
  }
}

function headersText({ responseHeaders }: Answered): string {
  const joined = Object.entries(responseHeaders).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ])
  return JSON.stringify(Object.fromEntries(joined)).replaceAll('\\u0000', '')
}

/** Most batches hold nothing but successes of healthy endpoints; then no row of a webhook is touched, or held. */
async function updateHealth(
  tx: Transaction,
  deps: SettleDeps,
  made: readonly Made[],
  seen: Map<string, HealthRow>,
): Promise<void> {
  const byWebhook = Map.groupBy(made, ({ task }) => task.webhookId)
  const changing = [...byWebhook].filter(
    ([id, attempts]) =>
      (seen.get(id)?.failure_count ?? 0) > 0 || attempts.some(({ decision }) => decision.next !== 'delivered'),
  )
  if (changing.length === 0) return
  const rows = await lockHealthOf(
    tx,
    changing.map(([id]) => id),
    deps.store.words.forUpdate,
  )
  for (const row of rows) {
    // Switched off meanwhile: its owner knows, and it begins anew when it is switched on again.
    if (row.is_active === 0) continue
    const results = (byWebhook.get(row.id) ?? [])
      .map(({ finishedAt, decision }) => ({ finishedAt, success: decision.next === 'delivered' }))
      .sort((one, other) => one.finishedAt - other.finishedAt)
    const { health, signals } = trackHealth(
      { failureCount: row.failure_count, failingSince: row.failing_since },
      results,
    )
    await writeHealth(tx, row.id, health)
    for (const signal of signals) await deps.notifyOwners(tx, noticeOf(signal, row))
  }
}
