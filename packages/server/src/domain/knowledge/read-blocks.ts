import type { Span } from './split-sentences.ts'

/** A piece of a document's structure, by its place in the source. Lines are numbered by nobody: spans are all there is. */
export type Block =
  | ({ readonly kind: 'heading'; readonly level: number; readonly text: string } & Span)
  | ({ readonly kind: 'paragraph' } & Span)
  | ({ readonly kind: 'list'; readonly items: readonly Span[] } & Span)
  | ({ readonly kind: 'table'; readonly header: Span | null; readonly rows: readonly Span[] } & Span)
  | ({ readonly kind: 'answer'; readonly question: Span } & Span)

interface Line extends Span {
  readonly text: string
}

const FENCE = /^ {0,3}(```|~~~)/
const HEADING = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/
const ITEM = /^[ \t]{0,40}(?:[-*+•]|\d{1,4}[.)])[ \t]+\S/
const ROW = /^[ \t]{0,40}\|.*\|[ \t]*$/
const DIVIDER = /^[ \t]{0,40}\|?[ \t]*:?-{1,100}:?[ \t]*(?:\|[ \t]*:?-{1,100}:?[ \t]*){0,200}\|?[ \t]*$/
const RULE = /^ {0,3}(?:-[ \t]*){3,100}$|^ {0,3}(?:\*[ \t]*){3,100}$|^ {0,3}(?:_[ \t]*){3,100}$/
const UNDERLINE = /^ {0,3}(?:={2,200}|-{2,200})[ \t]*$/
/** A line of its own in bold that is a sentence, or one after `Q:`: what is asked. Its answer follows. */
const ASKED =
  /^[ \t]{0,10}(?:\*\*|__).{2,400}[?.!…](?:\*\*|__)[ \t]*$|^[ \t]{0,10}(?:Q|Question|Pergunta|Pregunta|Frage)[:.][ \t]*.{2,400}$/

/** A line is looked at up to here to say what it is; the rest belongs to it unread. */
const LOOK = 2000

/** Reads Markdown, or text that resembles it, into blocks. One look at each line: linear in the text, however hostile. */
export function readBlocks(source: string): Block[] {
  return new BlockReader(linesOf(source)).read()
}

class BlockReader {
  readonly #lines: readonly Line[]
  readonly #blocks: Block[] = []
  #at = 0

  constructor(lines: readonly Line[]) {
    this.#lines = lines
  }

  read(): Block[] {
    this.#skipFrontMatter()
    for (let line = this.#line(); line; line = this.#line()) {
      if (isBlank(line) || (RULE.test(line.text) && !ROW.test(line.text))) this.#at++
      else this.#blocks.push(this.#block(line))
    }
    return this.#blocks
  }

  #block(line: Line): Block {
    const heading = HEADING.exec(line.text)
    if (heading) return this.#heading(line, heading[1]?.length ?? 1, heading[2] ?? '')
    if (FENCE.test(line.text)) return this.#fenced(line)
    if (ROW.test(line.text)) return this.#table(line)
    if (ITEM.test(line.text)) return this.#list(line)
    if (ASKED.test(line.text)) return this.#asked(line)
    return this.#paragraph(line)
  }

  #heading(line: Line, level: number, text: string): Block {
    this.#at++
    return { kind: 'heading', level, text: text.replace(/[ \t]+#+[ \t]*$/, ''), start: line.start, end: line.end }
  }

  #fenced(line: Line): Block {
    const fence = FENCE.exec(line.text)?.[1] ?? '```'
    let last = line
    this.#at++
    for (let next = this.#line(); next; next = this.#line()) {
      last = next
      this.#at++
      if (next.text.trimStart().startsWith(fence)) break
    }
    return { kind: 'paragraph', start: line.start, end: last.end }
  }

  #table(first: Line): Block {
    const lines = this.#while((line) => ROW.test(line.text) || DIVIDER.test(line.text))
    const divided = lines[1] !== undefined && DIVIDER.test(lines[1].text)
    const rows = lines.filter((line, index) => !DIVIDER.test(line.text) && !(divided && index === 0))
    return {
      kind: 'table',
      header: divided ? first : null,
      rows,
      start: first.start,
      end: lines.at(-1)?.end ?? first.end,
    }
  }

  #list(first: Line): Block {
    const items: { start: number; end: number }[] = []
    for (let line = this.#line(); line; line = this.#line()) {
      if (isBlank(line)) {
        // A blank line between two items leaves them in one list.
        const next = this.#lines[this.#at + 1]
        if (!next || !(ITEM.test(next.text) || /^[ \t]{2,}\S/.test(next.text))) break
      } else if (ITEM.test(line.text)) items.push({ start: line.start, end: line.end })
      else if (startsBlock(line)) break
      else {
        const item = items.at(-1)
        if (item) item.end = line.end
      }
      this.#at++
    }
    return { kind: 'list', items, start: first.start, end: items.at(-1)?.end ?? first.end }
  }

  /** The answer is what follows the question's line, be it after a blank one; a question without one is a paragraph. */
  #asked(question: Line): Block {
    this.#at++
    const before = this.#at
    while (this.#line() && isBlank(this.#line() as Line)) this.#at++
    const first = this.#line()
    if (!first || startsBlock(first) || ASKED.test(first.text)) {
      this.#at = before
      return { kind: 'paragraph', start: question.start, end: question.end }
    }
    const lines = this.#while((line) => !isBlank(line) && !startsBlock(line) && !ASKED.test(line.text))
    return { kind: 'answer', question, start: first.start, end: lines.at(-1)?.end ?? first.end }
  }

  #paragraph(first: Line): Block {
    this.#at++
    const lines = this.#while(
      (line) => !isBlank(line) && !startsBlock(line) && !ASKED.test(line.text) && !UNDERLINE.test(line.text),
    )
    const under = this.#line()
    if (under && lines.length === 0 && UNDERLINE.test(under.text)) {
      this.#at++
      return {
        kind: 'heading',
        level: under.text.trim().startsWith('=') ? 1 : 2,
        text: first.text.trim(),
        start: first.start,
        end: under.end,
      }
    }
    return { kind: 'paragraph', start: first.start, end: lines.at(-1)?.end ?? first.end }
  }

  #while(belongs: (line: Line) => boolean): Line[] {
    const from = this.#at
    for (let line = this.#line(); line && belongs(line); line = this.#line()) this.#at++
    return this.#lines.slice(from, this.#at)
  }

  #line(): Line | undefined {
    return this.#lines[this.#at]
  }

  #skipFrontMatter(): void {
    if (this.#lines[0]?.text !== '---') return
    const end = this.#lines.findIndex((line, index) => index > 0 && line.text === '---')
    if (end > 0) this.#at = end + 1
  }
}

function isBlank({ text }: Line): boolean {
  return text.trim() === ''
}

function startsBlock({ text }: Line): boolean {
  return HEADING.test(text) || FENCE.test(text) || ROW.test(text) || ITEM.test(text)
}

function linesOf(source: string): Line[] {
  const lines: Line[] = []
  for (let start = 0; start <= source.length;) {
    const newline = source.indexOf('\n', start)
    const next = newline < 0 ? source.length : newline
    const end = source[next - 1] === '\r' && next > start ? next - 1 : next
    lines.push({ start, end, text: source.slice(start, Math.min(end, start + LOOK)) })
    start = next + 1
  }
  return lines
}
