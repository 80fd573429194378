import type { Kysely } from 'kysely'
import type pg from 'pg'

import { type BatchRow, type BatchTable, keyOf, statementFor } from '../../batch-table.ts'
import type { Connection, Guard, Reader, TextSearch, Transaction } from '../../connection.ts'
import type { Row, Value } from '../../value.ts'
import { checkTerms } from '../../text-terms.ts'
import { builderOver } from '../builder.ts'
import {
  addStatement,
  insertMissingStatement,
  insertNewStatement,
  insertStatement,
  updateStatement,
} from './statements.ts'
import { searchStatement } from './text-index.ts'

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

  allIn<Result extends object = Row>(
    sql: string,
    keys: readonly string[],
    values: readonly Value[] = [],
  ): Promise<Result[]> {
    return this.#prepared(withKeys(sql), [keys, ...values]).then(({ rows }) => rows as Result[])
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
    if (rows.length === 0) return
    const sql = statementFor(table, `postgres insert missing ${key.join()}`, () => insertMissingStatement(table, key))
    await this.#prepared(sql, columnsOf(table, rows))
  }

  async addToRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<void> {
    if (rows.length === 0) return
    const sql = statementFor(table, `postgres add ${key.join()}`, () => addStatement(table, key))
    await this.#prepared(sql, columnsOf(table, rows))
  }

  async updateRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
    guard?: Guard,
  ): Promise<Set<string>> {
    const result = await this.#update(table, key, rows, { guard, returning: true })
    return new Set(result.map((row) => keyOf(row, key.slice(0, 1))))
  }

  async overwriteRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
    guard?: Guard,
  ): Promise<void> {
    await this.#update(table, key, rows, { guard, returning: false })
  }

  async search<Result extends object = Row>(search: TextSearch): Promise<Result[]> {
    checkTerms(search)
    const { sql, values } = searchStatement(search)
    // Planned anew each time: how many rows hold a term differs from term to term.
    return (await this.#runner.query(sql, values)).rows as Result[]
  }

  tables<Tables>(): Kysely<Tables> {
    this.#builder ??= builderOver<never>('postgres', async (sql, values) => {
      const result = await this.#runner.query(sql, values as Value[])
      return { rows: result.rows as Row[], changes: result.rowCount ?? 0 }
    })
    return this.#builder as unknown as Kysely<Tables>
  }

  async #update(
    table: BatchTable,
    key: readonly string[],
    rows: readonly Record<string, Value>[],
    { guard, returning }: { guard: Guard | undefined; returning: boolean },
  ): Promise<Row[]> {
    if (rows.length === 0) return []
    const purpose = `postgres update ${key.join()} ${guard?.column ?? ''} ${returning}`
    const sql = statementFor(table, purpose, () => updateStatement(table, key, { guard: guard?.column, returning }))
    // Planned anew each time: a plan kept from when the table was small would read the whole of it once it is large.
    const result = await this.#runner.query(sql, [...columnsOf(table, rows), ...(guard ? [guard.value] : [])])
    return result.rows as Row[]
  }

  #prepared(sql: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    return this.#runner.query({ name: nameOf(sql), text: sql, values: values as unknown[] })
  }
}

/**
 * A PostgreSQL client while a transaction is open on it. The client sends what it is given without waiting for answers
 * (`pipeline`), so statements whose result nobody asks for cost no round trip: when one of them fails PostgreSQL refuses
 * all that follow, the commit included, and `failure` is what it said first.
 */
export class PostgresTransaction extends PostgresConnection implements Transaction {
  readonly #client: Runner
  readonly #afterCommit: (() => void)[] = []
  #failure: unknown = null

  constructor(client: Runner) {
    super(client)
    this.#client = client
  }

  get before(): Reader {
    return this
  }

  /** Why the transaction cannot be committed; null while it can. */
  get failure(): unknown {
    return this.#failure
  }

  begin(): void {
    void this.#post(this.#client.query('begin'))
  }

  /** Resolves, once it is on disk, with what calls back those who asked for it. */
  async commit(): Promise<() => void> {
    const { command } = await this.#client.query('commit')
    // Where a statement had failed PostgreSQL rolls back when it is asked to commit, and does not call it an error.
    if (command !== 'COMMIT') throw new Error('not committed: a statement of the transaction had failed')
    const callbacks = this.#afterCommit.splice(0)
    return () => callbacks.forEach((callback) => callback())
  }

  async rollback(): Promise<void> {
    await this.#client.query('rollback')
  }

  afterCommit(callback: () => void): void {
    this.#afterCommit.push(callback)
  }

  override insertRows<Table extends BatchTable>(table: Table, rows: readonly BatchRow<Table>[]): Promise<void> {
    return this.#post(super.insertRows(table, rows))
  }

  override insertMissingRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<void> {
    return this.#post(super.insertMissingRows(table, key, rows))
  }

  override addToRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<void> {
    return this.#post(super.addToRows(table, key, rows))
  }

  override overwriteRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
    guard?: Guard,
  ): Promise<void> {
    return this.#post(super.overwriteRows(table, key, rows, guard))
  }

  #post(statement: Promise<unknown>): Promise<void> {
    // Of those that follow PostgreSQL only says that the transaction is aborted: the first one tells why.
    statement.catch((error: unknown) => (this.#failure ??= error))
    return Promise.resolve()
  }
}

function withKeys(sql: string): string {
  return sql.replace('in $keys', '= any($1::text[])')
}

/** Rows turned on their side: one array a column, as `unnest` takes them. */
function columnsOf(table: BatchTable, rows: readonly Record<string, Value>[]): Value[][] {
  return Object.keys(table.columns).map((column) => rows.map((row) => row[column] ?? null))
}
