import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

import type { Row, Value } from '../value.ts'

/** Runs one statement on the connection that a builder was made for. */
export type RunQuery = (sql: string, values: readonly Value[]) => Promise<{ rows: Row[]; changes: number }>

/**
 * Kysely over one connection of ours. Transactions are the store's business and never Kysely's, so that what Kysely
 * writes and what the hot statements write stand in the same one.
 */
export function builderOver<Tables>(kind: 'sqlite' | 'postgres', run: RunQuery): Kysely<Tables> {
  const connection: DatabaseConnection = {
    async executeQuery<Result>(query: CompiledQuery): Promise<QueryResult<Result>> {
      const { rows, changes } = await run(query.sql, query.parameters as readonly Value[])
      return { rows: rows as Result[], numAffectedRows: BigInt(changes) }
    },
    streamQuery() {
      throw new Error('streaming is not offered: read in pages')
    },
  }
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: () => Promise.reject(new Error('open transactions with store.transaction')),
    commitTransaction: () => Promise.resolve(),
    rollbackTransaction: () => Promise.resolve(),
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  }
  return new Kysely<Tables>({ dialect: dialectOf(kind, driver) })
}

function dialectOf(kind: 'sqlite' | 'postgres', driver: Driver): Dialect {
  if (kind === 'sqlite') {
    return {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    }
  }
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}
