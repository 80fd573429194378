import { table } from './markdown.ts'
import type { PdfLine } from './pdf-lines.ts'

/** A heading is at least so much larger than the text. */
const HEADING_SIZE = 1.12
const MOST_HEADING = 200
const MOST_LEVELS = 4
/** Lines further apart than this, in sizes of their letters, are no neighbours. */
const PARAGRAPH_GAP = 1.75
const BULLET = /^[•●▪■◦‣∙·–—*][ \t]*(?=\S)/
const NUMBERED = /^\d{1,3}[.)][ \t]+\S/

interface Look {
  readonly bodySize: number
  readonly bodyFont: string
  /** Sizes of headings, the largest first. */
  readonly sizes: readonly number[]
  /** Words that stand with a hyphen somewhere within a line: one at the end of a line stays. */
  readonly hyphened: ReadonlySet<string>
}

export interface PdfPage {
  /** Of its upper and lower edge, in points. */
  readonly top: number
  readonly bottom: number
  readonly lines: readonly PdfLine[]
}

/** Text of a document's pages, with headings by size, lists, tables, and lines joined to paragraphs. */
export function layOut(pages: readonly PdfPage[]): { content: string; heading: string | null } {
  const kept = withoutRunningLines(pages)
  const look = lookOf(kept.flat())
  const blocks: string[] = []
  // A paragraph goes on over the end of a page.
  let open: PdfLine[] = []
  const close = (): void => {
    if (open.length > 0) blocks.push(joinLines(open, look.hyphened))
    open = []
  }
  let heading: { text: string; size: number } | null = null
  for (const lines of kept) {
    for (let at = 0; at < lines.length;) {
      const line = lines[at] as PdfLine
      const rows = tableFrom(lines, at, look)
      const level = rows > 0 ? 0 : levelOf(lines, at, look)
      if (rows > 0 || level > 0) close()
      if (rows > 0) {
        blocks.push(renderTable(lines.slice(at, at + rows)))
        at += rows
      } else if (level > 0) {
        let end = at + 1
        while (
          end < lines.length &&
          goesOn(lines[end - 1] as PdfLine, lines[end] as PdfLine) &&
          levelOf(lines, end, look) === level
        )
          end++
        const text = joinLines(lines.slice(at, end), look.hyphened)
        blocks.push(`${'#'.repeat(level)} ${text}`)
        if (line.size > (heading?.size ?? look.bodySize)) heading = { text, size: line.size }
        at = end
      } else {
        const before = open.at(-1)
        if (before && !belongs(before, line, open)) close()
        open.push(line)
        at++
      }
    }
  }
  close()
  return { content: joinBlocks(blocks), heading: heading?.text ?? null }
}

/** Items of a list follow each other line by line. */
function joinBlocks(blocks: readonly string[]): string {
  const isItem = (block: string | undefined): boolean =>
    block !== undefined && (block.startsWith('- ') || NUMBERED.test(block))
  return blocks
    .map((block, index) => (index === 0 ? '' : isItem(blocks[index - 1]) && isItem(block) ? '\n' : '\n\n') + block)
    .join('')
}

/** What stands so near the edge of a page, as a part of its height, is no text where most pages have it there. */
const EDGE = 0.1

