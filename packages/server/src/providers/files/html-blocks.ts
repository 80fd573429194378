import { HtmlTable } from './html-table.ts'
import { limits } from './limits.ts'
import { flat } from './markdown.ts'
import { tooMuchText } from './unreadable.ts'

/** Where a block stands: in what the page calls its main part, in an article, in its frame (menus, footers), or elsewhere. */
export type Zone = 'main' | 'article' | 'rest' | 'aside'

export interface HtmlBlock {
  readonly text: string
  readonly zone: Zone
  /** Of a heading; 0: none. */
  readonly level: number
  /** A line of a list. */
  readonly tight: boolean
}

interface Attribute {
  readonly name: string
  readonly value: string
}

/** What is never shown, or is no text. */
const UNSEEN = new Set(
  `applet audio button canvas colgroup datalist dialog embed frameset iframe map noembed noframes noscript object optgroup
   option script select style svg template textarea video`.split(/\s+/),
)
const FRAME = new Set(['nav', 'aside', 'footer', 'header'])
const BLOCKS = new Set(
  `address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form header hr
   html legend li main menu nav ol p pre search section summary table caption tbody thead tfoot tr td th ul`.split(
    /\s+/,
  ),
)
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const HEADING = /^h[1-6]$/

/**
 * Takes the tags and texts of a page in their order and makes blocks of them. It keeps counts of what is open and no tree: tags
 * that are never closed, or closed twice, cost nothing and mislead little.
 */
export class HtmlBlocks {
  title = ''
  readonly #blocks: HtmlBlock[] = []
  readonly #open = new Map<string, number>()
  /** `<header>`s within the main part or an article hold its heading and are no frame. */
  readonly #frames: string[] = []
  readonly #lists: { ordered: boolean; items: number }[] = []
  readonly #tables: HtmlTable[] = []
  /** An element that nobody sees, and how many of its name are open in it. */
  #unseen: { name: string; depth: number } | null = null
  #text = ''
  #boldLength = 0
  #length = 0
  #level = 0
  #marker: string | null = null
  #term: string | null = null
  #inTerm = false
  #asked = false
  #link: { readonly address: string; shown: string } | null = null

