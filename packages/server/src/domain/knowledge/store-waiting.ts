import type { Transaction } from '../../store/index.ts'
import type { IndexedDocument } from './indexed-document.ts'

/** The chunks that a document has just been given wait for their vectors. */
export async function waitForMeaning(
  tx: Transaction,
  { workspaceId, siteId, documentId, shelf }: Pick<IndexedDocument, 'workspaceId' | 'siteId' | 'documentId' | 'shelf'>,
): Promise<void> {
  await tx.run(
    `insert into knowledge_meaning (number, workspace_id, site_id) select number, workspace_id, site_id from knowledge_chunk
     where workspace_id = $1 and site_id = $2 and document_id = $3 and shelf = $4`,
    [workspaceId, siteId, documentId, shelf],
  )
}
