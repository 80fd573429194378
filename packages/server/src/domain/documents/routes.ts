import { notFound } from '../../kernel/api-error.ts'
import type { Answer, Call, Handlers } from '../../kernel/call.ts'
import { pageMeta, pageOf } from '../../kernel/page.ts'
import { requireSite } from '../sites/index.ts'
import { bulkDelete, bulkStatus, deleteAll } from './bulk-documents.ts'
import { changeDocument, retryDocument, rollBack } from './change-document.ts'
import type { DocumentDeps } from './deps.ts'
import type { Document, Owner } from './document.ts'
import type { NewDocument } from './new-document.ts'
import { prepareDocument } from './prepare-document.ts'
import { putDocument } from './put-document.ts'
import { acceptedAnswer, showDocument, showVersion, showVersionText } from './show-document.ts'
import { documentById, documentsOf } from './store.ts'
import { versionOf, versionsPage } from './store-versions.ts'

type DocumentRoute =
  | 'documents.createText'
  | 'documents.createQa'
  | 'documents.list'
  | 'documents.get'
  | 'documents.update'
  | 'documents.delete'
  | 'documents.versions'
  | 'documents.version'
  | 'documents.rollback'
  | 'documents.retry'
  | 'documents.bulkStatus'
  | 'documents.bulkDelete'

/** Takes a document of a call in: ONE transaction has the version, its work and the answer. 201, or 200 `unchanged`. */
export async function acceptDocument(
  deps: DocumentDeps,
  call: Pick<Call, 'caller' | 'once'>,
  document: NewDocument,
): Promise<Answer> {
  const by = { workspaceId: call.caller.workspaceId, madeBy: call.caller.keyId }
  const prepared = await prepareDocument(deps.store.read, by, document)
  return deps.write(call, async (tx) => acceptedAnswer(await putDocument(tx, deps, by, prepared)))
}

type Named = Pick<Call<'documents.get'>, 'caller' | 'params'>

/** Reading, changing and deleting documents. */
export function documentRoutes(deps: DocumentDeps): Handlers<DocumentRoute> {
  const { read } = deps.store
  const inSite = async ({ caller, params }: Pick<Call<'documents.list'>, 'caller' | 'params'>): Promise<Owner> => {
    const { id } = await requireSite(read, caller, params.site_id)
    return { workspaceId: caller.workspaceId, siteId: id }
  }
  const found = async (call: Named): Promise<Document> => {
    const document = await documentById(read, await inSite(call), call.params.document_id)
    if (!document) throw notFound('document')
    return document
  }
  return {
    'documents.createText': (call) => {
      const { title, content } = call.body
      return acceptDocument(deps, call, { ...besides(call.params.site_id, call.body), type: 'text', title, content })
    },
    'documents.createQa': (call) => {
      const { title = null, question, answer } = call.body
      const fields = besides(call.params.site_id, call.body)
      return acceptDocument(deps, call, { ...fields, type: 'qa', title, question, answer })
    },
    'documents.update': (call) => changeDocument(deps, call),
    'documents.rollback': (call) => rollBack(deps, call),
    'documents.retry': (call) => retryDocument(deps, call),
    'documents.bulkStatus': (call) => bulkStatus(deps, call),
    'documents.bulkDelete': (call) => bulkDelete(deps, call),

    async 'documents.list'(call) {
      const page = pageOf(call.query)
      const { total, documents } = await documentsOf(read, await inSite(call), call.query, page)
      return { status: 200, body: { documents: documents.map(showDocument), meta: pageMeta(page, total) } }
    },

    async 'documents.get'(call) {
      return { status: 200, body: showDocument(await found(call)) }
    },

    async 'documents.delete'(call) {
      const owner = await inSite(call)
      return deps.write(call, async (tx) => {
        if ((await deleteAll(tx, deps, owner, [call.params.document_id])).length === 0) throw notFound('document')
        return { status: 204 }
      })
    },

    async 'documents.versions'(call) {
      const document = await found(call)
      const page = pageOf(call.query)
      const { total, versions } = await versionsPage(read, document, document.id, page)
      const shown = versions.map((version) => showVersion(version, document))
      return { status: 200, body: { versions: shown, meta: pageMeta(page, total) } }
    },

    async 'documents.version'(call) {
      const document = await found(call)
      const version = await versionOf(read, document, document.id, Number(call.params.version))
      if (!version) throw notFound('version')
      return { status: 200, body: showVersionText(version, document) }
    },
  }
}

type Fields = Pick<Call<'documents.createText'>['body'], 'category' | 'status' | 'source_id' | 'batch_id' | 'language'>

/** What every call that gives content says beside it, in the words of the domain. Of a body, no other field counts. */
export function besides(siteId: string, { category, status, source_id, batch_id, language }: Fields) {
  return { siteId, category, status, sourceId: source_id, batchId: batch_id, language }
}
