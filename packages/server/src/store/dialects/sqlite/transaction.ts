import type { Kysely } from 'kysely'

import { type BatchRow, type BatchTable, keyOf, statementFor } from '../../batch-table.ts'
import type { Guard, Reader, TextSearch, Transaction } from '../../connection.ts'
import type { Row, Value } from '../../value.ts'
import { checkTerms } from '../../text-terms.ts'
import { builderOver } from '../builder.ts'
import { addStatement, flatten, insertNewStatement, insertStatement, updateStatement, withKeys } from './sql-text.ts'
import { searchStatement } from './text-index.ts'
import type { Writer } from './writer.ts'

/** The one transaction that may be open on the writer's thread. */
export class SqliteTransaction implements Transaction {
  readonly before: Reader
  readonly #writer: Writer
  #builder: Kysely<never> | null = null
  #afterCommit: (() => void)[] = []

  constructor(writer: Writer, before: Reader) {
    this.#writer = writer
    this.before = before
  }

  /** Not waited for: when it fails, the first statement or the commit says so. */
  begin(): void {
    this.#afterCommit = []
    this.#writer.post({ do: 'begin' })
  }

  /** Resolves, once it is on disk, with what calls back those who asked for it. */
  async commit(): Promise<() => void> {
    await this.#writer.ask({ do: 'commit' })
    const callbacks = this.#afterCommit.splice(0)
    return () => callbacks.forEach((callback) => callback())
  }

  async rollback(): Promise<void> {
    this.#afterCommit = []
    await this.#writer.ask({ do: 'rollback' })
  }

  afterCommit(callback: () => void): void {
    this.#afterCommit.push(callback)
  }

  async all<Result extends object = Row>(sql: string, values: readonly Value[] = []): Promise<Result[]> {
    return (await this.#query(sql, values)).rows as Result[]
  }

  async run(sql: string, values: readonly Value[] = []): Promise<number> {
    return (await this.#query(sql, values)).changes
  }

  allIn<Result extends object = Row>(
    sql: string,
    keys: readonly string[],
    values: readonly Value[] = [],
  ): Promise<Result[]> {
    return this.all<Result>(withKeys(sql), [JSON.stringify(keys), ...values])
  }

  runIn(sql: string, keys: readonly string[], values: readonly Value[] = []): Promise<number> {
    return this.run(withKeys(sql), [JSON.stringify(keys), ...values])
  }

  insertRows<Table extends BatchTable>(table: Table, rows: readonly BatchRow<Table>[]): Promise<void> {
    const sql = statementFor(table, 'sqlite insert', () => insertStatement(table))
    this.#postMany(sql, rows, Object.keys(table.columns))
    return Promise.resolve()
  }

  insertMissingRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<void> {
    const sql = statementFor(table, `sqlite insert new ${key.join()}`, () => insertNewStatement(table, key))
    this.#postMany(sql, rows, Object.keys(table.columns))
    return Promise.resolve()
  }

  addToRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<void> {
    const sql = statementFor(table, `sqlite add ${key.join()}`, () => addStatement(table, key))
    this.#postMany(sql, rows, Object.keys(table.columns))
    return Promise.resolve()
  }

  async insertNewRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
  ): Promise<Set<string>> {
    const sql = statementFor(table, `sqlite insert new ${key.join()}`, () => insertNewStatement(table, key))
    const changed = await this.#askMany(sql, rows, Object.keys(table.columns))
    return new Set(rows.filter((_, index) => changed[index]).map((row) => keyOf(row, key)))
  }

  async updateRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
    guard?: Guard,
  ): Promise<Set<string>> {
    const { sql, columns, values } = updateOf(table, key, guard)
    const changed = await this.#askMany(sql, rows, columns, values)
    return new Set(rows.filter((_, index) => changed[index]).map((row) => keyOf(row, key.slice(0, 1))))
  }

  overwriteRows<Table extends BatchTable>(
    table: Table,
    key: readonly (keyof Table['columns'] & string)[],
    rows: readonly BatchRow<Table>[],
    guard?: Guard,
  ): Promise<void> {
    const { sql, columns, values } = updateOf(table, key, guard)
    this.#postMany(sql, rows, columns, values)
    return Promise.resolve()
  }

  async search<Result extends object = Row>(search: TextSearch): Promise<Result[]> {
    checkTerms(search)
    const { sql, values } = searchStatement(search)
    return this.all<Result>(sql, values)
  }

  tables<Tables>(): Kysely<Tables> {
    this.#builder ??= builderOver<never>('sqlite', (sql, values) => this.#query(sql, values))
    return this.#builder as unknown as Kysely<Tables>
  }

  async #query(sql: string, values: readonly Value[]): Promise<{ rows: Row[]; changes: number }> {
    const answer = await this.#writer.ask({ do: 'query', statement: this.#writer.statement(sql), values })
    return answer as { rows: Row[]; changes: number }
  }

  #postMany(
    sql: string,
    rows: readonly Record<string, Value>[],
    columns: readonly string[],
    guard: readonly Value[] = [],
  ): void {
    if (rows.length === 0) return
    const statement = this.#writer.statement(sql)
    const values = flatten(rows, columns, guard)
    this.#writer.post({ do: 'many', statement, width: columns.length + guard.length, values, quiet: true })
  }

  async #askMany(
    sql: string,
    rows: readonly Record<string, Value>[],
    columns: readonly string[],
    guard: readonly Value[] = [],
  ): Promise<boolean[]> {
    if (rows.length === 0) return []
    const statement = this.#writer.statement(sql)
    const values = flatten(rows, columns, guard)
    const width = columns.length + guard.length
    const answer = await this.#writer.ask({ do: 'many', statement, width, values, quiet: false })
    return (answer as { changed: boolean[] }).changed
  }
}

/** The statement of an update for many rows, and the columns and values that each run of it takes. */
function updateOf(
  table: BatchTable,
  key: readonly string[],
  guard: Guard | undefined,
): { sql: string; columns: string[]; values: Value[] } {
  const set = Object.keys(table.columns).filter((column) => !key.includes(column))
  const where = guard ? [...key, guard.column] : key
  const sql = statementFor(table, `sqlite update ${where.join()}`, () => updateStatement(table.name, set, where))
  return { sql, columns: [...set, ...key], values: guard ? [guard.value] : [] }
}
