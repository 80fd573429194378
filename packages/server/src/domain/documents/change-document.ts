import { isAllowed } from '@posthorn/contract'

import { ApiError, invalid, notFound } from '../../kernel/api-error.ts'
import type { Answer, Call } from '../../kernel/call.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import { requireSite, type Site } from '../sites/index.ts'
import type { PlacedVersion } from './new-document.ts'
import { addVersion, type VersionParts } from './add-version.ts'
import { readAgain } from './begin-ingest.ts'
import type { DocumentDeps } from './deps.ts'
import { type Document, isRead, type Version } from './document.ts'
import { cleanLine, completed, type Content, textSaid } from './prepare-document.ts'
import { placeNext } from './put-document.ts'
import { cutShort, setStatus } from './set-status.ts'
import { showDocument } from './show-document.ts'
import { documentById, holdDocuments, updateDocument } from './store.ts'
import { fileRecordOf, versionOf } from './store-versions.ts'

/** A document and its latest version as they were when a call came. */
interface Seen {
  readonly site: Site
  readonly document: Document
  readonly latest: Version
}

/** The document is another one by now: look again. */
class Moved extends Error {}

/** So often somebody else may be quicker with the same document. */
const MOST_LOOKS = 5

/** Changes what is given. Another title or text makes a new version: everybody's, or its batch's. */
export async function changeDocument(deps: DocumentDeps, call: Call<'documents.update'>): Promise<Answer> {
  const { body } = call
  return onceSettled(async () => {
    const seen = await lookAt(deps, call)
    const content = await changedContent(seen, body)
    return deps.write(call, async (tx) => {
      const place = content ? await placeNext(tx, deps, seen.latest) : null
      let document = await holdUnmoved(tx, deps, seen.document)
      if (body.category !== undefined && body.category !== document.category) {
        document = { ...document, category: body.category, updatedAt: deps.clock.now() }
        await updateDocument(tx, document)
      }
      if (body.status !== undefined) document = await setStatus(tx, { ...deps, cutOf: cutShort }, document, body.status)
      if (content && place) {
        const { shelf, batchId } = place
        const from = { madeBy: call.caller.keyId, origin: 'updated', originVersion: originOf(seen) } as const
        document = await addVersion(tx, deps, document, { ...content, ...from, file: null, batchId, shelf })
        await place.placed?.(placedAs(document, call))
      }
      return { status: 200, body: showDocument(document) }
    })
  })
}

type Body = Call<'documents.update'>['body']

/** What its next version says; null: the same as its latest. */
async function changedContent({ site, document, latest }: Seen, body: Body): Promise<Content | null> {
  refuseForeign(document, body)
  const { title, content, question, answer } = body
  if ([title, content, question, answer].every((field) => field === undefined)) return null
  if (document.type === 'file' || document.type === 'url') return retitled({ site, document, latest }, title)
  const said = textSaid(document.type, {
    // A question's title that nobody gave goes with the question.
    title: title ?? (question !== undefined && latest.title === latest.question ? null : latest.title),
    question: question ?? latest.question,
    content: content ?? answer ?? latest.content ?? '',
  })
  if (said.contentHash === latest.contentHash) return null
  return completed(said, { given: null, usual: latest.language ?? site.language ?? 'en' })
}

function refuseForeign({ type }: Document, body: Body): void {
  const why = `it is of the type ${type}`
  if (body.content !== undefined && type !== 'text')
    throw invalid('content', `${why}; ${type === 'qa' ? 'change its question or answer' : 'send or fetch it again'}`)
  for (const param of ['question', 'answer'] as const)
    if (body[param] !== undefined && type !== 'qa') throw invalid(param, why)
}

/** Of what was read from a file the title is changed, and its source is as it was: the same file again is nothing new. */
async function retitled({ site, document, latest }: Seen, given: string | undefined): Promise<Content | null> {
  if (given === undefined || given === latest.title) return null
  const title = cleanLine(given)
  if (title === '') throw invalid('title', 'it is empty; give some text')
  if (!isRead(latest))
    throw conflict(`Its version ${latest.version} has not been read; wait until it is, or send it again`)
  const { question, content, language } = latest
  const said = { title, question, content, contentHash: document.contentHash, bytes: document.bytes }
  return completed(said, { given: language, usual: site.language ?? 'en' })
}

