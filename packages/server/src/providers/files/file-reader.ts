import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { FileReader, FileText, RawFile, ReadingFailure } from '../../domain/documents/port.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import { limits } from './limits.ts'
import { OUT_OF_MEMORY, OUT_OF_TIME, type ReadingReply } from './reading-reply.ts'

export interface FileReaderDeps {
  readonly clock: Clock
  readonly log: Log
}

/** Files that are read at once; others wait their turn. Each takes a processor. */
const AT_ONCE = 2
const MEBIBYTE = 1024 * 1024
/** JSON writes some characters with six. What is longer than this is no answer of ours. */
const MOST_REPLY_BYTES = 8 * limits.textCharacters

const here = import.meta.dirname
const program = join(here, 'reading-process.ts')

/**
 * Reads files in processes of their own: what a file does to its process happens to nothing else. Such a process has no
 * environment (so no secret in it), may read nothing but our code and libraries, and writes nowhere (Node's permissions).
 */
export function createFileReader({ clock, log }: FileReaderDeps): FileReader & { close(): void } {
  const turns = createTurns(AT_ONCE)
  const running = new Set<() => void>()
  let closed = false

  return {
    async read(file) {
      const refused = refuseBySize(file)
      if (refused) return refused
      await turns.take()
      try {
        if (closed) throw new Error('the server is stopping')
        return await readInProcess(file, { clock, log, running })
      } finally {
        turns.give()
      }
    },
    /** Ends what is being read; those calls reject, and their jobs are done again by another process. */
    close() {
      closed = true
      for (const end of running) end()
    },
  }
}

/** So many at once, the others in the order in which they came. */
function createTurns(atOnce: number): { take(): Promise<void>; give(): void } {
  const waiting: (() => void)[] = []
  let free = atOnce
  return {
    async take() {
      if (free > 0) free--
      else await new Promise<void>((resume) => waiting.push(resume))
    },
    give() {
      const resume = waiting.shift()
      if (resume) resume()
      else free++
    },
  }
}

function refuseBySize({ bytes }: RawFile): ReadingFailure | null {
  if (bytes.length === 0) return failure('empty', 'The file is empty. Check that it is the right one.')
  if (bytes.length <= limits.fileBytes) return null
  const most = limits.fileBytes / MEBIBYTE
  return failure('too_large', `The file has more than ${most} MiB. Split it, or leave its pictures out.`)
}

function failure(code: ReadingFailure['code'], message: string): ReadingFailure {
  return { kind: 'failed', code, message }
}

interface Running extends FileReaderDeps {
  readonly running: Set<() => void>
}

function readInProcess(file: RawFile, { clock, log, running }: Running): Promise<FileText | ReadingFailure> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...confinement(), program], { env: {}, stdio: ['pipe', 'pipe', 'ignore'] })
    const chunks: Buffer[] = []
    let received = 0
    let end: 'time' | 'length' | 'closed' | null = null
    const stop = (why: NonNullable<typeof end>): void => {
      end ??= why
      child.kill('SIGKILL')
    }
    const close = (): void => stop('closed')
    running.add(close)
    const timer = clock.setTimer(() => stop('time'), limits.readingMs)
    child.stdout.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > MOST_REPLY_BYTES) stop('length')
      else chunks.push(chunk)
    })
    // A process that is gone takes no more bytes; how it went is what counts.
    child.stdin.on('error', () => undefined)
    const leave = (): void => {
      timer.cancel()
      running.delete(close)
    }
    child.once('error', (error) => {
      leave()
      reject(error)
    })
    child.once('close', (code, signal) => {
      leave()
      if (end === 'closed') return reject(new Error('the server is stopping'))
      if (end === 'time' || code === OUT_OF_TIME) return resolve(tookTooLong())
      const reply = end === null && code === 0 ? readReply(Buffer.concat(chunks)) : null
      if (reply) return resolve(reply)
      log.warn({ code, signal, bytes: file.bytes.length, name: file.name.slice(0, 200) }, 'file.reading_ended')
      resolve(code === OUT_OF_MEMORY ? tooMuchMemory() : crashed())
    })
    child.stdin.write(`${JSON.stringify({ name: file.name, mediaType: file.mediaType })}\n`)
    child.stdin.end(file.bytes)
  })
}

/** A reply that cannot be read is none. */
function readReply(bytes: Buffer): ReadingReply | null {
  try {
    return JSON.parse(bytes.toString('utf8')) as ReadingReply
  } catch {
    return null
  }
}

const tookTooLong = (): ReadingFailure =>
  failure(
    'took_too_long',
    `Reading the file took more than ${limits.readingMs / 1000} seconds. Split it, or save it anew in a simpler form.`,
  )

const tooMuchMemory = (): ReadingFailure =>
  failure(
    'expands_too_much',
    `Unpacked, the file takes more than ${limits.memoryMb} MiB of memory. Split it, or save it anew with smaller contents.`,
  )

const crashed = (): ReadingFailure =>
  failure(
    'broken',
    'The file is built so that it cannot be read. Open it in the program that made it, and save it again.',
  )

let known: string[] | null = null

/** What Node is told so that a process reads our code and libraries, and nothing else. */
export function confinement(): readonly string[] {
  // Where a library lies is for Node to say; the folder that holds it holds the others, too.
  const readable = [join(here, '..', '..'), join(here, '../../..', 'package.json'), ...libraryFolders()]
  return (known ??= [
    '--permission',
    '--allow-worker',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    '--disable-warning=ExperimentalWarning',
  ])
}

function libraryFolders(): string[] {
  const found = ['unpdf', 'mammoth', 'csv-parse', 'parse5-sax-parser'].map((name) => {
    const path = fileURLToPath(import.meta.resolve(name))
    return path.slice(0, path.lastIndexOf('node_modules') + 'node_modules'.length)
  })
  return [...new Set(found)]
}
