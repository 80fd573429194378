import pg from 'pg'

import { systemClock } from '../../../kernel/clock.ts'
import type { Transaction } from '../../connection.ts'
import { GroupCommit, type RunTransaction } from '../../group-commit.ts'
import type { SchemaWords, Store } from '../../store.ts'
import { PostgresConnection, PostgresTransaction } from './connection.ts'
import type { PostgresOptions } from './options.ts'
import { openPresence } from './presence.ts'
import { textIndex } from './text-index.ts'
import { vectorWords } from './vectors.ts'

/** 64-bit integers arrive as numbers: ours are milliseconds and counters, far below 2^53. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Opens PostgreSQL: a pool for transactions and reading, and one connection that shows presence and hears wakes. */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: 'posthorn',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // A transaction's statements follow each other without waiting for answers that nobody needs.
    pipeline: true,
  })
  // An idle connection may break at any time; the pool replaces it, and whoever uses one next sees the error itself.
  pool.on('error', (error) => options.log.warn({ err: error }, 'store.connection_lost'))
  const transaction = inTransaction(pool)
  const grouped = new GroupCommit({ transaction, clock: systemClock, isOutage, atOnce: 3 })
  const link = await openPresence(options)
  return {
    dialect: 'postgres',
    words: WORDS,
    vectorWords,
    read: new PostgresConnection(pool),
    transaction: (work) => transaction(work),
    grouped,
    presence: link.presence,
    wakes: link.wakes,
    isOutage,
    async close() {
      await grouped.drained()
      await link.close()
      await pool.end()
    },
  }
}

const WORDS: SchemaWords = {
  id: 'text collate "C"',
  time: 'bigint',
  position: 'bigint not null default (pg_current_xact_id()::text::bigint)',
  positionSettled: 'position < pg_snapshot_xmin(pg_current_snapshot())::text::bigint',
  migrationLock: 'select pg_advisory_xact_lock(1886547572, 0)',
  forUpdate: 'for update',
  forUpdateSkipLocked: 'for update skip locked',
  bytes: 'bytea',
  rowNumber: 'bigint generated always as identity primary key',
  textIndex,
}

/** SQLSTATE classes: connection, insufficient resources (disk full), operator intervention (shut down), system error. */
const OUTAGE_CLASSES = new Set(['08', '53', '57', '58'])

/** What the network says of a server that cannot be reached, or no longer. Not SQLSTATEs, though EPIPE looks like one. */
const NETWORK_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'],
  ...['ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN'],
])

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string') return NETWORK_CODES.has(code) || OUTAGE_CLASSES.has(code.slice(0, 2))
  // The driver's own complaints about a connection that ended carry no code.
  return /connection (terminated|ended|error)|timeout exceeded when trying to connect/i.test(error.message)
}

function inTransaction(pool: pg.Pool): RunTransaction {
  return async <Result>(
    work: (tx: Transaction) => Promise<Result>,
    defer?: (announce: () => void) => void,
  ): Promise<Result> => {
    const client = await pool.connect()
    let broken: Error | undefined
    // While a client is out of the pool nobody else listens: an error unheard would end the process.
    const onError = (error: Error): void => void (broken = error)
    client.on('error', onError)
    const tx = new PostgresTransaction(client)
    try {
      tx.begin()
      const result = await work(tx)
      const announce = await tx.commit()
      if (defer) defer(announce)
      else announce()
      return result
    } catch (error) {
      // A connection that cannot even roll back is not given back to the pool.
      await tx.rollback().catch((rollbackError: unknown) => (broken = asError(rollbackError)))
      throw tx.failure ?? error
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
