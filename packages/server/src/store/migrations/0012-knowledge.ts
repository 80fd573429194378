import { type Migration, runStatements } from './migration.ts'

/**
 * What the documents of a site say, cut into chunks, and how often it says what. `shelf` is who finds a chunk: `live`
 * everybody, another name only who is shown that shelf (a batch that is being tried). What nobody may find is not here.
 */
export const knowledge: Migration = {
  number: 12,
  name: 'knowledge',
  why: 'answers from the documents of a site: found by their words, quoted by their place',
  run: (tx, words) =>
    runStatements(
      tx,
      `
create table knowledge_chunk (
  number ${words.rowNumber},
  workspace_id ${words.id} not null references workspace (id),
  site_id ${words.id} not null,
  document_id ${words.id} not null,
  version integer not null,
  shelf ${words.id} not null,
  position integer not null,
  kind text not null,
  language text not null,
  title text not null,
  headings text not null,
  lead text not null,
  body text not null,
  start_at integer not null,
  end_at integer not null,
  words text not null
)

create unique index knowledge_chunk_by_place on knowledge_chunk (workspace_id, site_id, document_id, shelf, position)

${words.textIndex('knowledge_chunk')}

create table knowledge_term (
  workspace_id ${words.id} not null,
  site_id ${words.id} not null,
  shelf ${words.id} not null,
  term ${words.id} not null,
  chunks integer not null,
  primary key (workspace_id, site_id, shelf, term)
)

create table knowledge_shelf (
  workspace_id ${words.id} not null,
  site_id ${words.id} not null,
  shelf ${words.id} not null,
  language text not null,
  chunks integer not null,
  terms integer not null,
  primary key (workspace_id, site_id, shelf, language)
)
`,
    ),
}
