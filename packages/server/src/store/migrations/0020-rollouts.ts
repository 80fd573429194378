import { type Migration, runStatements } from './migration.ts'

/**
 * Batches of documents on their way to the sessions of a site. What a rollout decides by (approval, the last smoke run) is kept
 * as it was said, with a mark of what it was said of. A site shows one batch at a time: an index holds that.
 */
export const rollouts: Migration = {
  number: 20,
  name: 'rollouts',
  why: 'content rollouts: who approved what, what was asked, who is shown it, what became of it',
  run: (tx, words) =>
    runStatements(
      tx,
      `
create table rollout (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  site_id ${words.id} not null,
  batch_id ${words.id} not null,
  name text not null,
  state text not null,
  share integer not null,
  stages text not null,
  thresholds text not null,
  approval text,
  smoke text,
  reason text,
  paused_by_watch integer not null,
  watched_since ${words.time},
  before_figures text,
  checked_at ${words.time},
  entries integer not null,
  created_at ${words.time} not null,
  updated_at ${words.time} not null,
  started_at ${words.time},
  paused_at ${words.time},
  expanded_at ${words.time},
  ended_at ${words.time}
)

create unique index rollout_by_batch on rollout (workspace_id, site_id, batch_id)

create unique index rollout_under_way on rollout (workspace_id, site_id) where state in ('running', 'expanded')

create table rollout_document (
  rollout_id ${words.id} not null references rollout (id),
  document_id ${words.id} not null,
  workspace_id ${words.id} not null,
  site_id ${words.id} not null,
  version integer not null,
  source_id ${words.id},
  drafted integer not null,
  added_at ${words.time} not null,
  primary key (rollout_id, document_id)
)

create index document_version_on_shelf on document_version (workspace_id, site_id, shelf) where shelf <> 'live'

create table rollout_question (
  id ${words.id} primary key,
  rollout_id ${words.id} not null references rollout (id),
  workspace_id ${words.id} not null,
  site_id ${words.id} not null,
  question text not null,
  language text,
  expected text,
  document_id ${words.id},
  heading text,
  origin text not null,
  edited integer not null,
  held integer not null,
  result text,
  created_at ${words.time} not null,
  updated_at ${words.time} not null
)

create index rollout_question_by_rollout on rollout_question (rollout_id, id)

create table rollout_log (
  rollout_id ${words.id} not null references rollout (id),
  number integer not null,
  workspace_id ${words.id} not null,
  site_id ${words.id} not null,
  at ${words.time} not null,
  action text not null,
  made_by text not null,
  key_id ${words.id},
  reason text,
  overridden integer not null,
  documents text not null,
  details text not null,
  primary key (rollout_id, number)
)
`,
    ),
}
