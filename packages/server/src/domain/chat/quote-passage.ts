import {
  cellsOf,
  type FoundChunk,
  type Passage,
  isQuoteAt,
  plainText,
  quoteOf,
  type Span,
  statementsOf,
  type WeighedQuestion,
  scorePassage,
} from '../knowledge/index.ts'
import type { Citation } from './answer.ts'

/** What a passage adds to an answer: how it is said, and where it stands. */
export interface Quotation {
  readonly text: string
  readonly citation: Citation
}

/** A passage up to this long is quoted whole; of a longer one, the sentences around the one that answers best. */
const WHOLE = 420

/**
 * Quotes what of a passage answers: rows and short passages whole, of longer ones some sentences in a row. Null where the
 * quote is not what stands at its place: it is not said then.
 */
export function quotePassage({ chunk }: Passage, question: WeighedQuestion): Quotation | null {
  const span =
    chunk.kind === 'row' || chunk.text.length <= WHOLE
      ? { start: 0, end: chunk.text.length }
      : bestPart(chunk, question)
  const quoted = chunk.text.slice(span.start, span.end)
  const quote = quoteOf(quoted)
  if (!isQuoteAt(chunk.text, span, quote)) return null
  return {
    text: chunk.kind === 'row' ? rowAsText(chunk) : asText(chunk, quoted),
    citation: {
      documentId: chunk.documentId,
      version: chunk.version,
      title: chunk.title,
      headings: chunk.headings,
      quote,
      language: chunk.language,
      start: chunk.start + span.start,
      end: chunk.start + span.end,
    },
  }
}

/** The sentence (or line of a list) that scores best, with what follows and then what comes before it, as far as it fits. */
function bestPart(chunk: FoundChunk, question: WeighedQuestion): Span {
  const parts = statementsOf(chunk)
  const score = ({ start, end }: Span): number =>
    scorePassage({ ...chunk, text: chunk.text.slice(start, end) }, question).score
  const scores = parts.map(score)
  const best = scores.indexOf(Math.max(...scores))
  let [first, last] = [best, best]
  const length = (from: number, to: number): number => (parts[to]?.end ?? 0) - (parts[from]?.start ?? 0)
  while (last + 1 < parts.length && length(first, last + 1) <= WHOLE) last++
  while (first > 0 && length(first - 1, last) <= WHOLE) first--
  return { start: parts[first]?.start ?? 0, end: parts[last]?.end ?? chunk.text.length }
}

function linesOf(text: string): Span[] {
  return Array.from(text.matchAll(/[^\n]*\S[^\n]*/g), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function asText(chunk: FoundChunk, quoted: string): string {
  if (chunk.kind !== 'list') return plainText(quoted)
  const lines = linesOf(quoted).map(({ start, end }) => plainText(quoted.slice(start, end)))
  // Without its lead-in a list is told by the heading it stands under.
  const lead = /^[-*+•]|^\d/.test(lines[0] ?? '')
    ? chunk.lead === ''
      ? (chunk.headings.at(-1) ?? chunk.title)
      : chunk.lead
    : ''
  return [...(lead === '' ? [] : [lead.endsWith(':') ? lead : `${lead}:`]), ...lines].join('\n')
}

/** A row said with its header: the first cell, and then each cell with the name of its column. */
function rowAsText({ lead, text, headings }: FoundChunk): string {
  const names = cellsOf(lead)
  const cells = cellsOf(text).map(plainText)
  const [first = '', ...others] = cells
  const said = others.flatMap((cell, at) => {
    const name = names[at + 1] ?? ''
    return cell === '' ? [] : [name === '' ? cell : `${plainText(name)}: ${cell}`]
  })
  const heading = headings.at(-1)
  const head = heading === undefined ? first : `${heading} – ${first}`
  return said.length === 0 ? head : `${head}: ${said.join('; ')}`
}
