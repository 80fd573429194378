import { type Migration, runStatements } from './migration.ts'

/**
 * `message_part`: what a carrier calls each SMS of a message, and what became of it. `received_set`: the parts of a long
 * message that have come so far. `keyword_answer`: when a number was last answered by itself, which keeps two machines from
 * answering each other.
 */
export const sms: Migration = {
  number: 9,
  name: 'sms',
  why: 'the parts of long SMS in both directions; who said STOP, and on which channel nothing more is to be sent',
  run: (tx, words) =>
    runStatements(
      tx,
      `
create table message_part (
  message_id ${words.id} not null references message (id),
  attempt integer not null,
  number integer not null,
  total integer not null,
  channel_id ${words.id} not null,
  name ${words.id} not null,
  recipient text not null,
  state text not null,
  created_at ${words.time} not null,
  primary key (message_id, attempt, number)
)

create index message_part_by_name on message_part (name, channel_id)

create table received_set (
  channel_id ${words.id} not null,
  reference ${words.id} not null,
  total integer not null,
  parts text not null,
  first_at ${words.time} not null,
  done_at ${words.time},
  primary key (channel_id, reference)
)

create table opt_out_settings (
  workspace_id ${words.id} primary key references workspace (id),
  settings text not null,
  updated_at ${words.time} not null
)

create table keyword_answer (
  workspace_id ${words.id} not null,
  number ${words.id} not null,
  keyword text not null,
  answered_at ${words.time} not null,
  primary key (workspace_id, number, keyword)
)

alter table suppression add column channel ${words.id} not null default 'email'

drop index suppression_by_address

drop index suppression_by_workspace

create unique index suppression_by_address on suppression (workspace_id, mode, channel, address)

create index suppression_by_workspace on suppression (workspace_id, mode, channel, id)
`,
    ),
}
