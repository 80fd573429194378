import { type Migration, runStatements } from './migration.ts'

/**
 * Who is reading a document, and how often that was begun: what never ends is given up. `shelf` is where a version is to be
 * found once it is read and its document active: `live`, the shelf of a batch, or null: nowhere, for it was taken back.
 * `title_folded` is the title as it is looked for.
 */
export const documentWork: Migration = {
  number: 15,
  name: 'document-work',
  why: 'documents that are taken up again after a crash, and given up in the end; versions that wait on the shelf of their batch',
  run: (tx, words) =>
    runStatements(
      tx,
      `
alter table document add column takes integer not null default 0

alter table document add column taken_by ${words.id}

alter table document add column title_folded text not null default ''

alter table document_version add column shelf ${words.id}

update document_version set shelf = 'live'
`,
    ),
}
