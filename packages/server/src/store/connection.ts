import type { Kysely } from 'kysely'

import type { BatchRow, BatchTable } from './batch-table.ts'
import type { Row, Value } from './value.ts'

/** What a row must still say for an update to touch it. */
export interface Guard {
  readonly column: string
  readonly value: Value
}

/** What is looked for in a table that `SchemaWords.textIndex` made findable. */
export interface TextSearch {
  readonly table: string
  readonly columns: readonly string[]
  /** Terms of which a row must hold one, whatever else it holds: whose rows these are. */
  readonly scopes: readonly string[]
  /** Terms of which it must hold one as well; `weight` says how much finding it is worth. */
  readonly terms: readonly { readonly term: string; readonly weight: number }[]
  readonly limit: number
}

/** What can be read from: ordinary queries by Kysely, hot statements written whole. */
export interface Reader {
  /** Runs a statement with `$1…` placeholders; returns its rows. Prepared once per connection and text. */
  all<Result extends object = Row>(sql: string, values?: readonly Value[]): Promise<Result[]>
  /**
   * Rows of `sql` for many keys at once. `sql` says `in $keys` where the list belongs, e.g. `where id in $keys`; the keys
   * are its first placeholder, so `values` begin at `$2`.
   */
  allIn<Result extends object = Row>(sql: string, keys: readonly string[], values?: readonly Value[]): Promise<Result[]>
  /**
   * Rows of a table by the terms they hold, the best first, for a closer look. Which rows hold a term is the same on both
   * databases. Their order is not quite: SQLite has BM25, PostgreSQL the sum of the weights and then the shorter row.
   */
  search<Result extends object = Row>(search: TextSearch): Promise<Result[]>
  /** The ordinary query builder, typed with the tables a module declares. */
  tables<Tables>(): Kysely<Tables>
}

/** One connection to the database. */
export interface Connection extends Reader {
  /** Runs a statement with `$1…` placeholders; returns how many rows it changed. */
  run(sql: string, values?: readonly Value[]): Promise<number>
  /** Runs `sql` for many keys at once, as `allIn`; returns how many rows it changed. */
  runIn(sql: string, keys: readonly string[], values?: readonly Value[]): Promise<number>
  /**
   * Inserts rows with one statement (PostgreSQL) or one prepared statement (SQLite). Inside a transaction it may resolve
   * before it is done; then a failure makes the next statement or the commit fail, and nothing of the transaction stays.
   */
  insertRows<Table extends BatchTable>(table: Table, rows: readonly BatchRow<Table>[]): Promise<void>
  /**
   * Inserts rows whose key is not there yet, and leaves the others alone. Returns the key values (of `key`) of the
   * rows it inserted.
   */
  insertNewRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<Set<string>>
  /** The same where nobody asks which rows were new; may resolve early, as `insertRows`. */
  insertMissingRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<void>
  /**
   * Counts: inserts rows whose key is not there yet, and adds their other columns, whole numbers, to those that are. Each key
   * once; may resolve early, as `insertRows`.
   */
  addToRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<void>
  /**
   * Updates one row for each of `rows`: the columns named in `key` find it, the others are set. With a `guard`, only
   * rows in which that column still has that value. Returns the values of the first key column of the rows found.
   */
  updateRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
    guard?: Guard,
  ): Promise<Set<string>>
  /** The same where nobody asks which rows were found; may resolve early, as `insertRows`. */
  overwriteRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
    guard?: Guard,
  ): Promise<void>
}

/** A connection inside a transaction. */
export interface Transaction extends Connection {
  /**
   * Reads what others have committed, this transaction's own writes possibly apart. SQLite has no other writers, so this
   * is the state before the transaction, read without asking the writer's thread; on PostgreSQL it is the transaction.
   */
  readonly before: Reader
  /** Calls back once the transaction is on disk; never when it was rolled back. Must not throw. */
  afterCommit(callback: () => void): void
}
