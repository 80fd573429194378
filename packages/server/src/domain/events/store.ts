import { batchTable, type Store, type Transaction, type Reader } from '../../store/index.ts'
import type { RecordedEvent } from './event.ts'

const eventTable = batchTable('event', {
  id: 'text',
  workspace_id: 'text',
  type: 'text',
  raw: 'text',
  test: 'integer',
  occurred_at: 'time',
  created_at: 'time',
})

export function insertEvents(
  tx: Transaction,
  events: readonly RecordedEvent[],
  test: boolean,
  now: number,
): Promise<void> {
  return tx.insertRows(
    eventTable,
    events.map((event) => ({
      id: event.id,
      workspace_id: event.workspaceId,
      type: event.type,
      raw: event.raw,
      test: test ? 1 : 0,
      occurred_at: event.occurredAt,
      created_at: now,
    })),
  )
}

export interface EventRow {
  readonly id: string
  readonly type: string
  readonly raw: string
  readonly occurred_at: number
  readonly position: number
}

/** Where a reader of the events stands: after the event with this position and id. */
export interface Cursor {
  readonly position: number
  readonly id: string
}

interface EventTables {
  event: {
    id: string
    workspace_id: string
    type: string
    raw: string
    test: number
    occurred_at: number
    created_at: number
    position: number
  }
}

/**
 * Events after the cursor, oldest first. Only settled positions are read: an event of a transaction that is still open
 * would otherwise appear behind the cursor later and be missed for good.
 */
export function eventsAfter(
  store: Store,
  workspaceId: string,
  after: Cursor,
  filter: { type: string; prefix: string; since: number; limit: number },
): Promise<EventRow[]> {
  return store.read.all<EventRow>(
    `select id, type, raw, occurred_at, position from event
     where workspace_id = $1 and (position > $2 or (position = $2 and id > $3)) and test = 0
       and ($4 = '' or type = $4) and substr(type, 1, length($5)) = $5 and occurred_at >= $6
       and ${store.words.positionSettled}
     order by position, id limit $7`,
    [workspaceId, after.position, after.id, filter.type, filter.prefix, filter.since, filter.limit],
  )
}

export function eventById(read: Reader, workspaceId: string, id: string): Promise<EventRow | undefined> {
  return read
    .tables<EventTables>()
    .selectFrom('event')
    .select(['id', 'type', 'raw', 'occurred_at', 'position'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The bytes that were signed, by event id. */
export async function rawById(read: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await read.allIn<{ id: string; raw: string }>('select id, raw from event where id in $keys', ids)
  return new Map(rows.map((row) => [row.id, row.raw]))
}

/** When each of these events happened, in milliseconds since 1970. */
export async function occurredAtById(read: Reader, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await read.allIn<{ id: string; occurred_at: number }>(
    'select id, occurred_at from event where id in $keys',
    ids,
  )
  return new Map(rows.map((row) => [row.id, row.occurred_at]))
}
