// The database under a running server, seen from outside: what really stands in it.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import pg from 'pg'

import type { OpenedDatabase } from './each-database.ts'

type Row = Record<string, unknown>

export class RawDatabase {
  readonly #query: (sql: string) => Promise<Row[]>
  readonly close: () => Promise<void>
  readonly kind: 'sqlite' | 'postgres'

  private constructor(kind: 'sqlite' | 'postgres', query: (sql: string) => Promise<Row[]>, close: () => Promise<void>) {
    this.kind = kind
    this.#query = query
    this.close = close
  }

  static async open({ databaseUrl, dataDir }: OpenedDatabase): Promise<RawDatabase> {
    if (databaseUrl === undefined) {
      const database = new DatabaseSync(join(dataDir, 'posthorn.db'), { timeout: 0 })
      const query = (sql: string) => whenFree(() => database.prepare(sql).all() as Row[])
      return new RawDatabase('sqlite', query, async () => database.close())
    }
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    return new RawDatabase(
      'postgres',
      async (sql) => (await client.query<Row>(sql)).rows,
      () => client.end(),
    )
  }

  all(sql: string): Promise<Row[]> {
    return this.#query(sql)
  }

  async tables(): Promise<string[]> {
    const sql =
      this.kind === 'sqlite'
        ? // Nor the parts of text indexes, which hold numbers of their own that say nothing here.
          "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '%\\_words%' escape '\\'"
        : 'select tablename as name from pg_tables where schemaname = current_schema()'
    return (await this.all(sql)).map(({ name }) => String(name)).sort()
  }

  /** Every row of every table, as text. */
  async dump(): Promise<Map<string, string[]>> {
    const dump = new Map<string, string[]>()
    for (const table of await this.tables()) {
      const rows = await this.all(`select * from "${table}"`)
      dump.set(
        table,
        rows
          .map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)))
          .sort(),
      )
    }
    return dump
  }

  /**
   * What a call may change only if it was accepted: every row of every table, apart from what is counted on the way (when
   * a key was last used) and the refusals kept for idempotency keys.
   */
  async state(): Promise<string> {
    const dump = await this.dump()
    dump.delete('idempotent_reply')
    const lines = [...dump].flatMap(([table, rows]) => rows.map((row) => `${table} ${row}`))
    return lines.join('\n').replaceAll(/"last_used_at":(\d+|null|"\d+")/g, '')
  }

  /** How many rows wait for the engine or are being worked on: all that is due by `now`. */
  async workLeft(now: number): Promise<number> {
    const counts = ['message', 'webhook_delivery', 'job'].map(
      (table) => `select count(*) as left_over from ${table} where due_at <= ${now}`,
    )
    const rows = await this.all(counts.join(' union all '))
    return rows.reduce((sum, { left_over }) => sum + Number(left_over), 0)
  }

  /** Makes every insert into a table fail, until the returned function is called. */
  async refuseInserts(table: string): Promise<() => Promise<void>> {
    if (this.kind === 'sqlite') {
      await this.all(
        `create trigger refused before insert on ${table} begin select raise(abort, 'refused by a test'); end`,
      )
      return async () => {
        await this.all('drop trigger refused')
      }
    }
    await this.all(
      `create function refuse() returns trigger language plpgsql as $$ begin raise 'refused by a test'; end $$`,
    )
    await this.all(`create trigger refused before insert on ${table} for each row execute function refuse()`)
    return async () => {
      await this.all(`drop trigger refused on ${table}`)
      await this.all('drop function refuse')
    }
  }
}

/**
 * Tries again while the server's writer has the file. Not by SQLite's own patience: that would hold up this thread, on which
 * the server is about to end the very transaction that is waited for.
 */
async function whenFree<Result>(query: () => Result): Promise<Result> {
  const givenUpAt = performance.now() + 5_000
  for (;;) {
    try {
      return query()
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== 5 || performance.now() > givenUpAt) throw error
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
}
