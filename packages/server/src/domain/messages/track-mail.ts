import { finished } from 'node:stream/promises'

import { SAXParser, type StartTag } from 'parse5-sax-parser'

/** What a recipient's copy of an e-mail is made with; each makes an address of this recipient's own. */
export interface TrackingAddresses {
  /** Of the picture whose loading tells that the mail was opened; absent where opens are not asked for. */
  readonly pixel?: () => string
  /** Of the page that leads on to `target`; null: that one is left as it is. Absent where clicks are not asked for. */
  readonly link?: (target: string) => string | null
}

/** Characters. Mailbox providers cut mail far below; reading a longer one would hold up everything else. */
export const MOST_TRACKED_HTML = 500_000
/** Links after these are left as they are. */
export const MOST_TRACKED_LINKS = 300
/** Characters. The address that stands for it is half as long again, and servers on the way take about 8,000. */
export const MOST_TRACKED_TARGET = 2_000

/** On an `<a>`: it is left as it is. */
export const NO_TRACK = 'data-posthorn-no-track'

/** A piece of the HTML, and what stands in its place. */
interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/**
 * Puts the addresses into HTML. It is read as a browser would read it, so that what looks like a link in a comment, a script
 * or a text is none; and it is not written anew: everything but the values of the links stays as it was, byte for byte.
 */
export async function trackMail(html: string, addresses: TrackingAddresses): Promise<string> {
  const { pixel, link } = addresses
  if (html.length > MOST_TRACKED_HTML) return html
  const { links, end } = await readHtml(html)
  const edits: Edit[] = []
  for (const { from, to, target } of link ? links.slice(0, MOST_TRACKED_LINKS) : []) {
    const address = link?.(target) ?? null
    if (address !== null) edits.push({ from, to, text: `href="${inAttribute(address)}"` })
  }
  // Last in the list, and not always behind the links: some write more after the end of the body.
  if (pixel) edits.push({ from: end, to: end, text: picture(pixel()) })
  return edited(
    html,
    edits.sort((one, other) => one.from - other.from),
  )
}

interface Read {
  /** The links that lead to the web: where the attribute stands, and its value. */
  readonly links: readonly { readonly from: number; readonly to: number; readonly target: string }[]
  /** Before the end of the body; where there is none, behind the last that was whole. */
  readonly end: number
}

async function readHtml(html: string): Promise<Read> {
  const links: Read['links'][number][] = []
  const at: { bodyEnd: number | null; read: number } = { bodyEnd: null, read: 0 }
  const parser = new SAXParser({ sourceCodeLocationInfo: true })
  const reached = ({ sourceCodeLocation }: Pick<StartTag, 'sourceCodeLocation'>): void => {
    at.read = Math.max(at.read, sourceCodeLocation?.endOffset ?? 0)
  }
  parser.on('text', reached)
  parser.on('comment', reached)
  parser.on('doctype', reached)
  parser.on('startTag', (tag) => {
    reached(tag)
    const link = linkIn(tag, html)
    if (link) links.push(link)
  })
  parser.on('endTag', (tag) => {
    reached(tag)
    if (tag.tagName === 'body') at.bodyEnd = tag.sourceCodeLocation?.startOffset ?? null
  })
  parser.end(html)
  await finished(parser, { readable: false })
  return { links, end: at.bodyEnd ?? at.read }
}

/** What the parser says of a start tag, beside what its types say: where each of its attributes stands. */
interface TagLocation {
  readonly attrs?: Readonly<Record<string, { readonly startOffset: number; readonly endOffset: number }>>
}

function linkIn(tag: StartTag, html: string): Read['links'][number] | null {
  if (tag.tagName !== 'a' || tag.attrs.some(({ name }) => name === NO_TRACK)) return null
  const place = (tag.sourceCodeLocation as TagLocation | null | undefined)?.attrs?.['href']
  const target = targetOf(tag.attrs.find(({ name }) => name === 'href')?.value ?? '')
  if (!place || target === null) return null
  const { startOffset: from, endOffset: to } = place
  // Whatever the parser might count otherwise than we do, nothing but an attribute is ever replaced.
  return /^href\s*=/i.test(html.slice(from, to)) ? { from, to, target } : null
}

const HTTP = /^https?:\/\//i
const VISIBLE_ASCII = /^[\x21-\x7e]+$/

/** Where a link leads: as it was written where a header can say that, otherwise as browsers write it (WHATWG URL). */
function targetOf(href: string): string | null {
  const written = href.trim()
  if (!HTTP.test(written) || written.length > MOST_TRACKED_TARGET) return null
  const url = URL.parse(written)
  if (url === null) return null
  const target = VISIBLE_ASCII.test(written) ? written : url.href
  return target.length > MOST_TRACKED_TARGET ? null : target
}

function picture(address: string): string {
  return `<img src="${inAttribute(address)}" width="1" height="1" alt="" style="border:0;width:1px;height:1px">`
}

function inAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}

/** `edits` in the order of the text, none over another. */
function edited(html: string, edits: readonly Edit[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { from, to, text } of edits) {
    pieces.push(html.slice(at, from), text)
    at = to
  }
  pieces.push(html.slice(at))
  return pieces.join('')
}
