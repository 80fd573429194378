/** A document's text in lines, with the places marked that an answer quoted. */

/** A place in a text, in UTF-16 units from its start; the end is not part of it. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface ReadPiece {
  readonly text: string
  readonly marked: boolean
}

export interface ReadLine {
  /** How deep a heading is; 0: no heading. */
  readonly heading: number
  readonly isTable: boolean
  readonly pieces: readonly ReadPiece[]
  readonly marked: boolean
}

/** The text is shown as it is, marks of headings and tables included: it is what the spans count in. */
export function readLines(text: string, spans: readonly Span[] = []): ReadLine[] {
  let start = 0
  return text.split('\n').map((line) => {
    const pieces = piecesOf(line, start, spans)
    start += line.length + 1
    return {
      heading: /^(#{1,6})\s/.exec(line)?.[1]?.length ?? 0,
      isTable: /^\s*\|.*\|\s*$/.test(line),
      pieces,
      marked: pieces.some(({ marked }) => marked),
    }
  })
}

function piecesOf(line: string, start: number, spans: readonly Span[]): ReadPiece[] {
  const inside = (at: number) => spans.some((span) => span.start <= at && at < span.end)
  const cuts = spans.flatMap((span) => [span.start - start, span.end - start])
  const places = [...new Set([0, ...cuts.filter((cut) => cut > 0 && cut < line.length)])].sort((a, b) => a - b)
  return places.map((place, index) => ({
    text: line.slice(place, places[index + 1] ?? line.length),
    marked: line !== '' && inside(start + place),
  }))
}

/**
 * The lines of the headings that a quote stands under: for each, the last one of these words before the quote. Headings are
 * given without their marks, the outermost first.
 */
export function headingLines(lines: readonly ReadLine[], headings: readonly string[]): ReadonlySet<number> {
  const quoteAt = lines.findIndex(({ marked }) => marked)
  const before = quoteAt === -1 ? [] : lines.slice(0, quoteAt + 1)
  const found = headings.map((words) =>
    before.findLastIndex((line) => line.heading > 0 && bareHeading(textOf(line)) === words.trim()),
  )
  return new Set(found.filter((index) => index !== -1))
}

const textOf = ({ pieces }: ReadLine): string => pieces.map(({ text }) => text).join('')
const bareHeading = (text: string): string =>
  text
    .replace(/^#+\s+/, '')
    .replace(/\s+#+\s*$/, '')
    .trim()

/** Whether the text still says, at this place, what was quoted from it. */
export const stillSays = (text: string, { start, end }: Span, quote: string): boolean =>
  text.slice(start, end) === quote
