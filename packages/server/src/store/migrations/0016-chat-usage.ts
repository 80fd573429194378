import { type Migration, runStatements } from './migration.ts'

/** What test keys ask is marked, a caller who hangs up is noted, and questions are counted by day, for the plan's limit. */
export const chatUsage: Migration = {
  number: 16,
  name: 'chat-usage',
  why: 'questions of test keys apart, callers who hang up, and counts by day',
  run: (tx, words) =>
    runStatements(
      tx,
      `
alter table chat_session add column simulated integer not null default 0

alter table chat_request add column simulated integer not null default 0

alter table chat_request add column hung_up_at ${words.time}

create index chat_request_by_email on chat_request (workspace_id, site_id, email, created_at) where email is not null

create table chat_usage_day (
  workspace_id ${words.id} not null references workspace (id),
  site_id ${words.id} not null,
  day ${words.time} not null,
  slot integer not null,
  accepted ${words.time} not null,
  failed ${words.time} not null,
  primary key (workspace_id, site_id, day, slot)
)
`,
    ),
}
