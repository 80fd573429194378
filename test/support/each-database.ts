import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import { freshDatabase } from './postgres.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

export interface OpenedDatabase {
  /** Set for PostgreSQL; without it a store opens its file in `dataDir`. */
  databaseUrl?: string
  dataDir: string
  /** Removes all of it. What a test leaves is removed after the last one. */
  cleanUp(): Promise<void>
}

async function open(kind: DatabaseKind): Promise<OpenedDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'posthorn-test-'))
  const removeFolder = () => rm(dataDir, { recursive: true, force: true })
  if (kind === 'sqlite') return { dataDir, cleanUp: removeFolder }
  const database = await freshDatabase()
  const cleanUp = async () => {
    await database.drop()
    await removeFolder()
  }
  return { databaseUrl: database.url, dataDir, cleanUp }
}

/** Declares the same tests for SQLite and for PostgreSQL; each `open()` gives an empty database. */
export function eachDatabase(declare: (kind: DatabaseKind, open: () => Promise<OpenedDatabase>) => void): void {
  for (const kind of ['sqlite', 'postgres'] as const) {
    describe(kind, () => {
      const opened: OpenedDatabase[] = []
      declare(kind, async () => {
        const database = await open(kind)
        opened.push(database)
        return database
      })
      after(async () => {
        for (const database of opened) await database.cleanUp()
      })
    })
  }
}
