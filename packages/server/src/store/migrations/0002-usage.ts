import { type Migration, runStatements } from './migration.ts'

/**
 * A workspace has a row in `credit_account` once it has booked a plan or topped up. What it may still spend stands there in
 * two parts; every change of either is a row of `credit_entry`, so that their sums are the parts. The checks are the last
 * line: the statements that spend are guarded and never come to them.
 *
 * `usage_day` has several rows for a day and kind (`slot`), so that transactions which count at once do not wait for each
 * other; readers add them up.
 */
export const usage: Migration = {
  number: 2,
  name: 'usage',
  why: 'credits: what a workspace may spend, the ledger of it, what each message costs, and what was sent each day',
  run: (tx, words) =>
    runStatements(
      tx,
      `
alter table workspace add column credit_alert text

alter table message add column credits integer not null default 0

create index message_paused on message (workspace_id, id) where state = 'paused'

create table credit_account (
  workspace_id ${words.id} primary key references workspace (id),
  plan text not null,
  period_start ${words.time} not null,
  period_end ${words.time} not null,
  plan_spent ${words.time} not null,
  plan_left ${words.time} not null check (plan_left >= 0),
  extra_total ${words.time} not null,
  extra_left ${words.time} not null check (extra_left >= 0),
  sms_count ${words.time} not null,
  whatsapp_count ${words.time} not null,
  email_count ${words.time} not null,
  told integer not null,
  updated_at ${words.time} not null
)

create table credit_entry (
  id ${words.id} primary key,
  workspace_id ${words.id} not null,
  kind text not null,
  message_id ${words.id},
  plan_change ${words.time} not null,
  extra_change ${words.time} not null,
  period_start ${words.time} not null,
  note text,
  created_at ${words.time} not null
)

create index credit_entry_by_workspace on credit_entry (workspace_id, id)

create unique index credit_entry_by_message on credit_entry (message_id, kind)

create table usage_day (
  workspace_id ${words.id} not null,
  day ${words.time} not null,
  kind text not null,
  slot integer not null,
  sent ${words.time} not null,
  received ${words.time} not null,
  credits ${words.time} not null,
  primary key (workspace_id, day, kind, slot)
)
`,
    ),
}
