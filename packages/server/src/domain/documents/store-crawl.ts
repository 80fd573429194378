import type { Reader, Transaction } from '../../store/index.ts'
import type { Document } from './document.ts'

/** What was read from the file that came last; undefined: none came yet. */
export async function latestWithFile(
  read: Reader,
  { workspaceId, id }: Pick<Document, 'workspaceId' | 'id'>,
): Promise<{ readonly content: string | null; readonly contentHash: string } | undefined> {
  const [row] = await read.all<{ content: string | null; content_hash: string }>(
    `select content, content_hash from document_version
     where document_id = $1 and workspace_id = $2 and version =
       (select max(version) from document_file where document_id = $1 and workspace_id = $2)`,
    [id, workspaceId],
  )
  return row && { content: row.content, contentHash: row.content_hash }
}

/** Writes the hash of what a document was given as, after a version that somebody else made. */
export async function writeGivenHash(
  tx: Transaction,
  { workspaceId, id, contentHash }: Pick<Document, 'workspaceId' | 'id' | 'contentHash'>,
): Promise<void> {
  await tx.run('update document set content_hash = $1 where workspace_id = $2 and id = $3', [
    contentHash,
    workspaceId,
    id,
  ])
}
