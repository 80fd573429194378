import { invalid } from '../../kernel/api-error.ts'
import { sha256Hex } from '../../kernel/sha256.ts'
import type { Reader } from '../../store/index.ts'
import { type AnalysedChunk, detectLanguage, type Language, storable } from '../knowledge/index.ts'
import { requireSite } from '../sites/index.ts'
import { cutVersion } from './cut-document.ts'
import type { Giver } from './deps.ts'
import type { NewContent, NewDocument } from './new-document.ts'
import type { RawFile } from './port.ts'
import { hashBySource } from './store.ts'

/** Characters up to which a text is cut before its call is answered, so that it is found from then on. */
export const MOST_INLINE = 50_000

/** What a document says, as it is kept. */
export interface Content {
  readonly title: string
  readonly question: string | null
  /** Null: it is read from a file first. */
  readonly content: string | null
  /** SHA-256 of what was given, so that the same can be told. */
  readonly contentHash: string
  /** Of the text as UTF-8, or of the file. */
  readonly bytes: number
  readonly language: Language | null
  /** Its chunks, where it is short. */
  readonly cut: readonly AnalysedChunk[] | null
}

/** A document that is ready to be put into a transaction: read, hashed, and cut where it is short. */
export interface Prepared extends Content {
  readonly document: NewDocument
  readonly file: RawFile | null
  readonly url: string | null
}

/** @throws {ApiError} 404 or 403 for the site, 400 for what cannot be kept. */
export async function prepareDocument(
  read: Reader,
  { workspaceId }: Pick<Giver, 'workspaceId'>,
  document: NewDocument,
): Promise<Prepared> {
  const site = await requireSite(read, { workspaceId }, document.siteId)
  const given = document.language ?? null
  const said = saidBy(document)
  // What is there already is not cut again. Should it be another one by the time it is put, a job will cut it.
  const cut = (await hashBySource(read, site, document.sourceId ?? null)) !== said.contentHash
  const content = await completed(said, { given, usual: site.language ?? 'en', cut })
  return {
    ...content,
    document,
    file: document.type === 'file' ? document.file : null,
    url: document.type === 'url' ? document.url : null,
  }
}

type Said = Pick<Content, 'title' | 'question' | 'content' | 'contentHash' | 'bytes'>

/** Fills in the language of what is said, and cuts it where it is short. */
export async function completed(
  said: Said,
  { given, usual, cut: wanted = true }: { given: Language | null; usual: Language; cut?: boolean },
): Promise<Content> {
  const { content, question } = said
  if (content === null) return { ...said, language: given, cut: null }
  const language = given ?? detectLanguage([question ?? '', content].join('\n')) ?? usual
  const cut = wanted && content.length <= MOST_INLINE ? await cutVersion({ ...said, language }) : null
  return { ...said, language, cut }
}

function saidBy(document: NewContent): Said {
  switch (document.type) {
    case 'text':
      return textSaid('text', { title: document.title, question: null, content: document.content })
    case 'qa': {
      const { question, answer } = document
      return textSaid('qa', { title: document.title, question, content: answer })
    }
    case 'file': {
      const { file } = document
      const title = document.title === null ? null : lineOf('title', document.title)
      const hash = hashOf(['file', title ?? file.name, sha256Hex(Buffer.from(file.bytes))])
      return {
        title: title ?? fileTitle(file.name),
        question: null,
        content: null,
        contentHash: hash,
        bytes: file.bytes.length,
      }
    }
    case 'url': {
      const title = document.title === null ? null : lineOf('title', document.title)
      const hash = hashOf(['url', title, document.url])
      return { title: title ?? document.url, question: null, content: null, contentHash: hash, bytes: 0 }
    }
  }
}

/** What a text or a question says, cleaned; a question's title is the question where it has none of its own. */
export function textSaid(
  type: 'text' | 'qa',
  given: { readonly title: string | null; readonly question: string | null; readonly content: string },
): Said {
  const question = given.question === null ? null : lineOf('question', given.question)
  const title = given.title === null ? (question ?? '').slice(0, MOST_TITLE) : lineOf('title', given.title)
  const content = cleanText(given.content)
  if (content.trim() === '') throw invalid(type === 'qa' ? 'answer' : 'content', 'it is empty; give some text')
  const bytes = Buffer.byteLength(content) + Buffer.byteLength(question ?? '')
  return { title, question, content, contentHash: hashOf([type, title, question, content]), bytes }
}

const MOST_TITLE = 300

/** A file's name as a title, before the file itself was asked. */
export function fileTitle(name: string): string {
  return cleanLine(name) || 'File'
}

/** Text as both databases keep it. What controls a terminal or nothing at all is a blank: one for one, so spans stay true. */
export function cleanText(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return storable(text).replace(/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, ' ')
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return storable(text)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
}

function lineOf(param: string, text: string): string {
  const line = cleanLine(text)
  if (line === '') throw invalid(param, 'it is empty; give some text')
  return line
}

function hashOf(parts: readonly (string | null)[]): string {
  return sha256Hex(JSON.stringify(parts))
}