/** The version whose file a version has that has none of its own. */
function originOf({ document, latest }: Pick<Seen, 'document' | 'latest'>): number | null {
  return document.type === 'file' || document.type === 'url' ? (latest.originVersion ?? latest.version) : null
}

/** Says again what an earlier version said, by a new one. */
export async function rollBack(deps: DocumentDeps, call: Call<'documents.rollback'>): Promise<Answer> {
  return onceSettled(async () => {
    const seen = await lookAt(deps, call)
    const wanted = await versionOf(deps.store.read, seen.document, seen.document.id, call.body.version)
    if (!wanted) throw invalid('version', `there is none of that number; the latest is ${seen.document.version}`)
    if (!isRead(wanted)) throw conflict(`Version ${wanted.version} has no text: it was never read`)
    const parts = await saidAgain(deps.store.read, wanted, seen.site.language ?? 'en')
    return deps.write(call, async (tx) => {
      const place = await placeNext(tx, deps, seen.latest)
      const { shelf, batchId } = place
      const held = await holdUnmoved(tx, deps, seen.document)
      const document = await addVersion(tx, deps, held, { ...parts, madeBy: call.caller.keyId, batchId, shelf })
      await place.placed?.(placedAs(document, call))
      return { status: 201, body: showDocument(document) }
    })
  })
}

function placedAs({ id, sourceId, version }: Document, { caller }: Pick<Call, 'caller'>): PlacedVersion {
  return { documentId: id, sourceId, version, madeBy: caller.keyId }
}

/** The parts of a version that says what an earlier one said. */
export async function saidAgain(
  read: Reader,
  wanted: Version,
  usual: NonNullable<Version['language']>,
): Promise<Omit<VersionParts, 'madeBy' | 'shelf'>> {
  const { title, question, content, contentHash, language } = wanted
  const file = await fileRecordOf(read, wanted)
  const bytes = file?.bytes ?? Buffer.byteLength(content ?? '') + Buffer.byteLength(question ?? '')
  const said = await completed({ title, question, content, contentHash, bytes }, { given: language, usual })
  const originVersion = wanted.originVersion ?? wanted.version
  return { ...said, file: null, batchId: null, origin: 'rollback', originVersion }
}

/** Reads the latest version once more. */
export async function retryDocument(deps: DocumentDeps, call: Call<'documents.retry'>): Promise<Answer> {
  const { document } = await lookAt(deps, call)
  return deps.write(call, async (tx) => {
    const held = (await holdDocuments(tx, document, [document.id], deps.store.words.forUpdate)).get(document.id)
    if (!held) throw notFound('document')
    if (!isAllowed('readiness', 'retry', held.readiness)) throw conflict('It is being read already; wait until it is')
    return { status: 202, body: showDocument(await readAgain(tx, deps, held)) }
  })
}

type DocumentCall = Pick<Call<'documents.get'>, 'caller' | 'params'>

async function lookAt({ store }: DocumentDeps, { caller, params }: DocumentCall): Promise<Seen> {
  const site = await requireSite(store.read, caller, params.site_id)
  const owner = { workspaceId: caller.workspaceId, siteId: site.id }
  const document = await documentById(store.read, owner, params.document_id)
  if (!document) throw notFound('document')
  const latest = await versionOf(store.read, owner, document.id, document.version)
  // Between the two reads a newer one came, or it was deleted.
  if (!latest) throw new Moved()
  return { site, document, latest }
}

/** Holds a document that is as it was seen. */
async function holdUnmoved(tx: Transaction, { store }: DocumentDeps, seen: Document): Promise<Document> {
  const held = (await holdDocuments(tx, seen, [seen.id], store.words.forUpdate)).get(seen.id)
  if (!held) throw notFound('document')
  if (held.version !== seen.version) throw new Moved()
  return held
}

async function onceSettled(work: () => Promise<Answer>): Promise<Answer> {
  for (let look = 1; look < MOST_LOOKS; look++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Moved)) throw error
    }
  }
  try {
    return await work()
  } catch (error) {
    throw error instanceof Moved ? conflict('It is being changed by others at the same time; try again') : error
  }
}

function conflict(reason: string): ApiError {
  return new ApiError('CONFLICT', { words: { reason } })
}
