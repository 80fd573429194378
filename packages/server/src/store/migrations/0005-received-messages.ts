import { type Migration, runStatements } from './migration.ts'

/**
 * `received_message` is how a message that a carrier brings twice is known again, for as long as carriers repeat
 * themselves. `last_received_at` opens the window in which a contact may be written to freely. `channel_listener` says
 * which process holds the one line over which a channel listens; its owner is a process, as of every lease.
 */
export const receivedMessages: Migration = {
  number: 5,
  name: 'received-messages',
  why: 'messages that come in, each of them once, and who listens for them',
  run: (tx, words) =>
    runStatements(
      tx,
      `
create table received_message (
  channel_id ${words.id} not null,
  provider_message_id ${words.id} not null,
  message_id ${words.id} not null,
  received_at ${words.time} not null,
  primary key (channel_id, provider_message_id)
)

create index received_message_by_time on received_message (received_at)

alter table conversation add column last_received_at ${words.time}

create table channel_listener (
  channel_id ${words.id} primary key,
  owner ${words.id} not null
)

create index channel_by_provider on channel (provider) where deleted_at is null
`,
    ),
}
