import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

import type { Kysely } from 'kysely'

import type { Reader, TextSearch } from '../../connection.ts'
import type { Row, Value } from '../../value.ts'
import { checkTerms } from '../../text-terms.ts'
import { builderOver } from '../builder.ts'
import { numbered, withKeys } from './sql-text.ts'
import { searchStatement } from './text-index.ts'

/**
 * A connection for reading, on the thread that asks: it sees what is committed, and does not wait for the writer.
 * Statements are kept prepared for as long as it lives; their number is bounded by the source code.
 */
export class SqliteReader implements Reader {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()
  #builder: Kysely<never> | null = null

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  all<Result extends object = Row>(sql: string, values: readonly Value[] = []): Promise<Result[]> {
    try {
      return Promise.resolve(this.#prepare(sql).all(...(values as SQLInputValue[])) as Result[])
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)))
    }
  }

  allIn<Result extends object = Row>(
    sql: string,
    keys: readonly string[],
    values: readonly Value[] = [],
  ): Promise<Result[]> {
    return this.all<Result>(withKeys(sql), [JSON.stringify(keys), ...values])
  }

  async search<Result extends object = Row>(search: TextSearch): Promise<Result[]> {
    checkTerms(search)
    const { sql, values } = searchStatement(search)
    return this.all<Result>(sql, values)
  }

  tables<Tables>(): Kysely<Tables> {
    this.#builder ??= builderOver<never>('sqlite', async (sql, values) => {
      const rows = await this.all(sql, values)
      return { rows, changes: rows.length }
    })
    return this.#builder as unknown as Kysely<Tables>
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
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
