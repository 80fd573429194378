import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, release, tmpdir, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { median } from './figures.ts'

/** What the figures depend on. No names and no paths: results are published. */
export interface Machine {
  readonly cores: number
  readonly cpu: string
  readonly memoryGigabytes: number
  readonly system: string
  readonly node: string
  /** Median time of a flush to disk after 64 KB: what a commit costs at least. */
  readonly flushMs: number
}

export function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    flushMs: measureFlush(),
  }
}

const flushes = 200

function measureFlush(): number {
  const folder = mkdtempSync(join(tmpdir(), 'posthorn-flush-'))
  const file = openSync(join(folder, 'file'), 'w')
  const bytes = Buffer.alloc(64 * 1024, 1)
  const times: number[] = []
  for (let flush = 0; flush < flushes; flush++) {
    const before = performance.now()
    // Over the same place again and again, as a log that is begun anew is written.
    writeSync(file, bytes, 0, bytes.length, (flush % 50) * bytes.length)
    fdatasyncSync(file)
    times.push(performance.now() - before)
  }
  closeSync(file)
  rmSync(folder, { recursive: true })
  return Number(median(times.slice(50)).toFixed(3))
}
