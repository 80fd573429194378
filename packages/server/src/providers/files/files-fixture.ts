/** Files for tests, written byte by byte: what is hostile in them is in no program's menu. */
import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

export interface FixtureEntry {
  readonly name: string
  readonly content: Buffer | string
  /** What the directory says it becomes; by default the truth. */
  readonly claimedBytes?: number
  readonly stored?: boolean
  readonly flags?: number
}

/** A zip archive (PKWARE APPNOTE). */
export function zipOf(entries: readonly FixtureEntry[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const content = Buffer.from(entry.content)
    const packed = entry.stored === true ? content : deflateRawSync(content)
    const name = Buffer.from(entry.name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(entry.flags ?? 0, 2)
    common.writeUInt16LE(entry.stored === true ? 0 : 8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(entry.claimedBytes ?? content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed])
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, name]))
    locals.push(local)
    at += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, list, end])
}

const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const RELATIONSHIPS = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const STYLES = `<?xml version="1.0" encoding="UTF-8"?><w:styles ${WORD}><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style><w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>`
const NUMBERING = `<?xml version="1.0" encoding="UTF-8"?><w:numbering ${WORD}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
const DOCUMENT_RELATIONSHIPS = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`

export const word = {
  paragraph: (text: string, style?: string): string =>
    `<w:p>${style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`,
  item: (text: string): string =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`,
  table: (rows: readonly (readonly string[])[]): string =>
    `<w:tbl>${rows.map((row, index) => `<w:tr>${index === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${row.map((cell) => `<w:tc>${word.paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`,
}

/** A Word document with this body; `more` adds parts, or stands in the place of those of the same name. */
export function docxOf(body: string, more: readonly FixtureEntry[] = []): Buffer {
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document ${WORD}><w:body>${body}</w:body></w:document>`
  const parts: FixtureEntry[] = [
    { name: '[Content_Types].xml', content: CONTENT_TYPES },
    { name: '_rels/.rels', content: RELATIONSHIPS },
    { name: 'word/document.xml', content: document },
    { name: 'word/_rels/document.xml.rels', content: DOCUMENT_RELATIONSHIPS },
    { name: 'word/styles.xml', content: STYLES },
    { name: 'word/numbering.xml', content: NUMBERING },
  ]
  const names = new Set(more.map(({ name }) => name))
  return zipOf([...parts.filter(({ name }) => !names.has(name)), ...more])
}

export interface PdfText {
  readonly x: number
  readonly y: number
  readonly size?: number
  readonly bold?: boolean
  readonly text: string
}

export interface PdfOptions {
  readonly title?: string
  /** Entries of the catalogue, as PDF writes them. */
  readonly catalogue?: string
  readonly trailer?: string
  /** Objects of their own, from number 5 + 2 × pages on. */
  readonly objects?: readonly string[]
  /** In place of what is drawn, deflated as it is. */
  readonly stream?: Buffer
}

/** A PDF (ISO 32000-1) that draws these texts, a list for each page, in Helvetica. */
export function pdfOf(pages: readonly (readonly PdfText[])[], options: PdfOptions = {}): Buffer {
  const objects: Buffer[] = []
  const kids = pages.map((_page, index) => `${5 + 2 * index} 0 R`).join(' ')
  const encoding = '/Encoding /WinAnsiEncoding'
  objects.push(Buffer.from(`<< /Type /Catalog /Pages 2 0 R ${options.catalogue ?? ''} >>`))
  objects.push(Buffer.from(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`))
  objects.push(Buffer.from(`<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica ${encoding} >>`))
  objects.push(Buffer.from(`<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold ${encoding} >>`))
  pages.forEach((page, index) => {
    const resources = '/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>'
    objects.push(
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${resources} /Contents ${6 + 2 * index} 0 R >>`,
      ),
    )
    const packed = options.stream ?? deflateSync(Buffer.from(page.map(drawn).join('\n'), 'latin1'))
    objects.push(
      Buffer.concat([
        Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
        packed,
        Buffer.from('\nendstream'),
      ]),
    )
  })
  for (const object of options.objects ?? []) objects.push(Buffer.from(object, 'latin1'))
  const info = options.title === undefined ? '' : `/Info << /Title (${options.title}) >>`
  return assemble(objects, `${info} ${options.trailer ?? ''}`)
}

function drawn({ x, y, size = 11, bold = false, text }: PdfText): string {
  const escaped = text.replace(/[\\()]/g, '\\$&')
  return `BT /F${bold ? 2 : 1} ${size} Tf ${x} ${y} Td (${escaped}) Tj ET`
}

function assemble(objects: readonly Buffer[], trailer: string): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets: number[] = []
  let at = parts[0]?.length ?? 0
  objects.forEach((object, index) => {
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    offsets.push(at)
    parts.push(whole)
    at += whole.length
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** Lines under each other from `y` on. */
export function linesAt(x: number, y: number, lines: readonly string[], look: Partial<PdfText> = {}): PdfText[] {
  const size = look.size ?? 11
  return lines.map((text, index) => ({ ...look, x, y: y - index * size * 1.25, text }))
}
