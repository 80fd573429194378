import type { DeliveryTrigger, ExtraSignature, RetryPolicy } from '@posthorn/contract'

import type { Task } from '../../engine/index.ts'
import { prepareTarget, type Target } from '../../kernel/guarded-fetch/index.ts'
import type { Reader } from '../../store/index.ts'
import { type RecordedEvent, rawById } from '../events/index.ts'
import { deliveriesById, type DeliveryRow, type NewDeliveryRow } from './store-deliveries.ts'
import { activeDestinationsById, type Destination } from './store-webhooks.ts'

/** A delivery as the engine works on it: all that one attempt needs, nothing to look up. */
export interface DeliveryTask extends Task {
  readonly workspaceId: string
  readonly webhookId: string
  readonly eventId: string
  readonly eventType: string
  readonly raw: string
  /** Null: the webhook was deleted or made inactive, and there is nowhere to send to. */
  readonly destination: PreparedDestination | null
  /** POSTs made so far. */
  readonly attempts: number
  readonly roundStart: number
  readonly trigger: DeliveryTrigger
  readonly attemptId: string
  readonly scheduledAt: number
}

export interface PreparedDestination {
  readonly target: Target
  /** The stored column; `SecretKeys` opens it. */
  readonly secrets: string
  readonly signatures: readonly ExtraSignature[]
  readonly retryPolicy: RetryPolicy
}

/** Every row holds its attempt's memory: the body, and about this much around it. */
const TASK_BYTES = 500

export function prepareDestination(row: Destination): PreparedDestination {
  return {
    target: prepareTarget(row.url),
    secrets: row.secrets,
    signatures: JSON.parse(row.signatures) as ExtraSignature[],
    retryPolicy: row.retry_policy,
  }
}

export function taskBytes(raw: string): number {
  return raw.length + TASK_BYTES
}

/** The task of a delivery that is being inserted. */
export function newTask(row: NewDeliveryRow, event: RecordedEvent, destination: PreparedDestination): DeliveryTask {
  return {
    id: row.id as string,
    lane: row.lane as string,
    group: event.workspaceId,
    orderingKey: null,
    late: false,
    bytes: taskBytes(event.raw),
    workspaceId: event.workspaceId,
    webhookId: row.webhook_id as string,
    eventId: event.id,
    eventType: event.type,
    raw: event.raw,
    destination,
    attempts: 0,
    roundStart: 0,
    trigger: 'automatic',
    attemptId: row.next_attempt_id as string,
    scheduledAt: row.due_at as number,
  }
}

/** Reads the tasks of claimed rows. */
export async function loadTasks(read: Reader, ids: readonly string[]): Promise<DeliveryTask[]> {
  const rows = await deliveriesById(read, ids)
  const [destinations, raws] = await Promise.all([
    activeDestinationsById(read, [...new Set(rows.map((row) => row.webhook_id))]),
    rawById(read, [...new Set(rows.map((row) => row.event_id))]),
  ])
  const prepared = new Map([...destinations].map(([id, destination]) => [id, prepareDestination(destination)]))
  return rows.flatMap((row) => {
    const raw = raws.get(row.event_id)
    return raw === undefined ? [] : [storedTask(row, raw, prepared.get(row.webhook_id) ?? null)]
  })
}

function storedTask(row: DeliveryRow, raw: string, destination: PreparedDestination | null): DeliveryTask {
  return {
    id: row.id,
    lane: row.lane,
    group: row.workspace_id,
    orderingKey: null,
    late: row.attempts > 0,
    bytes: taskBytes(raw),
    workspaceId: row.workspace_id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    eventType: row.event_type,
    raw,
    destination,
    attempts: row.attempts,
    roundStart: row.round_start,
    trigger: row.trigger_kind,
    attemptId: row.next_attempt_id,
    scheduledAt: row.due_at ?? row.updated_at,
  }
}
