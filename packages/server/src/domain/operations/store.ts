import type { Connection, Transaction } from '../../store/index.ts'

export async function readInstanceValue(read: Connection, name: string): Promise<string | undefined> {
  const [row] = await read.all<{ value: string }>('select value from instance where name = $1', [name])
  return row?.value
}

export async function writeInstanceValue(tx: Transaction, name: string, value: string): Promise<void> {
  await tx.run(
    'insert into instance (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [name, value],
  )
}

/** Whether the database answers. */
export async function answers(read: Connection): Promise<boolean> {
  const rows = await read.all<{ one: number }>('select 1 as one')
  return rows.length === 1
}

/** Removes up to `most` rows that are older than `before`; returns how many. */
export async function deleteOld(
  tx: Transaction,
  table: 'event' | 'webhook_attempt' | 'webhook_delivery',
  before: number,
  most: number,
): Promise<number> {
  return tx.run(DELETE_OLD[table], [before, most])
}

/** A delivery that still has an attempt to come stays, however old, and so does its event. */
const DELETE_OLD = {
  webhook_attempt: `delete from webhook_attempt where id in (
      select id from webhook_attempt where finished_at < $1 order by id limit $2)`,
  webhook_delivery: `delete from webhook_delivery where id in (
      select id from webhook_delivery where created_at < $1 and due_at is null order by id limit $2)`,
  event: `delete from event where id in (
      select id from event where created_at < $1
      and not exists (select 1 from webhook_delivery where webhook_delivery.event_id = event.id and due_at is not null)
      order by created_at limit $2)`,
}
