// Counts what SQLite writes, from outside and without a word from the server: from the header of the WAL index, the
// `-shm` file (https://sqlite.org/walformat.html, section 2.1), and the log itself, the `-wal` file.
//
//   offset  8  a counter, incremented by each transaction that writes
//   offset 16  the number of the last frame of the log that is committed
//   offset 32  the log's first salt, incremented whenever the log is begun again from its start
//
// The index is memory that the processes share, so it is in the machine's byte order. Closing these files drops the
// locks that this very process holds on them; the bench reads its databases in one go, so it holds none in between.
import { closeSync, openSync, readSync } from 'node:fs'
import { endianness } from 'node:os'

/** What a database has written since it was opened. */
export interface LogFigures {
  /** Transactions that wrote something. */
  readonly commits: number
  /** Bytes of write-ahead log. */
  readonly bytes: number
}

/** A page of the database and the header before it. */
const frameBytes = 4096 + 24
const logHeaderBytes = 32
/** The log is begun again about every 4,000 pages; at the highest rates measured that takes some hundred milliseconds. */
const lookEveryMs = 20

interface IndexHeader {
  readonly changes: number
  readonly lastFrame: number
  readonly salt: number
}

export interface LogFollower {
  figures(): LogFigures
  stop(): void
}

/** Follows the log of the database at `path`, from the time it is there. */
export function followSqliteLog(path: string): LogFollower {
  let last: IndexHeader | null = null
  const written = { commits: 0, frames: 0 }
  const look = (): void => {
    const header = readIndexHeader(`${path}-shm`)
    if (!header) return
    if (!last || header.changes < last.changes) {
      // The first look, or the index was made anew by the first process that opened the database.
      written.commits += header.changes
      written.frames += header.lastFrame
    } else {
      written.commits += header.changes - last.changes
      written.frames +=
        header.salt === last.salt
          ? header.lastFrame - last.lastFrame
          : framesAfter(`${path}-wal`, last) + header.lastFrame
    }
    last = header
  }
  const timer = setInterval(look, lookEveryMs)
  timer.unref()
  return {
    figures() {
      look()
      return { commits: written.commits, bytes: written.frames * frameBytes }
    },
    stop: () => clearInterval(timer),
  }
}

function readIndexHeader(path: string): IndexHeader | null {
  const bytes = readBytes(path, 0, 48)
  if (bytes?.length !== 48) return null
  const little = endianness() === 'LE'
  const word = (offset: number) => (little ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset))
  // The salts are stored as they stand in the log, which is big-endian.
  return { changes: word(8), lastFrame: word(16), salt: bytes.readUInt32BE(32) }
}

/** Frames that were written to the log after the last look and before it was begun again: they are still there. */
function framesAfter(path: string, { lastFrame, salt }: IndexHeader): number {
  let more = 0
  for (;;) {
    const header = readBytes(path, logHeaderBytes + (lastFrame + more) * frameBytes, 24)
    if (header?.length !== 24 || header.readUInt32BE(8) !== salt) return more
    more++
  }
}

function readBytes(path: string, from: number, count: number): Buffer | null {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return null
  }
  try {
    const bytes = Buffer.alloc(count)
    return bytes.subarray(0, readSync(file, bytes, 0, count, from))
  } finally {
    closeSync(file)
  }
}
