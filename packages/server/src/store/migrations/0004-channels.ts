import { type Migration, runStatements } from './migration.ts'

/**
 * `slot` tells the channels of one provider apart: '' is the one that Posthorn makes by itself, of which there may be one
 * for each type, and every channel that somebody entered has its own id there.
 */
export const channels: Migration = {
  number: 4,
  name: 'channels',
  why: 'channels that people enter: sealed credentials, health, history, and their turn in the routing',
  run: (tx, words) =>
    runStatements(
      tx,
      `
alter table channel add column slot ${words.id} not null default ''

alter table channel add column settings text not null default '{}'

alter table channel add column credentials text

alter table channel add column position integer

alter table channel add column failure_code text

alter table channel add column failure_message text

alter table channel add column failure_count integer not null default 0

alter table channel add column failing_since ${words.time}

alter table channel add column last_connected_at ${words.time}

alter table channel add column last_checked_at ${words.time}

alter table channel add column updated_at ${words.time}

alter table channel add column deleted_at ${words.time}

update channel set updated_at = created_at, last_connected_at = created_at

drop index channel_by_kind

create unique index channel_by_slot on channel (workspace_id, type, provider, slot)

create table channel_history (
  id ${words.id} primary key,
  workspace_id ${words.id} not null,
  channel_id ${words.id} not null references channel (id),
  what text not null,
  status text not null,
  code text,
  message text,
  by_key ${words.id},
  at ${words.time} not null
)

create index channel_history_by_channel on channel_history (channel_id, id)
`,
    ),
}
