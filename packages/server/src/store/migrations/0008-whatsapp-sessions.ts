import { type Migration, runStatements } from './migration.ts'

/**
 * A session is the other view of its channel, in a row of its own. `holder` is the process that has its phone, leased as
 * rows of queues are; `run` grows with every restart that somebody asks for, so that the holder notices; `announced` is
 * what receivers of events were told last.
 */
export const whatsappSessions: Migration = {
  number: 8,
  name: 'whatsapp-sessions',
  why: 'phones linked by a QR code: their state, who holds them, the sealed keys of their links',
  run: (tx, words) =>
    runStatements(
      tx,
      `
create table whatsapp_session (
  channel_id ${words.id} primary key references channel (id),
  workspace_id ${words.id} not null,
  status text not null,
  reason text,
  reason_detail text,
  announced integer not null,
  linked integer not null,
  wanted integer not null,
  run integer not null,
  holder ${words.id} not null,
  driver text not null,
  attempts integer not null,
  reconnects_at ${words.time},
  qr text,
  qr_expires_at ${words.time},
  phone_number text,
  webhook_id ${words.id},
  webhook_url text,
  last_seen_at ${words.time},
  connected_at ${words.time},
  noticed_at ${words.time},
  created_at ${words.time} not null,
  updated_at ${words.time} not null
)

create index whatsapp_session_by_workspace on whatsapp_session (workspace_id, channel_id)

create index whatsapp_session_alive on whatsapp_session (channel_id) where wanted = 1 or holder > ''

create table whatsapp_key (
  channel_id ${words.id} not null,
  workspace_id ${words.id} not null,
  name text not null,
  sealed text not null,
  primary key (channel_id, name)
)

create table simulated_action (
  id ${words.id} primary key,
  workspace_id ${words.id} not null,
  channel_id ${words.id} not null,
  action text not null,
  created_at ${words.time} not null
)

create index message_by_session on message (channel_id, id) where provider = 'qrcode'
`,
    ),
}
