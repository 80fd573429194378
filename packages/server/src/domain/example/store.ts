import type { SiteExample } from '@posthorn/contract'

import type { Reader, Transaction } from '../../store/index.ts'
import type { Site } from '../knowledge/index.ts'

/** What a site's row says of its example: `wanted` by a fresh install that has not got it yet. */
export type ExampleMark = 'none' | 'wanted' | 'added' | 'removed'

export interface FoundExample {
  readonly id: string
  readonly sourceId: string | null
  readonly shown: SiteExample['documents'][number]
}

/** Sites of fresh installs that still wait for their example, of any workspace: looked for at the start alone. */
export async function sitesWanting(read: Reader): Promise<Site[]> {
  const rows = await read.all<{ id: string; workspace_id: string }>(
    "select id, workspace_id from site where example = 'wanted' order by id",
  )
  return rows.map((row) => ({ workspaceId: row.workspace_id, siteId: row.id }))
}

/** Holds the site, so that its example is added or removed by one at a time; undefined where it is gone. */
export async function holdMark(
  tx: Transaction,
  { workspaceId, siteId }: Site,
  forUpdate: string,
): Promise<ExampleMark | undefined> {
  const [row] = await tx.all<{ example: ExampleMark }>(
    `select example from site where id = $1 and workspace_id = $2 ${forUpdate}`,
    [siteId, workspaceId],
  )
  return row?.example
}

export async function writeMark(tx: Transaction, { workspaceId, siteId }: Site, mark: ExampleMark): Promise<void> {
  await tx.run('update site set example = $1 where id = $2 and workspace_id = $3', [mark, siteId, workspaceId])
}

export async function exampleOf(read: Reader, { workspaceId, siteId }: Site): Promise<FoundExample[]> {
  const rows = await read.all<{
    id: string
    source_id: string | null
    title: string
    type: 'text' | 'qa'
    language: string | null
  }>(
    `select id, source_id, title, type, language from document
     where workspace_id = $1 and site_id = $2 and is_example = 1 order by id`,
    [workspaceId, siteId],
  )
  return rows.map(({ id, source_id, title, type, language }) => ({
    id,
    sourceId: source_id,
    shown: { document_id: id, title, type, language: language ?? 'en' },
  }))
}

/** Whether anything of the site's own is in answers. */
export async function hasOwnAnswers(read: Reader, { workspaceId, siteId }: Site): Promise<boolean> {
  const rows = await read.all(
    `select id from document where workspace_id = $1 and site_id = $2 and is_example = 0
     and status = 'active' and indexed_version is not null limit 1`,
    [workspaceId, siteId],
  )
  return rows.length > 0
}
