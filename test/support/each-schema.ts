import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe } from 'node:test'

import pg from 'pg'

import type { DatabaseKind, OpenedDatabase } from './each-database.ts'
import { type FreshDatabase, freshDatabase } from './postgres.ts'

/**
 * As `eachDatabase`, for files with many tests: on PostgreSQL each `open()` gives an empty schema of one database that the
 * file has to itself. A database made and dropped for each test would cost minutes.
 */
export function eachSchema(declare: (kind: DatabaseKind, open: () => Promise<OpenedDatabase>) => void): void {
  describe('sqlite', () => declare('sqlite', openFolder))
  describe('postgres', () => {
    let shared: Promise<FreshDatabase> | undefined
    let schemas = 0
    declare('postgres', async () => {
      shared ??= freshDatabase()
      const { url } = await shared
      const schema = `test_${++schemas}`
      await run(url, `create schema ${schema}`)
      const databaseUrl = new URL(url)
      databaseUrl.searchParams.set('options', `-csearch_path=${schema}`)
      return { ...(await openFolder()), databaseUrl: databaseUrl.href }
    })
    after(async () => (await shared)?.drop())
  })
}

async function openFolder(): Promise<OpenedDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'posthorn-test-'))
  const cleanUp = () => rm(dataDir, { recursive: true, force: true })
  return { dataDir, cleanUp }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
