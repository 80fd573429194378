import { type Migration, runStatements } from './migration.ts'

/**
 * What a business knows, as it gave it to us. A document is a name for its versions; each version keeps its text (spans of
 * citations count in it) and the file it was read from. `indexed_version` is what everybody's answers are made from.
 */
export const documents: Migration = {
  number: 13,
  name: 'documents',
  why: 'documents of a site: text, questions, files and pages, with versions, readiness and where they come from',
  run: (tx, words) =>
    runStatements(
      tx,
      `
alter table site add column language text

alter table site add column synonyms text not null default '[]'

alter table site add column least_support double precision

create table document (
  id ${words.id} primary key,
  workspace_id ${words.id} not null references workspace (id),
  site_id ${words.id} not null,
  type text not null,
  title text not null,
  category text,
  status text not null,
  readiness text not null,
  step text,
  step_since ${words.time},
  progress integer not null,
  failure_code text,
  failure_message text,
  source_id ${words.id},
  batch_id ${words.id},
  version integer not null,
  indexed_version integer,
  content_hash text not null,
  language text,
  chunks integer not null,
  bytes ${words.time} not null,
  file_name text,
  media_type text,
  source_url text,
  recrawl_every_ms ${words.time},
  recrawl_at ${words.time},
  crawled_at ${words.time},
  crawl_tag text,
  is_example integer not null,
  created_at ${words.time} not null,
  updated_at ${words.time} not null
)

create index document_by_site on document (workspace_id, site_id, id)

create unique index document_by_source on document (workspace_id, site_id, source_id) where source_id is not null

create index document_by_batch on document (workspace_id, site_id, batch_id) where batch_id is not null

create index document_in_work on document (step_since) where readiness = 'processing'

create index document_to_crawl on document (recrawl_at) where recrawl_at is not null

create table document_version (
  document_id ${words.id} not null references document (id),
  version integer not null,
  workspace_id ${words.id} not null,
  site_id ${words.id} not null,
  title text not null,
  category text,
  question text,
  content text,
  content_hash text not null,
  language text,
  chunks integer,
  origin text not null,
  origin_version integer,
  batch_id ${words.id},
  made_by text not null,
  created_at ${words.time} not null,
  primary key (document_id, version)
)

create table document_file (
  document_id ${words.id} not null references document (id),
  version integer not null,
  workspace_id ${words.id} not null,
  file_name text not null,
  media_type text,
  content ${words.bytes} not null,
  primary key (document_id, version)
)
`,
    ),
}
