import type { Store, Transaction } from '../store/index.ts'

/** A lane with free rows, and when the first of them is due (milliseconds since 1970). */
export interface DueLane {
  readonly lane: string
  readonly dueAt: number
}

/**
 * The statements of one queue table. All of them go by the index (lease_owner, lane, due_at) of unfinished rows; the
 * two lists step from one distinct value to the next instead of reading every row, so that a lane with a hundred
 * thousand waiting rows costs as much as one with a single row.
 */
export function queueStatements(table: string, ordered: boolean, words: Store['words']) {
  const free = `from ${table} where lease_owner = '' and due_at is not null`
  const inOrder = ordered
    ? `and not exists (select 1 from ${table} as earlier where earlier.ordering_key = ${table}.ordering_key
         and earlier.due_at is not null and earlier.id < ${table}.id)`
    : ''
  return {
    lanes: `with recursive lanes (lane) as (
        select min(lane) ${free}
        union all
        select (select min(lane) ${free} and lane > lanes.lane) from lanes where lanes.lane is not null
      )
      select lane, (select min(due_at) ${free} and lane = lanes.lane) as due_at from lanes where lane is not null`,
    owners: `with recursive owners (owner) as (
        select min(lease_owner) from ${table} where lease_owner > '' and due_at is not null
        union all
        select (select min(lease_owner) from ${table} where lease_owner > owners.owner and due_at is not null)
        from owners where owners.owner is not null
      )
      select owner from owners where owner is not null`,
    due: `select id from ${table} where lease_owner = '' and lane = $1 and due_at is not null and due_at <= $2 ${inOrder}
      order by due_at, id limit $3 ${words.forUpdateSkipLocked}`,
    take: `update ${table} set lease_owner = $2 where id in $keys`,
    giveBack: `update ${table} set lease_owner = '' where id in $keys and lease_owner = $2`,
    giveBackAll: `update ${table} set lease_owner = '' where lease_owner = $1 and due_at is not null`,
    ownedBy: `select id from ${table} where lease_owner = $1 and due_at is not null`,
  }
}

export type QueueStatements = ReturnType<typeof queueStatements>

export async function readDueLanes(store: Store, sql: QueueStatements): Promise<DueLane[]> {
  const rows = await store.read.all<{ lane: string; due_at: number | null }>(sql.lanes)
  return rows.flatMap((row) => (row.due_at === null ? [] : [{ lane: row.lane, dueAt: row.due_at }]))
}

/** Leases up to `most` due rows of one lane to `owner`; returns their ids. */
export async function claim(
  tx: Transaction,
  sql: QueueStatements,
  lane: { lane: string; now: number; most: number; owner: string },
): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(sql.due, [lane.lane, lane.now, lane.most])
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.runIn(sql.take, ids, [lane.owner])
  return ids
}

export async function giveBack(
  store: Store,
  sql: QueueStatements,
  ids: readonly string[],
  owner: string,
): Promise<void> {
  if (ids.length > 0) await store.transaction((tx) => tx.runIn(sql.giveBack, ids, [owner]))
}

/** Frees the rows of owners that are dead; returns how many rows each left behind. */
export async function takeUpDeadOwners(store: Store, sql: QueueStatements): Promise<Map<string, number>> {
  const owners = await store.read.all<{ owner: string }>(sql.owners)
  const freed = new Map<string, number>()
  for (const { owner } of owners) {
    if (owner === store.presence.nodeId) continue
    await store.transaction(async (tx) => {
      if (await store.presence.isDead(tx, owner)) freed.set(owner, await tx.run(sql.giveBackAll, [owner]))
    })
  }
  return freed
}

export async function readOwned(store: Store, sql: QueueStatements, owner: string): Promise<string[]> {
  const rows = await store.read.all<{ id: string }>(sql.ownedBy, [owner])
  return rows.map((row) => row.id)
}
