// Processor time of processes and of the whole machine, from Linux's /proc. Elsewhere there is none, and the columns
// that need it stay empty.
import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second on every platform that Node runs on. */
const ticksPerSecond = 100

function readProc(path: string): string | null {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return null
  }
}

/** The fields of /proc/<pid>/stat after the name, which may hold spaces; the first is the state. */
function statFields(pid: number): string[] | null {
  const text = readProc(`${pid}/stat`)
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

/** Seconds of processor time that the process has used, its threads included; 0 when it is gone. */
export function cpuSecondsOf(pid: number): number {
  const fields = statFields(pid)
  return fields ? (Number(fields[11]) + Number(fields[12])) / ticksPerSecond : 0
}

/**
 * The same for a process and its children, those that have ended included: PostgreSQL serves each connection with a process
 * of its own, and connections come and go.
 */
export function cpuSecondsOfFamily(pid: number): number {
  const all = readdirSync('/proc').map(Number).filter(Number.isInteger)
  const children = all.filter((each) => statFields(each)?.[1] === String(pid))
  const fields = statFields(pid)
  const ended = fields ? (Number(fields[13]) + Number(fields[14])) / ticksPerSecond : 0
  return [pid, ...children].reduce((sum, each) => sum + cpuSecondsOf(each), ended)
}

/** Seconds of processor time that all processes of the machine have used. */
export function cpuSecondsOfMachine(): number {
  const [line = ''] = (readProc('stat') ?? '').split('\n', 1)
  const ticks = line.trim().split(/\s+/).slice(1).map(Number)
  // user, nice, system, (idle, waiting for a disk,) interrupts, soft interrupts
  return [0, 1, 2, 5, 6].reduce((sum, field) => sum + (ticks[field] ?? 0), 0) / ticksPerSecond
}

/** Megabytes of memory that the process holds now. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readProc(`${pid}/status`) ?? '')?.[1]
  return Number(kilobytes ?? 0) / 1024
}

/** Bytes that the process has had written to disk. */
export function writtenBytes(pid: number): number {
  return Number(/^write_bytes: (\d+)/m.exec(readProc(`${pid}/io`) ?? '')?.[1] ?? 0)
}
