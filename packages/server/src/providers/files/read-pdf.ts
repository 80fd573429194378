import { getDocumentProxy } from 'unpdf'

import type { RawFile } from '../../domain/documents/port.ts'
import { limits } from './limits.ts'
import { layOut, type PdfPage } from './pdf-layout.ts'
import { linesOf, type PdfPiece } from './pdf-lines.ts'
import type { ReadText } from './file-content.ts'
import { tooMuchText, Unreadable } from './unreadable.ts'

/** The text of a PDF. Nothing in it is run or fetched, no font is made: pdf.js only says which letters stand where. */
export async function readPdf(file: RawFile): Promise<ReadText> {
  const pdf = await open(file.bytes)
  if (pdf.numPages > limits.pdfPages) {
    throw new Unreadable(
      'too_many_pages',
      `The PDF has ${pdf.numPages.toLocaleString('en')} pages; ${limits.pdfPages.toLocaleString('en')} are read. Split it.`,
    )
  }
  const pages: PdfPage[] = []
  let characters = 0
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    const lines = linesOf(items.filter((item): item is typeof item & PdfPiece => 'str' in item))
    characters += lines.reduce((sum, { text }) => sum + text.length, 0)
    if (characters > limits.textCharacters) throw tooMuchText(limits.textCharacters)
    const [, bottom = 0, , top = 842] = page.view
    pages.push({ top, bottom, lines })
    page.cleanup()
  }
  if (characters < 1) throw scanned()
  const { content, heading } = layOut(pages)
  return { title: (await titleOf(pdf)) ?? heading, content }
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

async function open(bytes: Uint8Array): Promise<Pdf> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      verbosity: 0,
    })
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new Unreadable('encrypted', 'The PDF is protected by a password. Save it without one, and upload that.')
    }
    throw error
  }
}

function scanned(): Unreadable {
  return new Unreadable(
    'empty',
    'The PDF holds no text; its pages are probably pictures of paper. Run text recognition (OCR) over it, and upload the result.',
  )
}

/** Programs write the name of a file, or their own, where nobody gave a title. */
const NO_TITLE =
  /^(?:untitled|microsoft (?:word|powerpoint|excel)\b.*|.*\.(?:docx?|pdf|indd|pptx?|xlsx?|odt|tex|qxd))$/i

async function titleOf(pdf: Pdf): Promise<string | null> {
  const { info } = await pdf.getMetadata()
  const title = ((info as Record<string, unknown>)['Title'] ?? '') as unknown
  if (typeof title !== 'string') return null
  const trimmed = title.trim()
  return trimmed === '' || NO_TITLE.test(trimmed) ? null : trimmed
}
