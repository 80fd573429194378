import type { RawFile } from '../../domain/documents/port.ts'
import { Unreadable } from './unreadable.ts'

export type FileKind = 'markdown' | 'text' | 'csv' | 'html' | 'pdf' | 'docx'

const TAKEN = 'Markdown, HTML, plain text, PDF, DOCX and CSV files are read.'

/** How other formats begin, what they are called, and what to make of them. */
const others: readonly [begins: string, called: string, instead: string][] = [
  ['\x89PNG\r\n', 'an image', 'Upload the text that it shows.'],
  ['\xff\xd8\xff', 'an image', 'Upload the text that it shows.'],
  ['GIF8', 'an image', 'Upload the text that it shows.'],
  ['II*\0', 'an image', 'Upload the text that it shows.'],
  ['MM\0*', 'an image', 'Upload the text that it shows.'],
  ['RIFF', 'a picture, sound or film', 'Upload what it says as text.'],
  ['ID3', 'a sound', 'Upload what it says as text.'],
  ['OggS', 'a sound or film', 'Upload what it says as text.'],
  ['\x1f\x8b', 'an archive', 'Unpack it and upload its files.'],
  ['BZh', 'an archive', 'Unpack it and upload its files.'],
  ['7z\xbc\xaf', 'an archive', 'Unpack it and upload its files.'],
  ['Rar!', 'an archive', 'Unpack it and upload its files.'],
  ['\xfd7zXZ', 'an archive', 'Unpack it and upload its files.'],
  ['{\\rtf', 'an RTF file', 'Save it as DOCX or PDF.'],
  ['%!PS', 'a PostScript file', 'Save it as PDF.'],
  ['MZ', 'a program', ''],
  ['\x7fELF', 'a program', ''],
]

const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'

/**
 * Says what a file is by its bytes. What they cannot tell, which of the kinds of text it is, its name and declared type say.
 * @throws {Unreadable} what is no kind of ours
 */
export function sniffKind(file: RawFile): FileKind {
  const start = Buffer.from(file.bytes.subarray(0, 1024)).toString('latin1')
  if (start.includes('%PDF-')) return 'pdf'
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'docx'
  if (start.startsWith(OLE)) throw oldOffice(file.bytes)
  for (const [begins, called, instead] of others) {
    if (start.startsWith(begins)) throw unsupported(called, instead)
  }
  if (start.slice(4, 8) === 'ftyp') throw unsupported('a film, sound or image', 'Upload what it says as text.')
  const declared = declaredKind(file)
  if (declared === 'pdf' || declared === 'docx') {
    const name = declared.toUpperCase()
    throw new Unreadable('broken', `The file is called ${name} and does not begin as one. Save it as ${name} again.`)
  }
  return textKind(start, file, declared)
}

function unsupported(called: string, instead: string): Unreadable {
  return new Unreadable('unsupported_type', `This is ${called}. ${TAKEN} ${instead}`.trim())
}

/** Word before 2007, and what a password protects today: both come in the same envelope. */
function oldOffice(bytes: Uint8Array): Unreadable {
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )
  return isEncrypted
    ? new Unreadable('encrypted', 'The file is protected by a password. Save it without one, and upload that.')
    : unsupported('a file of an Office before 2007', 'Save it as DOCX or PDF.')
}

function textKind(start: string, file: RawFile, declared: FileKind | null): FileKind {
  const visible = withoutPreamble(start)
  if (/^<(!doctype\s+html|html|head|body|title|meta|main|article|section|div|h[1-6]|p|table|ul)\b/i.test(visible))
    return 'html'
  if (/^<(svg|rss|feed|\?xml|!doctype)\b/i.test(visible) || /^<\?xml/i.test(visible)) {
    throw unsupported('an XML file', 'Save its text in one of these.')
  }
  if (declared === null && isCode(file)) throw unsupported('data or a program', 'Write what it says as text.')
  return declared ?? 'text'
}

/** What HTML may begin with: marks of the encoding, blanks, comments, and an XML line before XHTML. */
function withoutPreamble(start: string): string {
  // Of UTF-16 every second byte.
  let rest = start.replaceAll('\0', '').replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
  for (;;) {
    rest = rest.trimStart()
    const end = rest.startsWith('<!--') ? rest.indexOf('-->') + 3 : 0
    const line = /^<\?xml[^>]{0,200}\?>\s*(?=<(?:!doctype\s+html|html)\b)/i.exec(rest)?.[0].length ?? 0
    if (end <= 2 && line === 0) return rest
    rest = rest.slice(Math.max(end, line))
  }
}

const byEnding: Record<string, FileKind> = {
  md: 'markdown',
  markdown: 'markdown',
  mdx: 'markdown',
  csv: 'csv',
  tsv: 'csv',
  htm: 'html',
  html: 'html',
  xhtml: 'html',
  txt: 'text',
  text: 'text',
  pdf: 'pdf',
  docx: 'docx',
}

const byMediaType: Record<string, FileKind> = {
  'text/markdown': 'markdown',
  'text/x-markdown': 'markdown',
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'application/csv': 'csv',
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
}

/** The name before the type: senders that do not know write `text/plain`, or `application/octet-stream`. */
function declaredKind({ name, mediaType }: RawFile): FileKind | null {
  return byEnding[endingOf(name)] ?? byMediaType[mediaTypeOf(mediaType)] ?? null
}

const CODE_ENDINGS = new Set(
  'json jsonl ndjson xml yaml yml js mjs ts css py sh bat ps1 sql ics vcf eml log ini toml'.split(' '),
)

function isCode({ name, mediaType }: RawFile): boolean {
  return (
    CODE_ENDINGS.has(endingOf(name)) ||
    /^(application\/(json|javascript|xml)|text\/(javascript|css|xml))$/.test(mediaTypeOf(mediaType))
  )
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,10})$/i.exec(name.slice(-12))?.[1]?.toLowerCase() ?? ''
}

function mediaTypeOf(mediaType: string | null): string {
  return (mediaType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
