import type { JobResult } from '../../engine/index.ts'
import { type Clock } from '../../kernel/clock.ts'
import { sha256Hex } from '../../kernel/sha256.ts'
import { MINUTE_MS } from '../../kernel/time.ts'
import type { Transaction } from '../../store/index.ts'
import { detectLanguage } from '../knowledge/index.ts'
import { siteOf } from '../sites/index.ts'
import { INGEST, type IngestPayload } from './begin-ingest.ts'
import { crawled, enqueueRecrawl } from './crawl.ts'
import { cutVersion } from './cut-document.ts'
import type { DocumentDeps } from './deps.ts'
import type { Document, DocumentFailure, DocumentStep, Version } from './document.ts'
import { indexVersion } from './index-version.ts'
import type { RawFile, ReadingFailure } from './port.ts'
import { cleanLine, cleanText, fileTitle } from './prepare-document.ts'
import { holdDocuments, updateDocument } from './store.ts'
import { fileOf, insertFile, versionOf, writeVersionHash } from './store-versions.ts'

/** A step that has not moved for so long is stuck; whoever was at it is not any more. */
export const STUCK_MS = 10 * MINUTE_MS
/** Reading somebody's file or page is begun so often, then it is given up: it may be what ends the process. */
export const MOST_TAKES = 3
/** A text that is known can only be cut; it is not to blame for a server that is killed often. */
const MOST_CUTS = 10

export type Ingest = Pick<DocumentDeps, 'store' | 'clock' | 'log' | 'jobs' | 'reader' | 'fetcher'>

const PROGRESS: Readonly<Record<DocumentStep, number>> = { waiting: 0, fetching: 10, reading: 30, indexing: 70 }

const stuck: DocumentFailure = {
  code: 'stuck',
  message: 'Reading it was begun again and again, and never came to an end. Try again, or send it in another form.',
}

/** Reads documents by jobs: whoever takes one up goes on from what is written down, so a crash costs a step and no document. */
export function defineIngest(deps: Ingest): void {
  deps.jobs.define<IngestPayload>(INGEST, (payload, job) => ingest(deps, payload, job))
}

async function ingest(deps: Ingest, payload: IngestPayload, job: Taker): Promise<JobResult> {
  const version = await takeUp(deps, payload, job)
  if (!version) return 'done'
  const text = await textOf(deps, version)
  if (text.kind === 'failed') await giveUp(deps, payload, text)
  else await finish(deps, payload, text)
  return 'done'
}

/** The job that reads, and how often it failed. */
interface Taker {
  readonly id: string
  readonly attempts: number
}

/** A version whose text is known. */
interface Read {
  readonly kind: 'read'
  readonly title: string
  readonly content: string
}

async function textOf(deps: Ingest, version: Version): Promise<Read | ReadingFailure> {
  const { title, content } = version
  if (content !== null) return { kind: 'read', title, content }
  const file = (await fileOf(deps.store.read, version)) ?? (await fetchPage(deps, version))
  if ('kind' in file) return file
  await moveTo(deps, version, 'reading')
  const read = await within(deps.clock, STUCK_MS, deps.reader.read(file))
  if (read.kind === 'failed') return read
  const text = cleanText(read.content)
  if (text.trim() === '') return { kind: 'failed', code: 'empty', message: 'There is no text in it.' }
  return { kind: 'read', title: titleOf(version, file, read.title), content: text }
}

const MOST_TITLE = 300

/** Its given title, or else what the file says of itself. */
function titleOf({ title }: Version, file: RawFile, own: string | null): string {
  const given = title !== fileTitle(file.name) && !/^https?:/.test(title)
  return given
    ? title
    : cleanLine(own ?? '')
        .slice(0, MOST_TITLE)
        .toWellFormed() || title
}

/** Fetches the page that a version is to be read from, and keeps it with the version, so that it is fetched once. */
async function fetchPage(deps: Ingest, version: Version): Promise<RawFile | ReadingFailure> {
  const document = await moveTo(deps, version, 'fetching')
  if (document === undefined || document.sourceUrl === null)
    return { kind: 'failed', code: 'broken', message: 'Its file is gone. Send it again.' }
  const page = { url: document.sourceUrl, tag: null }
  const fetched = await within(deps.clock, STUCK_MS, deps.fetcher.fetch(page))
  if (fetched.kind === 'failed') return fetched
  if (fetched.kind === 'unchanged')
    return { kind: 'failed', code: 'unreachable', message: 'Its server sent no page. Try again later.' }
  const { file, tag } = fetched
  await deps.store.transaction(async (tx) => {
    const held = await hold(tx, deps, version)
    if (!held) return
    await insertFile(tx, version, file)
    await writeVersionHash(tx, version, sha256Hex(Buffer.from(file.bytes)))
    if (held.version !== version.version) return
    const fetchedNow = crawled(held, { tag, at: deps.clock.now() })
    await updateDocument(tx, {
      ...{ ...fetchedNow, fileName: file.name, mediaType: file.mediaType, bytes: file.bytes.length },
    })
    await enqueueRecrawl(tx, deps, { before: held, document: fetchedNow })
  })
  return file
}

