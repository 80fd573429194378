import type { FileText, RawFile, ReadingFailure } from '../../domain/documents/port.ts'
import { limits } from './limits.ts'
import type { ReadText } from './file-content.ts'
import { readCsv } from './read-csv.ts'
import { readMarkdown, readPlainText } from './read-text.ts'
import { type FileKind, sniffKind } from './sniff-kind.ts'
import { tooMuchText, Unreadable } from './unreadable.ts'

type Read = (file: RawFile) => ReadText | Promise<ReadText>

// The larger libraries are loaded for the files that need them.
const readers: Record<FileKind, () => Read | Promise<Read>> = {
  markdown: () => readMarkdown,
  text: () => readPlainText,
  csv: () => readCsv,
  html: async () => (await import('./read-html.ts')).readHtml,
  pdf: async () => (await import('./read-pdf.ts')).readPdf,
  docx: async () => (await import('./read-docx.ts')).readDocx,
}

const called: Record<FileKind, string> = {
  markdown: 'Markdown',
  text: 'text',
  csv: 'CSV',
  html: 'HTML',
  pdf: 'PDF',
  docx: 'DOCX',
}

const MOST_TITLE = 300

/** Reads one file, whatever it is. Never rejects. Runs where it can be ended at any time. */
export async function readFile(file: RawFile): Promise<FileText | ReadingFailure> {
  let kind: FileKind | null = null
  try {
    kind = sniffKind(file)
    const read = await readers[kind]()
    const { title, content } = await read(file)
    return finish(title, content)
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'failed', code: error.code, message: error.message }
    // Parsers say a hundred things of broken files, none of them for people.
    const what = kind === null ? 'The file' : `The ${called[kind]} file`
    return {
      kind: 'failed',
      code: 'broken',
      message: `${what} is damaged or not built as it should be. Open it in the program that made it, save it again, and upload that.`,
    }
  }
}

function finish(title: string | null, content: string): FileText {
  const text = tidy(content)
  if (text === '') throw new Unreadable('empty', 'The file holds no text. Check that it is the right one.')
  if (text.length > limits.textCharacters) throw tooMuchText(limits.textCharacters)
  return {
    kind: 'read',
    title: title === null ? null : oneLine(title).slice(0, MOST_TITLE).toWellFormed() || null,
    content: text,
  }
}

/** Line ends are `\n`; control characters, which nobody sees, go; blank lines stand alone. */
function tidy(content: string): string {
  return content
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]|\ufeff/gu, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
