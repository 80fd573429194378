import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { startPostgresServer, type PostgresServer } from '../test/support/postgres-server.ts'
import type { Installation } from '../test/support/start-server.ts'
import { followSqliteLog, type LogFigures } from './sqlite-log.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

export type Rows = Record<string, unknown>[]

/** One database for one measurement: where the server finds it, and how the bench looks into it from outside. */
export interface BenchDatabase {
  readonly installation: Installation
  /** Reads what is committed. On SQLite beside the running server. */
  read(sql: string): Promise<Rows>
  log(): Promise<LogFigures>
  /** Processor time of the database's own processes; SQLite has none, it is part of the server. */
  cpuPid(): number | null
  remove(): Promise<void>
}

/** Makes databases of one kind, each empty. */
export interface DatabaseMaker {
  readonly kind: DatabaseKind
  /** Name, version and what makes it durable, for the results. */
  readonly describe: () => Promise<string>
  make(): Promise<BenchDatabase>
  close(): Promise<void>
}

export function openDatabases(kind: DatabaseKind): Promise<DatabaseMaker> {
  return kind === 'sqlite' ? Promise.resolve(sqlite()) : postgres()
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'posthorn-bench-'))
}

function sqlite(): DatabaseMaker {
  return {
    kind: 'sqlite',
    describe: () => Promise.resolve(`SQLite ${process.versions['sqlite'] ?? ''} (WAL, synchronous=FULL)`),
    make() {
      const dataDir = temporaryFolder()
      const path = join(dataDir, 'posthorn.db')
      const log = followSqliteLog(path)
      return Promise.resolve({
        installation: { dataDir },
        read: (sql) => Promise.resolve(readSqlite(path, sql)),
        log: () => Promise.resolve(log.figures()),
        cpuPid: () => null,
        remove() {
          log.stop()
          rmSync(dataDir, { recursive: true, force: true })
          return Promise.resolve()
        },
      })
    },
    close: () => Promise.resolve(),
  }
}

function readSqlite(path: string, sql: string): Rows {
  const database = new DatabaseSync(path)
  database.exec('pragma query_only = on; pragma busy_timeout = 5000')
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

async function postgres(): Promise<DatabaseMaker> {
  // Checkpoints as an operator of a busy server sets them; the default's 1 GB of log would put several into each step.
  const server = await startPostgresServer({ settings: { max_wal_size: '4GB', shared_buffers: '512MB' } })
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  let made = 0
  return {
    kind: 'postgres',
    async describe() {
      const shown = async (name: string) =>
        Object.values((await admin.query<Record<string, string>>(`show ${name}`)).rows[0]!)[0]!
      const [version, fsync, commit] = [
        await shown('server_version'),
        await shown('fsync'),
        await shown('synchronous_commit'),
      ]
      return `PostgreSQL ${version} (fsync=${fsync}, synchronous_commit=${commit})`
    },
    async make() {
      const name = `bench_${++made}`
      await admin.query(`create database ${name}`)
      return openPostgres(server, admin, name)
    },
    async close() {
      await admin.end()
      await server.stop()
    },
  }
}

async function openPostgres(server: PostgresServer, admin: pg.Client, name: string): Promise<BenchDatabase> {
  const url = new URL(server.url)
  url.pathname = `/${name}`
  const dataDir = temporaryFolder()
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const read = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows
  return {
    installation: { dataDir, databaseUrl: url.href },
    read,
    async log() {
      // Every transaction that writes takes one number, and only those do.
      const [row] = await read(
        `select pg_snapshot_xmax(pg_current_snapshot())::text as commits, (pg_current_wal_lsn() - '0/0')::text as bytes`,
      )
      return { commits: Number(row!['commits']), bytes: Number(row!['bytes']) }
    },
    cpuPid: () => server.pid(),
    async remove() {
      await client.end()
      await admin.query(`drop database ${name} with (force)`)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
