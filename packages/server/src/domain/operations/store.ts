import type { Transaction, Reader } from '../../store/index.ts'

export async function readInstanceValue(read: Reader, name: string): Promise<string | undefined> {
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
export async function answers(read: Reader): Promise<boolean> {
  const rows = await read.all<{ one: number }>('select 1 as one')
  return rows.length === 1
}

/** Ids from `from` up to, and not including, `before`. Ids sort by when they were made. */
export interface IdRange {
  readonly from: string
  readonly before: string
}

/** Removes up to `most` rows whose id lies in the range; returns how many. */
export function deleteOld(tx: Transaction, table: OldTable, range: IdRange, most: number): Promise<number> {
  return tx.run(DELETE_OLD[table], [range.from, range.before, most])
}

export type OldTable =
  'webhook_attempt' | 'webhook_delivery' | 'event' | 'channel_history' | 'verification' | 'verification_recipient'

/** Removes up to `most` rows that were written before a time (milliseconds since 1970); returns how many. */
export function deleteBefore(tx: Transaction, table: TimedTable, before: number, most: number): Promise<number> {
  return tx.run(DELETE_BEFORE[table], [before, most])
}

export type TimedTable = 'received_message' | 'suppression'

const DELETE_BEFORE: Record<TimedTable, string> = {
  received_message: `delete from received_message where (channel_id, provider_message_id) in (
      select channel_id, provider_message_id from received_message where received_at < $1 order by received_at limit $2)`,
  suppression: `delete from suppression where id in (
      select id from suppression where expires_at < $1 order by expires_at limit $2)`,
}

/** A delivery that still has an attempt to come stays, however old, and so do its event and its attempts. */
const UNFINISHED = 'select 1 from webhook_delivery where webhook_delivery.due_at is not null'
const DELETE_OLD: Record<OldTable, string> = {
  webhook_attempt: `delete from webhook_attempt where id in (
      select id from webhook_attempt where id >= $1 and id < $2 and not exists (
        ${UNFINISHED} and webhook_delivery.event_id = webhook_attempt.event_id
        and webhook_delivery.webhook_id = webhook_attempt.webhook_id)
      order by id limit $3)`,
  webhook_delivery: `delete from webhook_delivery where id in (
      select id from webhook_delivery where id >= $1 and id < $2 and due_at is null order by id limit $3)`,
  event: `delete from event where id in (
      select id from event where id >= $1 and id < $2 and not exists (
        select 1 from webhook_delivery, webhook where webhook.workspace_id = event.workspace_id
        and webhook_delivery.webhook_id = webhook.id and webhook_delivery.event_id = event.id)
      order by id limit $3)`,
  // The last line says how the channel stands, and since when: it stays.
  channel_history: `delete from channel_history where id in (
      select id from channel_history where id >= $1 and id < $2 and exists (
        select 1 from channel_history as later where later.channel_id = channel_history.channel_id
        and later.id > channel_history.id)
      order by id limit $3)`,
  verification: `delete from verification where id in (
      select id from verification where id >= $1 and id < $2 order by id limit $3)`,
  // Its rows are what sends wait for; one without verifications is made again when it is needed. Found by recipient.
  verification_recipient: `delete from verification_recipient where (workspace_id, recipient, simulated) in (
      select workspace_id, recipient, simulated from verification_recipient where recipient >= $1 and recipient < $2
      and not exists (
        select 1 from verification where verification.workspace_id = verification_recipient.workspace_id
        and verification.recipient = verification_recipient.recipient
        and verification.simulated = verification_recipient.simulated)
      limit $3)`,
}
