/**
 * The process that reads one file. Its own thread only watches; the reading is done on a second one, so that a loop or a
 * decoder that fills memory cannot keep the watch from ending it. Memory is watched as a whole: what decoders hold outside of
 * JavaScript's heap no limit of a heap counts.
 */
import { buffer } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'

import { systemClock } from '../../kernel/clock.ts'
import { limits } from './limits.ts'
import { type FileToRead, OUT_OF_MEMORY, OUT_OF_TIME, type ReadingReply } from './reading-reply.ts'

const WATCH_MS = 20
const MEBIBYTE = 1024 * 1024

const parent = process.ppid
const mostBytes = limits.memoryMb * MEBIBYTE
const startedAt = systemClock.monotonic()

setInterval(() => {
  if (process.memoryUsage.rss() > mostBytes) process.exit(OUT_OF_MEMORY)
  // Twice what our parent allows, by a clock of our own; and without a parent nobody wants the answer.
  if (systemClock.monotonic() - startedAt > 2 * limits.readingMs || process.ppid !== parent) process.exit(OUT_OF_TIME)
}, WATCH_MS)

const sent = await buffer(process.stdin)
const line = sent.indexOf('\n')
const file = JSON.parse(sent.toString('utf8', 0, line)) as FileToRead
const bytes = Uint8Array.prototype.slice.call(sent, line + 1)

const thread = new Worker(new URL('./reading-thread.ts', import.meta.url), {
  workerData: { ...file, bytes },
  transferList: [bytes.buffer],
  resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 32 },
  // What libraries print is not the answer.
  stdout: true,
  stderr: true,
})
thread.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? OUT_OF_MEMORY : 1)
})
thread.on('message', (reply: ReadingReply) => {
  // eslint-disable-next-line posthorn/word-with-one-home -- nobody's terminal: our parent reads it
  process.stdout.write(JSON.stringify(reply), () => process.exit(0))
})
