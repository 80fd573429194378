import type { Kysely } from 'kysely'
import type pg from 'pg'

import { type BatchRow, type BatchTable, keyOf, statementFor } from '../../batch-table.ts'
import type { Connection, Guard, Reader, Transaction } from '../../connection.ts'
import type { Row, Value } from '../../value.ts'
import { builderOver } from '../builder.ts'
import { insertNewStatement, insertStatement, updateStatement } from './statements.ts'

/** What runs a query: a pool for reading, one of its clients inside a transaction. */
export type Runner = Pick<pg.Pool, 'query'>

/** Names of prepared statements, by text: the server plans each once per connection. */
const names = new Map<string, string>()

function nameOf(sql: string): string {
  let name = names.get(sql)
  if (name === undefined) names.set(sql, (name = `posthorn_${names.size}`))
  return name
}

export class PostgresConnection implements Connection {
  readonly #runner: Runner
  #builder: Kysely<never> | null = null

  constructor(runner: Runner) {
    this.#runner = runner
  }

  async all<Result extends object = Row>(sql: string, values: readonly Value[] = []): Promise<Result[]> {
    return (await this.#prepared(sql, values)).rows as Result[]
  }

  async run(sql: string, values: readonly Value[] = []): Promise<number> {
    return (await this.#prepared(sql, values)).rowCount ?? 0
  }

  allIn<Result extends object = Row>(sql: string, keys: readonly string[]): Promise<Result[]> {
    return this.#prepared(withKeys(sql), [keys]).then(({ rows }) => rows as Result[])
  }

  runIn(sql: string, keys: readonly string[], values: readonly Value[] = []): Promise<number> {
    return this.#prepared(withKeys(sql), [keys, ...values]).then(({ rowCount }) => rowCount ?? 0)
  }

  async insertRows<Table extends BatchTable>(table: Table, rows: readonly BatchRow<Table>[]): Promise<void> {
    if (rows.length === 0) return
    const sql = statementFor(table, 'postgres insert', () => insertStatement(table))
    await this.#prepared(sql, columnsOf(table, rows))
  }

  async insertNewRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<Set<string>> {
    if (rows.length === 0) return new Set()
    const sql = statementFor(table, `postgres insert new ${key.join()}`, () => insertNewStatement(table, key))
    const result = await this.#prepared(sql, columnsOf(table, rows))
    return new Set((result.rows as Row[]).map((row) => keyOf(row, key)))
  }

  async insertMissingRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<void> {
    await this.insertNewRows(table, key, rows)
  }

  async updateRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
    guard?: Guard,
  ): Promise<Set<string>> {
    if (rows.length === 0) return new Set()
    const purpose = `postgres update ${key.join()} ${guard?.column ?? ''}`
    const sql = statementFor(table, purpose, () => updateStatement(table, key, guard?.column))
    const result = await this.#prepared(sql, [...columnsOf(table, rows), ...(guard ? [guard.value] : [])])
    return new Set((result.rows as Row[]).map((row) => keyOf(row, key.slice(0, 1))))
  }

  async overwriteRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
    guard?: Guard,
  ): Promise<void> {
    await this.updateRows(table, key, rows, guard)
  }

  tables<Tables>(): Kysely<Tables> {
    this.#builder ??= builderOver<never>('postgres', async (sql, values) => {
      const result = await this.#runner.query(sql, values as Value[])
      return { rows: result.rows as Row[], changes: result.rowCount ?? 0 }
    })
    return this.#builder as unknown as Kysely<Tables>
  }

  #prepared(sql: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    return this.#runner.query({ name: nameOf(sql), text: sql, values: values as unknown[] })
  }
}

/** A PostgreSQL client while a transaction is open on it. */
export class PostgresTransaction extends PostgresConnection implements Transaction {
  readonly #afterCommit: (() => void)[] = []

  get before(): Reader {
    return this
  }

  afterCommit(callback: () => void): void {
    this.#afterCommit.push(callback)
  }

  committed(): void {
    for (const callback of this.#afterCommit.splice(0)) callback()
  }
}

function withKeys(sql: string): string {
  return sql.replace('in $keys', '= any($1::text[])')
}

/** Rows turned on their side: one array a column, as `unnest` takes them. */
function columnsOf(table: BatchTable, rows: readonly Record<string, Value>[]): Value[][] {
  return Object.keys(table.columns).map((column) => rows.map((row) => row[column] ?? null))
}
