import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { readMark } from './load-message.ts'
import type { Installation } from './start-server.ts'

/** Deliveries that some process had taken to work on. Of a dead one: what was in flight, and what waited for its turn. */
const leasedSql = `select e.raw from webhook_delivery d join event e on e.id = d.event_id
  where d.lease_owner <> '' and d.due_at is not null`

/** The numbers of the load's events whose deliveries a killed server had leased, for the account of its duplicates. */
export async function leasedNumbers(installation: Installation): Promise<number[]> {
  const rows = installation.databaseUrl === undefined ? readCopy(installation) : await readPostgres(installation)
  return rows.flatMap(({ raw }) => readMark(raw, 0)?.number ?? [])
}

interface Leased {
  readonly raw: string
}

/**
 * Of a copy: whoever closes the database last tidies up its log, and the restart should find all as the kill left it.
 */
function readCopy({ dataDir }: Installation): Leased[] {
  const folder = mkdtempSync(join(tmpdir(), 'posthorn-copy-'))
  try {
    cpSync(join(dataDir, 'posthorn.db'), join(folder, 'posthorn.db'))
    // Gone after a clean stop.
    const log = join(dataDir, 'posthorn.db-wal')
    if (existsSync(log)) cpSync(log, join(folder, 'posthorn.db-wal'))
    const database = new DatabaseSync(join(folder, 'posthorn.db'))
    const rows = database.prepare(leasedSql).all() as unknown as Leased[]
    database.close()
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readPostgres({ databaseUrl }: Installation): Promise<Leased[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query<Leased>(leasedSql)).rows
  } finally {
    await client.end()
  }
}