  startTag(name: string, attributes: readonly Attribute[], selfClosing: boolean): void {
    if (this.#unseen) {
      if (name === this.#unseen.name) this.#unseen.depth++
      return
    }
    if (!VOID.has(name) && !selfClosing && (UNSEEN.has(name) || isHidden(attributes))) {
      this.#unseen = { name, depth: 1 }
      return
    }
    if (name === 'br') this.#text += '\n'
    else if (HEADING.test(name)) this.#startHeading(Number(name[1]))
    else if (BLOCKS.has(name)) this.#startBlock(name, attributes)
    else if (name === 'a') this.#startLink(attributes)
    if (!VOID.has(name)) this.#count(name, 1)
  }

  endTag(name: string): void {
    if (this.#unseen) {
      if (name === this.#unseen.name && --this.#unseen.depth === 0) this.#unseen = null
      return
    }
    if (name === 'a') this.#endLink()
    else if (HEADING.test(name)) this.#flush()
    else if (BLOCKS.has(name)) this.#endBlock(name)
    this.#count(name, -1)
  }

  text(text: string): void {
    if (this.#unseen) return
    if (this.#isOpen('title') && !this.#isOpen('body')) {
      if (this.title.length < 1_000) this.title += text
      return
    }
    this.#length += text.length
    // Blocks may say it more than once (cells over several rows), and never so much more.
    if (this.#length > 2 * limits.textCharacters) throw tooMuchText(limits.textCharacters)
    if (this.#link) this.#link.shown += text
    const cell = this.#table()?.cell
    if (cell) cell.text += text
    else {
      this.#text += this.#isOpen('pre') ? text : text.replace(/[ \t\n\f\r\u00a0]+/g, ' ')
      if (this.#isOpen('b') || this.#isOpen('strong')) this.#boldLength += text.trim().length
    }
  }

  end(): readonly HtmlBlock[] {
    while (this.#tables.length > 0) this.#endTable()
    this.#flush()
    return this.#blocks
  }

  #startHeading(level: number): void {
    const table = this.#table()
    if (table?.cell && !table.cell.isHeader) this.#unfold(table)
    if (this.#table()?.cell) return
    this.#flush()
    this.#level = level
  }

  #startBlock(name: string, attributes: readonly Attribute[]): void {
    if (name === 'table') return this.#startTable()
    const table = this.#table()
    if (table && this.#tablePart(table, name, attributes)) return
    if (table?.cell) {
      table.cell.text += name === 'li' && table.cell.text.trim() !== '' ? '; ' : ' '
      return
    }
    if (this.#inTerm) this.#endTerm()
    this.#flush()
    if (FRAME.has(name)) this.#startFrame(name)
    // A menu that was never closed does not hold the main part.
    else if (name === 'main') this.#frames.length = 0
    else if (name === 'ul' || name === 'ol' || name === 'menu') this.#startList(name === 'ol', attributes)
    else if (name === 'li') this.#startItem()
    else if (name === 'summary') this.#asked = true
    else if (name === 'dt') this.#inTerm = true
    else if (name === 'dl') this.#term = null
    else if (name === 'dd' && this.#term !== null) this.#marker = `- ${this.#term}: `
  }

  #endBlock(name: string): void {
    const table = this.#table()
    if (name === 'table') return this.#endTable()
    if (table && (name === 'tr' || name === 'td' || name === 'th')) {
      if (name === 'tr') table.endRow()
      else table.endCell()
      this.#flush()
      return
    }
    if (table?.cell) {
      table.cell.text += ' '
      return
    }
    if (name === 'dt') {
      if (this.#inTerm) this.#endTerm()
      return
    }
    this.#flush()
    if (name === 'summary') this.#asked = false
    else if (name === 'ul' || name === 'ol' || name === 'menu') this.#lists.pop()
    else if (name === 'li') this.#marker = null
    else if (FRAME.has(name) && this.#frames.at(-1) === name) this.#frames.pop()
  }

  #startFrame(name: string): void {
    const within = this.#isOpen('main') || this.#isOpen('article')
    if (name === 'nav' || name === 'aside' || !within) this.#frames.push(name)
  }

  #startList(ordered: boolean, attributes: readonly Attribute[]): void {
    const start = Number(attributes.find(({ name }) => name === 'start')?.value ?? 1)
    if (this.#lists.length < 100)
      this.#lists.push({ ordered, items: Number.isSafeInteger(start) ? Math.max(0, start - 1) : 0 })
  }

  #startItem(): void {
    const list = this.#lists.at(-1)
    if (list) list.items++
    // Structure is read from up to forty blanks.
    const indent = '  '.repeat(Math.min(Math.max(0, this.#lists.length - 1), 10))
    this.#marker = `${indent}${list?.ordered === true ? `${list.items}. ` : '- '}`
  }

  /** A term that is a question is one; any other goes before what is said of it. */
  #endTerm(): void {
    this.#inTerm = false
    const term = flat(this.#text)
    if (/[?？]$/.test(term)) {
      this.#term = null
      this.#asked = true
      this.#flush()
      this.#asked = false
    } else {
      this.#text = ''
      this.#term = term.replace(/:$/, '')
    }
  }

  #startLink(attributes: readonly Attribute[]): void {
    const href = attributes.find(({ name }) => name === 'href')?.value ?? ''
    const address = /^(?:mailto|tel):([^?]{3,200})/i.exec(href)?.[1]
    this.#link = address === undefined ? null : { address, shown: '' }
  }

  /** "Write to us" says where only in its link. */
  #endLink(): void {
    const link = this.#link
    this.#link = null
    if (!link || this.#table()?.cell) return
    const shown = link.shown.replace(/[^\p{L}\p{N}@]/gu, '')
    if (!shown.includes(link.address.replace(/[^\p{L}\p{N}@]/gu, ''))) this.#text += ` (${link.address})`
  }

  #startTable(): void {
    const outer = this.#table()
    if (outer) this.#unfold(outer)
    this.#flush()
    // What nests tables so deep lays out a page with them.
    if (this.#tables.length < 50) this.#tables.push(new HtmlTable())
  }

  #endTable(): void {
    const table = this.#tables.pop()
    if (!table) return
    this.#flush()
    const text = table.end()
    if (text !== '') this.#push(text, 0, false)
  }

  /** True where the table took the tag. */
  #tablePart(table: HtmlTable, name: string, attributes: readonly Attribute[]): boolean {
    if (name === 'tr' || name === 'tbody' || name === 'thead' || name === 'tfoot') {
      this.#flush()
      if (name === 'tr') table.startRow()
      return true
    }
    if (name !== 'td' && name !== 'th') return false
    this.#flush()
    table.startCell(name === 'th', attributes)
    return true
  }

  /** A table with headings or tables in its cells lays out a page: its cells are read one after the other. */
  #unfold(table: HtmlTable): void {
    const text = table.unfold()
    if (text !== '') this.#push(text, 0, false)
  }

  /** The table being read, but for one that only lays out. */
  #table(): HtmlTable | null {
    return this.#tables.at(-1) ?? null
  }

  /** Ends the block whose text has been gathered. */
  #flush(): void {
    const isCode = this.#isOpen('pre')
    const text = isCode ? this.#text.replace(/^\n/, '').trimEnd() : flatLines(this.#text)
    const [level, marker, bold] = [this.#level, this.#marker, this.#boldLength]
    this.#text = ''
    this.#boldLength = 0
    this.#level = 0
    if (text === '') return
    if (level > 0) return this.#push(`${'#'.repeat(level)} ${flat(text)}`, level, false)
    if (isCode) return this.#push(`\`\`\`\n${text}\n\`\`\``, 0, false)
    if (marker !== null || this.#lists.length > 0) {
      // What follows in the same item stands under its first line.
      this.#marker = null
      return this.#push((marker ?? '  '.repeat(this.#lists.length)) + text.replaceAll('\n', ' '), 0, true)
    }
    const isAsked = /[?？]$/.test(text) && text.length <= 400 && (this.#asked || bold >= text.replace(/\s/g, '').length)
    this.#push(isAsked ? `**${flat(text)}**` : text, 0, false)
  }

  #push(text: string, level: number, tight: boolean): void {
    this.#blocks.push({ text, level, tight, zone: this.#zone() })
  }

  #zone(): Zone {
    if (this.#frames.length > 0) return 'aside'
    if (this.#isOpen('main')) return 'main'
    return this.#isOpen('article') ? 'article' : 'rest'
  }

  #count(name: string, by: number): void {
    this.#open.set(name, Math.max(0, (this.#open.get(name) ?? 0) + by))
  }

  #isOpen(name: string): boolean {
    return (this.#open.get(name) ?? 0) > 0
  }
}

function isHidden(attributes: readonly Attribute[]): boolean {
  return attributes.some(
    ({ name, value }) =>
      name === 'hidden' ||
      (name === 'aria-hidden' && value.trim().toLowerCase() === 'true') ||
      (name === 'style' &&
        /(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?![.\d])|font-size\s*:\s*0(?![.\d]))/i.test(
          value,
        )),
  )
}

function flatLines(text: string): string {
  return text
    .split('\n')
    .map(flat)
    .filter((line) => line !== '')
    .join('\n')
}
