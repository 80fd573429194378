import { type Migration, runStatements } from './migration.ts'

/** Entries that ended are looked for once an hour, among many that never end. */
export const expiredSuppressions: Migration = {
  number: 6,
  name: 'expired-suppressions',
  why: 'suppressions that ended are removed',
  run: (tx) =>
    runStatements(tx, 'create index suppression_by_end on suppression (expires_at) where expires_at is not null'),
}
