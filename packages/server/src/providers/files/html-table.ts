import { limits } from './limits.ts'
import { flat, table } from './markdown.ts'
import { tooMuchText } from './unreadable.ts'

interface Cell {
  text: string
  readonly isHeader: boolean
  readonly columns: number
  readonly rows: number
}

interface Row {
  readonly cells: string[]
  isHeader: boolean
}

/** More is nobody's table. */
const MOST_SPAN = 100

/** Gathers the rows of one table. A cell over several rows is said in each of them, so that each row says all it means. */
export class HtmlTable {
  cell: Cell | null = null
  #rows: Row[] = []
  #row: Row | null = null
  /** By column: what a cell above says of this row, too. */
  #spanning = new Map<number, { text: string; rows: number }>()
  #unfolded = false
  #length = 0

  startRow(): void {
    this.endRow()
    if (!this.#unfolded) this.#row = { cells: [], isHeader: true }
  }

  startCell(isHeader: boolean, attributes: readonly { name: string; value: string }[]): void {
    this.endCell()
    if (this.#unfolded) return
    this.#row ??= { cells: [], isHeader: true }
    this.cell = { text: '', isHeader, columns: spanOf('colspan', attributes), rows: spanOf('rowspan', attributes) }
  }

  endCell(): void {
    const { cell } = this
    this.cell = null
    if (!cell || !this.#row) return
    const row = this.#row
    this.#takeSpanning(row)
    const text = flat(cell.text)
    if (cell.rows > 1) this.#spanning.set(row.cells.length, { text, rows: cell.rows - 1 })
    if (!cell.isHeader) row.isHeader = false
    this.#add(row, text)
    for (let column = 1; column < cell.columns; column++) this.#add(row, '')
  }

  endRow(): void {
    this.endCell()
    const row = this.#row
    this.#row = null
    if (!row) return
    this.#takeSpanning(row)
    if (row.cells.some((text) => text !== '')) this.#rows.push(row)
  }

  /** Gives what was gathered, as text; from here on its cells are blocks of the page. */
  unfold(): string {
    const text = this.end()
    this.#unfolded = true
    return text
  }

  end(): string {
    this.endRow()
    const [first, ...rest] = this.#rows
    this.#rows = []
    if (!first) return ''
    if (rest.length === 0 && first.cells.filter((text) => text !== '').length === 1) return first.cells.join('')
    // A table of one column is a list in a frame.
    const rows = [first, ...rest].map(({ cells }) => cells)
    if (rows.every((cells) => cells.length === 1)) return rows.map(([text]) => text).join('\n\n')
    return first.isHeader && rest.length > 0 ? table(first.cells, rows.slice(1)) : table(null, rows)
  }

  #takeSpanning(row: Row): void {
    for (let above = this.#spanning.get(row.cells.length); above; above = this.#spanning.get(row.cells.length)) {
      if (--above.rows <= 0) this.#spanning.delete(row.cells.length)
      this.#add(row, above.text)
    }
  }

  #add(row: Row, text: string): void {
    this.#length += text.length + 3
    if (row.cells.length >= limits.csvColumns || this.#length > limits.textCharacters)
      throw tooMuchText(limits.textCharacters)
    row.cells.push(text)
  }
}

function spanOf(name: string, attributes: readonly { name: string; value: string }[]): number {
  const value = Number.parseInt(attributes.find((attribute) => attribute.name === name)?.value ?? '1', 10)
  return Number.isNaN(value) ? 1 : Math.min(Math.max(1, value), MOST_SPAN)
}