/** Leaves out the lines at the head and foot that most pages share, numbers aside: names of chapters, numbers of pages. */
function withoutRunningLines(pages: readonly PdfPage[]): (readonly PdfLine[])[] {
  const { bodySize } = lookOf(pages.flatMap(({ lines }) => lines))
  const seen = new Map<string, number>()
  const edges = pages.map(({ top, bottom, lines }) => {
    const edge = (top - bottom) * EDGE
    return new Set(
      lines.filter(({ y, size }) => (y > top - edge || y < bottom + edge) && size < bodySize * HEADING_SIZE),
    )
  })
  for (const lines of edges) {
    for (const key of new Set([...lines].map(runningKey))) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  const least = Math.max(3, pages.length * 0.5)
  return pages.map(({ lines }, index) =>
    lines.filter((line) => !(edges[index]?.has(line) === true && (seen.get(runningKey(line)) ?? 0) >= least)),
  )
}

function runningKey({ text, y }: PdfLine): string {
  return `${Math.round(y / 5)} ${text.replace(/\d+/g, '#')}`
}

function lookOf(lines: readonly PdfLine[]): Look {
  const letters = new Map<string, number>()
  const fonts = new Map<string, number>()
  for (const { size, font, text } of lines) {
    letters.set(String(size), (letters.get(String(size)) ?? 0) + text.length)
    fonts.set(font, (fonts.get(font) ?? 0) + text.length)
  }
  const bodySize = Number(mostOf(letters))
  const larger = [...letters.keys()].map(Number).filter((size) => size >= bodySize * HEADING_SIZE)
  const hyphened = new Set(
    lines.flatMap(
      ({ text }) =>
        text
          .slice(0, 400)
          .match(/\p{L}+-\p{L}+/gu)
          ?.map((word) => word.toLowerCase()) ?? [],
    ),
  )
  return { bodySize, bodyFont: mostOf(fonts), sizes: larger.sort((a, b) => b - a), hyphened }
}

function mostOf(counts: ReadonlyMap<string, number>): string {
  return [...counts].reduce<[string, number]>((a, b) => (b[1] > a[1] ? b : a), ['', -1])[0]
}

/** Level of the heading that begins at a line; 0: none does. */
function levelOf(lines: readonly PdfLine[], at: number, { bodySize, bodyFont, sizes }: Look): number {
  const line = lines[at] as PdfLine
  if (line.text.length > MOST_HEADING || !/\p{L}/u.test(line.text) || BULLET.test(line.text)) return 0
  if (line.size >= bodySize * HEADING_SIZE) return Math.min(sizes.indexOf(line.size) + 1, MOST_LEVELS)
  // Of the text's own size: a short line in another font, alone, and not the end of a sentence.
  const [before, next] = [lines[at - 1], lines[at + 1]]
  const isAlone =
    line.font !== bodyFont &&
    line.size >= bodySize &&
    line.cells.length === 1 &&
    line.text.length <= 80 &&
    !/[.,;:]$/.test(line.text) &&
    next?.font === bodyFont &&
    next.y < line.y &&
    (before === undefined || before.y < line.y || before.y - line.y > line.size * 1.3) &&
    !(before?.font === line.font && before.size === line.size && before.y > line.y)
  return isAlone ? Math.min(sizes.length + 1, MOST_LEVELS) : 0
}

/** Whether a line stands right under another. */
function goesOn(above: PdfLine, line: PdfLine): boolean {
  const gap = above.y - line.y
  return gap > 0 && gap < Math.max(above.size, line.size) * PARAGRAPH_GAP
}

/** Whether a line goes on with the paragraph or list item before it. */
function belongs(before: PdfLine, line: PdfLine, open: readonly PdfLine[]): boolean {
  if (BULLET.test(line.text) || NUMBERED.test(line.text)) return false
  if (Math.abs(before.size - line.size) > 1) return false
  if (goesOn(before, line)) {
    // What comes back out of an item's indentation is no part of it.
    const first = open[0] as PdfLine
    const isItem = BULLET.test(first.text) || NUMBERED.test(first.text)
    return !(isItem && line.x < first.x - 2)
  }
  // In the next column, or on the next page: only a sentence that was not at its end.
  return line.y > before.y && !/[.!?:…]["”»)]?$/.test(before.text) && /^\p{Ll}/u.test(line.text)
}

/** Lines as one text. A hyphen at a line's end is taken out where the word is not written with one elsewhere. */
function joinLines(lines: readonly PdfLine[], hyphened: ReadonlySet<string>): string {
  let text = ''
  for (const line of lines) {
    const broken = /(\p{L}+)[-\u00ad\u2010]$/u.exec(text.slice(-60))
    const next = /^\p{Ll}+/u.exec(line.text)?.[0]
    if (broken && next !== undefined) {
      const stays = hyphened.has(`${broken[1]}-${next}`.toLowerCase())
      text = (stays ? text : text.slice(0, -1)) + line.text
    } else text += (text === '' ? '' : ' ') + line.text
  }
  return text.replaceAll('\u00ad', '').replace(BULLET, '- ')
}

const MOST_SHIFT = 3

/** How many lines from here on are rows of one table: cells under cells. 0: none. */
function tableFrom(lines: readonly PdfLine[], at: number, { bodySize }: Look): number {
  const first = lines[at] as PdfLine
  if (first.cells.length < 2 || BULLET.test(first.text)) return 0
  let rows = 1
  for (; at + rows < lines.length; rows++) {
    const row = lines[at + rows] as PdfLine
    const above = lines[at + rows - 1] as PdfLine
    if (row.y >= above.y || above.y - row.y > bodySize * 4 || row.cells.length !== first.cells.length) break
    // Numbers stand under each other at their right ends, so the first column decides, and one more.
    const [start, ...others] = row.cells
    if (Math.abs((start?.x ?? 0) - (first.cells[0]?.x ?? 0)) > MOST_SHIFT * 4) break
    const under = others.filter((cell, index) => Math.abs(cell.x - (first.cells[index + 1]?.x ?? 0)) < bodySize * 6)
    if (under.length < others.length) break
  }
  return rows >= 2 ? rows : 0
}

/** A first row without digits over rows with some names the columns. */
function renderTable(lines: readonly PdfLine[]): string {
  const rows = lines.map(({ cells }) => cells.map(({ text }) => text))
  const [first = [], ...rest] = rows
  const hasDigit = (row: readonly string[]): boolean => row.some((cell) => /\d/.test(cell))
  const isOther = lines[0] !== undefined && lines[1] !== undefined && lines[0].font !== lines[1].font
  return isOther || (!hasDigit(first) && rest.some(hasDigit)) ? table(first, rest) : table(null, rows)
}
