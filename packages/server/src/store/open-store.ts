import type { Log } from '../kernel/log.ts'
import type { NewId } from '../kernel/new-id.ts'
import { openPostgres } from './dialects/postgres/open.ts'
import { openSqlite } from './dialects/sqlite/open.ts'
import type { Store } from './store.ts'

export interface StoreOptions {
  /** Where the embedded database lives; unused with PostgreSQL. */
  readonly dataDir: string
  /** `postgres://…`; null for the embedded database. */
  readonly databaseUrl: string | null
  readonly poolSize: number
  readonly newId: NewId
  readonly log: Log
  /** Whether this process will take leases (serve), or only reads and writes a little (setup, migrate). */
  readonly serving: boolean
  /** Milliseconds between two looks whether PostgreSQL is still reached. */
  readonly heartbeatMs?: number
}

export async function openStore(options: StoreOptions): Promise<Store> {
  if (options.databaseUrl === null) return openSqlite({ ...options, alone: options.serving })
  return openPostgres({ ...options, url: options.databaseUrl })
}
