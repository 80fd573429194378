import { type Migration, runStatements } from './migration.ts'

/**
 * Queues are tables with the columns `due_at` (null: nothing left to do), `lease_owner` ('' : nobody's) and `lane`.
 * Their one scheduling index holds unfinished rows only and begins with the owner, so that it answers all three of
 * the engine's questions: what is due and free, in which lanes, and what a dead owner left behind.
 */
export const firstTables: Migration = {
  number: 1,
  name: 'first-tables',
  why: 'the path of one message: access, events, webhooks with their deliveries, messages, jobs',
  run: (tx, words) =>
    runStatements(
      tx,
      `
create table instance (
  name text primary key,
  value text not null
)

create table workspace (
  id ${words.id} primary key,
  name text not null,
  plan text not null,
  owner_emails text not null,
  created_at ${words.time} not null,
  updated_at ${words.time} not null
)

create table site (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  name text not null,
  created_at ${words.time} not null
)

create index site_by_workspace on site (workspace_id)

create table api_key (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  name text not null,
  owner text,
  environment text not null,
  scopes text not null,
  canonical_scopes text not null,
  prefix text not null,
  display text not null,
  hash text not null unique,
  critical integer not null,
  rotated_from ${words.id},
  created_at ${words.time} not null,
  last_used_at ${words.time},
  expires_at ${words.time},
  revoked_at ${words.time}
)

create index api_key_by_workspace on api_key (workspace_id, id)

create table idempotent_reply (
  api_key_id ${words.id} not null,
  idempotency_key text not null,
  fingerprint text not null,
  status integer not null,
  body text not null,
  created_at ${words.time} not null,
  expires_at ${words.time} not null,
  primary key (api_key_id, idempotency_key)
)

create index idempotent_reply_by_expiry on idempotent_reply (expires_at)

create table event (
  id ${words.id} not null unique,
  workspace_id ${words.id} not null,
  type text not null,
  raw text not null,
  test integer not null,
  occurred_at ${words.time} not null,
  created_at ${words.time} not null,
  position ${words.position}
)

create index event_by_position on event (workspace_id, position, id)

create table webhook (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  url text not null,
  name text,
  description text,
  events text not null,
  is_active integer not null,
  failing_since ${words.time},
  failure_count integer not null,
  secrets text not null,
  signatures text not null,
  retry_policy text not null,
  created_at ${words.time} not null,
  updated_at ${words.time} not null,
  deleted_at ${words.time}
)

create index webhook_by_workspace on webhook (workspace_id, id)

create table webhook_delivery (
  id ${words.id} primary key,
  workspace_id ${words.id} not null,
  webhook_id ${words.id} not null,
  event_id ${words.id} not null,
  event_type text not null,
  state text not null,
  attempts integer not null,
  round_start integer not null,
  trigger_kind text not null,
  next_attempt_id ${words.id} not null,
  last_http_status integer,
  last_error text,
  created_at ${words.time} not null,
  updated_at ${words.time} not null,
  due_at ${words.time},
  lease_owner ${words.id} not null,
  lane ${words.id} not null
)

create unique index webhook_delivery_by_event on webhook_delivery (webhook_id, event_id)

create index webhook_delivery_due on webhook_delivery (lease_owner, lane, due_at) where due_at is not null

create table webhook_attempt (
  id ${words.id} primary key,
  workspace_id ${words.id} not null,
  webhook_id ${words.id} not null,
  event_id ${words.id} not null,
  event_type text not null,
  attempt integer not null,
  trigger_kind text not null,
  success integer not null,
  http_status integer,
  response_time_ms integer,
  error text,
  error_detail text,
  permanent integer not null,
  slow integer not null,
  next_retry_at ${words.time},
  scheduled_at ${words.time} not null,
  started_at ${words.time} not null,
  finished_at ${words.time} not null,
  response_headers text,
  response_body text
)

create index webhook_attempt_by_time on webhook_attempt (webhook_id, finished_at, id)

create index webhook_attempt_by_event on webhook_attempt (event_id, webhook_id)

create table webhook_recovery (
  id ${words.id} primary key,
  workspace_id ${words.id} not null,
  webhook_id ${words.id} not null,
  state text not null,
  since ${words.time} not null,
  until ${words.time} not null,
  event_types text not null,
  rate_per_second integer not null,
  dry_run integer not null,
  matched integer not null,
  resent integer not null,
  skipped integer not null,
  cursor_id ${words.id} not null,
  created_at ${words.time} not null,
  finished_at ${words.time}
)

create index webhook_recovery_by_webhook on webhook_recovery (webhook_id, id)

create table channel (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  type text not null,
  provider text not null,
  name text not null,
  status text not null,
  created_at ${words.time} not null
)

create unique index channel_by_kind on channel (workspace_id, type, provider)

create table contact (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  name text,
  phone text,
  email text,
  source text not null,
  created_at ${words.time} not null,
  updated_at ${words.time} not null
)

create unique index contact_by_phone on contact (workspace_id, phone)

create unique index contact_by_email on contact (workspace_id, email)

create table conversation (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  contact_id ${words.id} not null references contact (id),
  channel_id ${words.id} not null references channel (id),
  status text not null,
  created_at ${words.time} not null,
  last_message_at ${words.time} not null
)

create unique index conversation_by_contact on conversation (contact_id, channel_id)

create table message (
  id ${words.id} primary key,
  workspace_id ${words.id} not null,
  call_id ${words.id},
  conversation_id ${words.id} not null,
  contact_id ${words.id} not null,
  channel_id ${words.id} not null,
  kind text not null,
  direction text not null,
  address text not null,
  content text not null,
  segments integer,
  simulated integer not null,
  callback_webhook_id ${words.id},
  state text not null,
  provider text,
  provider_message_id text,
  error_code text,
  error_message text,
  created_at ${words.time} not null,
  sent_at ${words.time},
  delivered_at ${words.time},
  read_at ${words.time},
  failed_at ${words.time},
  attempts integer not null,
  calling_since ${words.time},
  due_at ${words.time},
  lease_owner ${words.id} not null,
  lane ${words.id} not null,
  ordering_key ${words.id} not null
)

create index message_by_workspace on message (workspace_id, kind, id)

create index message_by_call on message (call_id) where call_id is not null

create index message_by_provider on message (provider_message_id) where provider_message_id is not null

create index message_due on message (lease_owner, lane, due_at) where due_at is not null

create index message_in_order on message (ordering_key, id) where due_at is not null

create table message_status (
  id ${words.id} primary key,
  workspace_id ${words.id} not null,
  message_id ${words.id} not null,
  status text not null,
  applied integer not null,
  detail text,
  occurred_at ${words.time} not null,
  recorded_at ${words.time} not null
)

create index message_status_by_message on message_status (message_id, id)

create table notification (
  id ${words.id} primary key,
  workspace_id ${words.id} not null,
  kind text not null,
  subject text not null,
  body text not null,
  recipients text not null,
  state text not null,
  error text,
  created_at ${words.time} not null,
  sent_at ${words.time}
)

create index notification_by_workspace on notification (workspace_id, id)

create table job (
  id ${words.id} primary key,
  workspace_id ${words.id},
  kind text not null,
  payload text not null,
  attempts integer not null,
  last_error text,
  created_at ${words.time} not null,
  due_at ${words.time},
  lease_owner ${words.id} not null,
  lane ${words.id} not null
)

create index job_due on job (lease_owner, lane, due_at) where due_at is not null
`,
    ),
}
