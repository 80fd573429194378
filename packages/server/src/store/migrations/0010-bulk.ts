import { type Migration, runStatements } from './migration.ts'

/**
 * A message with a `scheduled_at` has an `ordering_key` of its own, so that it holds up nothing of its conversation. What is
 * told of each quota is the highest share of it, in percent, in this billing period. `verification_recipient` has one row
 * for each recipient that ever got a code: it is what sends to one recipient wait for, so that limits hold and one code is
 * current.
 */
export const bulk: Migration = {
  number: 10,
  name: 'bulk',
  why: 'many messages in one call, messages for later, stored e-mail templates, verification codes, notices of quotas',
  run: (tx, words) =>
    runStatements(
      tx,
      `
alter table message add column scheduled_at ${words.time}

alter table message add column cancelled_at ${words.time}

alter table message add column batch_id ${words.id}

create index message_by_batch on message (batch_id, id) where batch_id is not null

create table message_batch (
  id ${words.id} primary key,
  workspace_id ${words.id} not null,
  kind text not null,
  simulated integer not null,
  scheduled_at ${words.time},
  accepted integer not null,
  refused integer not null,
  created_at ${words.time} not null
)

create table email_template (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  name text not null,
  subject text not null,
  html text,
  body text,
  variables text not null,
  created_at ${words.time} not null,
  updated_at ${words.time} not null
)

create unique index email_template_by_name on email_template (workspace_id, name)

create index email_template_by_workspace on email_template (workspace_id, id)

create table verification (
  id ${words.id} primary key,
  workspace_id ${words.id} not null,
  simulated integer not null,
  channel text not null,
  recipient text not null,
  code_hash text not null,
  state text not null,
  wrong_codes integer not null,
  message_id ${words.id} not null,
  created_at ${words.time} not null,
  expires_at ${words.time} not null,
  ended_at ${words.time}
)

create index verification_by_recipient on verification (workspace_id, recipient, simulated, id)

create table verification_recipient (
  workspace_id ${words.id} not null,
  recipient text not null,
  simulated integer not null,
  primary key (workspace_id, recipient, simulated)
)

alter table credit_account add column sms_told integer not null default 0

alter table credit_account add column whatsapp_told integer not null default 0

alter table credit_account add column email_told integer not null default 0
`,
    ),
}
