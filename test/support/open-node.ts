import { systemClock } from '../../packages/server/src/kernel/clock.ts'
import { type Log, silentLog } from '../../packages/server/src/kernel/log.ts'
import { createNewId } from '../../packages/server/src/kernel/new-id.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import { openStore, type Store } from '../../packages/server/src/store/index.ts'
import type { OpenedDatabase } from './each-database.ts'

export interface NodeOptions {
  /** As a server does: takes the folder (SQLite), shows presence and hears wakes (PostgreSQL). Otherwise as a command. */
  serving?: boolean
  log?: Log
  heartbeatMs?: number
}

/** Opens a database as a process of its own would; to PostgreSQL, several stores of one test are several processes. */
export function openNode(
  database: Pick<OpenedDatabase, 'dataDir' | 'databaseUrl'>,
  options: NodeOptions = {},
): Promise<Store> {
  return openStore({
    dataDir: database.dataDir,
    databaseUrl: database.databaseUrl ?? null,
    poolSize: 8,
    newId: createNewId(systemClock, systemRandom),
    log: options.log ?? silentLog,
    serving: options.serving ?? true,
    ...(options.heartbeatMs !== undefined && { heartbeatMs: options.heartbeatMs }),
  })
}
