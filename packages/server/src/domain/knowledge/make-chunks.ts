import type { Chunk, ChunkKind } from './chunk.ts'
import type { Language } from './language.ts'
import { type Block, readBlocks } from './read-blocks.ts'
import { pushTrimmed, type Span, splitSentences } from './split-sentences.ts'

/** Characters in a chunk: what is longer is cut at sentences, items, or at last between words. */
const MOST = 900
/** No lead is longer: a header row of a thousand columns would be repeated with each row. */
const MOST_LEAD = 400
const MOST_HEADINGS = 6

/** Cuts a document into chunks by its structure. `title` is the document's; a first heading that repeats it is dropped. */
export function makeChunks(source: string, document: { title: string; language: Language }): Chunk[] {
  const chunks: Chunk[] = []
  const path: { level: number; text: string }[] = []
  const blocks = readBlocks(source)
  blocks.forEach((block, index) => {
    if (block.kind === 'heading') {
      while ((path.at(-1)?.level ?? 0) >= block.level) path.pop()
      path.push({ level: block.level, text: block.text })
      return
    }
    const before = blocks[index - 1]
    if (isLeadIn(source, block, blocks[index + 1])) return
    const headings = path
      .map(({ text }) => plainText(text))
      .filter((text, depth) => depth > 0 || text !== plainText(document.title))
    for (const piece of piecesOf(source, block, before)) {
      const text = source.slice(piece.start, piece.end)
      const lead = plainText(piece.lead).slice(0, MOST_LEAD)
      chunks.push({
        position: chunks.length,
        headings: headings.slice(-MOST_HEADINGS),
        language: document.language,
        ...piece,
        lead,
        text,
      })
    }
  })
  return chunks
}

interface Piece extends Span {
  readonly kind: ChunkKind
  readonly lead: string
}

/** A paragraph that ends with a colon belongs to the list or table under it. */
function isLeadIn(source: string, block: Block, next: Block | undefined): boolean {
  return block.kind === 'paragraph' && next?.kind === 'list' && leadsIn(source, block)
}

function leadsIn(source: string, { start, end }: Span): boolean {
  return (
    end - start <= MOST_LEAD &&
    source
      .slice(end - 20 > start ? end - 20 : start, end)
      .trimEnd()
      .endsWith(':')
  )
}

function piecesOf(source: string, block: Exclude<Block, { kind: 'heading' }>, before: Block | undefined): Piece[] {
  switch (block.kind) {
    case 'paragraph':
      return grouped(prose(source, block), MOST).map((span) => ({ ...span, kind: 'prose', lead: '' }))
    case 'answer': {
      const question = source.slice(block.question.start, block.question.end)
      return grouped(prose(source, block), MOST).map((span) => ({ ...span, kind: 'answer', lead: question }))
    }
    case 'table':
      return block.rows
        .flatMap((row) => bounded(source, row))
        .map((span) => ({
          ...span,
          kind: 'row',
          lead: block.header ? source.slice(block.header.start, block.header.end) : '',
        }))
    case 'list':
      return listPieces(source, block, before)
  }
}

/** A list that fits stands in one chunk with its lead-in; of a longer one every piece has the lead-in for its lead. */
function listPieces(source: string, block: Extract<Block, { kind: 'list' }>, before: Block | undefined): Piece[] {
  const leadIn = before?.kind === 'paragraph' && leadsIn(source, before) ? before : null
  const start = leadIn?.start ?? block.start
  if (block.end - start <= MOST) {
    const spans: Span[] = []
    pushTrimmed(spans, source, { start, end: block.end })
    return spans.map((span) => ({ ...span, kind: 'list', lead: '' }))
  }
  const lead = leadIn ? source.slice(leadIn.start, leadIn.end) : ''
  const items = block.items.flatMap((item) => bounded(source, item))
  return grouped(items, MOST).map((span) => ({ ...span, kind: 'list', lead }))
}

/** Sentences of a block, none longer than a chunk. */
function prose(source: string, { start, end }: Span): Span[] {
  return splitSentences(source.slice(start, end)).flatMap((sentence) =>
    bounded(source, { start: start + sentence.start, end: start + sentence.end }),
  )
}

/** Joins neighbours as long as they fit into `most` characters. */
function grouped(spans: readonly Span[], most: number): Span[] {
  const groups: { start: number; end: number }[] = []
  for (const span of spans) {
    const last = groups.at(-1)
    if (last && span.end - last.start <= most) last.end = span.end
    else groups.push({ ...span })
  }
  return groups
}

/** Cuts a span that is too long between words, or, where there are none, anywhere but within a character. */
function bounded(source: string, span: Span): Span[] {
  const spans: Span[] = []
  for (let start = span.start; start < span.end;) {
    const end = span.end - start <= MOST ? span.end : cutBefore(source, start)
    pushTrimmed(spans, source, { start, end })
    start = end
  }
  return spans
}

function cutBefore(source: string, start: number): number {
  const window = source.slice(start, start + MOST)
  const blank = window.search(/\s\S*$/)
  if (blank > MOST / 2) return start + blank
  const last = window.charCodeAt(MOST - 1)
  return start + (last >= 0xd800 && last <= 0xdbff ? MOST - 1 : MOST)
}

/** Text as it is read: without Markdown's marks. For headings, leads and answers; quotes keep what stands there. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\][]{0,400})\]\([^()\s]{0,400}\)/g, '$1')
    .replace(/(\*\*|__|`)/g, '')
    .replace(/(?<![\p{L}\p{N}])[*_](?=\S)|(?<=\S)[*_](?![\p{L}\p{N}])/gu, '')
    .replace(/^[ \t]{0,40}>[ \t]?/gm, '')
    .replace(/\s+/gu, ' ')
    .trim()
}