/** The document of a version, held; undefined when it was deleted. */
async function hold(
  tx: Transaction,
  { store }: Pick<Ingest, 'store'>,
  version: IngestPayload,
): Promise<Document | undefined> {
  const { documentId } = version
  return (await holdDocuments(tx, version, [documentId], store.words.forUpdate)).get(documentId)
}

/** Begins to read a version, or begins again; undefined where there is nothing to do. */
async function takeUp(deps: Ingest, payload: IngestPayload, job: Taker): Promise<Version | undefined> {
  return deps.store.transaction(async (tx) => {
    const document = await hold(tx, deps, payload)
    const version = document && (await versionOf(tx, document, payload.documentId, payload.version))
    if (!document || !version) return undefined
    // An older one is read for as long as nothing later stands in its place; how far it is, nobody asks.
    if (document.version !== version.version) return job.attempts < MOST_CUTS ? version : undefined
    if (document.readiness !== 'processing' || isAnothers(document, job.id, deps.clock.now())) return undefined
    const now = deps.clock.now()
    if (document.takes >= (version.content === null ? MOST_TAKES : MOST_CUTS)) {
      await updateDocument(tx, failedWith(document, stuck, now))
      return undefined
    }
    const step = version.content === null ? (document.step ?? 'waiting') : 'indexing'
    const taken = { takes: document.takes + 1, takenBy: job.id, step, stepSince: now, progress: PROGRESS[step] }
    await updateDocument(tx, { ...document, ...taken })
    return version
  })
}

/** Whether another job is at it: one that was enqueued twice is done once. */
function isAnothers({ takenBy, stepSince }: Document, job: string, now: number): boolean {
  return takenBy !== null && takenBy !== job && stepSince !== null && now - stepSince < STUCK_MS
}

/** Says how far the latest version is. Returns the document as it is then; undefined when it was deleted. */
async function moveTo(deps: Ingest, version: Version, step: DocumentStep): Promise<Document | undefined> {
  return deps.store.transaction(async (tx) => {
    const document = await hold(tx, deps, version)
    if (document?.version !== version.version || document.readiness !== 'processing') return document
    const moved = { ...document, step, stepSince: deps.clock.now(), progress: PROGRESS[step] }
    await updateDocument(tx, moved)
    return moved
  })
}

async function finish(deps: Ingest, payload: IngestPayload, { title, content }: Read): Promise<void> {
  const seen = await versionOf(deps.store.read, payload, payload.documentId, payload.version)
  if (!seen) return
  const site = await siteOf(deps.store.read, payload)
  const language = seen.language ?? detectLanguage(content) ?? site?.language ?? 'en'
  await moveTo(deps, seen, 'indexing')
  const cut = await cutVersion({ title, question: seen.question, content, language })
  await deps.store.transaction(async (tx) => {
    const document = await hold(tx, deps, payload)
    const version = document && (await versionOf(tx, document, payload.documentId, payload.version))
    if (!document || !version) return
    // It was given up, or another was quicker.
    if (document.version === version.version && document.readiness !== 'processing') return
    await indexVersion(tx, deps, document, { ...version, title, content, language, cut })
  })
}

async function giveUp(deps: Ingest, payload: IngestPayload, { code, message }: ReadingFailure): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const document = await hold(tx, deps, payload)
    if (document?.version !== payload.version || document.readiness !== 'processing') return
    await updateDocument(tx, failedWith(document, { code, message }, deps.clock.now()))
  })
}

/** The latest version cannot be used; the one before stays in answers. */
export function failedWith(document: Document, failure: DocumentFailure, now: number): Document {
  const ended = { step: null, stepSince: null, takenBy: null, progress: 0 } as const
  return { ...document, ...ended, readiness: 'failed', failure, updatedAt: now }
}

/** What hangs is let go of, so that it holds no place in the queue; the next take reads again. */
function within<Result>(clock: Clock, ms: number, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(() => reject(new Error('reading took too long')), ms)
    work.then(resolve, reject).finally(() => timer.cancel())
  })
}
