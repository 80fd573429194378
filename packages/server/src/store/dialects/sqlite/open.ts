import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { systemClock } from '../../../kernel/clock.ts'
import type { NewId } from '../../../kernel/new-id.ts'
import type { Transaction } from '../../connection.ts'
import { GroupCommit, type RunTransaction } from '../../group-commit.ts'
import type { Presence, SchemaWords, Store, Wakes } from '../../store.ts'
import { holdFile } from './hold-file.ts'
import { SqliteReader } from './reader.ts'
import { SqliteTransaction } from './transaction.ts'
import { textIndex } from './text-index.ts'
import { Writer } from './writer.ts'

/**
 * Opens the embedded database, `posthorn.db` in `dataDir`: one writer on a thread of its own, one connection for reading
 * beside it (WAL lets the two work at once). `alone` takes the folder for this process and fails when another one serves
 * from it.
 */
export async function openSqlite(options: { dataDir: string; newId: NewId; alone: boolean }): Promise<Store> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const hold = options.alone ? holdFile(join(options.dataDir, 'serving.lock')) : null
  try {
    const path = join(options.dataDir, 'posthorn.db')
    // Made here when it is new, so that nobody else can read it from its first byte on.
    closeSync(openSync(path, 'a', 0o600))
    const writer = await Writer.open(path, WRITER_SETTINGS)
    const database = new DatabaseSync(path)
    database.exec(READER_SETTINGS)
    return storeOf(options.newId, { writer, read: new SqliteReader(database), release: () => hold?.release() })
  } catch (error) {
    hold?.release()
    throw error
  }
}

function storeOf(newId: NewId, parts: { writer: Writer; read: SqliteReader; release: () => void }): Store {
  const transaction = oneAtATime(new SqliteTransaction(parts.writer, parts.read))
  const grouped = new GroupCommit({ transaction, clock: systemClock, isOutage })
  return {
    dialect: 'sqlite',
    words: WORDS,
    vectorWords: null,
    read: parts.read,
    transaction: (work) => transaction(work),
    grouped,
    presence: onlyProcess(newId, parts.writer),
    wakes: nobodyElse,
    isOutage,
    async close() {
      await grouped.drained()
      await transaction(() => Promise.resolve())
      parts.read.close()
      await parts.writer.close()
      parts.release()
    },
  }
}

const READER_SETTINGS =
  'pragma query_only = on; pragma busy_timeout = 5000; pragma cache_size = -16000; pragma mmap_size = 268435456'

/**
 * FULL: a commit is on the disk, not only in the operating system, when it returns. Checkpoints come by themselves at
 * about 4,000 pages of log (design, section 5). The patience comes first: turning to WAL needs the file to itself for a
 * moment, and processes may open it together.
 */
const WRITER_SETTINGS = `
  pragma busy_timeout = 5000;
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
  pragma wal_autocheckpoint = 4000;
  pragma cache_size = -64000;
  pragma temp_store = memory;
`

const WORDS: SchemaWords = {
  id: 'text',
  time: 'bigint',
  position: 'integer primary key autoincrement',
  positionSettled: '1 = 1',
  migrationLock: null,
  forUpdate: '',
  forUpdateSkipLocked: '',
  bytes: 'blob',
  rowNumber: 'integer primary key autoincrement',
  textIndex,
}

/** Primary result codes (sqlite.org/rescode.html): busy, locked, I/O error, corrupt, full, cannot open, not a database. */
const OUTAGES = new Set([5, 6, 10, 11, 13, 14, 26])

function isOutage(error: unknown): boolean {
  const code = (error as { errcode?: unknown } | null)?.errcode
  // Extended codes carry the primary one in their low byte.
  return typeof code === 'number' && OUTAGES.has(code & 0xff)
}

/** SQLite has one writer, so transactions wait for each other here, in order, and not on the file's lock. */
function oneAtATime(writer: SqliteTransaction): RunTransaction {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(
    work: (tx: Transaction) => Promise<Result>,
    defer?: (announce: () => void) => void,
  ): Promise<Result> => {
    const run = async (): Promise<Result> => {
      writer.begin()
      try {
        const result = await work(writer)
        const announce = await writer.commit()
        if (defer) defer(announce)
        else announce()
        return result
      } catch (error) {
        // Where even this fails the thread is gone, and what matters is why it came to that.
        await writer.rollback().catch(() => undefined)
        throw error
      }
    }
    const mine = last.then(run, run)
    last = mine.catch(() => undefined)
    return mine
  }
}

/** The lock on the folder makes this process the only one: whoever else owns a lease is dead. */
function onlyProcess(newId: NewId, writer: Writer): Presence {
  const nodeId = newId.prefixed('node')
  return {
    // Without its writer the process can finish nothing: it takes no leases, and health says so.
    get nodeId() {
      return writer.failed ? null : nodeId
    },
    isDead: (_tx, other) => Promise.resolve(other !== nodeId),
    onLost() {
      // A file lock is not lost while the process lives.
    },
    onRegained() {
      // So it is never regained either.
    },
  }
}

const nobodyElse: Wakes = {
  send() {
    // One process: there is nobody else to wake.
  },
  on() {
    // And nobody who would wake us.
  },
}
