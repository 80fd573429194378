import type { Page } from '../../kernel/page.ts'
import type { Reader, Transaction } from '../../store/index.ts'
import { type Language, type Synonyms } from '../knowledge/index.ts'
import type { Site } from './site.ts'

interface SiteRow {
  readonly id: string
  readonly workspace_id: string
  readonly name: string
  readonly language: Language | null
  readonly synonyms: string
  readonly least_support: number | null
  readonly created_at: number
}

const COLUMNS = 'id, workspace_id, name, language, synonyms, least_support, created_at'

/** A site by its id alone, whoever's it is: whether the caller may have it is for `requireSite` to say. */
export async function siteById(read: Reader, id: string): Promise<Site | undefined> {
  const [row] = await read.all<SiteRow>(`select ${COLUMNS} from site where id = $1`, [id])
  return row && toSite(row)
}

/** A site of this workspace. */
export async function siteOf(
  read: Reader,
  { workspaceId, siteId }: { readonly workspaceId: string; readonly siteId: string },
  forUpdate = '',
): Promise<Site | undefined> {
  const [row] = await read.all<SiteRow>(
    `select ${COLUMNS} from site where id = $1 and workspace_id = $2 ${forUpdate}`,
    [siteId, workspaceId],
  )
  return row && toSite(row)
}

/** Newest first. */
export async function sitesOf(
  read: Reader,
  workspaceId: string,
  page: Page,
): Promise<{ total: number; sites: Site[] }> {
  const rows = await read.all<SiteRow>(
    `select ${COLUMNS} from site where workspace_id = $1 order by id desc limit $2 offset $3`,
    [workspaceId, page.perPage, page.offset],
  )
  return { total: await countSites(read, workspaceId), sites: rows.map(toSite) }
}

export async function countSites(read: Reader, workspaceId: string): Promise<number> {
  const [row] = await read.all<{ sites: number }>('select count(*) as sites from site where workspace_id = $1', [
    workspaceId,
  ])
  return row?.sites ?? 0
}

export async function insertSite(tx: Transaction, site: Site): Promise<void> {
  await tx.run(`insert into site (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)`, [
    ...[site.id, site.workspaceId, site.name, site.language, JSON.stringify(site.synonyms)],
    ...[site.leastSupport, site.createdAt],
  ])
}

export async function updateSite(tx: Transaction, site: Site): Promise<void> {
  await tx.run(
    'update site set name = $1, language = $2, synonyms = $3, least_support = $4 where id = $5 and workspace_id = $6',
    [site.name, site.language, JSON.stringify(site.synonyms), site.leastSupport, site.id, site.workspaceId],
  )
}

function toSite(row: SiteRow): Site {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    language: row.language,
    synonyms: JSON.parse(row.synonyms) as Synonyms,
    leastSupport: row.least_support,
    createdAt: row.created_at,
  }
}
