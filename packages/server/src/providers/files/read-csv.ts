import { CsvError, parse } from 'csv-parse/sync'

import type { RawFile } from '../../domain/documents/port.ts'
import { decodeText } from './decode-text.ts'
import { limits } from './limits.ts'
import { tableDivider, tableRow } from './markdown.ts'
import type { ReadText } from './file-content.ts'
import { tooMuchText, Unreadable } from './unreadable.ts'

const SEPARATORS = [',', ';', '\t', '|'] as const

/** A table whose first row names its columns, as nearly all do. Every row becomes a row of Markdown. */
export function readCsv(file: RawFile): ReadText {
  const text = decodeText(file)
  const { body, separator } = separatorOf(text)
  refuseTooWide(body, separator)
  const rows = parseRows(body, separator)
  const [header = [], ...rest] = rows.filter((row) => row.some((cell) => cell.trim() !== ''))
  if (rest.length === 0) {
    // One row, or one column without commas: it names nothing.
    return { title: null, content: header.join(' ') }
  }
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const lines = [tableRow(filled(header, columns)), tableDivider(columns)]
  let length = 0
  for (const row of rest) {
    const line = tableRow(filled(row, columns))
    length += line.length
    if (length > limits.textCharacters) throw tooMuchText(limits.textCharacters)
    lines.push(line)
  }
  return { title: null, content: lines.join('\n') }
}

function filled(row: readonly string[], columns: number): string[] {
  return Array.from({ length: columns }, (_, column) => row[column] ?? '')
}

/** The separator by which the first lines fall into the same number of cells, the more the better. `sep=;` is Excel's. */
function separatorOf(text: string): { body: string; separator: string } {
  const named = /^sep=(.)\r?\n/.exec(text)
  if (named?.[1] !== undefined) return { body: text.slice(named[0].length), separator: named[1] }
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n?|\n/)
    .filter((line) => line !== '')
    .slice(0, 20)
  const counted = SEPARATORS.map((separator) => {
    const counts = lines.map((line) => countOutsideQuotes(line, separator))
    const first = counts[0] ?? 0
    const alike = counts.filter((count) => count === first).length
    return { separator, worth: first === 0 ? 0 : (alike / lines.length) * 1000 + Math.min(first, 100) }
  })
  const best = counted.reduce((a, b) => (b.worth > a.worth ? b : a))
  return { body: text, separator: best.worth > 0 ? best.separator : ',' }
}

function countOutsideQuotes(line: string, separator: string): number {
  let count = 0
  let quoted = false
  for (const character of line) {
    if (character === '"') quoted = !quoted
    else if (character === separator && !quoted) count++
  }
  return count
}

/** Counted before anything is made of them: a million columns are a million times the rows. */
function refuseTooWide(text: string, separator: string): void {
  let cells = 1
  let rows = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === separator) {
      if (++cells > limits.csvColumns) {
        throw new Unreadable(
          'too_large',
          `A row has more than ${limits.csvColumns.toLocaleString('en')} columns. Leave out those that say nothing, or split the table.`,
        )
      }
    } else if (character === '\n') {
      cells = 1
      if (++rows > limits.csvRows) {
        throw new Unreadable(
          'too_large',
          `The table has more than ${limits.csvRows.toLocaleString('en')} rows. Split it into several files.`,
        )
      }
    }
  }
}

function parseRows(text: string, separator: string): string[][] {
  try {
    return parse(text, {
      delimiter: separator,
      bom: true,
      relax_column_count: true,
      // A quote in the middle of a bare cell is an inch, not a fault.
      relax_quotes: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = (error as CsvError & { lines?: number }).lines
    const where = line === undefined ? '' : ` at line ${line}`
    throw new Unreadable(
      'broken',
      `A quote of the CSV file is not closed or stands wrong${where}. Mend it, or save it anew.`,
    )
  }
}
