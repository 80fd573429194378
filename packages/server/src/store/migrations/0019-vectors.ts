import { type Migration, runStatements } from './migration.ts'

/**
 * What chunks mean, as vectors of a model. `knowledge_meaning` has a row for each chunk: `text_hash` null says that it waits for
 * its vector, `failure` why it gets none. Vectors stand by what was embedded and not by chunk, so that a text which comes back
 * (a new version, another shelf) needs no second one. `signs` has one bit for each number of `vector` (float32, of length 1).
 */
export const vectors: Migration = {
  number: 19,
  name: 'vectors',
  why: 'chunks that are found by what they mean, where an embedding model is configured',
  run: (tx, words) =>
    runStatements(
      tx,
      `
create table knowledge_meaning (
  number ${words.time} primary key references knowledge_chunk (number) on delete cascade,
  workspace_id ${words.id} not null,
  site_id ${words.id} not null,
  text_hash ${words.id},
  failure text
)

create index knowledge_meaning_waiting on knowledge_meaning (number) where text_hash is null and failure is null

create index knowledge_meaning_by_text on knowledge_meaning (workspace_id, site_id, text_hash)

insert into knowledge_meaning (number, workspace_id, site_id) select number, workspace_id, site_id from knowledge_chunk

create table knowledge_vector (
  number ${words.rowNumber},
  workspace_id ${words.id} not null references workspace (id),
  site_id ${words.id} not null,
  model text not null,
  text_hash ${words.id} not null,
  signs ${words.bytes} not null,
  vector ${words.bytes} not null,
  made_at ${words.time} not null
)

create unique index knowledge_vector_by_text on knowledge_vector (workspace_id, site_id, model, text_hash)

create index knowledge_vector_in_order on knowledge_vector (workspace_id, site_id, model, number)

create table knowledge_embedding (
  one integer primary key,
  model text,
  dimensions integer,
  working integer not null
)

insert into knowledge_embedding (one, working) values (1, 0)
`,
    ),
}
