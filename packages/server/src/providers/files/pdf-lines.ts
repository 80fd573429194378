import { flat } from './markdown.ts'

/** A run of letters of one font, as pdf.js says it. */
export interface PdfPiece {
  readonly str: string
  /** [a, b, c, d, x, y], in points from the lower left corner of the page (ISO 32000-1, 8.3). */
  readonly transform: readonly number[]
  readonly width: number
  readonly fontName: string
}

export interface PdfCell {
  readonly x: number
  readonly text: string
}

/** What stands on one line. */
export interface PdfLine {
  readonly text: string
  /** In points. */
  readonly size: number
  readonly font: string
  readonly x: number
  readonly right: number
  /** Of the foot of its letters; larger is higher on the page. */
  readonly y: number
  /** Parts with wide gaps between them: a row of a table, perhaps. */
  readonly cells: readonly PdfCell[]
}

interface Growing {
  pieces: PdfPiece[]
  y: number
  right: number
  size: number
}

/** A gap of so many times the size of the letters is none between words. */
const CELL_GAP = 1.5
const WORD_GAP = 0.15

/** Joins pieces that stand on one line. Their order is kept: it is that of reading where a page has columns. */
export function linesOf(pieces: readonly PdfPiece[]): PdfLine[] {
  const lines: Growing[] = []
  for (const piece of pieces) {
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = piece.transform
    // What is written upwards at a page's side, or across it, is no sentence of it.
    if (Math.abs(b) > Math.abs(a) * 0.1 && piece.str.trim() !== '') continue
    if (piece.str === '' || piece.str.trim() === '') continue
    const size = Math.hypot(c, d)
    const last = lines.at(-1)
    // A smaller piece a little higher or lower on the line is a footnote's number, or the like.
    if (last && Math.abs(last.y - y) < Math.max(size, last.size) * 0.5 && x > last.right - size * 2) {
      last.pieces.push(piece)
      last.right = Math.max(last.right, x + piece.width)
      if (size > last.size) [last.size, last.y] = [size, y]
    } else lines.push({ pieces: [piece], y, right: x + piece.width, size })
  }
  return lines.map(finish).filter(({ text }) => text !== '')
}

function finish({ pieces, y, right, size }: Growing): PdfLine {
  const cells: { x: number; text: string }[] = []
  const letters = new Map<string, number>()
  let end = -Infinity
  for (const piece of pieces) {
    const x = piece.transform[4] ?? 0
    const cell = cells.at(-1)
    if (!cell || x - end > size * CELL_GAP) cells.push({ x, text: piece.str })
    else cell.text += (x - end > size * WORD_GAP && !/\s$/.test(cell.text) ? ' ' : '') + piece.str
    end = x + piece.width
    letters.set(piece.fontName, (letters.get(piece.fontName) ?? 0) + piece.str.trim().length)
  }
  const trimmed = cells.map((cell) => ({ x: cell.x, text: flat(cell.text) })).filter(({ text }) => text !== '')
  const [font] = [...letters].reduce<[string, number]>((a, b) => (b[1] > a[1] ? b : a), ['', -1])
  return {
    text: trimmed.map(({ text }) => text).join(' '),
    size: Math.round(size * 2) / 2,
    font,
    x: trimmed[0]?.x ?? 0,
    right,
    y,
    cells: trimmed,
  }
}
