import type { Reader } from '../../store/index.ts'
import type { Site } from './indexed-document.ts'

/** The shelves on which these documents are found; those that are on none are not in it. */
export async function shelvesOf(
  read: Reader,
  { workspaceId, siteId }: Site,
  documentIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await read.allIn<{ document_id: string; shelf: string }>(
    `select distinct document_id, shelf from knowledge_chunk
     where document_id in $keys and workspace_id = $2 and site_id = $3 order by shelf`,
    documentIds,
    [workspaceId, siteId],
  )
  const byDocument = Map.groupBy(rows, ({ document_id }) => document_id)
  return new Map([...byDocument].map(([id, places]) => [id, places.map(({ shelf }) => shelf)]))
}
