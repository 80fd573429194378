import { type Migration, runStatements } from './migration.ts'

/** How fetching a page again went wrong, and how often since it last went well: the next try waits longer each time. */
export const recrawl: Migration = {
  number: 17,
  name: 'recrawl',
  why: 'pages that are fetched again: why the last try failed, and how many did',
  run: (tx) =>
    runStatements(
      tx,
      `
alter table document add column crawl_failures integer not null default 0

alter table document add column crawl_failure_code text

alter table document add column crawl_failure_message text
`,
    ),
}
