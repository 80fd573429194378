import type { Site as PublicSite } from '@posthorn/contract'

import { isoTime } from '../../kernel/time.ts'
import type { Site } from './site.ts'

/** How many documents a site has, by whether they are used and how far they are. */
export type DocumentCounts = PublicSite['documents']

export const noDocuments: DocumentCounts = { total: 0, draft: 0, active: 0, processing: 0, ready: 0, failed: 0 }

export function showSite(site: Site, documents: DocumentCounts): PublicSite {
  return {
    id: site.id,
    object: 'site',
    name: site.name,
    language: site.language,
    synonyms: site.synonyms.map((group) => [...group]),
    least_support: site.leastSupport,
    documents: { ...documents },
    created_at: isoTime(site.createdAt),
  }
}
