import type { JobResult } from '../../engine/index.ts'
import { MINUTE_MS } from '../../kernel/time.ts'
import { sha256Hex } from '../../kernel/sha256.ts'
import type { Transaction } from '../../store/index.ts'
import { addVersion } from './add-version.ts'
import { crawled, crawlFailed, enqueueRecrawl, RECRAWL, type RecrawlPayload } from './crawl.ts'
import type { DocumentDeps } from './deps.ts'
import type { Document } from './document.ts'
import type { FetchedPage, ReadingFailure } from './port.ts'
import { cleanText, completed, type Content } from './prepare-document.ts'
import { isTried, shelfFor } from './put-document.ts'
import { documentById, holdDocuments, updateDocument } from './store.ts'
import { latestWithFile, writeGivenHash } from './store-crawl.ts'
import { versionOf, versionRecord } from './store-versions.ts'

type Deps = Pick<DocumentDeps, 'store' | 'clock' | 'newId' | 'log' | 'jobs' | 'reader' | 'fetcher' | 'shelfOf'>

/** One that is being read is asked about again after this. */
const LATER_MS = MINUTE_MS

/** Who makes the versions that come of it. */
const CRAWLER = 'recrawl'

/** Fetches pages again by durable jobs, each at its document's time. */
export function defineRecrawl(deps: Deps): void {
  deps.jobs.define<RecrawlPayload>(RECRAWL, (payload) => recrawl(deps, payload))
}

/** What a fetch came to: a text that is new, nothing new, or why not. */
type Outcome =
  | { readonly kind: 'changed'; readonly page: FetchedPage; readonly content: string }
  | { readonly kind: 'unchanged'; readonly tag: string | null }
  | ReadingFailure

async function recrawl(deps: Deps, payload: RecrawlPayload): Promise<JobResult> {
  const seen = await documentById(deps.store.read, payload, payload.documentId)
  if (!isDue(seen, payload)) return 'done'
  if (seen.readiness === 'processing') return { again: deps.clock.now() + LATER_MS }
  const outcome = await look(deps, seen)
  const content = outcome.kind === 'changed' ? await contentOf(deps, seen, outcome) : null
  return deps.store.transaction(async (tx) => {
    const held = (await holdDocuments(tx, payload, [payload.documentId], deps.store.words.forUpdate)).get(
      payload.documentId,
    )
    if (!isDue(held, payload)) return 'done'
    // Somebody gave it another version meanwhile: what was seen is compared with that one.
    if (held.version !== seen.version) return { again: deps.clock.now() + LATER_MS }
    await settle(tx, deps, held, { outcome, content })
    return 'done'
  })
}

function isDue(document: Document | undefined, { at }: RecrawlPayload): document is Document {
  return document !== undefined && document.recrawlAt === at && document.sourceUrl !== null
}

async function look({ store, reader, fetcher }: Deps, document: Document): Promise<Outcome> {
  const known = await latestWithFile(store.read, document)
  const url = document.sourceUrl ?? ''
  // Without a text of it there is nothing that could have stayed the same.
  const tag = typeof known?.content !== 'string' ? null : document.crawlTag
  const page = await fetcher.fetch({ url, tag })
  if (page.kind === 'failed') return page
  if (page.kind === 'unchanged') return { kind: 'unchanged', tag: document.crawlTag }
  if (typeof known?.content === 'string' && known.contentHash === sha256Hex(Buffer.from(page.file.bytes)))
    return { kind: 'unchanged', tag: page.tag }
  const read = await reader.read(page.file)
  if (read.kind === 'failed') return read
  const content = cleanText(read.content)
  if (content.trim() === '') return { kind: 'failed', code: 'empty', message: 'There is no text in it.' }
  // Pages carry counters and tokens that nobody reads.
  return content === known?.content ? { kind: 'unchanged', tag: page.tag } : { kind: 'changed', page, content }
}

/** The title stays: it is how the document is known by now. */
async function contentOf(
  { store }: Deps,
  document: Document,
  { page, content }: Extract<Outcome, { kind: 'changed' }>,
): Promise<Content> {
  const latest = await versionOf(store.read, document, document.id, document.version)
  const contentHash = sha256Hex(Buffer.from(page.file.bytes))
  const said = { title: document.title, question: null, content, contentHash, bytes: page.file.bytes.length }
  return completed(said, { given: latest?.language ?? document.language, usual: 'en' })
}

async function settle(
  tx: Transaction,
  deps: Deps,
  held: Document,
  { outcome, content }: { readonly outcome: Outcome; readonly content: Content | null },
): Promise<void> {
  const now = deps.clock.now()
  if (outcome.kind === 'failed') {
    const failed = crawlFailed(held, outcome, now)
    await updateDocument(tx, failed)
    return enqueueRecrawl(tx, deps, { before: held, document: failed })
  }
  // What a batch is trying stays as it was approved until its rollout is over: a later look finds the change again.
  const latest = await versionRecord(tx, held, held.id, held.version)
  const tried = outcome.kind === 'changed' && latest !== undefined && isTried(latest)
  const tag = tried ? held.crawlTag : outcome.kind === 'changed' ? outcome.page.tag : outcome.tag
  const fresh = crawled(held, { tag, at: now })
  await updateDocument(tx, fresh)
  await enqueueRecrawl(tx, deps, { before: held, document: fresh })
  if (outcome.kind === 'unchanged' || content === null || tried) return
  const shelf = await shelfFor(tx, deps, fresh, null)
  await addVersion(tx, deps, fresh, {
    ...content,
    file: outcome.page.file,
    batchId: null,
    shelf,
    origin: 'crawled',
    originVersion: null,
    madeBy: CRAWLER,
  })
  // A document's hash is of what was given, its address; a version's is of what was found there.
  await writeGivenHash(tx, held)
}
