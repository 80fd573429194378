import mammoth from 'mammoth'

import type { RawFile } from '../../domain/documents/port.ts'
import { type ArchiveEntry, createInflater, openArchive } from './open-archive.ts'
import { convertHtml } from './read-html.ts'
import type { ReadText } from './file-content.ts'
import { Unreadable } from './unreadable.ts'
import { writeArchive } from './write-archive.ts'

/** What of an archive is the document: its text, styles, lists, notes, and how these are tied together. */
const PARTS = /^(?:\[Content_Types\]\.xml|(?:word\/)?_rels\/[^/]+\.rels|word\/[^/]+\.xml)$/
const PROPERTIES = 'docProps/core.xml'

const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"]

/**
 * The text of a Word document, with its headings, lists and tables. Mammoth is given an archive of ours, of the parts that were
 * inflated in limits: it opens nothing else, and fetches nothing.
 */
export async function readDocx(file: RawFile): Promise<ReadText> {
  const entries = openArchive(file.bytes)
  refuseOthers(entries)
  const inflate = createInflater(file.bytes)
  const parts = new Map<string, Buffer>()
  for (const [name, entry] of entries) if (PARTS.test(name)) parts.set(name, harmlessXml(inflate(entry)))
  const properties = entries.get(PROPERTIES)
  const title = properties ? titleOf(harmlessXml(inflate(properties)).toString('utf8')) : null
  const { value: html } = await mammoth.convertToHtml(
    { buffer: writeArchive(parts) },
    {
      styleMap: STYLES,
      externalFileAccess: false,
      includeEmbeddedStyleMap: false,
      convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
    },
  )
  const read = await convertHtml(html)
  if (read.content.trim() === '') {
    throw new Unreadable('empty', 'The document holds no text; if it holds pictures of text, upload the text itself.')
  }
  return { title: title ?? firstHeading(read.content), content: read.content }
}

/** @throws {Unreadable} what is an archive and no Word document */
function refuseOthers(entries: ReadonlyMap<string, ArchiveEntry>): void {
  if (entries.has('word/document.xml')) return
  const names = [...entries.keys()]
  const has = (folder: string): boolean => names.some((name) => name.startsWith(folder))
  if (has('xl/')) throw other('a workbook', 'Save its sheet as CSV.')
  if (has('ppt/')) throw other('a presentation', 'Save it as PDF.')
  if (entries.has('mimetype')) throw other('an OpenDocument or EPUB file', 'Save it as DOCX or PDF.')
  throw other('an archive', 'Unpack it and upload its files.')
}

function other(called: string, instead: string): Unreadable {
  return new Unreadable(
    'unsupported_type',
    `This is ${called}. Markdown, HTML, plain text, PDF, DOCX and CSV files are read. ${instead}`,
  )
}

/**
 * XML as UTF-8 and without a document type: Word writes none, and all that it can do is name entities, of which some grow
 * without end and others are files of the machine.
 */
function harmlessXml(bytes: Buffer): Buffer {
  const isWide =
    (bytes[0] === 0xff && bytes[1] === 0xfe) ||
    (bytes[0] === 0xfe && bytes[1] === 0xff) ||
    bytes[0] === 0 ||
    bytes[1] === 0
  if (isWide) throw malformed()
  if (/<!(?:DOCTYPE|ENTITY)/i.test(bytes.toString('latin1'))) throw malformed()
  return bytes
}

function malformed(): Unreadable {
  return new Unreadable(
    'broken',
    'The document declares things that Word does not write. Open it in Word, save it as DOCX again, and upload that.',
  )
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Word calls documents that nobody has named by its own words. */
function titleOf(properties: string): string | null {
  const start = properties.indexOf('<dc:title>')
  const end = start < 0 ? -1 : properties.indexOf('</dc:title>', start)
  if (end < 0) return null
  const title = properties
    .slice(start + 10, Math.min(end, start + 1_000))
    .replace(/&(lt|gt|amp|quot|apos);/g, (_whole, name: string) => NAMED[name] ?? '')
    .replace(/&#(\d{1,6});/g, (_whole, code: string) => String.fromCodePoint(Math.min(Number(code), 0xffff)))
    .trim()
  return title === '' || /^(?:word document|documento? do word|untitled)$/i.test(title) ? null : title
}

function firstHeading(content: string): string | null {
  return /^# (.+)$/m.exec(content.slice(0, 5_000))?.[1] ?? null
}
