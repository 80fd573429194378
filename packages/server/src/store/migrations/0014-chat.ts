import { type Migration, runStatements } from './migration.ts'

/**
 * Questions and what was answered. Sessions are named by whoever asks; a request is its own queue row (\`job\` takes it up) and
 * keeps what it was answered from, so that feedback falls back on the documents behind it.
 */
export const chat: Migration = {
  number: 14,
  name: 'chat',
  why: 'chat requests with their sessions, sources and feedback',
  run: (tx, words) =>
    runStatements(
      tx,
      `
create table chat_session (
  workspace_id ${words.id} not null references workspace (id),
  site_id ${words.id} not null,
  session_id ${words.id} not null,
  email text,
  state text not null,
  requests integer not null,
  created_at ${words.time} not null,
  last_request_at ${words.time} not null,
  closed_at ${words.time},
  primary key (workspace_id, site_id, session_id)
)

create index chat_session_by_time on chat_session (workspace_id, site_id, last_request_at)

create table chat_request (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  site_id ${words.id} not null,
  session_id ${words.id} not null,
  mode text not null,
  api_key_id ${words.id} not null,
  integration text not null,
  environment text not null,
  email text,
  message text not null,
  response_language text,
  state text not null,
  answered integer,
  answered_by text,
  answer text,
  language text,
  confidence double precision,
  confidence_level text,
  support double precision,
  error_code text,
  error_message text,
  batch_id ${words.id},
  webhook_id ${words.id},
  feedback text,
  feedback_comment text,
  feedback_at ${words.time},
  created_at ${words.time} not null,
  started_at ${words.time},
  completed_at ${words.time},
  deadline_at ${words.time} not null,
  polled_at ${words.time},
  polls integer not null default 0
)

create index chat_request_by_site on chat_request (workspace_id, site_id, created_at, id)

create index chat_request_by_session on chat_request (workspace_id, site_id, session_id, id)

create index chat_request_unfinished on chat_request (deadline_at) where state in ('pending', 'processing')

create index chat_request_with_feedback on chat_request (workspace_id, site_id, feedback_at) where feedback is not null

create index chat_request_by_batch on chat_request (workspace_id, site_id, batch_id, created_at) where batch_id is not null

create table chat_citation (
  request_id ${words.id} not null references chat_request (id),
  position integer not null,
  workspace_id ${words.id} not null,
  site_id ${words.id} not null,
  document_id ${words.id} not null,
  version integer not null,
  title text not null,
  headings text not null,
  quote text not null,
  start_at integer not null,
  end_at integer not null,
  language text not null,
  primary key (request_id, position)
)

create index chat_citation_by_document on chat_citation (workspace_id, document_id)
`,
    ),
}
