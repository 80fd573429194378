import type { Transaction } from '../../store/index.ts'
import type { Document } from './document.ts'

/** Notes that the page of a document was fetched, and when it is to be looked at again. */
export async function writeCrawled(
  tx: Transaction,
  { workspaceId, id, recrawlEveryMs }: Pick<Document, 'workspaceId' | 'id' | 'recrawlEveryMs'>,
  { tag, at }: { readonly tag: string | null; readonly at: number },
): Promise<void> {
  await tx.run(
    'update document set crawled_at = $1, crawl_tag = $2, recrawl_at = $3 where workspace_id = $4 and id = $5',
    [at, tag, recrawlEveryMs === null ? null : at + recrawlEveryMs, workspaceId, id],
  )
}
