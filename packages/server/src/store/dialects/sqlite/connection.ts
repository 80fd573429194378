import { type DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

import type { Kysely } from 'kysely'

import { type BatchRow, type BatchTable, keyOf, statementFor } from '../../batch-table.ts'
import type { Connection, Guard, Transaction } from '../../connection.ts'
import type { Row, Value } from '../../value.ts'
import { builderOver } from '../builder.ts'

/** Statements are kept prepared for as long as the connection lives; their number is bounded by the source code. */
export class SqliteConnection implements Connection {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()
  #builder: Kysely<never> | null = null

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  all<Result extends object = Row>(sql: string, values: readonly Value[] = []): Promise<Result[]> {
    return attempt(() => this.#prepare(sql).all(...(values as SQLInputValue[])) as Result[])
  }

  run(sql: string, values: readonly Value[] = []): Promise<number> {
    return attempt(() => Number(this.#prepare(sql).run(...(values as SQLInputValue[])).changes))
  }

  allIn<Result extends object = Row>(sql: string, keys: readonly string[]): Promise<Result[]> {
    return this.all<Result>(withKeys(sql), [JSON.stringify(keys)])
  }

  runIn(sql: string, keys: readonly string[], values: readonly Value[] = []): Promise<number> {
    return this.run(withKeys(sql), [JSON.stringify(keys), ...values])
  }

  insertRows<Table extends BatchTable>(table: Table, rows: readonly BatchRow<Table>[]): Promise<void> {
    return attempt(() => {
      const columns = Object.keys(table.columns)
      const statement = this.#prepare(statementFor(table, 'sqlite insert', () => insertStatement(table, columns)))
      for (const row of rows) statement.run(...pick(row, columns))
    })
  }

  insertNewRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<Set<string>> {
    return attempt(() => {
      const columns = Object.keys(table.columns)
      const sql = statementFor(
        table,
        `sqlite insert new ${key.join()}`,
        () => `${insertStatement(table, columns)} on conflict (${key.join(', ')}) do nothing`,
      )
      const statement = this.#prepare(sql)
      const inserted = new Set<string>()
      for (const row of rows) {
        if (statement.run(...pick(row, columns)).changes === 1) inserted.add(keyOf(row, key))
      }
      return inserted
    })
  }

  updateRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
    guard?: Guard,
  ): Promise<Set<string>> {
    return attempt(() => {
      const set = Object.keys(table.columns).filter((column) => !key.includes(column))
      const where = guard ? [...key, guard.column] : key
      const guarding = guard ? [guard.value] : []
      const sql = statementFor(table, `sqlite update ${where.join()}`, () => updateStatement(table.name, set, where))
      const statement = this.#prepare(sql)
      const found = new Set<string>()
      for (const row of rows) {
        if (statement.run(...pick(row, set), ...pick(row, key), ...guarding).changes === 1)
          found.add(keyOf(row, key.slice(0, 1)))
      }
      return found
    })
  }

  tables<Tables>(): Kysely<Tables> {
    this.#builder ??= builderOver<never>('sqlite', (sql, values) => this.#query(sql, values))
    return this.#builder as unknown as Kysely<Tables>
  }

  /** Runs what has no parameters and no rows: pragmas, begin, commit. */
  execute(sql: string): void {
    this.#database.exec(sql)
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #query(sql: string, values: readonly Value[]): Promise<{ rows: Row[]; changes: number }> {
    return attempt(() => {
      const statement = this.#prepare(sql)
      if (statement.columns().length > 0) {
        const rows = statement.all(...(values as SQLInputValue[])) as Row[]
        return { rows, changes: rows.length }
      }
      return { rows: [], changes: Number(statement.run(...(values as SQLInputValue[])).changes) }
    })
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#prepared.get(sql)
    if (!statement) {
      statement = this.#database.prepare(numbered(sql))
      this.#prepared.set(sql, statement)
    }
    return statement
  }
}

/** A SQLite connection while a transaction is open on it. */
export class SqliteTransaction extends SqliteConnection implements Transaction {
  #afterCommit: (() => void)[] = []

  afterCommit(callback: () => void): void {
    this.#afterCommit.push(callback)
  }

  begin(): void {
    this.#afterCommit = []
    this.execute('begin immediate')
  }

  commit(): void {
    this.execute('commit')
    for (const callback of this.#afterCommit.splice(0)) callback()
  }

  rollback(): void {
    this.#afterCommit = []
    // A full disk or an I/O error may already have ended the transaction; then there is nothing left to roll back.
    try {
      this.execute('rollback')
    } catch {
      return
    }
  }
}

/** The synchronous call's result or error, as a promise: both dialects answer alike. */
function attempt<Result>(work: () => Result): Promise<Result> {
  try {
    return Promise.resolve(work())
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)))
  }
}

/** SQLite numbers its placeholders with a question mark. */
function numbered(sql: string): string {
  return sql.replace(/\$(\d+)/g, '?$1')
}

/** The keys take the first placeholder, so the statement's own values begin at `$2`. */
function withKeys(sql: string): string {
  return sql.replace('in $keys', 'in (select value from json_each($1))')
}

function insertStatement(table: BatchTable, columns: readonly string[]): string {
  return `insert into ${table.name} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
}

function updateStatement(name: string, set: readonly string[], key: readonly string[]): string {
  const assign = (column: string): string => `${column} = ?`
  return `update ${name} set ${set.map(assign).join(', ')} where ${key.map(assign).join(' and ')}`
}

function pick(row: Record<string, Value>, columns: readonly string[]): SQLInputValue[] {
  const values = new Array<SQLInputValue>(columns.length)
  for (let index = 0; index < columns.length; index++) values[index] = row[columns[index] as string] ?? null
  return values
}
