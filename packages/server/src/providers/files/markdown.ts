/** Words of Markdown that readers of several formats write. */

const BLANKS = /[\s\u00a0]+/g

/** One line of text: blanks joined, nothing at its ends. */
export function flat(text: string): string {
  return text.replace(BLANKS, ' ').trim()
}

/** A row of a table. Bars inside a cell are marked as belonging to it. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => flat(cell).replaceAll('|', '\\|')).join(' | ')} |`
}

export function tableDivider(columns: number): string {
  return `|${' --- |'.repeat(columns)}`
}

/** A table; without a header its rows stand alone. Rows shorter than the longest are filled up. */
export function table(header: readonly string[] | null, rows: readonly (readonly string[])[]): string {
  const columns = Math.max(header?.length ?? 0, ...rows.map((row) => row.length))
  const filled = (row: readonly string[]): string =>
    tableRow([...row, ...Array.from({ length: columns - row.length }, () => '')])
  const lines = rows.map(filled)
  return (header ? [filled(header), tableDivider(columns), ...lines] : lines).join('\n')
}
