import type { Reader } from '../../store/index.ts'
import type { Owner } from './document.ts'

/** Ids of documents of which something stands on this shelf while everybody else is answered from another version of them. */
export async function replacedOn(read: Reader, { workspaceId, siteId }: Owner, shelf: string): Promise<string[]> {
  const rows = await read.all<{ document_id: string }>(
    `select distinct version.document_id from document_version version
     join document on document.id = version.document_id
     where version.workspace_id = $1 and version.site_id = $2 and version.shelf = $3 and version.shelf <> 'live'
       and version.chunks is not null and document.status = 'active' and document.indexed_version is not null`,
    [workspaceId, siteId, shelf],
  )
  return rows.map((row) => row.document_id)
}
