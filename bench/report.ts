import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Figure, median, type Outcome, shown } from './figures.ts'
import type { Machine } from './machine.ts'

/** All that was measured on one database. */
export interface Report {
  readonly measuredAt: string
  readonly command: string
  readonly machine: Machine
  readonly database: string
  readonly outcomes: readonly Outcome[]
}

const databaseNames: Record<string, string> = { sqlite: 'SQLite', postgres: 'PostgreSQL' }

/** A table for the terminal: each figure with its median and every round. */
export function tableFor({ workload, title, figures }: Outcome): string {
  const rows = figures.map(({ name, unit, values }) => [
    name,
    `${shown(median(values))}${unit === '' ? '' : ` ${unit}`}`,
    values.length > 1 ? values.map(shown).join('  ') : '',
  ])
  const width = (column: number) => Math.max(...rows.map((row) => row[column]!.length))
  const [first, second] = [width(0), width(1)]
  const lines = rows.map((row) => `  ${row[0]!.padEnd(first)}  ${row[1]!.padStart(second)}   ${row[2]!}`.trimEnd())
  return [`${workload}: ${title}`, ...lines].join('\n')
}

/** What stands in the README: one row a figure, one column a database, medians. */
export function markdownFor(reports: ReadonlyMap<string, Report>): string {
  const [first] = reports.values()
  if (!first) return ''
  const columns = [...reports]
  const { machine } = first
  const lines = [
    `Medians of ${Math.max(...first.outcomes.flatMap(({ figures }) => figures.map(({ values }) => values.length)))} runs of \`${first.command}\` on ${machine.cores} cores (${machine.cpu}), which also ran the load and the receiver; Node ${machine.node}; ${columns.map(([, report]) => report.database).join('; ')}; a flush to disk takes ${shown(machine.flushMs)} ms.`,
    '',
    `| workload | figure | ${columns.map(([kind]) => databaseNames[kind] ?? kind).join(' | ')} |`,
    `|---|---|${columns.map(() => '---:').join('|')}|`,
  ]
  for (const outcome of first.outcomes) {
    for (const { name, unit } of outcome.figures) {
      const cells = columns.map(([, { outcomes }]) => cell(outcomes, outcome.workload, name))
      lines.push(`| ${outcome.workload} | ${name}${unit === '' ? '' : ` (${unit})`} | ${cells.join(' | ')} |`)
    }
  }
  return `${lines.join('\n')}\n`
}

function cell(outcomes: readonly Outcome[], workload: string, name: string): string {
  const figure: Figure | undefined = outcomes
    .find((outcome) => outcome.workload === workload)
    ?.figures.find((each) => each.name === name)
  return figure ? shown(median(figure.values)) : '–'
}

/** Writes `<date>-<database>.json` and, with what was measured of the other database on that day, `<date>.md`. */
export function writeResults(kind: string, report: Report): void {
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const date = report.measuredAt.slice(0, 10)
  const fileOf = (each: string) => join(folder, `${date}-${each}.json`)
  writeFileSync(fileOf(kind), `${JSON.stringify(report, null, 2)}\n`)
  const measured = Object.keys(databaseNames).filter((each) => existsSync(fileOf(each)))
  const reports = measured.map((each) => [each, JSON.parse(readFileSync(fileOf(each), 'utf8')) as Report] as const)
  writeFileSync(join(folder, `${date}.md`), markdownFor(new Map(reports)))
}
