// `npm run bench`: see README.md beside this file.
import { parseArgs } from 'node:util'
import { type DatabaseKind, type DatabaseMaker, openDatabases } from './bench-database.ts'
import type { Outcome } from './figures.ts'
import { describeMachine } from './machine.ts'
import { type Report, tableFor, writeResults } from './report.ts'
import { type Partners, startPartners, stopPartners } from './stage.ts'
import { awaitQuiet } from './undisturbed.ts'
import { measureLatency } from './workloads/latency.ts'
import { profileServer } from './workloads/profile.ts'
import { measureW1 } from './workloads/w1-accept.ts'
import { measureW10 } from './workloads/w10-send.ts'
import { measureW11 } from './workloads/w11-chat.ts'
import { measureW3 } from './workloads/w3-fan-out.ts'
import { measureW6 } from './workloads/w6-kill.ts'
import { measureW9 } from './workloads/w9-idle.ts'

type Measure = (
  maker: DatabaseMaker,
  partners: Partners,
  rounds: number,
  tell: (line: string) => void,
) => Promise<Outcome>

const workloads: Record<string, Measure> = {
  W1: measureW1,
  latency: measureLatency,
  W3: measureW3,
  W6: measureW6,
  W9: measureW9,
  W10: measureW10,
  W11: measureW11,
}

const usage = `npm run bench -- [workload…] [--database sqlite|postgres|both] [--rounds n]
                 ${Object.keys(workloads).join(', ')}: all of them by default
npm run bench -- profile --rate n [--database sqlite|postgres] [--file name.cpuprofile]`

const tell = (line: string): void => console.log(`    ${line}`)

async function measure(names: readonly string[], kind: DatabaseKind, rounds: number): Promise<Report> {
  const maker = await openDatabases(kind)
  const partners = startPartners()
  try {
    const database = await maker.describe()
    const outcomes: Outcome[] = []
    console.log(`\n${database}`)
    for (const name of names) {
      console.log(`  ${name}`)
      outcomes.push(await workloads[name]!(maker, partners, rounds, tell))
      console.log(`\n${tableFor(outcomes.at(-1)!)}\n`)
    }
    const command = ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ')
    return { measuredAt: new Date().toISOString(), command, machine: describeMachine(), database, outcomes }
  } finally {
    await stopPartners(partners)
    await maker.close()
  }
}

async function profile(kind: DatabaseKind, rate: number, file: string): Promise<void> {
  const maker = await openDatabases(kind)
  const partners = startPartners()
  try {
    await awaitQuiet()
    console.log(await profileServer(maker, partners, { rate, file }))
  } finally {
    await stopPartners(partners)
    await maker.close()
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string', default: 'both' },
    rounds: { type: 'string', default: '3' },
    rate: { type: 'string', default: '5000' },
    file: { type: 'string', default: 'posthorn.cpuprofile' },
    help: { type: 'boolean', default: false },
  },
})

const kinds = (values.database === 'both' ? ['sqlite', 'postgres'] : [values.database]) as DatabaseKind[]
const unknown = positionals.filter((name) => name !== 'profile' && !(name in workloads))
if (values.help || unknown.length > 0 || !kinds.every((kind) => ['sqlite', 'postgres'].includes(kind))) {
  console.log(usage)
  process.exitCode = values.help ? 0 : 1
} else if (positionals.includes('profile')) {
  for (const kind of kinds) await profile(kind, Number(values.rate), values.file)
} else {
  const names = positionals.length > 0 ? positionals : Object.keys(workloads)
  for (const kind of kinds) {
    const report = await measure(names, kind, Number(values.rounds))
    // A look at one workload does not replace a whole result.
    if (positionals.length === 0) writeResults(kind, report)
  }
}
