import type { Language } from './language.ts'
import type { Span } from './split-sentences.ts'

/** What a chunk was in its document: prose, a list, one row of a table, the answer to a question that stands before it. */
export type ChunkKind = 'prose' | 'list' | 'row' | 'answer'

/** The smallest piece of a document that is found and quoted by itself. Its text is `source.slice(start, end)`. */
export interface Chunk extends Span {
  /** Counts the chunks of a document from 0. */
  readonly position: number
  readonly kind: ChunkKind
  /** The headings above it, the outermost first; the document's title is not repeated. */
  readonly headings: readonly string[]
  /** What gives it its meaning and stands elsewhere: the header row of a table, the lead-in of a list, the question asked. */
  readonly lead: string
  readonly text: string
  readonly language: Language
}

/**
 * How a span is quoted: space of any kind and length is one blank, at the ends it is none; what no database keeps (NUL, half
 * a character) is U+FFFD.
 */
export function quoteOf(text: string): string {
  return storable(text).replace(/\s+/gu, ' ').trim()
}

/** PostgreSQL's text holds neither NUL nor half a character. Each is one unit as before, so that spans stay true. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed()
}

/** Whether a quote is what stands at this place of the source. */
export function isQuoteAt(source: string, { start, end }: Span, quote: string): boolean {
  if (start < 0 || start >= end || end > source.length) return false
  return quoteOf(source.slice(start, end)) === quote
}

/** The cells of a table's row. `\|` is a bar that belongs to its cell. */
export function cellsOf(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}
