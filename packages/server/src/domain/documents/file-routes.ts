import { ApiError, notFound } from '../../kernel/api-error.ts'
import type { Answer, Call, Handlers } from '../../kernel/call.ts'
import type { vetUrl } from '../../kernel/guarded-fetch/index.ts'
import { HOUR_MS } from '../../kernel/time.ts'
import type { Transaction } from '../../store/index.ts'
import { requireSite } from '../sites/index.ts'
import { enqueueRecrawl } from './crawl.ts'
import type { DocumentDeps } from './deps.ts'
import type { Document } from './document.ts'
import { prepareDocument } from './prepare-document.ts'
import { putDocument } from './put-document.ts'
import { acceptDocument, besides } from './routes.ts'
import { acceptedAnswer, showDocument } from './show-document.ts'
import { documentById, holdDocuments, updateDocument } from './store.ts'
import { fileOf, versionRecord } from './store-versions.ts'

type FileRoute =
  'documents.upload' | 'documents.importUrl' | 'documents.setRecrawl' | 'documents.recrawl' | 'documents.file'

export interface FileRouteDeps extends DocumentDeps {
  /** Whether an address that a customer gave may be called. */
  readonly vetUrl: (url: string) => ReturnType<typeof vetUrl>
}

/** Files that are sent, pages that are fetched, and both given back. */
export function documentFileRoutes(deps: FileRouteDeps): Handlers<FileRoute> {
  return {
    'documents.upload': (call) => {
      const { title = null } = call.body
      return acceptDocument(deps, call, {
        ...besides(call.params.site_id, call.body),
        type: 'file',
        title,
        file: call.file,
      })
    },
    'documents.importUrl': (call) => importUrl(deps, call),
    'documents.setRecrawl': (call) => setRecrawl(deps, call),
    'documents.recrawl': (call) => recrawlNow(deps, call),
    'documents.file': (call) => giveFile(deps, call),
  }
}

async function importUrl(deps: FileRouteDeps, call: Call<'documents.importUrl'>): Promise<Answer> {
  const { title = null, recrawl_every_hours: hours } = call.body
  const by = { workspaceId: call.caller.workspaceId, madeBy: call.caller.keyId }
  // What stands after # is for the reader's browser: it is the same page.
  const url = call.body.url.split('#', 1)[0] ?? ''
  // Whose site it is first: nobody learns of names in our network who has no site.
  await requireSite(deps.store.read, call.caller, call.params.site_id)
  const vetted = await deps.vetUrl(url)
  if (!vetted.ok) {
    throw new ApiError('BLOCKED_URL', { param: 'url', words: { url, reason: vetted.message.replace(/\.$/, '') } })
  }
  const recrawlEveryMs = typeof hours === 'number' ? hours * HOUR_MS : hours
  const fields = { ...besides(call.params.site_id, call.body), type: 'url', title, url, recrawlEveryMs } as const
  const prepared = await prepareDocument(deps.store.read, by, fields)
  return deps.write(call, async (tx) => {
    const put = await putDocument(tx, deps, by, prepared)
    return acceptedAnswer({ ...put, document: await schedule(tx, deps, put.document) })
  })
}

/** Counted from when it was last fetched; of one that never was, from now. One that is due may be asked for at once. */
async function schedule(tx: Transaction, deps: DocumentDeps, document: Document): Promise<Document> {
  const { recrawlEveryMs, crawledAt, recrawlAt } = document
  const now = deps.clock.now()
  const next = recrawlEveryMs === null ? null : Math.max(now, (crawledAt ?? now) + recrawlEveryMs)
  // Another try is under way sooner.
  if (next === recrawlAt || (recrawlAt !== null && next !== null && document.crawlFailures > 0 && recrawlAt < next))
    return document
  const scheduled = { ...document, recrawlAt: next }
  await updateDocument(tx, scheduled)
  await enqueueRecrawl(tx, deps, { before: document, document: scheduled })
  return scheduled
}

type OfDocument = Pick<Call<'documents.recrawl'>, 'caller' | 'params' | 'once'>

async function setRecrawl(deps: DocumentDeps, call: Call<'documents.setRecrawl'>): Promise<Answer> {
  const { recrawl_every_hours: hours } = call.body
  return withPage(deps, call, async (tx, held) => {
    const recrawlEveryMs = hours === null ? null : hours * HOUR_MS
    const set = { ...held, recrawlEveryMs, updatedAt: deps.clock.now() }
    await updateDocument(tx, set)
    return { status: 200, body: showDocument(await schedule(tx, deps, set)) }
  })
}

async function recrawlNow(deps: DocumentDeps, call: Call<'documents.recrawl'>): Promise<Answer> {
  return withPage(deps, call, async (tx, held) => {
    if (held.readiness === 'processing') throw conflict('It is being read already; wait until it is')
    const due = { ...held, recrawlAt: deps.clock.now() }
    await updateDocument(tx, due)
    await enqueueRecrawl(tx, deps, { before: held, document: due })
    return { status: 202, body: showDocument(due) }
  })
}

/** Does its work on a page, held. */
async function withPage(
  deps: DocumentDeps,
  call: OfDocument,
  work: (tx: Transaction, held: Document) => Promise<Answer>,
): Promise<Answer> {
  const site = await requireSite(deps.store.read, call.caller, call.params.site_id)
  const owner = { workspaceId: call.caller.workspaceId, siteId: site.id }
  const id = call.params.document_id
  return deps.write(call, async (tx) => {
    const held = (await holdDocuments(tx, owner, [id], deps.store.words.forUpdate)).get(id)
    if (!held) throw notFound('document')
    if (held.type !== 'url') throw conflict(`It is of the type ${held.type} and has no page; send it again instead`)
    return work(tx, held)
  })
}

async function giveFile({ store }: DocumentDeps, call: Call<'documents.file'>): Promise<Answer> {
  const site = await requireSite(store.read, call.caller, call.params.site_id)
  const owner = { workspaceId: call.caller.workspaceId, siteId: site.id }
  const document = await documentById(store.read, owner, call.params.document_id)
  if (!document) throw notFound('document')
  const latest = await versionRecord(store.read, document, document.id, document.version)
  const file = latest && (await fileOf(store.read, latest))
  if (!file) throw notFound('file of this document')
  return { status: 200, file: { name: file.name, bytes: file.bytes } }
}

function conflict(reason: string): ApiError {
  return new ApiError('CONFLICT', { words: { reason } })
}
