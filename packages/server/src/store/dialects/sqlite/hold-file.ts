import { DatabaseSync } from 'node:sqlite'

/** Says that another process serves from the same data folder. */
export class FolderInUse extends Error {
  constructor(path: string) {
    super(`Another Posthorn serves from this data folder (${path} is held). Stop it first, or set POSTHORN_DATA_DIR.`)
    this.name = 'FolderInUse'
  }
}

/**
 * Holds a file for the life of this process. The lock is an open exclusive transaction on a SQLite file of its own:
 * Node offers no file locks, SQLite's are the operating system's, and those end with the process however it ends.
 */
export function holdFile(path: string): { release(): void } {
  const database = new DatabaseSync(path)
  try {
    database.exec('pragma journal_mode = delete; pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    database.close()
    if (error instanceof Error && /locked|busy/i.test(error.message)) throw new FolderInUse(path)
    throw error
  }
  return {
    release() {
      database.exec('rollback')
      database.close()
    },
  }
}
