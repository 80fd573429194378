import { matchesType } from '@posthorn/contract'

import type { QueueHandle } from '../../engine/index.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { NewId } from '../../kernel/new-id.ts'
import type { Transaction } from '../../store/index.ts'
import type { RecordedEvent } from '../events/index.ts'
import { type DeliveryTask, newTask, type PreparedDestination, prepareDestination, taskBytes } from './delivery-task.ts'
import { insertDeliveries, type NewDeliveryRow } from './store-deliveries.ts'
import { activeDestinationsById, type Destination, subscribedDestinations } from './store-webhooks.ts'

export interface FanOutDeps {
  readonly clock: Clock
  readonly newId: NewId
  readonly queue: QueueHandle<DeliveryTask>
}

interface Planned {
  readonly row: NewDeliveryRow
  readonly task: DeliveryTask
}

/**
 * Schedules one delivery for each webhook that wants an event, in the transaction that records it: nothing can be
 * accepted and not scheduled. Rows for which there is room are handed to the engine directly, already leased.
 */
export function createFanOut({ clock, newId, queue }: FanOutDeps) {
  return async (tx: Transaction, events: readonly RecordedEvent[]): Promise<void> => {
    const byWorkspace = await destinationsOf(tx, events)
    const now = clock.now()
    const planned = events.flatMap((event) =>
      (byWorkspace.get(event.workspaceId) ?? [])
        .filter((destination) => wants(destination, event))
        .map((destination) => plan(event, destination, now)),
    )
    if (planned.length === 0) return
    await insertDeliveries(
      tx,
      planned.map(({ row }) => row),
    )
    tx.afterCommit(() => handOver(planned, now))
  }

  function plan(event: RecordedEvent, { row: webhook, prepared }: Known, now: number): Planned {
    const row = {
      id: newId.uuid(),
      workspace_id: event.workspaceId,
      webhook_id: webhook.id,
      event_id: event.id,
      event_type: event.type,
      state: 'pending',
      attempts: 0,
      round_start: 0,
      trigger_kind: 'automatic',
      next_attempt_id: newId.uuid(),
      created_at: now,
      updated_at: now,
      due_at: now,
      lease_owner: queue.ownerFor(webhook.id, taskBytes(event.raw)),
      lane: webhook.id,
    }
    return { row, task: newTask(row, event, prepared()) }
  }

  function handOver(planned: readonly Planned[], now: number): void {
    const leased = planned.filter(({ row }) => row.lease_owner !== '')
    const owner = leased[0]?.row.lease_owner
    if (typeof owner === 'string')
      queue.committed(
        leased.map(({ task }) => task),
        owner,
      )
    if (leased.length < planned.length) queue.scheduled(now)
  }
}

interface Known {
  readonly row: Destination
  readonly events: readonly string[]
  readonly prepared: () => PreparedDestination
}

async function destinationsOf(tx: Transaction, events: readonly RecordedEvent[]): Promise<Map<string, Known[]>> {
  const workspaceIds = [...new Set(events.map((event) => event.workspaceId))]
  const rows = new Map((await subscribedDestinations(tx.before, workspaceIds)).map((row) => [row.id, row]))
  const named = [...new Set(events.flatMap(({ alsoTo }) => alsoTo ?? []))]
  // A webhook that this very transaction made (for a message's callback) is only seen from inside it.
  if (named.length > 0) for (const [id, row] of await activeDestinationsById(tx, named)) rows.set(id, row)
  return Map.groupBy([...rows.values()].map(known), ({ row }) => row.workspace_id)
}

/** What was parsed of a webhook's row, by the row's own texts: they repeat from one transaction to the next. */
const parsed = new Map<string, { events: readonly string[]; prepared: PreparedDestination | null }>()
const MOST_PARSED = 20_000

function known(row: Destination): Known {
  const key = `${row.url}\n${row.events}\n${row.secrets}\n${row.signatures}\n${row.retry_policy}`
  let entry = parsed.get(key)
  if (!entry) {
    entry = { events: JSON.parse(row.events) as string[], prepared: null }
    if (parsed.size >= MOST_PARSED) parsed.clear()
    parsed.set(key, entry)
  }
  const kept = entry
  return { row, events: kept.events, prepared: () => (kept.prepared ??= prepareDestination(row)) }
}

function wants(destination: Known, event: RecordedEvent): boolean {
  return (
    event.alsoTo === destination.row.id ||
    (destination.events.length > 0 && matchesType(destination.events, event.type))
  )
}
