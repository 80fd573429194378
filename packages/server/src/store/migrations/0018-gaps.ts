import { type Migration, runStatements } from './migration.ts'

/**
 * What people asked in vain. A request waits to be gathered as long as `gathered_at` is null, and is marked in the transaction
 * that gathers it: there is no cursor that an answer which takes longer could slip behind. Gaps are found by the terms of their
 * questions; each way of asking stands once, with how often it came. `example` says whether a new site still waits for its
 * example: sites that were there before never do.
 */
export const gaps: Migration = {
  number: 18,
  name: 'gaps',
  why: 'unanswered questions that ask the same, with drafts of answers; the example of a fresh install',
  run: (tx, words) =>
    runStatements(
      tx,
      `
alter table site add column example text not null default 'none'

create index document_of_example on document (workspace_id, site_id) where is_example = 1

alter table chat_request add column gathered_at ${words.time}

create index chat_request_to_gather on chat_request (workspace_id, site_id, completed_at)
  where gathered_at is null and simulated = 0 and state = 'completed' and (answered = 0 or confidence_level = 'low' or feedback = 'bad')

create table gap (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  site_id ${words.id} not null,
  state text not null,
  reopened integer not null,
  question_count integer not null,
  declined integer not null,
  low_confidence integer not null,
  bad_feedback integer not null,
  examples text not null,
  first_seen_at ${words.time} not null,
  last_seen_at ${words.time} not null,
  draft_due integer not null,
  draft_question text not null,
  draft_answer text,
  draft_quotes text not null,
  edited_question text,
  edited_answer text,
  edited_title text,
  edited_category text,
  document_id ${words.id},
  resolved_at ${words.time},
  dismissed_at ${words.time},
  created_at ${words.time} not null,
  updated_at ${words.time} not null
)

create index gap_by_count on gap (workspace_id, site_id, question_count, id)

create index gap_by_last on gap (workspace_id, site_id, last_seen_at, id)

create index gap_to_draft on gap (workspace_id, site_id) where draft_due = 1

create table gap_question (
  request_id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  site_id ${words.id} not null,
  gap_id ${words.id} not null references gap (id),
  session_id ${words.id} not null,
  question text not null,
  way ${words.id} not null,
  language text not null,
  reason text not null,
  asked_at ${words.time} not null
)

create index gap_question_by_gap on gap_question (workspace_id, gap_id, asked_at, request_id)

create table gap_way (
  workspace_id ${words.id} not null,
  site_id ${words.id} not null,
  gap_id ${words.id} not null references gap (id),
  way ${words.id} not null,
  signature text not null,
  questions integer not null,
  primary key (gap_id, way)
)

create table gap_term (
  workspace_id ${words.id} not null,
  site_id ${words.id} not null,
  term ${words.id} not null,
  gap_id ${words.id} not null references gap (id),
  primary key (workspace_id, site_id, term, gap_id)
)

create table gap_site (
  workspace_id ${words.id} not null references workspace (id),
  site_id ${words.id} not null,
  gathered integer not null,
  primary key (workspace_id, site_id)
)
`,
    ),
}
