import type { Reader } from '../../store/index.ts'
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

/** A site by its id alone, whoever's it is: whether the caller may have it is for `requireSite` to say. */
export async function siteById(read: Reader, id: string): Promise<Site | undefined> {
  const [row] = await read.all<SiteRow>(
    'select id, workspace_id, name, language, synonyms, least_support, created_at from site where id = $1',
    [id],
  )
  return row && siteOf(row)
}

function siteOf(row: SiteRow): Site {
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
